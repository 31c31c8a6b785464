"""What a copy showed when it was issued, told by the base inside it alone: the master may be elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Row, Table, make_row
from xlplan.forms.team import Department, Person
from xlplan.forms.wbs import Task
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import CellKey, Plan, Round
from xlplan.model.snapshot import UNREAD, Snapshot, is_unread
from xlplan.ownership.rights import DeptOf
from xlplan.ownership.view import View, owners, table_view
from xlplan.template.resolve import Template


def issued_plan(snapshot: Snapshot, template: Template) -> Plan:
    """The part of the plan that a copy was issued with; other tasks, people and departments by name only."""
    tables: dict[str, dict[str, Row]] = {}
    unread: dict[CellKey, str] = {}
    for _, table in template.tables():
        rows = snapshot.rows(table.key)
        tables[table.key] = {i: make_row(table.row, i, dict(_values(table, cells))) for i, cells in rows.items()}
        unread |= {(table.key, i, k): v[UNREAD] for i, cells in rows.items() for k, v in cells.items() if is_unread(v)}
        if table.rounds:
            tables[table.key] = {i: r.with_cells({"round": snapshot.round}) for i, r in tables[table.key].items()}
    add_named(tables, snapshot)
    return Plan(
        project=snapshot.project,
        revision=snapshot.revision,
        template=snapshot.template,
        language=snapshot.language,
        tables=tables,
        rounds=(Round(snapshot.round, snapshot.status_date or dt.date.min, snapshot.due),),
        unread=unread,
        baselines=_baselines(snapshot),
        accepted=snapshot.accepted,
    )


def _baselines(snapshot: Snapshot) -> tuple[Baseline, ...]:
    """What the copy knows of the newest baseline. It names no day: any request that the copy shows may still count."""
    days = {i: [d and dt.date.fromisoformat(d) for d in both] for i, both in snapshot.agreed.items()}
    tasks = {i: BaselineTask(start or None, finish or None) for i, (start, finish) in days.items()}
    return (Baseline(0, dt.date.min, tasks=tasks),) if tasks else ()


def add_named(tables: dict[str, dict[str, Row]], snapshot: Snapshot) -> None:
    """Add the tasks, people and departments that a copy knows by name only."""
    tasks, people, departments = tables["wbs"], tables["people"], tables["departments"]
    for id_, (code, name, *_) in snapshot.names.get("task", {}).items():
        if id_ not in tasks:
            tasks[id_] = Task(id=id_, code=code, name=name)
    for id_, (name, number, dept, *_) in snapshot.names.get("person", {}).items():
        if id_ not in people:
            people[id_] = Person(id=id_, name=name, employee_no=number, dept=dept)
    for id_, (name, short, *_) in snapshot.names.get("dept", {}).items():
        if id_ not in departments:
            departments[id_] = Department(id=id_, name=name, short_code=short)


def _values(table: Table, cells: Mapping[str, JsonValue]) -> Iterator[tuple[str, object]]:
    for key, value in cells.items():
        if table.has(key) and not is_unread(value):
            yield key, table.column(key).kind.thaw(value)


def issued_dept_of(snapshot: Snapshot, plan: Plan) -> DeptOf:
    """The department of a task as a copy knows it: one issued without the tasks has only what hangs on its own."""
    if "wbs" in snapshot.columns:
        return plan.dept_of
    return lambda _: snapshot.department


def issued_view(snapshot: Snapshot, template: Template, plan: Plan) -> View:
    """Which rows a copy was issued with as the department's own and which for information; see :func:`issued_plan`."""
    found = {}
    for _, table in template.tables():
        if table.key not in snapshot.columns:
            continue
        own = _own(snapshot, table, plan)
        context = set(snapshot.rows(table.key)) - own
        view = table_view(plan, template, table, own, context, snapshot.department, snapshot.serial)
        # Columns and spare rows as they were: the template may have more of them by now.
        columns = snapshot.columns[table.key]
        found[table.key] = replace(
            view,
            spare=snapshot.spare.get(table.key, ()) or tuple(i for i in view.spare if not i),
            own_columns=columns if view.own_columns else (),
            context_columns=tuple(k for k in view.context_columns if k in columns),
        )
    return View(snapshot.department, snapshot.serial, found)


def _own(snapshot: Snapshot, table: Table, plan: Plan) -> set[str]:
    """Rows shown because they are the department's, by the same rules as when the copy was issued."""
    shown = snapshot.rows(table.key)
    if table.rounds:
        return set(shown)
    if table.key == "wbs":
        return {i for i in shown if plan.tasks[i].dept == snapshot.department and plan.tasks[i].row_state != "void"}
    dept_of = issued_dept_of(snapshot, plan)
    return {i for i in shown if snapshot.department in owners(plan, table, plan.rows(table.key)[i], dept_of)}
