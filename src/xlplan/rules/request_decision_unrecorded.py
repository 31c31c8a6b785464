"""A request is decided, but not by whom or when."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_DECIDED = ("approved", "partly", "rejected", "arrived")


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        blank = [k for k in ("decided_by", "decided_on") if context.missing(row, "resources", k)]
        if row.state in _DECIDED and blank:
            params = {"row": context.named("resources", row), "columns": context.headers("resources", blank)}
            state = context.choice("resources", "state", row.state)
            yield Hit("resources", row.id, blank[0], {**params, "state": state})


RULE = Rule(
    FindingType(
        "RSC005",
        "decision-unrecorded",
        Severity.WARNING,
        Text(
            "资源申请“{row}”已是“{state}”，“{columns}”未填写", "request “{row}” is “{state}”, but “{columns}” is blank"
        ),
        Text("按审批单补填", "fill it in from the signed form"),
        Text("谁在哪天批的，是日后核对的凭据。", "Who decided and when is what later questions rest on."),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("有人、有日期；还没审批的不要求", "recorded; or not decided yet"),
            {
                "resources": [
                    {"spec": "试验台", "state": "已批准", "decided_by": "张伟", "decided_on": "2026-03-10"},
                    {"spec": "夹具", "state": "待审批"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("只改了状态；缺日期", "only the state; no date"),
            {
                "resources": [
                    {"spec": "试验台", "state": "已批准"},
                    {"spec": "夹具", "state": "不批准", "decided_by": "张伟"},
                ]
            },
            (("resources", "q001", "decided_by"), ("resources", "q002", "decided_on")),
        ),
    ),
)
