"""A link holds the finish of a summary task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_summaries:
        types = {link.type for link, before in context.links(task) if not context.related(task.id, before.id)}
        if wrong := sorted(types - {"FS", "SS"}):
            yield Hit("wbs", task.id, "predecessors", {"task": context.task(task.id), "types": "/".join(wrong)})


RULE = Rule(
    FindingType(
        "STR013",
        "summary-link-type",
        Severity.WARNING,
        Text(
            "汇总任务“{task}”的前置关系 {types} 无法落实",
            "summary task “{task}”: its {types} link can't be kept",
        ),
        Text(
            "汇总任务只用 FS 或 SS；其他关系填在末级任务上",
            "use FS or SS for a summary, other types for the tasks inside",
        ),
        Text(
            "汇总任务的完成由下级决定，不能直接约束它的完成。",
            "Its finish is that of its children, so a link can't hold it.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("FS 关系", "an FS link"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "2", "predecessors": "1"},
                    {"code": "2.1", "predecessors": "1FF"},
                ]
            },
        ),
        Example(
            Text("以自己的下级为前置，另有提示", "a link to a task of its own is another finding"),
            {"wbs": [{"code": "1", "name": "试制", "predecessors": "1.1FF"}, {"code": "1.1"}]},
        ),
    ),
    bad=(
        Example(
            Text("FF 关系填在阶段上", "FF for a phase"),
            {"wbs": [{"code": "1"}, {"code": "2", "name": "试制", "predecessors": "1FF"}, {"code": "2.1"}]},
            (("wbs", "t002", "predecessors"),),
        ),
    ),
)
