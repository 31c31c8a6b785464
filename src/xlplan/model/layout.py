"""Which row stands where: the ids on each sheet of a master, filled ones first, then spare ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from xlplan.model.order import history, ordered
from xlplan.model.plan import Plan

MARGIN = 20
"""Rows that formulas reach beyond the capacity, for rows that people insert."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one sheet. ``ids`` holds an id per row (empty for rows that get theirs from what they say)."""

    ids: tuple[str, ...]
    filled: int

    @property
    def capacity(self) -> int:
        return len(self.ids)


def master_rows(
    plan: Plan, capacity: Mapping[str, int], prefixes: Mapping[str, str], *, spare_rows: bool = True
) -> dict[str, SheetRows]:
    """Ids by table of a master.

    ``capacity`` is what the template offers; a fuller table gets a tenth more than it holds. ``prefixes`` names the
    tables whose spare rows carry ids. Without ``spare_rows`` there are the filled ones alone.
    """
    rows: dict[str, SheetRows] = {}
    for table, offered in capacity.items():
        filled = ordered(plan, table)
        size = max(offered, len(filled) + max(5, len(filled) // 10)) if spare_rows else len(filled)
        spare = size - len(filled)
        prefix = prefixes.get(table, "")
        fresh = tuple(islice(plan.next_ids(table, prefix), spare)) if prefix else ("",) * spare
        rows[table] = SheetRows((*filled, *fresh), len(filled))
    rows["raci"] = rows["wbs"]
    past = history(plan)
    frozen = {t for b in plan.baselines for t in b.tasks}
    baseline = [i for i in rows["wbs"].ids if i in frozen]
    rows["baseline"] = SheetRows(tuple(baseline), len(baseline))
    rows["history"] = SheetRows(tuple(past), len(past))
    return rows
