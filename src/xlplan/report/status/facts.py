"""What the status report is made of. Plain data: the parts of the page draw it, nothing here does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from xlplan.calculate.compute import Computed
from xlplan.core.finding import Finding
from xlplan.core.kinds.base import Ctx
from xlplan.core.text import Lang
from xlplan.forms.progress import Progress
from xlplan.merging.consequences import Effect
from xlplan.merging.words import shown
from xlplan.model.journal import EditRecord
from xlplan.model.order import task_order
from xlplan.model.plan import Plan
from xlplan.model.snapshot import present
from xlplan.scheduling.activity import Schedule
from xlplan.template.resolve import Template


@dataclass(frozen=True, slots=True)
class Slip:
    """A task whose finish is another than before, in working days, positive where it is later."""

    task: str
    before: dt.date
    after: dt.date
    days: int


@dataclass(frozen=True)
class Since:
    """What is different from a former state of the master, and whose doing it is.

    ``number`` and ``when`` say which state that was; ``round`` is the round whose answers came since, None where another
    state was asked for. ``edits`` are the cells that people changed and that still hold what they put in, each with the
    revision that took it, None for what is typed into the master and not recorded yet. ``refused`` counts edits of
    files that were not taken and conflicts.
    """

    number: int
    when: str
    round: int | None
    edits: tuple[tuple[int | None, EditRecord], ...] = ()
    refused: int = 0
    effects: tuple[Effect, ...] = ()
    finish: tuple[dt.date | None, dt.date | None] = (None, None)
    percent: tuple[float, float] = (0.0, 0.0)
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True)
class Status:
    """A plan at a moment. ``since`` is None where nothing tells of a former state; ``made`` is when the page was made,
    ``findings`` what reading found.
    """

    plan: Plan
    template: Template
    computed: Computed
    schedule: Schedule
    made: dt.datetime
    since: Since | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def lang(self) -> Lang:
        return self.computed.world.lang

    @cached_property
    def ctx(self) -> Ctx:
        return Ctx(self.lang, self.computed.names)

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """The tasks that are to be done, by code."""
        return tuple(t for t in task_order(self.plan) if self.computed.is_active(t))

    @cached_property
    def reported(self) -> dict[str, Progress]:
        """What was told of each task last."""
        return self.plan.latest_progress()

    def cell(self, table: str, row: str, key: str) -> str:
        """A cell as people know it; empty where it is blank or its template has it not."""
        found = self.template.table(table)
        return shown(found, key, present(self.plan, found, row, key), self.ctx) if found.has(key) else ""

    def department(self, id_: str | None) -> str:
        """The name of a department, empty without one."""
        return self.ctx.names.label("dept", id_) if id_ else ""

    def person(self, id_: str | None) -> str:
        """The name of a person, empty without one."""
        return self.ctx.names.label("person", id_) if id_ else ""

    def has(self, table: str) -> bool:
        """Whether the workbook has a table, and it has rows."""
        return any(t.key == table for _, t in self.template.tables()) and bool(self.plan.rows(table))
