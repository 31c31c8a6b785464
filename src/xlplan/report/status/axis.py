"""The time axis of the chart: days as shares of its width, and the labels above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlplan.core.text import Lang
from xlplan.report.timescale import MONTHS, YEAR, months

MARGIN = 3
"""Days left free on both sides."""
WEEKS_UNTIL = 120
"""Up to so many days the weeks are marked, too."""
STEPS = ((340, 1), (1300, 3), (2600, 6))
"""Months between two labels on an axis of up to so many days; on a longer one the years are labelled."""


@dataclass(frozen=True, slots=True)
class Axis:
    """``days`` days from ``first`` on. Places are hundredths of the width, with as many decimals as a screen can show."""

    first: dt.date
    days: int

    @classmethod
    def over(cls, days: Iterable[dt.date]) -> Axis | None:
        """The axis that holds some days; None without any."""
        found = list(days)
        if not found:
            return None
        low = max(min(found).toordinal() - MARGIN, 1)
        high = min(max(found).toordinal() + MARGIN, dt.date.max.toordinal())
        return cls(dt.date.fromordinal(low), high - low + 1)

    @property
    def last(self) -> dt.date:
        return dt.date.fromordinal(self.first.toordinal() + self.days - 1)

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def begin(self, day: dt.date) -> float:
        """Where a day begins."""
        return round((day - self.first).days * 100 / self.days, 3)

    def end(self, day: dt.date) -> float:
        """Where a day ends."""
        return round(((day - self.first).days + 1) * 100 / self.days, 3)

    def labels(self, lang: Lang) -> Iterator[tuple[float, str, str]]:
        """Where labels begin, their month, and the year where one begins there; on a long axis only years."""
        step = next((step for days, step in STEPS if self.days <= days), 12)
        first = True
        for day in months(self.first, self.last):
            if day in self and (day.month - 1) % step == 0:
                begins = YEAR(lang, year=day.year) if first or day.month == 1 else ""
                yield self.begin(day), "" if step == 12 else MONTHS[day.month - 1](lang), begins
                first = False

    def weeks(self) -> Iterator[float]:
        """Where weeks begin, on an axis that has room for them."""
        if self.days <= WEEKS_UNTIL:
            for n in range(self.days):
                day = dt.date.fromordinal(self.first.toordinal() + n)
                if day.weekday() == 0 and day.day != 1:
                    yield self.begin(day)
