"""Working-day arithmetic that has no end: the calendar inside its bounds, the weekend pattern beyond them.

Days are proleptic ordinals (``date.toordinal``), which may leave the range of dates; counts may be negative.
"""

from __future__ import annotations

from collections.abc import Iterable

from xlplan.core.calendar import DEFAULT_WEEKEND, WorkCalendar


class DayCounts:
    """Counts of working days; 1 is the first working day of the calendar.

    ``weekend`` (weekday numbers, Monday = 0) is the pattern outside the calendar. Where it leaves no working day,
    every day outside is worked and ``endless`` is False. Each question takes constant time.
    """

    def __init__(self, calendar: WorkCalendar, weekend: Iterable[int] = DEFAULT_WEEKEND) -> None:
        self._first, self._last = calendar.first.toordinal(), calendar.last.toordinal()
        self._counts: list[int] = []
        self._days: list[int] = []
        for ordinal, (_, works, count) in enumerate(calendar.days(), self._first):
            self._counts.append(count)
            if works:
                self._days.append(ordinal)
        off = set(weekend)
        week = [n for n in range(7) if n not in off]
        self.endless = bool(week)
        self._week = week or list(range(7))
        self._gone = [sum(n < r for n in self._week) for r in range(7)]
        self._before = self._pattern(self._first - 1)
        self._after = self._pattern(self._last)

    def _pattern(self, day: int) -> int:
        """Working days of the weekly pattern from ordinal 1, a Monday, up to and including ``day``."""
        return (day // 7) * len(self._week) + self._gone[day % 7]

    def count(self, day: int) -> int:
        """Working days from the calendar's first day up to and including ``day``; negative before it."""
        if day > self._last:
            return len(self._days) + self._pattern(day) - self._after
        if day < self._first:
            return self._pattern(day) - self._before
        return self._counts[day - self._first]

    def day(self, number: int) -> int:
        """The working day whose count is ``number``."""
        if 1 <= number <= len(self._days):
            return self._days[number - 1]
        number += self._before if number < 1 else self._after - len(self._days)
        weeks, rest = divmod(number - 1, len(self._week))
        return weeks * 7 + self._week[rest] + 1
