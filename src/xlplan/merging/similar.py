"""New rows of two departments that look like the same thing: pointed out, never joined."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import combinations

from xlplan.core.finding import Finding, Place
from xlplan.core.normal import key
from xlplan.merging import findings as f
from xlplan.merging.identity import id_order, label_key
from xlplan.merging.state import State
from xlplan.model.plan import Plan

ALIKE = 0.8
"""From which share of common letters on two names count as similar."""


def similar_rows(plan: Plan, state: State) -> list[Finding]:
    """A note for each pair of rows created for different departments under much the same name."""
    found: list[Finding] = []
    for table_key, table in state.tables.items():
        label = label_key(table)
        rows = plan.rows(table_key)
        created = sorted((i for t, i in state.created if t == table_key and label), key=id_order)
        names = {i: str(rows[i].cell(label)) for i in created if rows[i].cell(label)}
        for left, right in combinations(names, 2):
            same_side = state.created[table_key, left] == state.created[table_key, right]
            if not same_side and _alike(names[left], names[right]):
                place = Place(form=table_key, row_id=left, field=label)
                found.append(Finding(f.SIMILAR_ROWS, place, {"row": names[left], "other": names[right]}))
    return found


def _alike(left: str, right: str) -> bool:
    matcher = SequenceMatcher(None, key(left), key(right), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
