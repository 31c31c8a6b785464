"""The working calendar: weekend pattern, minus holidays, plus make-up working days (调休上班).

All arithmetic runs on counts: ``count(d)`` is the number of working days from the first day of the calendar up to
and including ``d``. Counting reaches as far as asked; days are kept as ordinals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

DEFAULT_WEEKEND = frozenset({5, 6})


class WorkCalendar:
    """Working days of a project.

    ``first`` and ``last`` bound the days that can be asked for; outside them :class:`ValueError` is raised.
    ``weekend`` holds weekday numbers, Monday = 0.
    """

    def __init__(
        self,
        first: dt.date,
        last: dt.date,
        holidays: Iterable[dt.date] = (),
        makeup_days: Iterable[dt.date] = (),
        weekend: Iterable[int] = DEFAULT_WEEKEND,
    ) -> None:
        if last < first:
            raise ValueError("the calendar ends before it begins")
        self.first, self.last = first, last
        self._base = first.toordinal()
        off, extra, pattern = set(holidays), set(makeup_days), set(weekend)
        self._counts: list[int] = []
        self._days: list[int] = []
        for ordinal in range(self._base, last.toordinal() + 1):
            day = dt.date.fromordinal(ordinal)
            if day in extra or (day.weekday() not in pattern and day not in off):
                self._days.append(ordinal)
            self._counts.append(len(self._days))

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def count(self, day: dt.date) -> int:
        """Working days from the calendar's first day up to and including ``day``."""
        if day not in self:
            raise ValueError(f"{day} is outside the calendar")
        return self._counts[day.toordinal() - self._base]

    @property
    def total(self) -> int:
        """Working days in all."""
        return len(self._days)

    def is_working(self, day: dt.date) -> bool:
        """Whether ``day`` is a working day."""
        before = self._counts[day.toordinal() - self._base - 1] if day > self.first else 0
        return self.count(day) > before

    def day(self, number: int) -> dt.date:
        """The working day whose count is ``number`` (1 is the first one)."""
        if not 1 <= number <= len(self._days):
            raise ValueError(f"working day {number} is outside the calendar")
        return dt.date.fromordinal(self._days[number - 1])

    def between(self, start: dt.date, finish: dt.date) -> int:
        """Working days from ``start`` to ``finish``, both included."""
        return self.count(finish) - self.count(start) + self.is_working(start)

    def days(self) -> Iterable[tuple[dt.date, bool, int]]:
        """Every day with whether it is worked and the running count."""
        previous = 0
        for offset, count in enumerate(self._counts):
            yield dt.date.fromordinal(self._base + offset), count > previous, count
            previous = count
