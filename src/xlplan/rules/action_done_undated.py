"""An action item is done without a date."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.actions import Action
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("actions", Action):
        if row.state == "done" and context.missing(row, "actions", "closed_on"):
            yield Hit("actions", row.id, "closed_on", {"row": context.named("actions", row)})


RULE = Rule(
    FindingType(
        "ACT002",
        "action-done-undated",
        Severity.WARNING,
        Text("行动项“{row}”已完成，缺实际完成日期", "action item “{row}” is done, but not since when"),
        Text("补填实际完成日期", "fill in the day on which it was done"),
        Text("有日期才看得出是否按期完成。", "Only the date tells whether it was done in time."),
    ),
    _check,
    good=(
        Example(
            Text("有日期；已取消的不要求", "with a date; a cancelled one needs none"),
            {
                "actions": [
                    {"topic": "选型", "state": "已完成", "closed_on": "2026-03-10"},
                    {"topic": "报价", "state": "已取消"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("缺日期", "without a date"),
            {"actions": [{"topic": "选型", "state": "已完成"}]},
            (("actions", "a001", "closed_on"),),
        ),
    ),
)
