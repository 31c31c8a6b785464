"""The time axis of the Gantt chart: periods by scale, their labels, and which of them are non-working days.

The first column starts at the day in the control cell (at that day's Monday or month by scale), each next one follows.
Formulas take the cells they need as arguments; the functions beside them give the same values.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from xlplan.core.calendar import WorkCalendar
from xlplan.core.text import Lang, Text

DAY, WEEK, MONTH = Text("日", "Day"), Text("周", "Week"), Text("月", "Month")
SCALES = (DAY, WEEK, MONTH)
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def first_formula(control: str, scale: str, lang: Lang) -> str:
    """Where the first period starts."""
    return (
        f'IF({scale}="{MONTH(lang)}",DATE(YEAR({control}),MONTH({control}),1),'
        f'IF({scale}="{WEEK(lang)}",{control}-WEEKDAY({control},2)+1,{control}))'
    )


def next_formula(start: str, scale: str, lang: Lang) -> str:
    """Where the period after ``start`` starts."""
    return f'IF({scale}="{MONTH(lang)}",DATE(YEAR({start}),MONTH({start})+1,1),{start}+IF({scale}="{WEEK(lang)}",7,1))'


def working_formula(start: str, scale: str, working: str, first_day: str, lang: Lang) -> str:
    """0 for a non-working day on the scale of days, else 1."""
    return f'IF({scale}<>"{DAY(lang)}",1,IFERROR(INDEX({working},{start}-{first_day}+1),1))'


def year_formula(start: str, before: str | None) -> str:
    """The year where it begins."""
    shown = f'YEAR({start})&""'
    return shown if before is None else f'IF(YEAR({start})<>YEAR({before}),{shown},"")'


def month_formula(start: str, before: str | None, lang: Lang) -> str:
    """The month where it begins."""
    english = f'MID("{"".join(MONTHS_EN)}",MONTH({start})*3-2,3)'
    shown = f'MONTH({start})&"月"' if lang == "zh" else english
    return shown if before is None else f'IF(MONTH({start})<>MONTH({before}),{shown},"")'


def day_formula(start: str, scale: str, lang: Lang) -> str:
    """The day of the month; nothing on the scale of months."""
    return f'IF({scale}="{MONTH(lang)}","",DAY({start}))'


@dataclass(frozen=True, slots=True)
class Period:
    """One column of the axis, as the formulas give it."""

    start: dt.date
    finish: dt.date
    working: int
    year: str
    month: str
    day: int | str


def axis(control: dt.date, scale: Text, columns: int, calendar: WorkCalendar, lang: Lang) -> list[Period]:
    """The columns of the axis."""
    start = control
    if scale is MONTH:
        start = control.replace(day=1)
    elif scale is WEEK:
        start = control - dt.timedelta(days=control.weekday())
    periods: list[Period] = []
    before: dt.date | None = None
    for _ in range(columns):
        if scale is MONTH:
            following = (start.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        else:
            following = start + dt.timedelta(days=7 if scale is WEEK else 1)
        off = scale is DAY and start in calendar and not calendar.is_working(start)
        month = f"{start.month}月" if lang == "zh" else MONTHS_EN[start.month - 1]
        periods.append(
            Period(
                start,
                following - dt.timedelta(days=1),
                0 if off else 1,
                str(start.year) if before is None or before.year != start.year else "",
                month if before is None or before.month != start.month else "",
                "" if scale is MONTH else start.day,
            )
        )
        before, start = start, following
    return periods
