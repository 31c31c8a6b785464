"""A link between two departments has no handover in the list."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.interfaces import Interface
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    rows = context.plan.typed("interfaces", Interface)
    # A list that was not begun is laid out when copies are issued.
    if not rows or any(context.unread("interfaces", i, "from_task", "to_task") for i in rows):
        return
    known = {(row.from_task, row.to_task) for row in rows.values()}
    for task in context.my_leaves:
        for link, before in context.links(task):
            across = before.dept and task.dept and before.dept != task.dept
            done = not context.leaf(before) or context.over(before.id) or context.over(task.id)
            if across and link.hands_over and not done and (before.id, task.id) not in known:
                params = {"task": context.task(task.id), "before": context.task(before.id)}
                yield Hit("wbs", task.id, "predecessors", {**params, "dept": context.dept(before.dept or "")})
                break


_TASKS = [
    {"code": "1", "name": "需求", "dept": "市场部"},
    {"code": "2", "name": "设计", "dept": "研发部", "predecessors": "1"},
    {"code": "3", "name": "试制", "dept": "研发部", "predecessors": "2"},
]

RULE = Rule(
    FindingType(
        "INT001",
        "link-without-handover",
        Severity.INFO,
        Text(
            "“{task}”要等{dept}的“{before}”，跨部门交接清单里没有这一项",
            "“{task}” waits for “{before}” of {dept}, but the list of interfaces has no such handover",
        ),
        Text("在跨部门交接清单中补一行；下发时也会自动补上", "add a row to the list; issuing copies adds it as well"),
        Text(
            "部门之间的衔接最容易掉链子，谁在何时交什么要事先说好。",
            "Work is lost between departments; who hands over what and when has to be agreed.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("有对应的交接；部门内部的不用", "it is listed; none is needed within a department"),
            {"wbs": _TASKS, "interfaces": [{"from_task": "1", "to_task": "2"}]},
        ),
        Example(Text("清单还没有开始填", "the list is not begun"), {"wbs": _TASKS}),
        Example(
            Text("前置任务已完成", "the predecessor is finished"),
            {
                "wbs": _TASKS,
                "interfaces": [{"from_task": "2", "to_task": "3"}],
                "progress": [{"task": "1", "percent": "100%", "actual_finish": "2026-03-04"}],
            },
        ),
        Example(
            Text("接收任务已完成；SS 关系不交接", "the receiving task is finished; SS hands nothing over"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-20"}],
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "设计", "dept": "研发部", "predecessors": "1"},
                    {"code": "3", "name": "打样", "dept": "研发部", "predecessors": "1SS"},
                ],
                "progress": [
                    {
                        "task": "2",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    }
                ],
                "interfaces": [{"from_task": "3", "to_task": "1"}],
            },
        ),
        Example(
            Text("有一行看不懂", "one row is unreadable"),
            {
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "设计", "dept": "研发部", "predecessors": "1"},
                ],
                "interfaces": [{"from_task": "？？", "to_task": "2"}, {"from_task": "2", "to_task": "1"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("清单里只有别的交接", "only another handover is listed"),
            {"wbs": _TASKS, "interfaces": [{"from_task": "2", "to_task": "3"}]},
            (("wbs", "t002", "predecessors"),),
        ),
    ),
)
