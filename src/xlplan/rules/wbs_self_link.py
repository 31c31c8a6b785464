"""A task names itself as predecessor."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        if any(link.predecessor == task.id for link in task.predecessors or ()):
            yield Hit("wbs", task.id, "predecessors", {"task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "STR007",
        "self-link",
        Severity.ERROR,
        Text("“{task}”把自己写成了前置任务", "“{task}” names itself as predecessor"),
        Text("从前置任务中去掉自己的编码", "remove its own code from the predecessors"),
        Text("任务不能等待自己。", "A task can't wait for itself."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("前置是别的任务", "another task"),
            {"wbs": [{"code": "1"}, {"code": "2", "predecessors": "1"}]},
        ),
    ),
    bad=(
        Example(
            Text("2 的前置是 2", "2 waits for 2"),
            {"wbs": [{"code": "1"}, {"code": "2", "name": "试制", "predecessors": "1; 2FF"}]},
            (("wbs", "t002", "predecessors"),),
        ),
    ),
)
