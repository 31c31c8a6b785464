"""The working calendar of a plan: its calendar form over the template's weekend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from xlplan.core.calendar import WorkCalendar
from xlplan.model.plan import Plan

BEFORE, AFTER = 90, 400
"""Calendar days kept free before the earliest and after the latest date of a plan."""
LONGEST = 5 * 366
"""Calendar days after a plan's latest date up to which computed dates are followed; beyond, cells say so."""


def _dates(plan: Plan) -> Iterator[dt.date]:
    for table in ("basic", "wbs", "progress"):
        for row in plan.rows(table).values():
            for value in vars(row).values():
                if isinstance(value, dt.date):
                    yield value
    yield from (r.status_date for r in plan.rounds)
    for baseline in plan.baselines:
        for task in baseline.tasks.values():
            yield from (d for d in (task.start, task.finish) if d)


def work_calendar(plan: Plan, weekend: Iterable[int], reach: int = 0) -> WorkCalendar:
    """The calendar from three months before the earliest date of the plan to a year after the latest.

    It begins on a working day. ``reach`` lengthens it by so many calendar days, within bounds.
    """
    found = list(_dates(plan)) or [dt.date(2026, 1, 1)]
    days = plan.calendar.values()
    holidays = frozenset(d.date for d in days if d.date and d.kind == "holiday")
    makeup = frozenset(d.date for d in days if d.date and d.kind == "workday")
    last = max(found) + dt.timedelta(days=AFTER + min(reach, LONGEST))
    first = min(found) - dt.timedelta(days=BEFORE)
    calendar = _calendar(first, last, holidays, makeup, frozenset(weekend))
    idle = next((n for n, (_, works, _) in enumerate(calendar.days()) if works), 0)
    if not idle:
        return calendar
    return _calendar(first + dt.timedelta(days=idle), last, holidays, makeup, frozenset(weekend))


@lru_cache(maxsize=16)
def _calendar(
    first: dt.date, last: dt.date, holidays: frozenset[dt.date], makeup: frozenset[dt.date], weekend: frozenset[int]
) -> WorkCalendar:
    """A calendar. They don't change, and the copies of a project have the same one."""
    return WorkCalendar(first, last, holidays, makeup, weekend)
