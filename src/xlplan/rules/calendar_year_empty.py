"""The calendar lists nothing for a year of the project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_LONGEST = 20
"""Years; a longer project is a mistake that other rules report."""


def _check(context: RuleContext) -> Iterator[Hit]:
    first, last = context.plan.basic.start, context.plan.basic.finish
    if not first or not last or not 0 <= last.year - first.year <= _LONGEST:
        return
    if any(table == "calendar" for table, _, _ in context.plan.unread):
        return
    years = range(first.year, last.year + 1)
    missing = [str(y) for y in years if not context.calendar_known(dt.date(y, 1, 1))]
    if missing:
        yield Hit("calendar", "", "", {"years": "/".join(missing)})


RULE = Rule(
    FindingType(
        "CAL004",
        "calendar-year-empty",
        Severity.WARNING,
        Text("工作日历没有 {years} 年的节假日", "the calendar lists no holidays for {years}"),
        Text(
            "补上节假日与调休；放假安排未公布的先按往年估计",
            "enter holidays and make-up days; estimate them where they are not announced yet",
        ),
        Text(
            "缺了节假日，跨假期的工期和完成日期都会算错。",
            "Without them durations and dates around holidays are wrong.",
        ),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("各年都有", "every year has some"),
            {
                "basic": {"start": "2026-03-02", "finish": "2027-01-29"},
                "calendar": [
                    {"date": "2026-05-01", "kind": "节假日"},
                    {"date": "2027-01-01", "kind": "节假日"},
                ],
            },
        ),
        Example(
            Text("结束日期多写了一百年，另有提示", "a finish a century late by a slip is another finding"),
            {"basic": {"start": "2026-03-02", "finish": "2126-12-31"}},
        ),
    ),
    bad=(
        Example(
            Text("跨年项目只登记了一年", "a project over two years, one in the calendar"),
            {
                "basic": {"start": "2026-03-02", "finish": "2027-01-29"},
                "calendar": [{"date": "2026-05-01", "kind": "节假日"}],
            },
            (("calendar", "", ""),),
        ),
        Example(
            Text("二十年的项目", "a project of twenty years"),
            {"basic": {"start": "2026-03-02", "finish": "2046-12-31"}},
            (("calendar", "", ""),),
        ),
    ),
)
