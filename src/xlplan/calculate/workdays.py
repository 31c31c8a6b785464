"""The working calendar of a plan: its calendar form over the template's weekend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from xlplan.core.calendar import WorkCalendar
from xlplan.model.plan import Plan

BEFORE, AFTER = 90, 400
"""Calendar days kept free before the earliest and after the latest date of a plan."""


def _dates(plan: Plan) -> Iterator[dt.date]:
    for table in ("basic", "wbs", "progress"):
        for row in plan.rows(table).values():
            for value in dict(row).values():
                if isinstance(value, dt.date):
                    yield value
    yield from (r.status_date for r in plan.rounds)


def work_calendar(plan: Plan, weekend: Iterable[int]) -> WorkCalendar:
    """The calendar from three months before the earliest date of the plan to a year after the latest."""
    found = list(_dates(plan)) or [dt.date(2026, 1, 1)]
    days = plan.calendar.values()
    return WorkCalendar(
        min(found) - dt.timedelta(days=BEFORE),
        max(found) + dt.timedelta(days=AFTER),
        (d.date for d in days if d.date and d.kind == "holiday"),
        (d.date for d in days if d.date and d.kind == "workday"),
        weekend,
    )
