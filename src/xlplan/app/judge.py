"""Rules over what was read: of a master the whole plan, of a copy the part that it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from xlplan.app.apart import without_trees_apart
from xlplan.calculate.compute import compute
from xlplan.core.cell import Value
from xlplan.core.finding import Finding, Place
from xlplan.forms.base import Row
from xlplan.forms.progress import PROGRESS
from xlplan.merging.sides import Side
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import CellKey, Plan, Round, plan_names
from xlplan.model.read import Reading, ReadRow, typed_rows
from xlplan.ownership.issued import add_named
from xlplan.ownership.rights import owning_department
from xlplan.rules.base import RuleContext
from xlplan.rules.run import run
from xlplan.template.resolve import Template


def judge_plan(plan: Plan, template: Template, file: str, reading: Reading | None = None) -> list[Finding]:
    """Findings of the rules over a whole plan, placed where its cells were read."""
    return judge_context(context_of(plan, template), file, reading)


def context_of(plan: Plan, template: Template) -> RuleContext:
    """What the rules see of a whole plan."""
    return RuleContext(plan, compute(plan, template, sheets=False), template)


def judge_context(context: RuleContext, file: str, reading: Reading | None = None) -> list[Finding]:
    """The same of what was calculated already."""
    found = run(context)
    return [_placed(x, file, reading.place if reading else _nowhere) for x in found]


def _nowhere(_table: str, _row_id: str, _key: str) -> Place:
    return Place()


def _placed(finding: Finding, file: str, place_of: Callable[[str, str, str], Place]) -> Finding:
    said = finding.place
    found = place_of(said.form, said.row_id, said.field)
    return replace(finding, place=replace(said, file=file, sheet=found.sheet, cell=found.cell))


def copy_plan(side: Side, template: Template) -> Plan:
    """The part of the plan that a copy shows, with other tasks, people and departments by name only.

    The dates as issued stand for a baseline; tasks of others keep theirs.
    """
    snapshot = side.snapshot
    tables: dict[str, dict[str, Row]] = {}
    unread: dict[CellKey, str] = {}
    for _, table in template.tables():
        rows = side.tables.get(table.key, [])
        if table.rounds:
            rows = [_with(r, "round", snapshot.round) for r in rows]
        elif table.has(table.owner_field):
            known = snapshot.rows(table.key)
            # An added row is the department's without its saying so.
            rows = [r if r.id in known else _with(r, table.owner_field, snapshot.department) for r in rows]
        tables[table.key], raw = typed_rows(table, rows)
        unread.update(raw)
    add_named(tables, snapshot)
    own = own_rows(side, template)
    for id_, row in list(tables["wbs"].items()):
        if id_ in snapshot.dates and not own("wbs", id_):
            start, finish = (_day(d) for d in snapshot.dates[id_][2:])
            tables["wbs"][id_] = row.with_cells({"manual_start": start, "manual_finish": finish})
    frozen = {i: BaselineTask(_day(d[0]), _day(d[1])) for i, d in snapshot.dates.items()}
    rounds = (Round(snapshot.round, snapshot.status_date, snapshot.due),) if snapshot.status_date else ()
    return Plan(
        project=snapshot.project,
        revision=snapshot.revision,
        template=snapshot.template,
        language=snapshot.language,
        tables=tables,
        rounds=rounds,
        unread=unread,
        baselines=(Baseline(0, snapshot.status_date or dt.date.min, tasks=frozen),) if frozen else (),
        accepted=snapshot.accepted,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _with(row: ReadRow, key: str, value: object) -> ReadRow:
    """A row with a cell filled in where it is blank."""
    return row if row.value(key) is not None else replace(row, cells={**row.cells, key: Value(value)})


def own_rows(side: Side, template: Template) -> Callable[[str, str], bool]:
    """Whether a row of a copy, by table and id, is the department's to answer for: its own as issued, or one it added."""
    snapshot = side.snapshot
    there = {table: {r.id for r in rows} for table, rows in side.tables.items()}

    def dept_of(task: str) -> str | None:
        if "wbs" not in snapshot.columns:
            return side.department  # issued without the tasks, only with what hangs on its own
        dept = snapshot.value("wbs", task, "dept")
        return dept if isinstance(dept, str) else None

    @cache
    def own(table: str, row_id: str) -> bool:
        if table == PROGRESS.key:
            return True
        base = snapshot.rows(table).get(row_id)
        if base is None:
            return row_id in there.get(table, ())
        fields = template.table(table).owner_fields
        return side.department in [owning_department(f, row_id, base, dept_of) for f in fields]

    return own


def copy_context(side: Side, template: Template) -> RuleContext:
    """What the rules see of a department's copy: the plan of :func:`copy_plan`, of which only its own rows are judged."""
    plan = copy_plan(side, template)
    computed = compute(
        without_trees_apart(plan, {r.id for r in side.tables.get("wbs", ())}),
        template,
        sheets=False,
        names=plan_names(plan),
    )
    return RuleContext(plan, computed, template, own=own_rows(side, template), master=False)


def judge_copy(side: Side, context: RuleContext) -> list[Finding]:
    """Findings of the rules over a department's copy, placed where its cells were read."""
    places = {(t, r.id): r for t, rows in side.tables.items() for r in rows}

    def place_of(table: str, row_id: str, key: str) -> Place:
        row = places.get((table, row_id))
        if row is None or not row.places:
            return Place()
        return row.places.get(key) or next(iter(row.places.values()))

    return [_placed(x, side.file, place_of) for x in run(context)]
