"""A task without length is missing from the milestone plan."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    listed = {m.task for m in context.plan.milestones.values()}
    # A plan that does not use the form is not reminded of it; nor does a cell that could not be read accuse a task.
    doubtful = any(table == "milestones" and key == "task" for table, _, key in context.plan.unread)
    if not listed or doubtful:
        return
    for task in context.my_leaves:
        if task.duration == 0 and task.id not in listed:
            yield Hit("wbs", task.id, "duration", {"task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "MST005",
        "milestone-not-listed",
        Severity.INFO,
        Text("工期为 0 的“{task}”不在里程碑计划中", "“{task}” has no length but is not among the milestones"),
        Text(
            "重要的时点请补进里程碑计划；若是任务，改填工期",
            "add it to the milestones if it matters, or give the task its duration",
        ),
        Text(
            "里程碑计划是管理层看的那一页，漏掉的时点没有人盯。",
            "Management reads the milestone plan; nobody watches a moment that is missing there.",
        ),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("都已列入", "all of them listed"),
            {
                "wbs": [{"code": "1", "duration": 0}, {"code": "2", "duration": 5}],
                "milestones": [{"name": "样机评审", "task": "1"}],
            },
        ),
        Example(Text("不使用里程碑计划", "the form is not used"), {"wbs": [{"code": "1", "duration": 0}]}),
    ),
    bad=(
        Example(
            Text("漏了一个", "one was forgotten"),
            {
                "wbs": [{"code": "1", "duration": 0}, {"code": "2", "duration": 0}],
                "milestones": [{"name": "样机评审", "task": "1"}],
            },
            (("wbs", "t002", "duration"),),
        ),
        Example(
            Text("风险里的任务看不懂，不影响", "the task of a risk is unreadable, which has nothing to do with it"),
            {
                "wbs": [{"code": "1", "name": "评审", "manual_start": "2026-03-06", "duration": 0}],
                "milestones": [{"name": "样机", "task": None}],
                "risks": [{"description": "断供", "task": "？？"}],
            },
            (("wbs", "t001", "duration"),),
        ),
    ),
)
