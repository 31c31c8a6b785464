"""From boundaries to dates: the last step, and the only one that touches dates."""

from __future__ import annotations

import datetime as dt

from xlplan.schedule.activity import Boundaries, Notice, Timing
from xlplan.schedule.backward import Late
from xlplan.schedule.forward import ForwardPass
from xlplan.schedule.reported import Early

_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


class Timings:
    """The results of the passes as timings of activities, with ``notices`` of what they show."""

    def __init__(
        self, run: ForwardPass, early: Early, late: Late, free: Late, deadlines: dict[int, int], near_days: int
    ) -> None:
        self.run, self.early, self.late, self.free = run, early, late, free
        self.deadlines, self.near_days = deadlines, near_days
        self.network, self.counts, self.origin = run.network, run.counts, run.origin
        self.notices: list[Notice] = []

    def _day(self, start: int, finish: int, milestone: bool, automatic: bool) -> tuple[int, int]:
        """First and last working day as ordinals.

        A milestone lies at the end of the day before. At the project's very start there is no such day: it is shown
        on the first one.
        """
        if milestone:
            day = self.counts.day(finish + (automatic and finish == self.origin))
            return day, day
        return self.counts.day(start + 1), self.counts.day(finish)

    def _early_days(self, i: int) -> tuple[int, int]:
        early = self.early
        start, finish = self._day(early.start[i], early.finish[i], early.milestone[i], early.state[i] == "planned")
        start = early.shown_start.get(i, start)
        return start, early.shown_finish.get(i, max(start, finish))

    def _late_days(self, i: int, shown: tuple[int, int]) -> tuple[int, int]:
        early, late = self.early, self.late
        if early.state[i] == "finished":
            return shown
        start, finish = self._day(late.start[i], late.finish[i], early.milestone[i], early.state[i] == "planned")
        return (shown[0] if early.state[i] == "started" else start), finish

    def span(self, tasks: list[int]) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last date of all tasks."""
        days = [self._early_days(i) for i in tasks]
        if not days:
            return None, None
        return _date(min(d[0] for d in days)), _date(max(d[1] for d in days))

    def all(self) -> dict[str, Timing]:
        """The timings of all active activities, in the order given; summaries after their tasks are rolled up."""
        network, early = self.network, self.early
        found: list[Timing | None] = [None] * network.size
        shown: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)] * network.size
        for i in range(network.size):
            if not network.summary[i]:
                if early.known[i]:
                    first = self._early_days(i)
                    shown[i] = (*first, *self._late_days(i, first))
                found[i] = self._leaf(i, shown[i])
        for i in reversed(network.downwards()):
            if network.summary[i]:
                found[i] = self._summary(i, found, shown)
        return {t.id: t for t in found if t is not None}

    def _leaf(self, i: int, days: tuple[int, int, int, int]) -> Timing:
        early, late = self.early, self.late
        id_ = self.network.activities[i].id
        if not early.known[i]:
            return Timing(id_, early.state[i], milestone=self.network.activities[i].duration == 0)
        over = early.state[i] == "finished"
        total = 0 if over else late.finish[i] - early.finish[i]
        free = 0 if over else max(self.free.finish[i] - early.finish[i], 0)
        return self._timing(i, days, self._pair(early, i), self._pair(late, i), total, free, not over and total <= 0)

    def _pair(self, pass_: Early | Late, i: int) -> Boundaries:
        return Boundaries(pass_.start[i] - self.origin, pass_.finish[i] - self.origin)

    def _timing(
        self,
        i: int,
        days: tuple[int, int, int, int],
        early: Boundaries,
        late: Boundaries,
        total: int,
        free: int,
        critical: bool,
    ) -> Timing:
        id_, state = self.network.activities[i].id, self.early.state[i]
        dates = [_date(d) for d in days]
        if None in dates:
            self.notices.append(Notice("date-out-of-range", (id_,)))
        overrun = max(early.finish + self.origin - self.deadlines[i], 0) if i in self.deadlines else 0
        if overrun:
            self.notices.append(Notice("deadline-missed", (id_,)))
        over = self.early.over[self.network.end(i)]
        return Timing(
            id_,
            state,
            early.finish - early.start,
            early_start=dates[0],
            early_finish=dates[1],
            late_start=dates[2],
            late_finish=dates[3],
            early=early,
            late=late,
            total_float=total,
            free_float=free,
            critical=critical,
            near_critical=not critical and not over and total <= self.near_days,
            overrun=overrun,
            milestone=self.early.milestone[i],
        )

    def _summary(self, i: int, found: list[Timing | None], shown: list[tuple[int, int, int, int]]) -> Timing:
        network, early = self.network, self.early
        node, id_ = network.end(i), network.activities[i].id
        if not early.known[node]:
            return Timing(id_, "summary")
        inner = [c for c in network.children[i] if early.known[network.end(c)]]
        parts = [t for c in inner if (t := found[c]) is not None]
        days = [shown[c] for c in inner]
        shown[i] = (
            min(d[0] for d in days),
            max(d[1] for d in days),
            min(d[2] for d in days),
            max(d[3] for d in days),
        )
        late = Boundaries(min(t.late.start for t in parts if t.late), max(t.late.finish for t in parts if t.late))
        open_ = [t for c, t in zip(inner, parts, strict=True) if not early.over[network.end(c)]]
        total = min((t.total_float or 0 for t in open_), default=0)
        ending = Boundaries(early.start[node] - self.origin, early.finish[node] - self.origin)
        free = min((t.free_float or 0 for t in parts if t.early and t.early.finish == ending.finish), default=0)
        return self._timing(i, shown[i], ending, late, total, free, any(t.critical for t in open_))


def _date(ordinal: int) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if _FIRST <= ordinal <= _LAST else None
