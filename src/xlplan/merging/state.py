"""The cells of the plan while edits are decided: what stands there and what was decided so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Row, Table, make_row
from xlplan.merging.identity import id_order
from xlplan.merging.sides import Edit
from xlplan.model.plan import CellKey, Plan
from xlplan.model.snapshot import is_unread, present
from xlplan.template.resolve import Template

RowKey = tuple[str, str]
"""Table and row id."""


class State:
    """The plan with the decisions made so far. ``seeds``: rows that the plan lost and files still know."""

    def __init__(self, plan: Plan, template: Template, seeds: Mapping[RowKey, Mapping[str, JsonValue]]) -> None:
        self.plan = plan
        self.tables: dict[str, Table] = {table.key: table for _, table in template.tables()}
        self.seeds = seeds
        self.changes: dict[CellKey, JsonValue] = {}
        self.created: dict[RowKey, str | None] = {}

    def value(self, cell: CellKey) -> JsonValue:
        """The frozen value that a cell has now."""
        if cell in self.changes:
            return self.changes[cell]
        table, row_id, key = cell
        if row_id in self.plan.rows(table):
            return present(self.plan, self.tables[table], row_id, key)
        return self.seeds.get((table, row_id), {}).get(key)

    def has(self, table: str, row_id: str) -> bool:
        """Whether the plan has a row, or got it by a decision."""
        return row_id in self.plan.rows(table) or (table, row_id) in self.created

    def cells(self, table: str, row_id: str) -> dict[str, JsonValue]:
        """The filled cells of a row."""
        found = {c.key: self.value((table, row_id, c.key)) for c in self.tables[table].inputs}
        return {k: v for k, v in found.items() if v is not None}

    def dept_of(self, task: str) -> str | None:
        """The department of a task now; of a task just added the one that added it."""
        value = self.value(("wbs", task, "dept"))
        return value if isinstance(value, str) else self.created.get(("wbs", task))

    def apply(self, edit: Edit) -> None:
        """Decide that a cell takes the value of an edit."""
        self.decide(edit.cell, edit.value, edit.side.department)

    def decide(self, cell: CellKey, value: JsonValue, department: str | None) -> None:
        """Decide that a cell takes a value; a row that it begins is the department's."""
        if not self.has(*cell[:2]):
            self.created[cell[:2]] = department
        self.changes[cell] = value

    def result(self) -> Plan:
        """The plan with all decisions. New rows follow those that were there, in the order of their ids."""
        by_row: dict[RowKey, dict[str, JsonValue]] = {}
        for (table_key, row_id, key), value in self.changes.items():
            by_row.setdefault((table_key, row_id), {})[key] = value
        if not by_row:
            return self.plan
        tables = {key: dict(self.plan.rows(key)) for key, _ in by_row}
        for (table_key, row_id), cells in sorted(by_row.items(), key=lambda e: (e[0][0], id_order(e[0][1]))):
            table, rows = self.tables[table_key], tables[table_key]
            if row_id in rows:
                rows[row_id] = rows[row_id].with_cells(_thawed(table, cells))
            else:
                rows[row_id] = self._new_row(table, row_id, cells)
        unread = {k: v for k, v in self.plan.unread.items() if k not in self.changes}
        return replace(self.plan.with_tables(tables), unread=unread)

    def _new_row(self, table: Table, row_id: str, cells: Mapping[str, JsonValue]) -> Row:
        seed = {k: v for k, v in self.seeds.get((table.key, row_id), {}).items() if table.has(k)}
        values = {**_thawed(table, seed, careful=True), **_thawed(table, cells)}
        department = self.created[table.key, row_id]
        if department and table.has(table.owner_field):
            values.setdefault(table.owner_field, department)
        if table.rounds:
            task, _, number = row_id.rpartition("@")
            values.setdefault("task", task)
            if number.isdigit():
                values.setdefault("round", int(number))
        return make_row(table.row, row_id, values)


def _thawed(table: Table, cells: Mapping[str, JsonValue], careful: bool = False) -> dict[str, Any]:
    """Typed values. ``careful`` leaves out what is foreign: seeds come from a file."""
    values: dict[str, Any] = {}
    for key, value in cells.items():
        if value is None:
            values[key] = None
            continue
        try:
            if not is_unread(value):
                values[key] = table.column(key).kind.thaw(value)
        except (ValueError, TypeError, ArithmeticError):
            if not careful:
                raise
    return values
