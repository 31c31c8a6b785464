"""A change request is decided, but opinion, person or date of the decision is blank."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_DECIDED = ("approved", "conditional", "rejected", "implemented")


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("changes", Change):
        keys = ("approve_opinion", "approve_by", "approve_on")
        blank = [k for k in keys if context.missing(row, "changes", k)]
        if row.state in _DECIDED and blank:
            params = {"row": context.named("changes", row), "columns": context.headers("changes", blank)}
            state = context.choice("changes", "state", row.state)
            yield Hit("changes", row.id, blank[0], {**params, "state": state})


RULE = Rule(
    FindingType(
        "CHG002",
        "change-decision-unrecorded",
        Severity.WARNING,
        Text(
            "变更申请“{row}”已是“{state}”，“{columns}”未填写",
            "change request “{row}” is “{state}”, but “{columns}” is blank",
        ),
        Text("按签字件补填管理层的意见、审批人和日期", "fill in opinion, person and date from the signed form"),
        Text(
            "变更改的是批准过的计划，谁批的要查得到。",
            "A change alters what was approved; who agreed to it has to be known.",
        ),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("记录齐全；还在审批", "recorded; or not decided yet"),
            {
                "changes": {
                    "changes": [
                        {
                            "title": "更换供应商",
                            "state": "已批准",
                            "approve_opinion": "同意",
                            "approve_by": "张伟",
                            "approve_on": "2026-03-10",
                        },
                        {"title": "增加型号", "state": "待审批"},
                    ]
                }
            },
        ),
    ),
    bad=(
        Example(
            Text("只改了状态；缺日期", "only the state; no date"),
            {
                "changes": {
                    "changes": [
                        {"title": "更换供应商", "state": "已批准"},
                        {"title": "增加型号", "state": "不批准", "approve_opinion": "不同意", "approve_by": "张伟"},
                    ]
                }
            },
            (("changes", "g001", "approve_opinion"), ("changes", "g002", "approve_on")),
        ),
    ),
)
