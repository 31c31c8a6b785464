"""The plan: everything that a workbook or a plan document holds."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from xlplan.core.names import Names, one_line, task_label
from xlplan.core.text import Lang
from xlplan.forms.base import Row
from xlplan.forms.basic import Basic
from xlplan.forms.calendar import Day
from xlplan.forms.catalogue import CALLED
from xlplan.forms.milestones import Milestone
from xlplan.forms.progress import Progress
from xlplan.forms.raci import Mark
from xlplan.forms.risks import Risk
from xlplan.forms.team import Department, Person
from xlplan.forms.wbs import Task
from xlplan.model.accepted import Accepted
from xlplan.model.baseline import Baseline
from xlplan.model.carried import CarriedSheet
from xlplan.model.extras import ExtraColumn
from xlplan.model.history import Event
from xlplan.model.looks import SheetLook
from xlplan.model.pending import CellKey, Decision, Pending

__all__ = ["CarriedSheet", "CellKey"]

FORMAT = 1

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Round:
    """One weekly circulation. ``status_date`` is the day up to which progress counts, ``due`` when copies are back."""

    number: int
    status_date: dt.date
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One copy handed out: what the register keeps of it."""

    serial: int
    revision: int
    round: int
    department: str
    forms: tuple[str, ...]
    base_sha256: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """A copy that came back and was merged: what the register keeps of it. ``serial`` is that of its issue.

    ``file`` is what the file was called when it was merged first.
    """

    serial: int
    round: int
    department: str
    file: str
    sha256: str


@dataclass
class Plan:
    """A project's plan.

    ``tables`` maps table keys to rows by id, in the order of the sheet. ``unread`` keeps the raw text of cells that
    could not be read, so that writing the plan again loses nothing. ``baselines`` stand in the order of their numbers.
    ``former_codes`` are those that tasks had before they were renumbered, by id, the newest last.
    ``carried`` are sheets that people added, ``looks`` how they arranged the workbook,
    ``extras`` columns that they added to tables.
    ``pending`` are cells that wait for a decision, ``decisions`` those that were taken.
    ``accepted`` are findings of the rules that were accepted with a reason.
    ``taken`` are marks of edits that came into the plan from copies of the last rounds.
    ``history`` tells of the workbook and not of the plan: plans that differ in nothing else are equal.
    """

    project: str = field(default_factory=lambda: str(uuid.uuid4()))
    revision: int = 0
    template: str = "full"
    language: Lang = "zh"
    tables: dict[str, dict[str, Row]] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    issues: tuple[Issue, ...] = ()
    returns: tuple[Return, ...] = ()
    former_codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    baselines: tuple[Baseline, ...] = ()
    unread: dict[CellKey, str] = field(default_factory=dict)
    carried: tuple[CarriedSheet, ...] = ()
    looks: tuple[SheetLook, ...] = ()
    extras: tuple[ExtraColumn, ...] = ()
    pending: tuple[Pending, ...] = ()
    decisions: tuple[Decision, ...] = ()
    taken: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    history: tuple[Event, ...] = field(default=(), compare=False)

    def rows(self, table: str) -> dict[str, Row]:
        """The rows of a table by id; empty where there are none."""
        return self.tables.get(table, {})

    def typed(self, table: str, row_type: type[R]) -> dict[str, R]:
        """The rows of a table by id, of the class that its form declares."""
        return cast("dict[str, R]", self.tables.get(table, {}))

    @property
    def basic(self) -> Basic:
        """The record of the project; an empty one where none is written yet."""
        return next(iter(self.typed("basic", Basic).values()), None) or Basic(id="basic")

    @property
    def departments(self) -> dict[str, Department]:
        return self.typed("departments", Department)

    @property
    def people(self) -> dict[str, Person]:
        return self.typed("people", Person)

    @property
    def tasks(self) -> dict[str, Task]:
        return self.typed("wbs", Task)

    @property
    def marks(self) -> dict[str, Mark]:
        return self.typed("raci", Mark)

    @property
    def milestones(self) -> dict[str, Milestone]:
        return self.typed("milestones", Milestone)

    @property
    def progress(self) -> dict[str, Progress]:
        return self.typed("progress", Progress)

    @property
    def risks(self) -> dict[str, Risk]:
        return self.typed("risks", Risk)

    @property
    def calendar(self) -> dict[str, Day]:
        return self.typed("calendar", Day)

    @property
    def round(self) -> Round | None:
        """The newest round, None before the first."""
        return max(self.rounds, key=lambda r: r.number, default=None)

    @property
    def baseline(self) -> Baseline | None:
        """The baseline that counts: the newest one, None before the first."""
        return max(self.baselines, key=lambda b: b.number, default=None)

    @property
    def first_baseline(self) -> Baseline | None:
        """The baseline with the lowest number, as a rule B0; None where nothing was frozen yet."""
        return min(self.baselines, key=lambda b: b.number, default=None)

    @property
    def status_date(self) -> dt.date | None:
        """Up to which day progress counts: what basic information says, else the newest round."""
        return self.basic.status_date or (self.round.status_date if self.round else None)

    def value(self, key: CellKey) -> Any:
        """The value of a cell, None where row or value is missing."""
        row = self.rows(key[0]).get(key[1])
        return row.cell(key[2]) if row else None

    def dept_of(self, task: str) -> str | None:
        """The department of a task, None where task or department is unknown."""
        found = self.tasks.get(task)
        return found.dept if found else None

    def latest_progress(self) -> dict[str, Progress]:
        """The newest progress row of each task, by task id."""
        latest: dict[str, Progress] = {}
        for row in self.progress.values():
            if row.task and (row.task not in latest or (row.round or 0) >= (latest[row.task].round or 0)):
                latest[row.task] = row
        return latest

    def issue(self, serial: int) -> Issue | None:
        return next((i for i in self.issues if i.serial == serial), None)

    def with_tables(self, tables: Mapping[str, Mapping[str, Row]]) -> Plan:
        """A copy with some tables replaced."""
        return replace(self, tables={**self.tables, **{k: dict(v) for k, v in tables.items()}})

    def next_ids(self, table: str, prefix: str) -> Iterator[str]:
        """Fresh ids for new rows of the master, in order."""
        number = max((_number(prefix, i) for i in self.rows(table)), default=0)
        while True:
            number += 1
            yield f"{prefix}{number:03d}"


_ISSUED = re.compile(r"([a-z]+)(\d+)-(\w+)")


def _number(prefix: str, id_: str) -> int:
    match = re.fullmatch(rf"{prefix}(\d+)", id_)
    return int(match[1]) if match else 0


def issued_id(prefix: str, serial: int, mark: int | str) -> str:
    """The pre-issued id of a spare row: unique to the copy with that serial number."""
    return f"{prefix}{serial}-{mark:02d}" if isinstance(mark, int) else f"{prefix}{serial}-{mark}"


def serial_of(id_: str) -> int | None:
    """The serial number of the copy in which a row was added; None for rows of the master."""
    match = _ISSUED.fullmatch(id_)
    return int(match[2]) if match else None


def names_of(
    departments: Iterable[Department],
    people: Iterable[Person],
    tasks: Iterable[Task | tuple[str, str | None, str | None]],
    others: Mapping[str, Iterable[tuple[str, str | None, str | None]]] | None = None,
) -> Names:
    """What cells may call departments, people, tasks, and by table the ids, numbers and titles of ``others``.

    People of one name are told apart by employee number, else department.
    """
    names = Names()
    for d in departments:
        names.add("dept", d.id, d.name or d.short_code or d.id, [d.short_code])
    everyone = list(people)
    # Compared as the workbook's list of people compares them: case does not count.
    count = Counter((p.name or "").casefold() for p in everyone)
    for p in everyone:
        label = person_label(p, count[(p.name or "").casefold()] > 1, names)
        also = [p.name, p.employee_no, f"{p.name} {p.employee_no}" if p.employee_no else None]
        if p.dept:
            dept = names.label("dept", p.dept)
            also += [f"{p.name}({dept})", f"{p.name} {dept}", f"{dept} {p.name}"]
        names.add("person", p.id, label, also)
    for t in tasks:
        id_, code, name = (t.id, t.code, t.name) if isinstance(t, Task) else t
        names.add("task", id_, task_label(code, name) or id_, [code, name])
    for table, rows in (others or {}).items():
        for id_, number, title in rows:
            names.add(table, id_, task_label(number, title) or id_, [number, title])
    return names


def called(plan: Plan) -> dict[str, list[tuple[str, str | None, str | None]]]:
    """Ids, numbers and titles of the rows that other forms refer to, by table."""
    found: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for table, keys in CALLED.items():
        for id_, row in plan.rows(table).items():
            number, title = (_word(plan, row.cell(k)) for k in keys)
            found.setdefault(table, []).append((id_, number, one_line(title)))
    return found


def _word(plan: Plan, value: Any) -> str | None:
    """A value in words; of a task, which may stand for a title, its code and name."""
    task = plan.tasks.get(value) if isinstance(value, str) else None
    return task_label(task.code, task.name) if task else str(value) if value else None


def person_label(person: Person, shared: bool, names: Names) -> str:
    """The name, with employee number or department where another person has the same name."""
    name = person.name or ""
    if not shared or not name:
        return name or person.id
    if person.employee_no:
        return f"{name} {person.employee_no}"
    return f"{name} {names.label('dept', person.dept)}" if person.dept else name


def plan_names(plan: Plan) -> Names:
    """The names of a plan."""
    return names_of(plan.departments.values(), plan.people.values(), plan.tasks.values(), called(plan))
