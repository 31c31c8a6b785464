"""The time axis of a chart on a terminal: which columns a day takes, and the labels of years, months, weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlplan.core.text import Lang, Text
from xlplan.report.columns import columns, padded

YEAR = Text("{year}年", "{year}")
MONTHS = tuple(
    Text(f"{n}月", name)
    for n, name in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1)
)
DAY_COLUMNS = 3
"""A day takes at most so many columns; a short project does not fill a wide terminal."""
DAYS_OF_MONTH = 28
"""Every month has at least so many days: what fits there fits everywhere."""
MONTH_STEPS = (1, 3, 6)


@dataclass(frozen=True, slots=True)
class Timescale:
    """``days`` calendar days from ``first`` on in ``columns`` columns of a terminal, all days alike."""

    first: dt.date
    days: int
    columns: int

    @classmethod
    def over(cls, first: dt.date, last: dt.date, room: int) -> Timescale:
        """The scale that shows ``first`` to ``last`` in at most ``room`` columns."""
        days = max((last - first).days, 0) + 1
        return cls(first, days, max(min(room, days * DAY_COLUMNS), 1))

    @property
    def last(self) -> dt.date:
        return self.first + dt.timedelta(days=self.days - 1)

    def column(self, day: dt.date) -> int:
        """The column in which a day begins; below 0 or beyond the last one outside the scale."""
        return (day - self.first).days * self.columns // self.days

    def span(self, start: dt.date, finish: dt.date) -> range:
        """The columns from the beginning of ``start`` to the end of ``finish`` that lie on the scale; at least one.

        Dates outside the scale count as its first or last day, and a finish before the start as the start.
        """
        start = min(max(start, self.first), self.last)
        finish = min(max(start, finish), self.last)
        begin, days = self.column(start), (finish - self.first).days + 1
        return range(begin, max(-(-days * self.columns // self.days), begin + 1))


def axis(scale: Timescale, lang: Lang) -> list[str]:
    """The lines above a chart: years, months, and the days on which weeks (or days) begin; what has no room is left out.

    A label stands where its time begins.
    """
    rows = [_labels(scale, _years(scale, lang)), _labels(scale, _months(scale, lang)), _labels(scale, _days(scale))]
    return [row for row in rows if row.strip()]


def months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The first days of the months from that of ``first``, before which it may lie, to that of ``last``."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield dt.date(year, month, 1)
        year, month = year + month // 12, month % 12 + 1


def _labels(scale: Timescale, marks: Iterable[tuple[dt.date, str]]) -> str:
    """Labels in one line as far as there is room; a first one that would hide the second gives way."""
    found = list(marks)
    if len(found) > 1 and scale.column(found[1][0]) <= columns(found[0][1]):
        found = found[1:]
    row, end = "", 0
    for day, words in found:
        at, wide = scale.column(day), columns(words)
        if at < end + bool(end) or at + wide > scale.columns:
            continue
        row, end = row + " " * (at - end) + words, at + wide
    return padded(row, scale.columns)


def _years(scale: Timescale, lang: Lang) -> Iterator[tuple[dt.date, str]]:
    for year in range(scale.first.year, scale.last.year + 1):
        yield max(dt.date(year, 1, 1), scale.first), YEAR(lang, year=year)


def _months(scale: Timescale, lang: Lang) -> Iterator[tuple[dt.date, str]]:
    """Every month, or the first of every quarter or half-year, as they fit."""
    room = DAYS_OF_MONTH * scale.columns // scale.days
    widest = max(columns(name(lang)) for name in MONTHS)
    step = next((n for n in MONTH_STEPS if n * room > widest), None)
    if step is None:
        return
    for begins in months(scale.first, scale.last):
        day = max(begins, scale.first)
        if day == scale.first or (day.month - 1) % step == 0:
            yield day, MONTHS[day.month - 1](lang)


def _days(scale: Timescale) -> Iterator[tuple[dt.date, str]]:
    """Every day, or every Monday, as they fit; the day of the month."""
    step = next((n for n in (1, 7) if n * scale.columns // scale.days >= DAY_COLUMNS), None)
    if step is None:
        return
    for n in range(scale.days):
        day = scale.first + dt.timedelta(days=n)
        if step == 1 or day.weekday() == 0:
            yield day, f"{day.day:02d}"
