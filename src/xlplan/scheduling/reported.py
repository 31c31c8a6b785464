"""Boundaries of tasks whose work has begun, from what was reported: actual dates, percent, forecast."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from fractions import Fraction

from xlplan.scheduling.activity import Activity, Notice, State, Violation
from xlplan.scheduling.counts import DayCounts
from xlplan.scheduling.network import Arc, Network

LOW = -(1 << 62)
TINY = Fraction(1, 10**6)
"""Shares of a day that do not count as work left."""


@dataclass
class Early:
    """What the forward pass found, by node of the network.

    ``known`` tells which nodes have dates, ``over`` which are finished. For ends of summaries, ``first`` and ``last``
    name a task that starts first and one that finishes last. ``push`` is what a beginning hands down, ``pusher`` the
    link it comes from. ``shown_start`` and ``shown_finish`` hold the ordinals of dates that stand as typed.
    """

    known: list[bool]
    over: list[bool]
    start: list[int]
    finish: list[int]
    first: list[int]
    last: list[int]
    state: list[State]
    milestone: list[bool]
    push: list[int]
    pusher: list[Arc | None]
    shown_start: dict[int, int] = field(default_factory=dict)
    shown_finish: dict[int, int] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def share_left(percent: object) -> Fraction:
    """What is left to do, 1 to 0; exact for decimals, so that 10 days at 70 % leave 3. No sense counts as nothing done."""
    try:
        left = 1 - Fraction(str(percent))
    except (ValueError, ZeroDivisionError):
        return Fraction(1)
    return min(max(left, Fraction(0)), Fraction(1))


class Reported:
    """The inputs of a forward pass, and where started and finished tasks lie."""

    def __init__(self, network: Network, counts: DayCounts, start: dt.date, status: dt.date | None) -> None:
        self.network, self.counts = network, counts
        self.origin = counts.count(start.toordinal() - 1)
        self.status = None if status is None else counts.count(status.toordinal())
        n = network.size
        self.not_before = [0] * n
        """The latest "not before" of an activity and all above it, as an ordinal; 0 is none."""
        self.out = Early(
            known=[False] * (2 * n),
            over=[False] * (2 * n),
            start=[LOW] * (2 * n),
            finish=[LOW] * (2 * n),
            first=[-1] * (2 * n),
            last=[-1] * (2 * n),
            state=["summary" if s else "planned" for s in network.summary],
            milestone=[False] * n,
            push=[LOW] * n,
            pusher=[None] * n,
        )

    def _say(self, code: str, i: int, *others: str) -> None:
        self.out.notices.append(Notice(code, (self.network.activities[i].id, *others)))

    def _before(self, day: dt.date, milestone: bool) -> int:
        """The boundary before a start on ``day``; a milestone lies at its end."""
        return self.counts.count(day.toordinal() - (not milestone))

    def _duration(self, i: int, task: Activity) -> int:
        """Working days: between two typed dates, else as given."""
        if task.duration is not None and task.duration < 0:
            self._say("duration-negative", i)
        if task.manual_start is not None and task.manual_finish is not None and task.duration != 0:
            if task.manual_finish < task.manual_start:
                self._say("finish-before-start", i)
            span = self._before(task.manual_finish, True) - self._before(task.manual_start, False)
            if span > 0:
                return span
        if task.duration is None:
            if task.actual_start is None or task.actual_finish is None:
                self._say("duration-missing", i)
            return 1
        return max(task.duration, 0)

    def _finished(self, i: int, task: Activity, duration: int) -> tuple[int, int]:
        day = task.actual_finish or task.actual_start
        assert day is not None
        finish = self._before(day, True)
        self.out.shown_finish[i] = day.toordinal()
        if duration == 0:
            self.out.shown_start[i] = day.toordinal()
            return finish, finish
        if task.actual_start is None:
            self._say("actual-start-missing", i)
            return finish - duration, finish
        if task.actual_start > day:
            self._say("finish-before-start", i)
        self.out.shown_start[i] = min(task.actual_start, day).toordinal()
        return min(self._before(task.actual_start, False), finish), finish

    def _started(self, i: int, task: Activity, duration: int) -> tuple[int, int]:
        remaining = max(0, math.ceil(duration * share_left(task.percent) - TINY))
        if task.actual_start is None:
            self._say("actual-start-missing", i)
        if not remaining:
            self._say("actual-finish-missing", i)
        forecast = self._forecast(i, task)
        start = LOW if task.actual_start is None else self._before(task.actual_start, False)
        if forecast is not None:
            finish = max(forecast, start)
        elif self.status is None:
            finish = start + duration
        else:
            finish = max(self.status, start) + remaining
        if task.actual_start is None:
            return finish - duration, finish
        self.out.shown_start[i] = task.actual_start.toordinal()
        return start, finish

    def _forecast(self, i: int, task: Activity) -> int | None:
        """The boundary at the forecast finish; None where there is none or it has gone by."""
        if task.forecast_finish is None:
            return None
        forecast = self._before(task.forecast_finish, True)
        if self.status is not None and forecast <= self.status:
            self._say("forecast-past", i)
            return None
        return forecast
