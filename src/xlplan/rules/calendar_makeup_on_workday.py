"""A make-up working day is a working day anyway."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for day in context.plan.calendar.values():
        if day.date and day.kind == "workday" and day.date.weekday() not in context.template.weekend:
            yield Hit("calendar", day.id, "kind", {"date": day.date})


RULE = Rule(
    FindingType(
        "CAL002",
        "makeup-on-workday",
        Severity.INFO,
        Text(
            "{date} 本来就是工作日，不用登记调休上班",
            "{date} is a working day anyway; a make-up day has no effect",
        ),
        Text("核对日期；想登记放假请改为节假日", "check the date; if people are off, make it a holiday"),
        Text(
            "可能是日期写错一天，真正的调休日就漏掉了。",
            "It may be a day off the mark, and the real make-up day is missing.",
        ),
    ),
    _check,
    good=(Example(Text("周六调休", "a Saturday"), {"calendar": [{"date": "2026-05-09", "kind": "调休上班"}]}),),
    bad=(
        Example(
            Text("周五登记调休", "a Friday"),
            {"calendar": [{"date": "2026-05-08", "kind": "调休上班"}]},
            (("calendar", "c20260508", "kind"),),
        ),
    ),
)
