"""A single holiday falls on a weekend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    weekend = context.template.weekend
    off = {d.date for d in context.plan.calendar.values() if d.date and d.kind == "holiday"}
    for day in context.plan.calendar.values():
        if not day.date or day.kind != "holiday" or day.date.weekday() not in weekend:
            continue
        if not _touches_working_day(day.date, off, weekend):
            yield Hit("calendar", day.id, "date", {"date": day.date})


def _touches_working_day(day: dt.date, off: set[dt.date], weekend: frozenset[int]) -> bool:
    """Whether the holiday belongs to a longer one, with a weekday in it."""
    for step in (-1, 1):
        try:
            near = day + dt.timedelta(days=step)
            while near in off and near.weekday() in weekend:
                near += dt.timedelta(days=step)
        except OverflowError:
            continue
        if near in off:
            return True
    return False


RULE = Rule(
    FindingType(
        "CAL003",
        "holiday-on-weekend",
        Severity.INFO,
        Text("节假日 {date} 是周末，登记不起作用", "the holiday {date} falls on a weekend and has no effect"),
        Text("核对日期；补休的那一天才需要登记", "check the date; enter the day that is given off instead"),
        Text(
            "可能是日期写错，真正放假的那天没有登记。",
            "It may be the wrong date, and the day that is off is missing.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("长假中的周末可以一并登记", "a weekend inside a longer holiday"),
            {"calendar": [{"date": f"2026-05-0{d}", "kind": "节假日"} for d in range(1, 6)]},
        ),
        Example(
            Text("周末连着下周一", "a weekend and the Monday after it"),
            {"calendar": [{"date": d, "kind": "节假日"} for d in ("2026-05-16", "2026-05-17", "2026-05-18")]},
        ),
    ),
    bad=(
        Example(
            Text("单独一个周六", "a Saturday alone"),
            {"calendar": [{"date": "2026-05-16", "kind": "节假日"}]},
            (("calendar", "c20260516", "date"),),
        ),
        Example(
            Text("前一天是调休上班", "the day before is a make-up working day"),
            {"calendar": [{"date": "2026-05-15", "kind": "调休上班"}, {"date": "2026-05-16", "kind": "节假日"}]},
            (("calendar", "c20260516", "date"),),
        ),
        Example(
            Text(
                "周六放假，周日不放，周一的假与它不相连；平日的假排在前面",
                "a Saturday off, no Sunday, so the Monday off is another holiday; a weekday comes first",
            ),
            {"calendar": [{"date": d, "kind": "节假日"} for d in ("2026-05-01", "2026-05-16", "2026-05-18")]},
            (("calendar", "c20260516", "date"),),
        ),
        Example(
            Text("只有周六和周日", "Saturday and Sunday only"),
            {"calendar": [{"date": d, "kind": "节假日"} for d in ("2026-05-16", "2026-05-17")]},
            (
                ("calendar", "c20260516", "date"),
                ("calendar", "c20260517", "date"),
            ),
        ),
    ),
)
