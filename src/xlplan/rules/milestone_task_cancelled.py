"""A milestone hangs on a task that was cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.mine("milestones"):
        task = context.plan.tasks.get(row.cell("task") or "")
        if task is not None and task.row_state in ("cancelled", "void"):
            milestone = context.row(context.template.table("milestones"), row)
            yield Hit("milestones", row.id, "task", {"milestone": milestone, "task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "MST003",
        "milestone-of-cancelled-task",
        Severity.WARNING,
        Text(
            "里程碑“{milestone}”对应的任务“{task}”已取消",
            "milestone “{milestone}” hangs on “{task}”, which was cancelled",
        ),
        Text("改选仍有效的任务，或清空这一行", "choose a task that stands, or clear the row"),
        Text("没有任务的里程碑既没有日期，也永远不会达成。", "Without its task it has no date and is never reached."),
    ),
    _check,
    good=(
        Example(
            Text("任务有效", "the task stands"),
            {"wbs": [{"code": "1", "duration": 0}], "milestones": [{"name": "样机评审", "task": "1"}]},
        ),
    ),
    bad=(
        Example(
            Text("任务已取消", "the task was cancelled"),
            {
                "wbs": [{"code": "1", "duration": 0, "row_state": "取消"}],
                "milestones": [{"name": "样机评审", "task": "1"}],
            },
            (("milestones", "m001", "task"),),
        ),
    ),
)
