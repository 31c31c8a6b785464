"""The base that travels in a file: of a department's copy exactly what it shows, of a master everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from xlplan.core.kinds.base import JsonValue
from xlplan.core.normal import key
from xlplan.core.text import Lang
from xlplan.model.plan import Plan, called
from xlplan.model.snapshot import Snapshot, frozen_row
from xlplan.ownership.view import View
from xlplan.template.resolve import Template

NamesById = dict[str, dict[str, tuple[str | None, ...]]]


def copy_snapshot(
    plan: Plan,
    template: Template,
    view: View,
    *,
    revision: int | None = None,
    language: Lang | None = None,
    dates: Mapping[str, tuple[str | None, ...]] | None = None,
) -> Snapshot:
    """The base of a department's copy. ``revision``: the one that issuing raises the plan to, if it does.

    Of ``dates``, by task, those of the tasks shown are kept.
    """
    cells: dict[str, dict[str, dict[str, JsonValue]]] = {}
    for table_key, shown in view.tables.items():
        table = template.table(table_key)
        in_copy = (*shown.own, *shown.context)
        cells[table_key] = {i: frozen_row(plan, table, i, shown.shown(i)) for i in in_copy}
    latest = plan.round
    return Snapshot(
        project=plan.project,
        template=template.name,
        template_version=template.version,
        revision=plan.revision if revision is None else revision,
        round=latest.number if latest else 0,
        serial=view.serial,
        department=view.department,
        language=language or plan.language,
        status_date=plan.status_date,
        due=latest.due if latest else None,
        columns={k: t.columns for k, t in view.tables.items()},
        cells=cells,
        spare={k: ids for k, t in view.tables.items() if (ids := tuple(i for i in t.spare if i))},
        names=_names(plan, view.department) | _called(plan, cells),
        dates={i: d for i, d in (dates or {}).items() if i in cells.get("wbs", {})},
        agreed=_agreed(plan, view),
        accepted=tuple(a for a in plan.accepted if a.table in view.tables and a.row_id in view.tables[a.table].own),
    )


def _agreed(plan: Plan, view: View) -> dict[str, tuple[str | None, ...]]:
    """Start and finish of the department's own tasks in the newest baseline."""
    shown = view.tables.get("wbs")
    tasks = plan.baseline.tasks if plan.baseline and shown else {}
    own = ((i, tasks[i]) for i in (shown.own if shown else ()) if i in tasks)
    return {i: tuple(d.isoformat() if d else None for d in (t.start, t.finish)) for i, t in own}


def master_snapshot(
    plan: Plan, template: Template, *, revision: int | None = None, language: Lang | None = None
) -> Snapshot:
    """The base of a master: all cells of all tables."""
    latest = plan.round
    keys = {table.key: tuple(c.key for c in table.inputs) for _, table in template.tables()}
    return Snapshot(
        project=plan.project,
        template=template.name,
        template_version=template.version,
        revision=plan.revision if revision is None else revision,
        round=latest.number if latest else 0,
        language=language or plan.language,
        status_date=plan.status_date,
        due=latest.due if latest else None,
        columns=keys,
        cells={t.key: {i: frozen_row(plan, t, i, keys[t.key]) for i in plan.rows(t.key)} for _, t in template.tables()},
        names=_names(plan, None) | _called(plan, None),
    )


def _called(plan: Plan, shown: Mapping[str, Mapping[str, object]] | None) -> NamesById:
    """Numbers and titles of rows that other forms refer to; of a copy those that it shows."""
    found = {
        table: {i: (number, title) for i, number, title in rows if shown is None or i in shown.get(table, {})}
        for table, rows in called(plan).items()
    }
    return {table: dict(rows) for table, rows in found.items() if rows}


def _names(plan: Plan, department: str | None) -> NamesById:
    """What the file may refer to.

    Employee numbers are personal data: a copy holds another department's only where two people of that
    department have one name; elsewhere the department tells them apart.
    """
    shared = Counter((key(p.name or ""), p.dept) for p in plan.people.values())
    people: dict[str, tuple[str | None, ...]] = {}
    for p in plan.people.values():
        needed = department is None or p.dept == department or shared[(key(p.name or ""), p.dept)] > 1
        people[p.id] = (p.name, p.employee_no if needed else None, p.dept)
    return {
        "dept": {d.id: (d.name, d.short_code) for d in plan.departments.values()},
        "person": people,
        "task": {t.id: (t.code, t.name) for t in plan.tasks.values()},
    }
