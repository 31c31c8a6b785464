"""The state of a change request is not what management said."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_SAYS = {"approved": ("agree",), "implemented": ("agree", "conditional"), "conditional": ("conditional",),
         "rejected": ("disagree",), "returned": ("return",)}  # fmt: skip


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("changes", Change):
        # The core team may return a request before management sees it.
        if row.approve_opinion is None or row.state not in _SAYS:
            continue
        if row.approve_opinion not in _SAYS[row.state]:
            state = context.choice("changes", "state", row.state)
            opinion = context.choice("changes", "approve_opinion", row.approve_opinion)
            yield Hit(
                "changes", row.id, "state", {"row": context.named("changes", row), "state": state, "opinion": opinion}
            )


RULE = Rule(
    FindingType(
        "CHG003",
        "change-state-against-opinion",
        Severity.ERROR,
        Text(
            "变更申请“{row}”的状态是“{state}”，管理层意见却是“{opinion}”",
            "change request “{row}” is “{state}”, but management's opinion is “{opinion}”",
        ),
        Text("按签字件核对意见和状态", "check both against the signed form"),
        Text(
            "状态决定变更能不能进计划，不能与审批意见相反。",
            "The state lets a change into the plan; it has to be what was decided.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("一致；有条件同意并已实施", "they agree; implemented after an approval with conditions"),
            {
                "changes": {
                    "changes": [
                        {"title": "更换供应商", "state": "已批准", "approve_opinion": "同意"},
                        {"title": "增加型号", "state": "已实施", "approve_opinion": "有条件同意"},
                        {"title": "换包装", "state": "退回修改", "assess_opinion": "退回修改"},
                    ]
                }
            },
        ),
    ),
    bad=(
        Example(
            Text("不同意的标成了已批准", "refused, but marked as approved"),
            {"changes": {"changes": [{"title": "更换供应商", "state": "已批准", "approve_opinion": "不同意"}]}},
            (("changes", "g001", "state"),),
        ),
    ),
)
