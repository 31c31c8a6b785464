"""An action item was done before the meeting that raised it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.actions import Action
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("actions", Action):
        for key in ("closed_on", "due"):
            day = row.cell(key)
            if row.meeting_date and day and day < row.meeting_date:
                params = {
                    "row": context.named("actions", row),
                    "column": context.headers("actions", [key]),
                    "date": day,
                }
                yield Hit("actions", row.id, key, {**params, "meeting": row.meeting_date})
                break


RULE = Rule(
    FindingType(
        "ACT003",
        "action-before-meeting",
        Severity.ERROR,
        Text(
            "行动项“{row}”的“{column}”{date} 早于会议日期 {meeting}",
            "action item “{row}”: “{column}” {date} lies before the meeting on {meeting}",
        ),
        Text("核对日期，注意年份", "check the dates, the year above all"),
        Text("会上才提出的事，不会在会前到期或完成。", "What a meeting raises is neither due nor done before it."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("当天完成", "done on the same day"),
            {
                "actions": [
                    {"topic": "选型", "meeting_date": "2026-03-10", "due": "2026-03-12", "closed_on": "2026-03-10"}
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("完成早于会议；期限早于会议", "done or due before the meeting"),
            {
                "actions": [
                    {"topic": "选型", "meeting_date": "2026-03-10", "closed_on": "2026-03-09"},
                    {"topic": "报价", "meeting_date": "2026-03-10", "due": "2025-03-20"},
                ]
            },
            (("actions", "a001", "closed_on"), ("actions", "a002", "due")),
        ),
    ),
)
