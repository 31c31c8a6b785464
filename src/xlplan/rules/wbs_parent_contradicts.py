"""The chosen parent is not the one that the code gives."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        if not task.code or task.parent not in context.plan.tasks or not context.settled(task):
            continue
        by_code = context.computed.parent(task.id)
        top = context.computed.value("wbs", task.id, "level") == 1
        if task.parent != by_code and (by_code is not None or top):
            params = {"task": context.task(task.id), "chosen": context.task(task.parent)}
            yield Hit("wbs", task.id, "parent", params)


RULE = Rule(
    FindingType(
        "STR005",
        "parent-contradicts-code",
        Severity.ERROR,
        Text(
            "“{task}”选的上级任务“{chosen}”与编码不符",
            "“{task}”: the chosen parent “{chosen}” is not the one its code gives",
        ),
        Text(
            "清空上级任务，或改编码；两者只用一个",
            "clear the parent or change the code; only one of them is needed",
        ),
        Text("编码已经决定上级，两种说法不能都对。", "The code already gives the parent; both can't be right."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text(
                "上级与编码一致；编码留空时选上级",
                "parent and code agree; a parent chosen where the code is blank",
            ),
            {"wbs": [{"code": "1"}, {"code": "1.1", "parent": "1"}, {"parent": "1", "name": "访谈"}]},
        ),
        Example(
            Text("编码重复，另有提示", "a code used twice is another finding"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "1.1", "name": "访谈", "parent": "2"},
                    {"code": "1.1", "name": "调研", "parent": "2"},
                    {"code": "2"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("编码 1.1 却选了上级 2；一级任务选了上级", "1.1 below 2; a top task below another"),
            {
                "wbs": [
                    {"code": "1", "parent": "2"},
                    {"code": "1.1", "name": "访谈", "parent": "2"},
                    {"code": "2"},
                ]
            },
            (("wbs", "t001", "parent"), ("wbs", "t002", "parent")),
        ),
    ),
)
