"""Working days: weekends, holidays, make-up days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.app.holidays import with_holidays
from xlplan.core.calendar import WorkCalendar
from xlplan.forms.basic import Basic
from xlplan.model.plan import Plan

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 12, 31)


def official(first: dt.date = FIRST, last: dt.date = LAST) -> WorkCalendar:
    plan = Plan().with_tables({"basic": {"basic": Basic(id="basic", start=first, finish=last)}})
    days = with_holidays(plan, first).calendar.values()
    off = [d.date for d in days if d.kind == "holiday" and d.date]
    extra = [d.date for d in days if d.kind == "workday" and d.date]
    return WorkCalendar(first, last, off, extra)


@pytest.mark.parametrize(
    "day",
    ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28"],
)
def test_make_up_days_are_worked_although_they_are_weekend_days(day: str) -> None:
    date = dt.date.fromisoformat(day)
    assert date.weekday() >= 5
    assert official().is_working(date)


@pytest.mark.parametrize("year", [2025, 2026])
def test_working_days_of_a_year(year: int) -> None:
    assert official().between(dt.date(year, 1, 1), dt.date(year, 12, 31)) == 248


def test_a_year_without_official_schedule_says_so() -> None:
    plan = Plan().with_tables(
        {"basic": {"basic": Basic(id="basic", start=dt.date(2031, 1, 1), finish=dt.date(2031, 2, 1))}}
    )
    days = with_holidays(plan, FIRST).calendar
    assert days
    assert all("推定" in (d.name or "") for d in days.values())


def test_across_the_spring_festival() -> None:
    calendar = official()
    # Saturday 2026-02-14 is worked, the festival is off to 02-23, Saturday 02-28 is worked again.
    start = dt.date(2026, 2, 13)
    assert [calendar.day(calendar.count(start) + n) for n in (1, 2)] == [dt.date(2026, 2, 14), dt.date(2026, 2, 24)]
    assert calendar.between(start, dt.date(2026, 2, 28)) == 7


def test_outside_the_calendar() -> None:
    calendar = official()
    for wrong in (lambda: calendar.count(LAST + dt.timedelta(1)), lambda: calendar.day(0), lambda: calendar.day(10**6)):
        with pytest.raises(ValueError, match="outside"):
            wrong()
    with pytest.raises(ValueError, match="before"):
        WorkCalendar(LAST, FIRST)


days_of = st.dates(FIRST, FIRST + dt.timedelta(60))


@given(off=st.sets(days_of), extra=st.sets(days_of), weekend=st.sets(st.integers(0, 6)), a=days_of, b=days_of)
def test_counting_agrees_with_going_day_by_day(
    off: set[dt.date], extra: set[dt.date], weekend: set[int], a: dt.date, b: dt.date
) -> None:
    calendar = WorkCalendar(FIRST, FIRST + dt.timedelta(60), off, extra, weekend)
    a, b = min(a, b), max(a, b)
    span = [a + dt.timedelta(n) for n in range((b - a).days + 1)]
    worked = [d for d in span if d in extra or (d.weekday() not in weekend and d not in off)]
    assert [d for d in span if calendar.is_working(d)] == worked
    assert calendar.between(a, b) == len(worked)
    for day in worked:
        assert calendar.day(calendar.count(day)) == day
    listed = {d: (w, c) for d, w, c in calendar.days()}
    assert listed[b] == (calendar.is_working(b), calendar.count(b))
