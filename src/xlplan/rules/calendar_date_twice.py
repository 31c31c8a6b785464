"""A date stands twice in the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.calendar import Day
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[dt.date, list[Day]] = {}
    for day in context.plan.calendar.values():
        if day.date:
            groups.setdefault(day.date, []).append(day)
    for date, days in groups.items():
        judged = context.judged("calendar", days) if len(days) > 1 else None
        if judged is not None:
            yield Hit("calendar", judged.id, "date", {"date": date, "count": len(days)})


RULE = Rule(
    FindingType(
        "CAL001",
        "date-twice",
        Severity.ERROR,
        Text("工作日历中 {date} 出现 {count} 次", "{date} appears {count} times in the calendar"),
        Text("只保留一行", "keep one row"),
        Text(
            "同一天又放假又上班，所有日期都会算乱。",
            "A day can't be off and worked; every date depends on it.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("一天一行", "a row a day"),
            {
                "calendar": [
                    {"date": "2026-05-01", "kind": "节假日"},
                    {"date": "2026-05-09", "kind": "调休上班"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("又放假又上班", "off and worked"),
            {
                "calendar": [
                    {"date": "2026-05-01", "kind": "节假日"},
                    {"date": "2026-05-01", "kind": "调休上班"},
                ]
            },
            (("calendar", "c20260501#2", "date"),),
        ),
    ),
)
