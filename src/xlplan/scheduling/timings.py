"""From boundaries to dates: the last step, and the only one that touches dates."""

from __future__ import annotations

import datetime as dt

from xlplan.scheduling.activity import Boundaries, Notice, Timing
from xlplan.scheduling.backward import Late
from xlplan.scheduling.forward import ForwardPass
from xlplan.scheduling.reported import Early

_Days = tuple[int, int, int, int]
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


class _Dates(dict[int, dt.date | None]):
    """The dates of ordinals, each made once; None outside the years 1 to 9999."""

    def __missing__(self, ordinal: int) -> dt.date | None:
        date = self[ordinal] = dt.date.fromordinal(ordinal) if _FIRST <= ordinal <= _LAST else None
        return date


class Timings:
    """The results of the passes as timings of activities, with ``notices`` of what they show."""

    def __init__(
        self, run: ForwardPass, early: Early, late: Late, free: Late, deadlines: dict[int, int], near_days: int
    ) -> None:
        self.run, self.early, self.late, self.free = run, early, late, free
        self.deadlines, self.near_days = deadlines, near_days
        self.network, self.counts, self.origin = run.network, run.counts, run.origin
        self.notices: list[Notice] = []
        self.shown: list[_Days] = [(0, 0, 0, 0)] * self.network.size
        """First and last day, early and late, of each activity that has dates; set by ``all``."""
        self._dates = _Dates()

    def _day(self, start: int, finish: int, milestone: bool, automatic: bool) -> tuple[int, int]:
        """First and last working day as ordinals.

        A milestone lies at the end of the day before. At the project's very start there is no such day: it is shown
        on the first one.
        """
        if milestone:
            day = self.counts.day(finish + (automatic and finish == self.origin))
            return day, day
        return self.counts.day(start + 1), self.counts.day(finish)

    def _days(self, i: int) -> _Days:
        """What is shown of a task: typed and reported dates as they stand."""
        early, late = self.early, self.late
        state, milestone = early.state[i], early.milestone[i]
        start, finish = self._day(early.start[i], early.finish[i], milestone, state == "planned")
        if state == "planned":
            late_start, late_finish = self._day(late.start[i], late.finish[i], milestone, True)
            return start, finish if finish > start else start, late_start, late_finish
        start = early.shown_start.get(i, start)
        finish = early.shown_finish.get(i, max(start, finish))
        if state == "finished":
            return start, finish, start, finish
        late_start, late_finish = self._day(late.start[i], late.finish[i], milestone, False)
        return start, finish, start if state == "started" else late_start, late_finish

    def span(self, tasks: list[int]) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last date of all tasks; after ``all``."""
        days = [self.shown[i] for i in tasks]
        if not days:
            return None, None
        return self._dates[min(d[0] for d in days)], self._dates[max(d[1] for d in days)]

    def all(self) -> dict[str, Timing]:
        """The timings of all active activities, in the order given; summaries after their tasks are rolled up."""
        network, known, shown = self.network, self.early.known, self.shown
        found: list[Timing | None] = [None] * network.size
        for i, summary in enumerate(network.summary):
            if not summary:
                if known[i]:
                    shown[i] = self._days(i)
                found[i] = self._leaf(i, shown[i])
        if True in network.summary:
            for i in reversed(network.downwards()):
                if network.summary[i]:
                    found[i] = self._summary(i, found, shown)
        return {t.id: t for t in found if t is not None}

    def _leaf(self, i: int, days: _Days) -> Timing:
        early, late, origin = self.early, self.late, self.origin
        if not early.known[i]:
            activity = self.network.activities[i]
            return Timing(activity.id, early.state[i], milestone=activity.duration == 0)
        finish, late_finish = early.finish[i], late.finish[i]
        over = early.state[i] == "finished"
        total = 0 if over else late_finish - finish
        free = 0 if over else max(self.free.finish[i] - finish, 0)
        now, then = (early.start[i] - origin, finish - origin), (late.start[i] - origin, late_finish - origin)
        return self._timing(i, days, Boundaries(*now), Boundaries(*then), total, free, not over and total <= 0)

    def _timing(
        self,
        i: int,
        days: _Days,
        early: Boundaries,
        late: Boundaries,
        total: int,
        free: int,
        critical: bool,
    ) -> Timing:
        id_, dates, overrun = self.network.activities[i].id, self._dates, 0
        first, last, late_first, late_last = dates[days[0]], dates[days[1]], dates[days[2]], dates[days[3]]
        if first is None or last is None or late_first is None or late_last is None:
            self.notices.append(Notice("date-out-of-range", (id_,)))
        if i in self.deadlines and early.finish + self.origin > self.deadlines[i]:
            overrun = early.finish + self.origin - self.deadlines[i]
            self.notices.append(Notice("deadline-missed", (id_,)))
        over = self.early.over[self.network.end(i)]
        return Timing(
            id_,
            self.early.state[i],
            early.finish - early.start,
            first,
            last,
            late_first,
            late_last,
            early,
            late,
            total,
            free,
            critical,
            near_critical=not critical and not over and total <= self.near_days,
            overrun=overrun,
            milestone=self.early.milestone[i],
        )

    def _summary(self, i: int, found: list[Timing | None], shown: list[_Days]) -> Timing:
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
