"""What a link demands of typed dates, by boundaries: working days gone by before a start and at a finish."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from xlplan.core.calendar import WorkCalendar
from xlplan.core.link import Link


class Span(NamedTuple):
    """The dates of a task. A milestone lies at the end of its day."""

    start: dt.date | None
    finish: dt.date | None
    milestone: bool = False

    def start_boundary(self) -> dt.date | None:
        """The day at whose end the task begins."""
        if self.start is None or self.milestone:
            return self.start
        return self.start - dt.timedelta(days=1)


def starts(link: Link) -> bool:
    """Whether the link holds the start of the successor, else its finish."""
    return link.type in ("FS", "SS")


def demanded(calendar: WorkCalendar, link: Link, before: Span, after: Span) -> dt.date | None:
    """The earliest day that the link allows, where ``after`` lies before it; None where the link is kept.

    ValueError where a day is outside the calendar.
    """
    origin = before.finish if link.type in ("FS", "FF") else before.start_boundary()
    bound = after.start_boundary() if starts(link) else after.finish
    if origin is None or bound is None:
        return None
    if link.elapsed:
        shifted = origin + dt.timedelta(days=link.lag)
        if shifted > calendar.last:
            return shifted
        need = calendar.count(shifted)
    else:
        need = calendar.count(origin) + link.lag
    if calendar.count(bound) >= need:
        return None
    return calendar.day(need + 1 if starts(link) and not after.milestone else max(need, 1))
