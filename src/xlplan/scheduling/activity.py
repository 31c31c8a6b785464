"""What the scheduling engine takes and gives: plain data, independent of plans and workbooks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from xlplan.core.link import Link

State = Literal["planned", "manual", "started", "finished", "summary"]


@dataclass(frozen=True, slots=True)
class Activity:
    """One task of a network.

    ``duration`` counts working days, 0 makes a milestone; it may be missing where both typed dates are given.
    ``links`` name predecessors. ``parent`` is the id of a summary task; whatever has children is one, and then its own
    duration, typed dates and actuals do not count. A typed date makes a task manual. ``percent`` is physical
    completion, 0 to 1. Inactive activities take no part.
    """

    id: str
    duration: int | None = None
    links: tuple[Link, ...] = ()
    parent: str | None = None
    manual_start: dt.date | None = None
    manual_finish: dt.date | None = None
    not_before: dt.date | None = None
    deadline: dt.date | None = None
    actual_start: dt.date | None = None
    actual_finish: dt.date | None = None
    percent: Decimal | float = 0
    forecast_finish: dt.date | None = None
    active: bool = True


class Boundaries(NamedTuple):
    """Working days gone by since the project's start: before an activity starts, and when it is finished."""

    start: int
    finish: int


@dataclass(frozen=True, slots=True)
class Timing:
    """The computed times of one activity; all None where it could not be scheduled.

    Dates are shown as people write them: typed and actual dates as they stand, else the first and the last working
    day; a milestone lies at the end of the day. They are None, too, where they leave the years 1 to 9999.
    ``early`` and ``late`` hold the same as boundaries. ``duration`` (what lies between them), floats and ``overrun``
    (by how much the finish passes the activity's deadline) are working days. The float of a summary is the least of its unfinished tasks';
    its free float is that of the tasks which end it. Finished activities have no float and are never critical.
    """

    id: str
    state: State
    duration: int | None = None
    early_start: dt.date | None = None
    early_finish: dt.date | None = None
    late_start: dt.date | None = None
    late_finish: dt.date | None = None
    early: Boundaries | None = None
    late: Boundaries | None = None
    total_float: int | None = None
    free_float: int | None = None
    critical: bool = False
    near_critical: bool = False
    overrun: int = 0
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Cycle:
    """Activities that wait for each other.

    ``path`` is a shortest circle, each followed by one that waits for it (or that it contains), the first not
    repeated. ``members`` are all that are caught in it, in the order given.
    """

    path: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A link that the typed dates of a manual task do not keep; ``days`` working days are missing."""

    successor: str
    link: Link
    days: int


class Notice(NamedTuple):
    """Something to say about the input: a code of ``xlplan.scheduling.notices`` and the activities it is about."""

    code: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The computed schedule of a network.

    ``activities`` holds the active ones in the order given. ``start`` and ``finish`` are the first and the last
    computed date. ``shortage`` counts the working days by which the finish passes the fixed one. Each critical path
    lists tasks from first to last; the first path reaches the finish, further ones begin or end where they meet a
    former one, and every critical task is on one. ``unscheduled`` names what stands in a cycle or waits for one.
    """

    activities: dict[str, Timing]
    start: dt.date | None
    finish: dt.date | None
    shortage: int
    near_days: int
    critical_paths: tuple[tuple[str, ...], ...]
    cycles: tuple[Cycle, ...]
    unscheduled: tuple[str, ...]
    violations: tuple[Violation, ...]
    notices: tuple[Notice, ...]
