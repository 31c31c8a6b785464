"""Which cells of its copy a department may fill, as the copy shows them in colour."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from xlplan.forms.base import Column, Table
from xlplan.model.plan import Plan
from xlplan.ownership.rights import DeptOf, is_frozen, may_edit
from xlplan.template.resolve import Template

MayFill = Callable[[Table, str, Column], bool]
"""Whether the department may fill a cell of one of its own or spare rows."""


def fillable(plan: Plan, template: Template, department: str, dept_of: DeptOf | None = None) -> MayFill:
    """Says which cells a department may fill. ``dept_of`` where the plan doesn't know the department of every task."""
    tables = {table.key: table for _, table in template.tables()}

    @cache  # asked for every cell of a row
    def cells_of(table: str, row_id: str) -> dict[str, object]:
        row = plan.rows(table).get(row_id)
        return {c.key: row.cell(c.key) for c in tables[table].inputs} if row else {}

    def may_fill(table: Table, row_id: str, column: Column) -> bool:
        row = plan.rows(table.key).get(row_id)
        if row is None and table.id_of:
            return column.is_input  # whose row it is follows from what will be filled in
        cells = cells_of(table.key, row_id)
        if row is not None and is_frozen(tables, table, column, cells, cells_of):
            return False
        return may_edit(
            table,
            column,
            row_id,
            cells,
            department,
            is_new=row is None,
            appended=row is None,
            dept_of=dept_of or plan.dept_of,
        )

    return may_fill
