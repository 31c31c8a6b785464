"""Giving a person's open items to another: tasks, risks, milestones, actions; what is finished keeps its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.concern import DUTIES
from xlplan.app.journal import Entry, check_newest
from xlplan.app.saving import save_master
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import UsageError
from xlplan.core.finding import Finding
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.near import meant
from xlplan.core.text import Text
from xlplan.forms.base import Row, Table
from xlplan.forms.milestones import Milestone
from xlplan.forms.team import Person
from xlplan.forms.wbs import Task
from xlplan.model.order import ordered
from xlplan.model.plan import CellKey, Plan, plan_names
from xlplan.store.files import locked
from xlplan.template.resolve import Template

UNKNOWN = Text("团队里没有“{name}”{near}", "there is nobody called “{name}” in the team{near}")
SEVERAL = Text(
    "“{name}”有 {count} 人，请写工号或“姓名 部门”",
    "“{name}” may be {count} people; give the employee number, or name and department",
)
SAME = Text("移交双方是同一人", "both are the same person")


@dataclass(frozen=True)
class Reassigned:
    """What was given away. ``kept`` are items that stay with the former person, as they end before the day."""

    plan: Plan
    template: Template
    old: str
    new: str
    cells: list[CellKey] = field(default_factory=list)
    kept: list[CellKey] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    archived: Path | None = None
    written: bool = False


def reassign(
    path: Path,
    old: str,
    new: str,
    *,
    from_: dt.date | None = None,
    dry_run: bool = False,
    now: dt.datetime | None = None,
) -> Reassigned:
    """Give the open items of one person to another and write the master.

    ``old`` and ``new`` are names, employee numbers or ids. With ``from_`` what ends before that day stays where it is,
    and the people's own dates of assignment say so. UsageError where a name is not one person's.
    """
    with locked(path):
        master = open_master(path)
        check_newest(master)
        plan, template = master.plan, master.template
        one, other = _person(plan, old), _person(plan, new)
        if one == other:
            raise UsageError(SAME)
        computed = compute(plan, template)
        found = list(_duties(plan, template, computed, one))
        kept = [key for key, ends in found if from_ and ends and ends < from_]
        cells = [key for key, _ in found if key not in kept]
        changed = _given(plan, cells, other)
        if from_ and cells:
            changed = _dated(changed, one, other, from_)
        done = Reassigned(changed, template, one, other, cells, kept, master.findings)
        if not cells or dry_run:
            return done
        changed = replace(changed, revision=plan.revision + 1)
        archived = save_master(path, changed, template, entry=Entry("reassign", master, now=now))
        return replace(done, plan=changed, archived=archived, written=True)


def _person(plan: Plan, name: str) -> str:
    names = plan_names(plan)
    found = [name] if name in plan.people else names.find("person", name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(SEVERAL, name=name, count=len(found))
    near = names.close("person", name)
    raise UsageError(UNKNOWN, name=name, near=meant(near))


def _duties(
    plan: Plan, template: Template, computed: Computed, person: str
) -> Iterator[tuple[CellKey, dt.date | None]]:
    """Open cells that name a person as who answers, with the day on which the item ends where it has one."""
    for _, table in template.tables():
        keys = [c.key for c in table.inputs if c.key in DUTIES and c.kind == ReferenceKind("person")]
        for row_id in ordered(plan, table.key) if keys else ():
            row = plan.rows(table.key)[row_id]
            if _is_open(plan, computed, table, row):
                for key in keys:
                    if row.cell(key) == person:
                        yield (table.key, row_id, key), _end(computed, row)


def _is_open(plan: Plan, computed: Computed, table: Table, row: Row) -> bool:
    if isinstance(row, Task):
        return computed.is_active(row.id) and computed.percent(row.id) < 1
    if isinstance(row, Milestone):
        return not (row.task in plan.tasks and computed.percent(row.task or "") >= 1)
    return not table.settled(row.cell)


def _end(computed: Computed, row: Row) -> dt.date | None:
    if isinstance(row, (Task, Milestone)):
        return computed.finish(row.id if isinstance(row, Task) else row.task or "")
    due = row.cell("due")
    return due if isinstance(due, dt.date) else None


def _given(plan: Plan, cells: list[CellKey], person: str) -> Plan:
    tables: dict[str, dict[str, Row]] = {}
    for table, row_id, key in cells:
        rows = tables.setdefault(table, dict(plan.rows(table)))
        rows[row_id] = rows[row_id].with_cells({key: person})
    return plan.with_tables(tables)


def _dated(plan: Plan, old: str, new: str, day: dt.date) -> Plan:
    """The former person leaves the day before, the other one joins on the day, where no other date says so."""
    people: dict[str, Person] = dict(plan.people)
    before = day - dt.timedelta(days=1)
    leaves = people[old].to_
    if leaves is None or leaves > before:
        people[old] = people[old].model_copy(update={"to_": before})
    if people[new].from_ is None:
        people[new] = people[new].model_copy(update={"from_": day})
    return plan.with_tables({"people": people})
