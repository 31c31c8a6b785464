"""A change request was approved some time ago and is not implemented."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope, Setting

_DAYS = Setting(
    "days", 10, Text("批准后超过几个工作日仍未实施才提示", "working days after the approval before it is said")
)


def _check(context: RuleContext) -> Iterator[Hit]:
    today = context.plan.status_date
    for row in context.rows("changes", Change):
        approved = row.state in ("approved", "conditional") and row.implemented_on is None
        if not (today and approved and row.approve_on and row.approve_on < today):
            continue
        if context.unread("changes", row.id, "implemented_on"):
            continue
        days = (context.working_days(row.approve_on, today) or 0) - bool(context.works(row.approve_on))
        if days > context.setting(_DAYS):
            params = {"row": context.named("changes", row), "date": row.approve_on, "days": days}
            yield Hit("changes", row.id, "implemented_on", params)


RULE = Rule(
    FindingType(
        "CHG005",
        "change-not-implemented",
        Severity.WARNING,
        Text(
            "变更申请“{row}”{date} 批准，已过 {days} 个工作日仍未实施",
            "change request “{row}” was approved on {date} and is not implemented after {days} working days",
        ),
        Text("修改计划并填写实施日期；不再需要的写明撤销", "change the plan and date it, or say that it is withdrawn"),
        Text("批了不改，计划与约定就是两回事。", "Until it is done, the plan is not what was agreed."),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("刚批准；已实施", "approved lately; or implemented"),
            {
                "basic": {"status_date": "2026-03-27"},
                "changes": {
                    "changes": [
                        {"title": "更换供应商", "state": "已批准", "approve_on": "2026-03-13"},
                        {"title": "增加型号", "state": "已实施", "approve_on": "2026-03-02"},
                    ]
                },
            },
        ),
    ),
    bad=(
        Example(
            Text("11 个工作日了", "eleven working days ago"),
            {
                "basic": {"status_date": "2026-03-27"},
                "changes": {"changes": [{"title": "更换供应商", "state": "已批准", "approve_on": "2026-03-12"}]},
            },
            (("changes", "g001", "implemented_on"),),
        ),
    ),
    settings=(_DAYS,),
)
