"""A task depends on a summary task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        found = [b.id for _, b in context.links(task) if context.summary(b) and not context.related(task.id, b.id)]
        if found:
            others = listed(str(context.task(i)) for i in dict.fromkeys(found))
            yield Hit("wbs", task.id, "predecessors", {"task": context.task(task.id), "others": others})


RULE = Rule(
    FindingType(
        "STR009",
        "link-to-summary",
        Severity.INFO,
        Text("“{task}”的前置是汇总任务：{others}", "“{task}” depends on summary tasks: {others}"),
        Text("如只需等其中某个任务，改为那个末级任务", "if only one task inside matters, name that one"),
        Text(
            "依赖汇总任务等于等它的全部下级，往往比实际需要更晚。",
            "That means waiting for everything inside, often longer than needed.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("依赖末级任务", "on a task without children"),
            {"wbs": [{"code": "1"}, {"code": "1.1"}, {"code": "2", "predecessors": "1.1"}]},
        ),
    ),
    bad=(
        Example(
            Text("依赖阶段 1", "on phase 1"),
            {
                "wbs": [
                    {"code": "1", "name": "设计"},
                    {"code": "1.1"},
                    {"code": "2", "name": "试制", "predecessors": "1"},
                ]
            },
            (("wbs", "t003", "predecessors"),),
        ),
    ),
)
