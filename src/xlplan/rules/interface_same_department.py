"""A handover is listed between two tasks of one department."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.interfaces import Interface
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("interfaces", Interface):
        before, after = context.plan.tasks.get(row.from_task or ""), context.plan.tasks.get(row.to_task or "")
        if before and after and before.dept and before.dept == after.dept:
            params = {"row": context.named("interfaces", row), "dept": context.dept(before.dept)}
            yield Hit("interfaces", row.id, "to_task", params)


RULE = Rule(
    FindingType(
        "INT005",
        "handover-within-department",
        Severity.WARNING,
        Text("交接“{row}”的两项任务都属于{dept}", "handover “{row}”: both tasks belong to {dept}"),
        Text(
            "改选任务；部门内部的衔接用前置任务即可", "choose other tasks; within a department a predecessor is enough"
        ),
        Text("交接清单管的是部门之间的事。", "The list is for what passes between departments."),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("两个部门", "two departments"),
            {
                "wbs": [{"code": "1", "dept": "市场部"}, {"code": "2", "dept": "研发部"}],
                "interfaces": [{"from_task": "1", "to_task": "2"}],
            },
        ),
        Example(
            Text("两项任务都没有部门", "neither task has a department"),
            {
                "wbs": [{"code": "1", "name": "需求"}, {"code": "2", "name": "设计"}],
                "interfaces": [{"from_task": "1", "to_task": "2"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("同一个部门", "one department"),
            {
                "wbs": [{"code": "1", "dept": "研发部"}, {"code": "2", "dept": "研发部"}],
                "interfaces": [{"from_task": "1", "to_task": "2"}],
            },
            (("interfaces", "i001", "to_task"),),
        ),
    ),
)
