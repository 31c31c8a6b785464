"""A summary task has predecessors."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_summaries:
        types = {link.type for link, before in context.links(task) if not context.related(task.id, before.id)}
        if types and types <= {"FS", "SS"}:
            yield Hit("wbs", task.id, "predecessors", {"task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "STR012",
        "summary-with-predecessors",
        Severity.INFO,
        Text("汇总任务“{task}”填写了前置任务", "summary task “{task}” has predecessors"),
        Text("如只有部分下级受约束，改填在那些末级任务上", "if it holds only some of its tasks, type it there"),
        Text("它会约束全部下级任务。", "The link holds every task inside."),
    ),
    _check,
    good=(
        Example(
            Text("前置填在末级任务", "the task has the predecessor"),
            {"wbs": [{"code": "1"}, {"code": "2"}, {"code": "2.1", "predecessors": "1"}]},
        ),
        Example(
            Text("以自己的下级为前置、FF 关系，另有提示", "a link to a task of its own, and FF, are other findings"),
            {
                "wbs": [
                    {"code": "1", "name": "试制", "predecessors": "1.1"},
                    {"code": "1.1"},
                    {"code": "2", "name": "量产", "predecessors": "1.1FF"},
                    {"code": "2.1"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("阶段 2 依赖 1", "phase 2 depends on 1"),
            {"wbs": [{"code": "1"}, {"code": "2", "name": "试制", "predecessors": "1"}, {"code": "2.1"}]},
            (("wbs", "t002", "predecessors"),),
        ),
        Example(
            Text("FS 和 SS 各一", "one FS, one SS"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "2"},
                    {"code": "3", "name": "试制", "predecessors": "1; 2SS"},
                    {"code": "3.1"},
                ]
            },
            (("wbs", "t003", "predecessors"),),
        ),
    ),
)
