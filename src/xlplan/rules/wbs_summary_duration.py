"""A duration is typed in a summary task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_summaries:
        if task.duration is not None:
            yield Hit("wbs", task.id, "duration", {"task": context.task(task.id), "days": task.duration})


RULE = Rule(
    FindingType(
        "STR011",
        "summary-with-duration",
        Severity.INFO,
        Text(
            "汇总任务“{task}”的工期 {days} 天不参与计算",
            "summary task “{task}”: its duration of {days} days does not count",
        ),
        Text(
            "可以清空；分解前的工期会保留，但不起作用",
            "clear it if you like; a duration from before the breakdown is kept but idle",
        ),
        Text("任务有了下级后，工期由下级决定。", "Once a task has children, they give its length."),
    ),
    _check,
    good=(
        Example(
            Text("工期填在末级任务", "the task has the duration"),
            {"wbs": [{"code": "1"}, {"code": "1.1", "duration": 5}]},
        ),
    ),
    bad=(
        Example(
            Text("分解前的工期还在", "left over from before the breakdown"),
            {"wbs": [{"code": "1", "name": "设计", "duration": 20}, {"code": "1.1", "duration": 5}]},
            (("wbs", "t001", "duration"),),
        ),
    ),
)
