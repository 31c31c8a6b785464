"""A task depends on a task above or below it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        for _, before in context.links(task):
            if context.related(task.id, before.id):
                params = {"task": context.task(task.id), "other": context.task(before.id)}
                yield Hit("wbs", task.id, "predecessors", params)


RULE = Rule(
    FindingType(
        "STR008",
        "link-to-relative",
        Severity.ERROR,
        Text(
            "“{task}”的前置任务“{other}”是它的上级或下级",
            "“{task}” depends on “{other}”, which is above or below it",
        ),
        Text("改为依赖具体的同级任务", "depend on a task beside it instead"),
        Text(
            "上级由下级汇总而成，两者之间谈不上先后。",
            "A summary consists of its children; neither can come before the other.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("同级之间", "between siblings"),
            {"wbs": [{"code": "1"}, {"code": "1.1"}, {"code": "1.2", "predecessors": "1.1"}]},
        ),
    ),
    bad=(
        Example(
            Text("1.1.1 依赖 1；2 依赖 2.1", "1.1.1 depends on 1, 2 on 2.1"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "1.1"},
                    {"code": "1.1.1", "predecessors": "1"},
                    {"code": "2", "predecessors": "2.1"},
                    {"code": "2.1"},
                ]
            },
            (("wbs", "t003", "predecessors"), ("wbs", "t004", "predecessors")),
        ),
    ),
)
