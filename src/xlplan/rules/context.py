"""What rules look at: the plan, what follows from it, and questions that many rules ask."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from xlplan.calculate.compute import Computed
from xlplan.core.calendar import WorkCalendar
from xlplan.core.kinds.base import Ctx
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.link import Link
from xlplan.core.names import Names
from xlplan.core.text import Text
from xlplan.forms.base import Row, Table
from xlplan.forms.progress import Progress
from xlplan.forms.risks import Risk
from xlplan.forms.wbs import Task
from xlplan.model.order import current_progress, ordered
from xlplan.model.plan import Plan
from xlplan.rules.graph import circle, circles
from xlplan.rules.links import Span
from xlplan.rules.setting import Setting, Values, value_of
from xlplan.template.resolve import Template
from xlplan.twins.engine import from_serial, is_number

UNKNOWN = Text("未填", "blank")
UNNAMED = Text("（未命名）", "(unnamed)")
OPEN_RISK = ("open", "in_progress", "occurred")
OPEN_ACTION = (None, "open", "in_progress")
_CODE = re.compile(r"\w[\w-]*(\.\w[\w-]*)*")
_SHOWN = 30

R = TypeVar("R", bound=Row)


def listed(words: Iterable[str]) -> Text:
    """Words as a list in a sentence."""
    items = list(words)
    return Text("、".join(items), ", ".join(items))


def yuan(value: Decimal | float) -> Text:
    """An amount as people write it."""
    shown = f"{value:,.2f}".removesuffix(".00")
    return Text(f"{shown} 元", f"{shown} yuan")


def percent(value: Decimal | None) -> object:
    """A share as people write it."""
    return UNKNOWN if value is None else f"{float(value) * 100:g}%"


def is_well_formed(code: str) -> bool:
    """Whether a code is letters and digits, its levels separated by single dots."""
    return _CODE.fullmatch(code) is not None


def ancestor_codes(code: str) -> list[str]:
    """The codes above a code, nearest first."""
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]


def _everything(_table: str, _row_id: str) -> bool:
    return True


@dataclass(frozen=True)
class RuleContext:
    """A plan with its computed values, as rules see it.

    ``own`` is True for rows that are judged: every row of a master, the department's own rows of a copy.
    ``master`` is False for a copy. ``summaries`` names tasks whose children a copy does not show.
    """

    plan: Plan
    computed: Computed
    template: Template
    own: Callable[[str, str], bool] = _everything
    master: bool = True
    summaries: frozenset[str] = frozenset()
    settings: Values = field(default_factory=dict)

    def setting(self, setting: Setting) -> Any:
        """A number of a rule: as the template has it, else its default."""
        return value_of(self.settings, setting)

    # --- cells

    def unread(self, table: str, row_id: str, *keys: str) -> bool:
        """Whether one of these cells holds something that could not be read: a finding of its own."""
        return any((table, row_id, key) in self.plan.unread for key in keys)

    def missing(self, row: Row, table: str, key: str) -> bool:
        """Whether a cell is empty."""
        return row.cell(key) in (None, "", ()) and not self.unread(table, row.id, key)

    def mine(self, table: str) -> list[Row]:
        """The rows of a table that are judged, in the order of the sheet."""
        rows = self.plan.rows(table)
        return [rows[i] for i in self._ordered(table) if self.own(table, i)]

    def _ordered(self, table: str) -> list[str]:
        """The rows of a table in the order of the sheet; sorted once."""
        if table not in self._orders:
            self._orders[table] = ordered(self.plan, table)
        return self._orders[table]

    @cached_property
    def _orders(self) -> dict[str, list[str]]:
        return {}

    def rows(self, table: str, row_type: type[R]) -> list[R]:
        """The same, of the class that the form declares."""
        return [row for row in self.mine(table) if isinstance(row, row_type)]

    def begun(self, table: str, row: Row | None) -> bool:
        """Whether anything was filled in that the program does not lay out itself."""
        if row is None:
            return False
        declared = self.template.table(table)
        keys = [c.key for c in declared.inputs if not (declared.laid_out and c.key in declared.natural)]
        return any(row.cell(k) is not None or self.unread(table, row.id, k) for k in keys)

    def begun_any(self, row: Row, table: str, *keys: str) -> bool:
        """Whether one of these cells is filled in, readable or not."""
        return any(not self.missing(row, table, key) for key in keys)

    def record(self, table: str) -> Row | None:
        """The only row of a record, None where there is none yet."""
        return next(iter(self.plan.rows(table).values()), None)

    def number(self, table: str, row_id: str, key: str) -> float | None:
        """A calculated number, None where the cell shows none."""
        value = self.computed.value(table, row_id, key)
        return float(value) if is_number(value) else None

    def day(self, table: str, row_id: str, key: str) -> dt.date | None:
        """A calculated date, None where the cell shows none."""
        value = self.number(table, row_id, key)
        return None if value is None else from_serial(value)

    def soon(self, day: dt.date | None, days: int) -> bool:
        """Whether a day has come, or will within so many calendar days of the status date."""
        today = self.plan.status_date
        return today is not None and day is not None and (day - today).days <= days

    def judged(self, table: str, rows: Sequence[R]) -> R | None:
        """Which of several rows that are wrong together gets the finding: the second, else an own one."""
        return next((r for r in (*rows[1:], *rows[:1]) if self.own(table, r.id)), None)

    # --- names

    @property
    def names(self) -> Names:
        return self.computed.names

    def task(self, id_: str) -> object:
        """A task as people know it: code and name."""
        task = self.plan.tasks.get(id_)
        return self.names.label("task", id_) if task and (task.code or task.name) else UNNAMED

    def person(self, id_: str) -> object:
        person = self.plan.people.get(id_)
        return self.names.label("person", id_) if person and person.name else UNNAMED

    def dept(self, id_: str) -> object:
        dept = self.plan.departments.get(id_)
        return self.names.label("dept", id_) if dept and (dept.name or dept.short_code) else UNNAMED

    def code(self, id_: str) -> str:
        """The code of a task, its name where it has none."""
        task = self.plan.tasks.get(id_)
        return (task.code or task.name or "?") if task else "?"

    def row(self, table: Table, row: Row) -> object:
        """What people call a row."""
        if isinstance(row, Task):
            return self.task(row.id)
        ctx = Ctx(self.plan.language, self.names)
        keys = table.natural or (("name",) if table.has("name") else ())
        words = [str(table.column(k).kind.to_cell(row.cell(k), ctx)) for k in keys if row.cell(k) is not None]
        if not words:
            return table.title if table.shape == "record" else UNNAMED
        text = " × ".join(words) if table.shape == "matrix" else words[0]
        return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"

    def named(self, table: str, row: Row) -> object:
        """What people call a row of a table by key: its number, else its title."""
        return self.row(self.template.table(table), row)

    def choice(self, table: str, key: str, value: str | None) -> Text:
        """A choice in words."""
        kind = self.template.table(table).column(key).kind
        if value is None or not isinstance(kind, ChoiceKind):
            return UNKNOWN
        return Text(kind.label(value, "zh"), kind.label(value, "en"))

    def headers(self, table: str, keys: Iterable[str]) -> Text:
        """Several columns by their headers, as a list in a sentence."""
        found = [self.template.table(table).column(k).header for k in keys]
        return Text("、".join(h.zh for h in found), ", ".join(h.en for h in found))

    # --- tasks

    @cached_property
    def code_groups(self) -> dict[str, list[Task]]:
        """Tasks by code as it is compared, in the order of the sheet."""
        groups: dict[str, list[Task]] = {}
        for id_ in self._ordered("wbs"):
            task = self.plan.tasks[id_]
            if task.code:
                groups.setdefault(task.code.casefold(), []).append(task)
        return groups

    def parent(self, task: Task) -> str | None:
        """The task above: by code, else the chosen one."""
        return self._parents.get(task.id)

    @cached_property
    def _parents(self) -> dict[str, str]:
        """The task above each that has one: by code, else the chosen one."""
        tasks, by_code = self.plan.tasks, self.computed.parent
        found = ((i, by_code(i) if t.code else t.parent) for i, t in tasks.items())
        return {i: parent for i, parent in found if parent is not None and parent in tasks}

    @cached_property
    def children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        parents = self._parents
        for id_ in self._ordered("wbs"):
            parent = parents.get(id_)
            if parent is not None and parent != id_:
                found.setdefault(parent, []).append(id_)
        return found

    def ancestors(self, id_: str) -> list[str]:
        """The tasks above, nearest first."""
        found: list[str] = []
        parent = self._parents.get(id_)
        while parent is not None and parent != id_ and parent not in found:
            found.append(parent)
            parent = self._parents.get(parent)
        return found

    def related(self, one: str, other: str) -> bool:
        """Whether one task is above the other."""
        return one in self.ancestors(other) or other in self.ancestors(one)

    def live(self, task: Task) -> bool:
        """Whether a task is neither cancelled nor void."""
        return task.row_state in (None, "active") and not self.unread("wbs", task.id, "row_state")

    def settled(self, task: Task) -> bool:
        """Whether the place of a task in the hierarchy is certain: else that is the one finding."""
        if task.code is None:
            return task.parent is not None and not self.unread("wbs", task.id, "code")
        return is_well_formed(task.code) and len(self.code_groups[task.code.casefold()]) == 1

    def summary(self, task: Task) -> bool:
        """Whether a task has children."""
        return task.id in self.children or task.id in self.summaries or self.computed.is_summary(task.id)

    def leaf(self, task: Task) -> bool:
        """Whether a task certainly has no children, and counts."""
        return self.live(task) and self.settled(task) and not self.summary(task)

    @cached_property
    def my_tasks(self) -> list[Task]:
        """Tasks that count and are judged."""
        tasks = (self.plan.tasks[i] for i in self._ordered("wbs"))
        return [t for t in tasks if self.own("wbs", t.id) and self.live(t)]

    @cached_property
    def my_leaves(self) -> list[Task]:
        return [t for t in self.my_tasks if self.leaf(t)]

    @cached_property
    def my_summaries(self) -> list[Task]:
        return [t for t in self.my_tasks if self.settled(t) and self.summary(t)]

    def links(self, task: Task) -> Iterator[tuple[Link, Task]]:
        """The links of a task with their predecessors; not those to itself or to tasks that are gone."""
        for link in task.predecessors or ():
            before = self.plan.tasks.get(link.predecessor)
            if before is not None and before.id != task.id:
                yield link, before

    @cached_property
    def _waits_for(self) -> dict[str, list[str]]:
        """What each task waits for: predecessors, own ones and those of tasks above; children."""
        tasks, children = self.plan.tasks, self.children
        live = {i: t for i in self._ordered("wbs") if self.live(t := tasks[i])}
        linked = {i: t for i, t in live.items() if t.predecessors}
        direct = {
            i: [b.id for _, b in self.links(t) if b.id in live and not self.related(i, b.id)] for i, t in linked.items()
        }
        waits = {}
        for id_ in live:
            above = [p for a in self.ancestors(id_) if a in direct for p in direct[a]]
            waits[id_] = [*direct.get(id_, ()), *above, *(c for c in children.get(id_, ()) if c in live)]
        return waits

    @cached_property
    def circles(self) -> list[list[str]]:
        """Tasks that wait for each other."""
        return circles(self._waits_for)

    def circle(self, members: Sequence[str]) -> list[str]:
        """One circle among such tasks, each followed by one that waits for it."""
        first, *rest = circle(self._waits_for, members)
        return [first, *rest[::-1]]

    def in_circle(self, one: str, other: str) -> bool:
        """Whether two tasks wait for each other."""
        return any(one in part and other in part for part in self.circles)

    # --- dates

    @property
    def calendar(self) -> WorkCalendar:
        return self.computed.world.calendar

    def dates_read(self, task: Task) -> bool:
        """Whether nothing that the dates of a task depend on is unreadable."""
        return not self.unread("wbs", task.id, "manual_start", "manual_finish", "duration")

    def in_order(self, task: Task) -> bool:
        """Whether the typed dates of a task are in order."""
        return not (task.manual_start and task.manual_finish and task.manual_finish < task.manual_start)

    def dated(self, task: Task) -> bool:
        """Whether the dates of a task can be judged: all of them read and in order."""
        return self.dates_read(task) and self.in_order(task)

    def span(self, task: Task) -> Span:
        """The planned dates of a task, rolled up for a summary."""
        milestone = task.duration == 0 and not self.summary(task)
        return Span(self.computed.set_start(task.id), self.computed.set_finish(task.id), milestone)

    def calendar_known(self, *days: dt.date) -> bool:
        """Whether the calendar lists anything for these years: else that is the finding (CAL004)."""
        return {day.year for day in days} <= self._listed_years

    @cached_property
    def _listed_years(self) -> set[int]:
        return {d.date.year for d in self.plan.calendar.values() if d.date}

    def works(self, day: dt.date) -> bool | None:
        """Whether a day is worked; None outside the calendar."""
        return self.calendar.is_working(day) if day in self.calendar else None

    def working_days(self, start: dt.date, finish: dt.date) -> int | None:
        """Working days from start to finish, both included; None outside the calendar."""
        inside = start in self.calendar and finish in self.calendar
        return self.calendar.between(start, finish) if inside else None

    # --- progress and risks

    @cached_property
    def my_progress(self) -> list[tuple[Progress, Task]]:
        """Progress rows of the newest round that are judged, with their tasks."""
        rows = [self.plan.progress[i] for i in current_progress(self.plan) if self.own("progress", i)]
        if self.plan.round is not None:
            late = [r for r in self.plan.progress.values() if r.round is None and self.own("progress", r.id)]
            rows += late
        return [(r, self.plan.tasks[r.task]) for r in rows if r.task in self.plan.tasks]

    @cached_property
    def latest(self) -> dict[str, Progress]:
        return self.plan.latest_progress()

    def finished(self, task_id: str) -> bool:
        """Whether the newest report says that a task is done."""
        row = self.latest.get(task_id)
        return row is not None and (row.actual_finish is not None or row.percent == 1)

    def over(self, task_id: str | None) -> bool:
        """Whether nothing is left to do for a task: it is cancelled or finished."""
        task = self.plan.tasks.get(task_id or "")
        return task is not None and (not self.live(task) or self.finished(task.id))

    def status_date(self, row: Progress) -> dt.date | None:
        """Up to which day a progress row counts: that of its round, else of the project."""
        dates = (r.status_date for r in self.plan.rounds if r.number == row.round)
        return next(dates, self.plan.status_date)

    @property
    def my_risks(self) -> list[Risk]:
        return [r for r in self.plan.risks.values() if self.own("risks", r.id)]

    def risk(self, risk: Risk) -> object:
        """A risk as people know it."""
        text = risk.number or risk.description or ""
        return UNNAMED if not text else text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
