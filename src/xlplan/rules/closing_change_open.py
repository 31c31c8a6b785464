"""A project is to be closed while a change request is undecided or not implemented."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_OPEN = (None, "to_assess", "to_approve", "approved", "conditional")


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("changes", Change):
        if row.title and row.state in _OPEN:
            state = context.choice("changes", "state", row.state)
            yield Hit("changes", row.id, "state", {"row": context.named("changes", row), "state": state})


RULE = Rule(
    FindingType(
        "CLO012",
        "change-open-at-close",
        Severity.WARNING,
        Text(
            "项目已关闭，变更申请“{row}”还是“{state}”", "the project is closed, but change request “{row}” is “{state}”"
        ),
        Text(
            "作出决定或标为已实施；不再需要的按不批准了结",
            "decide it or mark it implemented; refuse what is not needed any more",
        ),
        Text("悬着的变更会让验收的范围说不清。", "An open change leaves it unclear what was to be accepted."),
    ),
    _check,
    since="closed",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已实施；不批准；草稿", "implemented; refused; a draft"),
            {
                "basic": {"state": "closed"},
                "changes": {
                    "changes": [
                        {"title": "更换供应商", "state": "已实施"},
                        {"title": "增加型号", "state": "不批准"},
                        {"title": "换包装", "state": "草稿"},
                    ]
                },
            },
        ),
        Example(
            Text("状态看不懂", "its state is unreadable"),
            {"basic": {"state": "已关闭"}, "changes": {"changes": [{"title": "更换供应商", "state": "？？"}]}},
        ),
    ),
    bad=(
        Example(
            Text("还在审批；批了没做", "not decided; approved but not done"),
            {
                "basic": {"state": "closed"},
                "changes": {
                    "changes": [{"title": "更换供应商", "state": "待审批"}, {"title": "增加型号", "state": "已批准"}]
                },
            },
            (("changes", "g001", "state"), ("changes", "g002", "state")),
        ),
    ),
)
