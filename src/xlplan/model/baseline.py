"""Baselines: what was agreed on a day, kept beside the plan so that what moved since can be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BaselineTask:
    """What a task was to be: dates, ``duration`` in working days, ``effort`` in person-days. None: not planned then.

    Of a summary only dates and deliverable count; its duration and effort are those of the tasks below it.
    """

    start: dt.date | None = None
    finish: dt.date | None = None
    duration: int | None = None
    effort: Decimal | None = None
    deliverable: str | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """A numbered state of the plan; 0 is B0, the first one.

    ``approved_by`` names who agreed to it, ``change`` the change request it follows from. ``tasks`` go by task id,
    summaries included; a task that is missing was not part of what was agreed.
    """

    number: int
    date: dt.date
    approved_by: str = ""
    change: str = ""
    note: str = ""
    tasks: Mapping[str, BaselineTask] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        """What people call it: B0, B1 …"""
        return f"B{self.number}"

    @property
    def finish(self) -> dt.date | None:
        """The latest finish of its tasks: that of the project."""
        return max((t.finish for t in self.tasks.values() if t.finish), default=None)


@dataclass(frozen=True, slots=True)
class Variance:
    """How far a task, or the project where ``task`` is empty, has moved from its baselines.

    ``finish`` is the present planned finish; ``first_finish`` and ``current_finish`` are those of the first and the
    newest baseline. ``against_first`` and ``against_current`` are working days between them, positive where the
    present finish is later; None where one of the two is missing. ``in_first`` and ``in_current`` say whether the
    baselines hold the task at all, ``active`` whether it is still to be done, ``leaf`` whether it has none below it.
    """

    task: str
    finish: dt.date | None
    first_finish: dt.date | None = None
    current_finish: dt.date | None = None
    against_first: int | None = None
    against_current: int | None = None
    in_first: bool = False
    in_current: bool = False
    active: bool = True
    leaf: bool = True
