"""A cancelled task has children that are not cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.plan.tasks.values():
        if context.live(task):
            continue
        active = [i for i in context.children.get(task.id, ()) if context.live(context.plan.tasks[i])]
        if active:
            params = {"task": context.task(task.id), "children": listed(context.code(i) for i in active)}
            yield Hit("wbs", task.id, "row_state", params)


RULE = Rule(
    FindingType(
        "STR015",
        "cancelled-with-children",
        Severity.WARNING,
        Text("“{task}”已取消，下级 {children} 仍有效", "“{task}” is cancelled but {children} below it are not"),
        Text("一并取消下级，或把它们移到别的任务下", "cancel them too, or move them elsewhere"),
        Text(
            "取消的任务不再汇总，它的下级会从总工期和总进度中消失。",
            "A cancelled task is not rolled up, so its children drop out of the totals.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("下级一并取消", "the children are cancelled too"),
            {"wbs": [{"code": "1", "row_state": "cancelled"}, {"code": "1.1", "row_state": "cancelled"}]},
        ),
    ),
    bad=(
        Example(
            Text("只取消了上级", "only the parent was cancelled"),
            {"wbs": [{"code": "1", "name": "外包", "row_state": "cancelled"}, {"code": "1.1"}]},
            (("wbs", "t001", "row_state"),),
        ),
    ),
)
