"""Official holidays and make-up days for a plan's calendar. Where a year has none published yet, that is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.text import Lang, Text
from xlplan.forms.calendar import Day, day_id
from xlplan.model.plan import Plan

ASSUMED = Text("{name}（推定，官方安排未公布，请核对）", "{name} (assumed: official schedule not published yet)")
MAKE_UP = Text("调休上班", "Make-up working day")
# Statutory days with a fixed date, for years without an official schedule.
FIXED = (
    (1, 1, Text("元旦", "New Year")),
    (5, 1, Text("劳动节", "Labour Day")),
    (5, 2, Text("劳动节", "Labour Day")),
    (10, 1, Text("国庆节", "National Day")),
    (10, 2, Text("国庆节", "National Day")),
    (10, 3, Text("国庆节", "National Day")),
)
NAMES = {
    "New Year's Day": Text("元旦", "New Year"),
    "Spring Festival": Text("春节", "Spring Festival"),
    "Tomb-sweeping Day": Text("清明节", "Qingming"),
    "Labour Day": Text("劳动节", "Labour Day"),
    "Dragon Boat Festival": Text("端午节", "Dragon Boat Festival"),
    "Mid-autumn Festival": Text("中秋节", "Mid-Autumn Festival"),
    "National Day": Text("国庆节", "National Day"),
    "Anti-Fascist 70th Day": Text("抗战胜利纪念日", "Victory Day"),
}


def _official(year: int, lang: Lang) -> Iterator[Day] | None:
    import chinese_calendar  # measured at a fifth of a second: only where a calendar is filled in

    holidays: dict[dt.date, str] = chinese_calendar.holidays
    workdays: dict[dt.date, str] = chinese_calendar.workdays
    if not any(d.year == year for d in holidays):
        return None

    def days() -> Iterator[Day]:
        for date, name in sorted(holidays.items()):
            if date.year == year and date.weekday() < 5:
                shown = NAMES[name](lang) if name in NAMES else name
                yield Day(id=day_id(date), date=date, kind="holiday", name=shown)
        for date, name in sorted(workdays.items()):
            if date.year == year and date.weekday() >= 5:
                shown = NAMES[name](lang) if name in NAMES else name
                yield Day(id=day_id(date), date=date, kind="workday", name=f"{MAKE_UP(lang)} · {shown}")

    return days()


def _assumed(year: int, lang: Lang) -> Iterator[Day]:
    for month, day, name in FIXED:
        date = dt.date(year, month, day)
        yield Day(id=day_id(date), date=date, kind="holiday", name=ASSUMED(lang, name=name))


def with_holidays(plan: Plan, today: dt.date) -> Plan:
    """The plan with its calendar filled in for the project's years, if the calendar is still empty."""
    if plan.calendar:
        return plan
    start, finish = plan.basic.start or today, plan.basic.finish or today
    days: dict[str, Day] = {}
    for year in range(start.year, max(start.year, finish.year) + 1):
        official = _official(year, plan.language)
        for day in official if official is not None else _assumed(year, plan.language):
            days[day.id] = day
    return plan.with_tables({"calendar": dict(sorted(days.items()))})
