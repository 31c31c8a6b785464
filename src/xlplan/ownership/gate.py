"""What a baseline froze changes only by an approved change request. Merging and the rules ask the same functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from xlplan.core.calendar import WorkCalendar
from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.forms.base import Column, Table, never
from xlplan.model.baseline import BaselineTask
from xlplan.model.plan import Plan, plan_names
from xlplan.model.snapshot import is_unread
from xlplan.ownership.proposals import Line, Says, lines, says
from xlplan.template.resolve import Template
from xlplan.twins.changes import APPROVED

ADDED, CANCELLED, BUDGET = "added", "cancelled", "budget"
FORMS = ("changes", "change_lines")
"""Tables without which nobody can ask, and so nothing is closed."""


class Answer(Enum):
    """What the gate says of a change: nobody need ask, an approved request covers it, or one is missing."""

    FREE = auto()
    COVERED = auto()
    GATED = auto()


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer, for which kind of change of which task, and the id of the request that covers it."""

    answer: Answer
    what: str = ""
    task: str | None = None
    request: str = ""


FREE = Ruling(Answer.FREE)


class Gate:
    """The newest baseline of a plan and its approved requests. Without a baseline, or without the forms, all is free."""

    def __init__(self, plan: Plan, template: Template) -> None:
        tables = {table.key for _, table in template.tables()}
        self.plan, self.template = plan, template
        self.baseline = plan.baseline if tables.issuperset(FORMS) else None
        self.lines = [] if self.baseline is None else lines(plan)
        self.approved = [x for x in self.lines if x.state in APPROVED and not self._is_in_baseline(x)]

    @cached_property
    def ctx(self) -> Ctx:
        """What cells call things. Few plans are asked."""
        return Ctx(self.plan.language, plan_names(self.plan))

    def _is_in_baseline(self, line: Line) -> bool:
        """Whether a request was implemented by the day of the baseline, which then holds what it asked for."""
        row = self.plan.rows("changes")[line.request]
        day = row.cell("implemented_on") or row.cell("approve_on")
        return (
            line.state == "implemented" and self.baseline is not None and day is not None and day <= self.baseline.date
        )

    # --- a cell of a row that is there -----------------------------------------------------------

    def cell(
        self,
        table: Table,
        column: Column,
        row_id: str,
        before: JsonValue,
        value: JsonValue,
        cells: Mapping[str, JsonValue],
    ) -> Ruling:
        """Whether a cell may go from one frozen value to another; ``cells`` are those of its row at present."""
        if not column.gated or not self.holds(table, row_id, cells) or _no_change(column, before, value):
            return FREE
        task = row_id if table.key == "wbs" else cells.get("task")
        task = task if isinstance(task, str) else None
        dept = cells.get(table.owner_field)
        found: Line | None = None
        for line in self._about(column.gated, task, dept if isinstance(dept, str) else None):
            match self.says(line, table, column, value):
                case Says.THIS:
                    return Ruling(Answer.COVERED, column.gated, task, line.request)
                case Says.PROSE:
                    found = found or line
        if found:
            return Ruling(Answer.COVERED, column.gated, task, found.request)
        return Ruling(Answer.GATED, column.gated, task)

    def holds(self, table: Table, row_id: str, cells: Mapping[str, JsonValue]) -> bool:
        """Whether what a row says was agreed: a task of the newest baseline, a row of another form that binds."""
        if self.baseline is None:
            return False
        if table.key == "wbs":
            return row_id in self.baseline.tasks
        return table.binding is not never and table.binding(lambda k: None if is_unread(cells.get(k)) else cells.get(k))

    def _about(self, what: str, task: str | None, dept: str | None) -> Iterator[Line]:
        """Approved lines of a kind about a task. One about money without a task is about all of its department's."""
        for line in self.approved:
            if line.what != what:
                continue
            if line.task == task if line.task else what == BUDGET and line.dept == dept:
                yield line

    def says(self, line: Line, table: Table, column: Column, value: JsonValue) -> Says:
        """What a line says about a cell that is to take a value."""
        found = says(line.proposed, table, column, value, self.ctx)
        if column.gated != CANCELLED:
            return found
        if found is Says.PROSE:  # 不再试制: whatever the words, it asks for the end of the task
            return Says.OTHER if _alive(value) else Says.PROSE
        # 取消 and 作废 end a task alike.
        read = says(line.proposed, table, column, "active", self.ctx) is Says.THIS
        return Says.THIS if read == _alive(value) else Says.OTHER

    # --- a task that is new ------------------------------------------------------------------------

    def new_task(self, department: str | None, parent: str | None, own: bool, cells: Mapping[str, JsonValue]) -> Ruling:
        """Whether a department may add a task below another. ``own``: that one is the department's.

        A sub-task of an own task is free as far as what it says of its dates lies inside those that were agreed; of the
        project manager (no department), any task is an own one. ``parent`` is None where the plan has no such task.
        """
        if self.baseline is None:
            return FREE
        if parent is not None and own and self.fits(parent, cells):
            return FREE
        for line in self.approved:
            by_name = line.task is None and department in (None, line.dept)
            if line.what == ADDED and (by_name or (parent is not None and line.task == parent)):
                return Ruling(Answer.COVERED, ADDED, parent, line.request)
        return Ruling(Answer.GATED, ADDED, parent)

    def fits(self, parent: str, cells: Mapping[str, JsonValue]) -> bool:
        """Whether dates and duration of a new task lie inside the agreed ones of a task, as far as they are said."""
        agreed = self.baseline.tasks.get(parent) if self.baseline else None
        if agreed is None or agreed.start is None or agreed.finish is None:
            return True
        days = {k: _day(cells.get(k)) for k in ("manual_start", "manual_finish", "not_before", "deadline")}
        if any(d is not None and not agreed.start <= d <= agreed.finish for d in days.values()):
            return False
        duration = cells.get("duration")
        if not isinstance(duration, str) or not duration.isdigit():
            return True
        first = days["manual_start"] or days["not_before"] or agreed.start
        last = days["manual_finish"] or agreed.finish
        return first > last or int(duration) <= self._calendar(agreed).between(first, last)

    def _calendar(self, agreed: BaselineTask) -> WorkCalendar:
        assert agreed.start is not None and agreed.finish is not None
        days = self.plan.calendar.values()
        return WorkCalendar(
            agreed.start,
            agreed.finish,
            (d.date for d in days if d.date and d.kind == "holiday"),
            (d.date for d in days if d.date and d.kind == "workday"),
            self.template.weekend,
        )


def parent_by_code(code: JsonValue, codes: Iterable[tuple[str, str | None]]) -> str | None:
    """The task whose code is that of a new one without its last part; ``codes``: ids with codes."""
    above = code.rpartition(".")[0] if isinstance(code, str) else ""
    return next((id_ for id_, known in codes if above and known == above), None)


def _alive(value: JsonValue) -> bool:
    return value in (None, "active")


def _no_change(column: Column, before: JsonValue, value: JsonValue) -> bool:
    return before == value or (column.gated == CANCELLED and not is_unread(before) and _alive(before) == _alive(value))


def _day(value: JsonValue) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
