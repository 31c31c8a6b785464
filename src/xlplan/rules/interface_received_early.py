"""A handover was received on a day that has not come."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.interfaces import Interface
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    today = context.plan.status_date
    for row in context.rows("interfaces", Interface):
        if today and row.received_on and row.received_on > today:
            params = {"row": context.named("interfaces", row), "date": row.received_on, "status_date": today}
            yield Hit("interfaces", row.id, "received_on", params)


RULE = Rule(
    FindingType(
        "INT006",
        "received-after-status-date",
        Severity.WARNING,
        Text(
            "交接“{row}”的接收日期 {date} 晚于状态日期 {status_date}",
            "handover “{row}” was received on {date}, after the status date {status_date}",
        ),
        Text(
            "没有收到就不填；预计的日期由提供方填在承诺日期",
            "leave it blank until it is there; what is expected is the provider's promise",
        ),
        Text(
            "填了接收日期就算已交接，不再有人跟踪。",
            "A handover with this date counts as done, and nobody follows it up.",
        ),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("状态日期当天收到", "received on the status date"),
            {
                "basic": {"status_date": "2026-03-13"},
                "wbs": [{"code": "1", "dept": "市场部"}, {"code": "2", "dept": "研发部"}],
                "interfaces": [{"from_task": "1", "to_task": "2", "received_on": "2026-03-13"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("把预计日期填成了接收日期", "an expected date in the wrong column"),
            {
                "basic": {"status_date": "2026-03-13"},
                "wbs": [{"code": "1", "dept": "市场部"}, {"code": "2", "dept": "研发部"}],
                "interfaces": [{"from_task": "1", "to_task": "2", "received_on": "2026-03-20"}],
            },
            (("interfaces", "i001", "received_on"),),
        ),
    ),
)
