"""A task depends on one that was cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        gone = [b.id for _, b in context.links(task) if b.row_state not in (None, "active")]
        if gone:
            params = {
                "task": context.task(task.id),
                "others": listed(str(context.task(i)) for i in dict.fromkeys(gone)),
            }
            yield Hit("wbs", task.id, "predecessors", params)


RULE = Rule(
    FindingType(
        "STR014",
        "predecessor-cancelled",
        Severity.WARNING,
        Text("“{task}”的前置任务已取消：{others}", "“{task}” depends on cancelled tasks: {others}"),
        Text("去掉这个前置，或改为接替它的任务", "remove the link, or name the task that takes its place"),
        Text(
            "取消的任务不再推动后续，原来等待的成果可能没人交付。",
            "Nothing comes from a cancelled task; what was waited for may be nobody's job.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("前置有效", "the predecessor is active"),
            {"wbs": [{"code": "1", "row_state": "active"}, {"code": "2", "predecessors": "1"}]},
        ),
    ),
    bad=(
        Example(
            Text("前置已取消", "the predecessor was cancelled"),
            {"wbs": [{"code": "1", "row_state": "cancelled"}, {"code": "2", "predecessors": "1"}]},
            (("wbs", "t002", "predecessors"),),
        ),
    ),
)
