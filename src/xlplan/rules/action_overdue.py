"""An action item is past its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.actions import Action
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting
from xlplan.rules.context import OPEN_ACTION

_DAYS = Setting("days", 0, Text("过期超过几天才提示（自然日）", "calendar days past the date before it is said"))


def _check(context: RuleContext) -> Iterator[Hit]:
    today = context.plan.status_date
    grace = dt.timedelta(days=context.setting(_DAYS))
    for row in context.rows("actions", Action):
        open_ = row.state in OPEN_ACTION and row.closed_on is None and not context.unread("actions", row.id, "state")
        if today and row.due and row.due + grace < today and open_:
            params = {"row": context.named("actions", row), "due": row.due, "status_date": today}
            yield Hit("actions", row.id, "due", params)


RULE = Rule(
    FindingType(
        "ACT001",
        "action-overdue",
        Severity.WARNING,
        Text(
            "行动项“{row}”应于 {due} 完成，至 {status_date} 仍未完成",
            "action item “{row}” was due on {due} and is still open on {status_date}",
        ),
        Text(
            "更新状态；没做完的写明进展，与提出人商定新期限",
            "update its state, or say how it stands and agree on a new date",
        ),
        Text("会上定了没人做，下次会还要再议。", "What a meeting decides and nobody does is discussed again."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已完成；当天到期", "done; or due today"),
            {
                "basic": {"status_date": "2026-03-13"},
                "actions": [
                    {"topic": "选型", "due": "2026-03-10", "state": "已完成"},
                    {"topic": "报价", "due": "2026-03-13", "state": "进行中"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("过期仍在进行；状态没填", "past its date; or without a state"),
            {
                "basic": {"status_date": "2026-03-13"},
                "actions": [
                    {"topic": "选型", "due": "2026-03-12", "state": "进行中"},
                    {"topic": "报价", "due": "2026-03-10"},
                ],
            },
            (("actions", "a001", "due"), ("actions", "a002", "due")),
        ),
    ),
    settings=(_DAYS,),
)
