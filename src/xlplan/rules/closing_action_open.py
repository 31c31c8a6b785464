"""A project is to be closed while an action item is open."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.actions import Action
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import OPEN_ACTION


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("actions", Action):
        begun = row.topic or row.action
        if begun and row.state in OPEN_ACTION:
            yield Hit("actions", row.id, "state", {"row": context.named("actions", row)})


RULE = Rule(
    FindingType(
        "CLO011",
        "action-open-at-close",
        Severity.WARNING,
        Text("项目已关闭，行动项“{row}”仍未完成", "the project is closed, but action item “{row}” is still open"),
        Text("完成或取消；要移交的写明交给谁", "finish or cancel it, or say to whom it was handed over"),
        Text("项目关闭后不再有例会跟进。", "After the closing no meeting follows it up."),
    ),
    _check,
    since="closed",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已完成；已取消", "done; cancelled"),
            {
                "basic": {"state": "closed"},
                "actions": [{"topic": "选型", "state": "已完成"}, {"topic": "报价", "state": "已取消"}],
            },
        ),
        Example(
            Text("状态看不懂", "its state is unreadable"),
            {"basic": {"state": "已关闭"}, "actions": [{"topic": "选型", "state": "？？"}]},
        ),
    ),
    bad=(
        Example(
            Text("还在进行；状态没填", "in progress; without a state"),
            {"basic": {"state": "closed"}, "actions": [{"topic": "选型", "state": "进行中"}, {"topic": "报价"}]},
            (("actions", "a001", "state"), ("actions", "a002", "state")),
        ),
        Example(
            Text("只写了行动", "only the action is given"),
            {"basic": {"state": "已关闭"}, "actions": [{"action": "催订货", "state": "进行中"}]},
            (("actions", "a001", "state"),),
        ),
    ),
)
