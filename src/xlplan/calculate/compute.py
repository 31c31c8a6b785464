"""Everything that follows from a plan: the twins of all formulas, evaluated on what the sheets hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlplan.calculate.workdays import LONGEST, work_calendar
from xlplan.core.calendar import WorkCalendar
from xlplan.core.kinds.base import Ctx
from xlplan.core.names import Names
from xlplan.core.text import Lang
from xlplan.forms.base import Row, Table
from xlplan.forms.catalogue import TWINS
from xlplan.model.baseline import BaselineTask
from xlplan.model.layout import MARGIN, SheetRows, master_rows
from xlplan.model.plan import Plan, plan_names
from xlplan.template.resolve import Template
from xlplan.twins.engine import BEYOND, HEADER_ROW, Fetch, Scalar, World, from_serial, is_number, serial
from xlplan.twins.money import yuan
from xlplan.twins.network_forward import BLOCKED
from xlplan.twins.programme import evaluate, inputs

APPROVED = (("approval", "approved_budget"), ("basic", "budget"))
"""Records with the approved budget: the notice of approval, where there is one, goes before basic information."""
_SPACES = re.compile(" +")


@dataclass
class Computed:
    """Calculated values of a plan, by table, row id and key; ``rows`` says which row stands where on the sheets.

    ``names`` are what people call the departments, people and tasks of the plan.
    """

    world: World
    rows: Mapping[str, SheetRows]
    index: Mapping[str, Mapping[str, int]]
    departments: int
    names: Names

    def value(self, table: str, row_id: str, key: str) -> Scalar:
        """A calculated value; empty where the row is not on the sheet."""
        position = self.index.get(table, {}).get(row_id)
        return "" if position is None else self.world.columns[table][key][position]

    def _date(self, task: str, key: str) -> dt.date | None:
        value = self.value("wbs", task, key)
        return from_serial(float(value)) if is_number(value) else None

    def start(self, task: str) -> dt.date | None:
        """The start of a task as it is scheduled now, rolled up for summaries."""
        return self._date(task, "start")

    def finish(self, task: str) -> dt.date | None:
        """The finish of a task as it is scheduled now, rolled up for summaries."""
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

    def set_start(self, task: str) -> dt.date | None:
        """The start as it was set, before progress moved it: typed, or from the duration, else computed."""
        return self._date(task, "set_start")

    def set_finish(self, task: str) -> dt.date | None:
        """The finish as it was set, before progress moved it: typed, or from the duration, else computed."""
        return self._date(task, "set_finish")

    def planned_start(self, task: str) -> dt.date | None:
        """The start that progress is measured against: the baseline's, else the typed, else the computed one."""
        return self._date(task, "plan_start")

    def planned_finish(self, task: str) -> dt.date | None:
        """The finish that progress is measured against: the baseline's, else the typed, else the computed one."""
        return self._date(task, "plan_finish")

    def project_finish(self) -> dt.date | None:
        """The latest finish of all tasks as they are scheduled now."""
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


def _column(
    world: World, plan: Plan, table: Table, ids: tuple[str, ...], size: int, fetch: Fetch, ctx: Ctx
) -> list[Scalar]:
    rows = plan.rows(table.key)
    if fetch.key == "id":
        values: list[Scalar] = list(ids)
    else:
        number, key = fetch.number or fetch.date, fetch.key
        to_cell, unread = table.column(key).kind.to_cell, plan.unread
        values = []
        for id_ in ids:
            row = rows.get(id_)
            value = None if row is None else row.cell(key)
            if unread and row is not None and (raw := unread.get((table.key, id_, key))) is not None:
                value = raw
            elif value is not None:
                value = to_cell(value, ctx)
            values.append("" if value is None else scalar(value, number))
        if fetch.date:
            values = [_in_calendar(world, v) if v != "" else "" for v in values]
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


SPARE_DAYS = 200
"""Working days that the calendar holds beyond the last computed finish, for edits in the workbook."""
LINKS_AT_LEAST = 40


def _link_rows(plan: Plan, tasks: int) -> int:
    """Rows for predecessors: those that are there and room for more, over all tasks."""
    used = sum(len(t.predecessors or ()) for t in plan.tasks.values())
    raw = sum(
        text.count(";") + text.count(",") + 8 for (_, _, key), text in plan.unread.items() if key == "predecessors"
    )
    return max(used + raw + used // 4 + LINKS_AT_LEAST, tasks)


def _in_calendar(world: World, value: Scalar) -> Scalar:
    """A date as a fetch shows it: a whole day inside the calendar, or the words for one outside."""
    if not is_number(value):
        return ""
    return int(value) if world.within(float(value)) else BEYOND(world.lang)


def compute(
    plan: Plan, template: Template, lang: Lang | None = None, *, sheets: bool = True, names: Names | None = None
) -> Computed:
    """Evaluate every calculated column of a plan. The calendar grows where computed dates pass its end.

    Without ``sheets`` what only a workbook needs is left out: spare rows, bars, ranks, the matrix of responsibilities.
    ``names`` are the plan's, where they are at hand or more than it holds.
    """
    names = names or plan_names(plan)
    calendar = work_calendar(plan, template.weekend)
    reach = 0
    while True:
        found = _compute(plan, template, Ctx(lang or plan.language, names), calendar, sheets)
        short = _short(found.world)
        if short <= 0 or reach >= LONGEST:
            return found
        reach = min(reach + short * 2, LONGEST)
        calendar = work_calendar(plan, template.weekend, reach)


def _short(world: World) -> int:
    """How many working days the calendar should hold more than it does."""
    wbs, links = world.columns["wbs"], world.columns["links"]
    ends = [int(f) for key in ("ef", "lf") for f in wbs[key] if is_number(f)]
    short = max(ends, default=0) + SPARE_DAYS - world.calendar.total
    # A lag in calendar days led beyond the end.
    lost = any(p == BLOCKED and is_number(s) for p, s in zip(links["push"], links["p_start"], strict=True))
    return max(short, 2 * SPARE_DAYS) if lost else short


def _compute(plan: Plan, template: Template, ctx: Ctx, calendar: WorkCalendar, sheets: bool) -> Computed:
    tables = {t.key: t for _, t in template.tables()}
    prefixes = {k: t.prefix for k, t in tables.items() if not t.id_of}
    rows = master_rows(plan, template.capacity, prefixes, spare_rows=sheets)
    margin = MARGIN if sheets else 0
    departments = list(plan.departments)
    wanted = inputs(len(departments), TWINS)
    forms = {form.code for form in template.forms}
    sizes = {key: rows[key].capacity + margin if key in rows else margin for key in wanted}
    sizes["links"] = _link_rows(plan, sizes["wbs"])
    basic = plan.basic
    world = World(ctx.lang, sizes, {"header": HEADER_ROW, "link_capacity": sizes["links"]}, calendar)
    params = world.params
    first = serial(calendar.first)
    params["first_day"] = first
    status = scalar(cell_value(plan, tables["basic"], basic, "status_date", ctx), True)
    params["status_date"] = _in_calendar(world, status if is_number(status) else serial(plan.status_date))
    params["weighting"] = scalar(cell_value(plan, tables["basic"], basic, "weighting", ctx), False)
    for key in ("start", "finish"):
        typed = scalar(cell_value(plan, tables["basic"], basic, key, ctx), True)
        params[f"typed_{key}"] = _in_calendar(world, typed)
    rate = scalar(cell_value(plan, tables["basic"], basic, "contingency_rate", ctx), True)
    params["contingency_rate"] = rate if is_number(rate) else ""
    params["approved_budget"] = _approved_budget(plan, tables, ctx)
    for n, dept in enumerate(departments):
        params[f"dept_{n}"] = scalar(plan.departments[dept].name, False)
    for key, fetches in wanted.items():
        if key == "raci" and not sheets:
            continue
        if key == "raci":
            world.columns[key] = _raci(plan, rows[key].ids, sizes[key], departments)
        elif key == "links":
            world.columns[key] = {}
        elif key == "history":
            world.columns[key] = _history(world, plan, rows[key].ids if key in forms else (), sizes[key])
        elif key == "baseline":
            world.columns[key] = _baseline(world, plan, rows[key].ids if key in forms else (), sizes[key])
        elif key in tables:
            world.columns[key] = {
                f.key: _column(world, plan, tables[key], rows[key].ids, sizes[key], f, ctx) for f in fetches
            }
        else:
            world.columns[key] = {f.key: [""] * sizes[key] for f in fetches}
    evaluate(world, len(departments), TWINS, sheets=sheets)
    index = {key: {i: n for n, i in enumerate(sheet.ids) if i} for key, sheet in rows.items()}
    return Computed(world, rows, index, len(departments), ctx.names)


def _approved_budget(plan: Plan, tables: Mapping[str, Table], ctx: Ctx) -> Scalar:
    """The approved budget in yuan, an empty text where none is filled in."""
    for key, column, factor in approved_cells(tables):
        value = scalar(cell_value(plan, tables[key], next(iter(plan.rows(key).values()), None), column, ctx), True)
        if is_number(value):
            return yuan(float(value) * factor)
    return ""


def approved_cells(tables: Mapping[str, Table]) -> list[tuple[str, str, int]]:
    """Where an approved budget may stand, first the one that counts: table, column, and its unit in yuan."""
    return [
        (key, column, 10_000 if getattr(tables[key].column(column).kind, "wan", False) else 1)
        for key, column in APPROVED
        if key in tables and tables[key].has(column)
    ]


def _history(world: World, plan: Plan, ids: tuple[str, ...], size: int) -> dict[str, list[Scalar]]:
    rows = [plan.progress[i] for i in ids]
    blank: list[Scalar] = [""] * (size - len(ids))
    columns: dict[str, list[Scalar]] = {"task_id": [*(r.task or "" for r in rows), *blank]}
    for key in ("percent", "actual_effort"):
        columns[key] = [*(scalar(r.cell(key), True) for r in rows), *blank]
    for key in ("actual_start", "actual_finish", "forecast_finish"):
        columns[key] = [*(_in_calendar(world, scalar(r.cell(key), True)) for r in rows), *blank]
    return columns


def _baseline(world: World, plan: Plan, ids: tuple[str, ...], size: int) -> dict[str, list[Scalar]]:
    """The frozen values of each task in the first and the current baseline."""
    first = plan.first_baseline.tasks if plan.first_baseline else {}
    current = plan.baseline.tasks if plan.baseline else {}
    none = BaselineTask(None, None, None, None, None)
    blank: list[Scalar] = [""] * (size - len(ids))
    now = [current.get(i, none) for i in ids]
    dates: dict[str, list[dt.date | None]] = {
        "first_finish": [first.get(i, none).finish for i in ids],
        "base_start": [b.start for b in now],
        "base_finish": [b.finish for b in now],
    }
    return {
        "task_id": [*ids, *blank],
        **{k: [*(_in_calendar(world, serial(d)) for d in days), *blank] for k, days in dates.items()},
        "base_duration": [*(scalar(b.duration, True) for b in now), *blank],
        "base_effort": [*(scalar(b.effort, True) for b in now), *blank],
    }
