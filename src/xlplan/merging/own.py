"""The project manager's own edits: what the sheets of the master say now against what was last written into it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.cell import BLANK, Cell, Problem, Value
from xlplan.core.finding import Place
from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Table
from xlplan.merging.identity import same
from xlplan.merging.sides import Side
from xlplan.model.plan import Plan
from xlplan.model.read import Reading, ReadRow
from xlplan.model.snapshot import present
from xlplan.ownership.snapshot import master_snapshot
from xlplan.template.resolve import Template


def own_side(
    written: Plan, plan: Plan, template: Template, *, file: str, sha256: str, reading: Reading | None = None
) -> Side:
    """The master as a side of the merge. ``written``: the plan as it was last written, ``plan``: as its sheets say now.

    It holds the rows that differ; a row that is gone has all its cells cleared. ``reading`` tells where they stand.
    """
    tables: dict[str, list[ReadRow]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    for _, table in template.tables():
        columns[table.key] = tuple(c.key for c in table.inputs)
        places = {r.id: r.places for r in reading.tables[table.key].rows} if reading else {}
        changed = []
        for row_id in dict.fromkeys([*written.rows(table.key), *plan.rows(table.key)]):
            cells = dict(_changed(written, plan, table, row_id))
            if cells:
                where = dict(places.get(row_id, {}))
                changed.append(ReadRow(row_id, cells, {k: where.get(k) or Place(file=file) for k in cells}))
        if changed:
            tables[table.key] = changed
    snapshot = master_snapshot(written, template)
    return Side(file, sha256, None, 0, snapshot.round, snapshot, tables, columns)


def _changed(written: Plan, plan: Plan, table: Table, row_id: str) -> Iterator[tuple[str, Cell]]:
    before, after = written.rows(table.key).get(row_id), plan.rows(table.key).get(row_id)
    if before == after and written.unread == plan.unread:
        return
    for column in table.inputs:
        was = present(written, table, row_id, column.key) if before is not None else None
        now = present(plan, table, row_id, column.key) if after is not None else None
        if not same(was, now):
            yield column.key, _cell(plan, table, row_id, column.key, now)


def _cell(plan: Plan, table: Table, row_id: str, key: str, now: JsonValue) -> Cell:
    if (raw := plan.unread.get((table.key, row_id, key))) is not None:
        return Problem(raw, "unread")
    value = plan.value((table.key, row_id, key))
    return BLANK if now is None else Value(value)
