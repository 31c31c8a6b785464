"""Everything that follows from a plan: the twins of all formulas, evaluated on what the sheets hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlplan.calculate.workdays import work_calendar
from xlplan.core.kinds.base import Ctx
from xlplan.core.text import Lang
from xlplan.forms.base import Row, Table
from xlplan.model.layout import MARGIN, SheetRows, master_rows
from xlplan.model.plan import Plan, plan_names
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW, Fetch, Scalar, World, from_serial, is_number, serial
from xlplan.twins.programme import evaluate, inputs

_SPACES = re.compile(" +")


@dataclass
class Computed:
    """Calculated values of a plan, by table, row id and key; ``rows`` says which row stands where on the sheets."""

    world: World
    rows: Mapping[str, SheetRows]
    index: Mapping[str, Mapping[str, int]]
    departments: int

    def value(self, table: str, row_id: str, key: str) -> Scalar:
        """A calculated value; empty where the row is not on the sheet."""
        position = self.index.get(table, {}).get(row_id)
        return "" if position is None else self.world.columns[table][key][position]

    def _date(self, task: str, key: str) -> dt.date | None:
        value = self.value("wbs", task, key)
        return from_serial(float(value)) if is_number(value) else None

    def start(self, task: str) -> dt.date | None:
        """The planned start of a task, rolled up for summaries."""
        return self._date(task, "start")

    def finish(self, task: str) -> dt.date | None:
        """The planned finish of a task, rolled up for summaries."""
        return self._date(task, "finish")

    def percent(self, task: str) -> float:
        """Physical progress of a task, 0 to 1."""
        value = self.value("wbs", task, "percent")
        return float(value) if is_number(value) else 0.0

    def is_summary(self, task: str) -> bool:
        return bool(self.value("wbs", task, "first_child"))

    def is_active(self, task: str) -> bool:
        return bool(self.value("wbs", task, "active"))

    def is_leaf(self, task: str) -> bool:
        """An active task without children."""
        return self.is_active(task) and not self.is_summary(task)

    def parent(self, task: str) -> str | None:
        """The id of the parent task by code."""
        row = self.value("wbs", task, "parent_row")
        return self.rows["wbs"].ids[int(row) - HEADER_ROW - 1] if row else None

    def project_finish(self) -> dt.date | None:
        """The latest planned finish."""
        finishes = [float(f) for f in self.world.columns["wbs"]["finish"] if is_number(f)]
        return from_serial(max(finishes)) if finishes else None


def scalar(value: Any, number: bool) -> Scalar:
    """A written cell as a formula sees it through a fetch column."""
    if isinstance(value, dt.date):
        value = serial(value)
    if isinstance(value, (int, Decimal, float)) and not isinstance(value, bool):
        return (int(value) if value == int(value) else float(value)) if number else str(value)
    if number or value is None:
        return ""
    return _SPACES.sub(" ", str(value)).strip(" ")


def cell_value(plan: Plan, table: Table, row: Row | None, key: str, ctx: Ctx) -> Any:
    """What stands in a cell: the raw text where it could not be read, else the value as its kind writes it."""
    if row is None:
        return None
    raw = plan.unread.get((table.key, row.id, key))
    if raw is not None:
        return raw
    value = row.cell(key)
    return None if value is None else table.column(key).kind.to_cell(value, ctx)


def _column(plan: Plan, table: Table, ids: tuple[str, ...], size: int, fetch: Fetch, ctx: Ctx) -> list[Scalar]:
    rows = plan.rows(table.key)
    if fetch.key == "id":
        values: list[Scalar] = list(ids)
    else:
        values = [scalar(cell_value(plan, table, rows.get(i), fetch.key, ctx), fetch.number) for i in ids]
    return values + [""] * (size - len(values))


def _raci(plan: Plan, ids: tuple[str, ...], size: int, departments: list[str]) -> dict[str, list[Scalar]]:
    columns: dict[str, list[Scalar]] = {"id": [*ids, *[""] * (size - len(ids))]}
    letters = {(m.task, m.dept): m for m in plan.marks.values()}
    for n, dept in enumerate(departments):
        column: list[Scalar] = []
        for task in ids:
            mark = letters.get((task, dept))
            raw = plan.unread.get(("raci", mark.id, "letter")) if mark else None
            column.append(scalar(raw or (mark.letter if mark else None), False))
        columns[f"typed_{n}"] = column + [""] * (size - len(ids))
    return columns


def compute(plan: Plan, template: Template, lang: Lang | None = None) -> Computed:
    """Evaluate every calculated column of a plan."""
    lang = lang or plan.language
    ctx = Ctx(lang, plan_names(plan))
    tables = {t.key: t for _, t in template.tables()}
    rows = master_rows(plan, template.capacity, {k: t.prefix for k, t in tables.items() if not t.id_of})
    departments = list(plan.departments)
    wanted = inputs(len(departments))
    sizes = {key: rows[key].capacity + MARGIN if key in rows else MARGIN for key in wanted}
    basic = plan.basic
    weighting = cell_value(plan, tables["basic"], basic, "weighting", ctx) or ""
    params: dict[str, Scalar] = {
        "status_date": serial(plan.status_date),
        "weighting": weighting,
        "header": HEADER_ROW,
    }
    for n, dept in enumerate(departments):
        params[f"dept_{n}"] = scalar(plan.departments[dept].name, False)
    world = World(lang, sizes, params, work_calendar(plan, template.weekend))
    for key, fetches in wanted.items():
        if key == "raci":
            world.columns[key] = _raci(plan, rows[key].ids, sizes[key], departments)
        elif key == "history":
            world.columns[key] = _history(plan, rows[key].ids, sizes[key])
        elif key in tables:
            world.columns[key] = {f.key: _column(plan, tables[key], rows[key].ids, sizes[key], f, ctx) for f in fetches}
        else:
            world.columns[key] = {f.key: [""] * sizes[key] for f in fetches}
    evaluate(world, len(departments))
    index = {key: {i: n for n, i in enumerate(sheet.ids) if i} for key, sheet in rows.items()}
    return Computed(world, rows, index, len(departments))


def _history(plan: Plan, ids: tuple[str, ...], size: int) -> dict[str, list[Scalar]]:
    rows = [plan.progress[i] for i in ids]
    blank: list[Scalar] = [""] * (size - len(ids))
    return {
        "task_id": [*(r.task or "" for r in rows), *blank],
        "percent": [*(scalar(r.percent, True) for r in rows), *blank],
    }
