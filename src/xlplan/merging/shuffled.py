"""A column that was sorted by itself: its values are those of the base, but stand beside other rows.

Somebody who selects one column and sorts it without the rest moves every value to another row. Each looks like an edit,
and none of them was meant. Certain it is not, so such a column is asked about: its changed cells are problems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from xlplan.core.cell import Problem
from xlplan.core.finding import Finding
from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Column
from xlplan.merging import findings as f
from xlplan.merging.evidence import Evidence
from xlplan.merging.identity import frozen_cell, same
from xlplan.merging.words import shown
from xlplan.model.read import ReadRow

FEWEST = 4
"""Changed cells of a column from which its order says anything."""
FEWEST_NAMES = 2
"""The same of columns by which rows are recognised."""
SHARE = 0.9
"""Of the changed cells' values, the part that must be values of the base again; all of them where no order is known."""
_BY_SIZE = ("date", "num", "int", "money", "pct")
"""Kinds whose order is the same in every program. Texts are sorted by reading or strokes, as the program likes."""


def without_shuffled(evidence: Evidence, rows: list[ReadRow]) -> tuple[list[ReadRow], list[Finding]]:
    """The rows, in sheet order, with the changed cells of shuffled columns as problems, and what is to be said."""
    findings: list[Finding] = []
    doubted: dict[str, dict[str, Problem]] = {}
    if evidence.is_master:
        return rows, findings
    for column in evidence.table.inputs:
        if column.key not in evidence.keys or (evidence.table.id_of and column.key in evidence.natural):
            continue
        changed = _shuffled(evidence, column, rows)
        if not changed:
            continue
        place = replace(changed[0].places.get(column.key, evidence.read.place), row_id="")
        params = {"column": column.header, "count": len(changed), "table": evidence.table.title}
        findings.append(Finding(f.COLUMN_SHUFFLED, place, params))
        for row in changed:
            said = frozen_cell(column, row.cells[column.key])
            raw = shown(evidence.table, column.key, said, evidence.ctx)
            doubted.setdefault(row.id, {})[column.key] = Problem(raw, "sorted-alone")
    return [replace(r, cells={**r.cells, **doubted[r.id]}) if r.id in doubted else r for r in rows], findings


def _shuffled(evidence: Evidence, column: Column, rows: Iterable[ReadRow]) -> list[ReadRow]:
    """The rows whose cell of a column changed, where the column was sorted by itself; none where it was not."""
    key = column.key
    now: list[JsonValue] = []
    before: list[JsonValue] = []
    changed: list[ReadRow] = []
    for row in rows:
        cell = row.cells.get(key)
        # Rows of others stand on a sheet of their own.
        elsewhere = key in row.places and row.places[key].sheet != evidence.read.place.sheet
        if row.id not in evidence.base or cell is None or elsewhere:
            continue
        said, was = frozen_cell(column, cell), evidence.base[row.id].get(key)
        now.append(said)
        before.append(was)
        if not same(said, was):
            changed.append(row)
    # What a row is recognised by is seldom edited, and never by giving it the name of another row.
    fewest = FEWEST_NAMES if key in evidence.natural else FEWEST
    if len(changed) < fewest:
        return []
    new = Counter(repr(frozen_cell(column, r.cells[key])) for r in changed)
    old = Counter(repr(evidence.base[r.id].get(key)) for r in changed)
    common = (new & old).total()
    if len(new) < fewest or common < SHARE * len(changed):
        return []
    if column.kind.name in _BY_SIZE:
        return changed if _is_sorted(now) and not _is_sorted(before) else []
    return changed if common == len(changed) else []


def _is_sorted(values: Iterable[JsonValue]) -> bool:
    """Whether values rise or fall, blanks apart."""
    pairs = list(pairwise(_order(v) for v in values if v is not None))
    return all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)


def _order(value: JsonValue) -> tuple[float, str]:
    text = str(value)
    try:
        return (float(text), "")
    except ValueError:
        return (0.0, text)
