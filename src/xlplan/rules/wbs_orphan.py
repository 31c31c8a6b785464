"""No task above a task exists."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.wbs import Task
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import ancestor_codes, is_well_formed, listed


def without_parent(context: RuleContext) -> dict[str, list[Task]]:
    """Tasks by the code of their missing parent; none while a code can't be read: it may be that one."""
    if any((table, key) == ("wbs", "code") for table, _, key in context.plan.unread):
        return {}
    groups: dict[str, list[Task]] = {}
    for task in context.my_tasks:
        above = ancestor_codes(task.code) if task.code and is_well_formed(task.code) else []
        if above and context.computed.parent(task.id) is None:
            groups.setdefault(above[0], []).append(task)
    return groups


def _check(context: RuleContext) -> Iterator[Hit]:
    for parent, tasks in without_parent(context).items():
        if not any(code.casefold() in context.code_groups for code in ancestor_codes(parent)):
            names = listed(str(context.task(t.id)) for t in tasks)
            yield Hit("wbs", tasks[0].id, "code", {"parent": parent, "tasks": names})


RULE = Rule(
    FindingType(
        "STR003",
        "orphan-task",
        Severity.ERROR,
        Text("“{tasks}”的上级任务 {parent} 不存在", "“{tasks}”: the parent task {parent} does not exist"),
        Text("补上编码为 {parent} 的任务，或改编码", "add a task {parent}, or change the code"),
        Text(
            "没有上级的任务不会汇总到任何阶段，工期与进度会漏算。",
            "A task without parent is rolled up nowhere, so it is lost to dates and progress.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(Text("上级存在", "the parent exists"), {"wbs": [{"code": "1"}, {"code": "1.1"}]}),
        Example(
            Text("只缺中间一级，由 STR004 报告", "only a level between is missing: that is STR004"),
            {"wbs": [{"code": "1"}, {"code": "1.1.1", "name": "访谈"}]},
        ),
        Example(
            Text("编码写法不对，另有提示", "a code that is none is another finding"),
            {"wbs": [{"code": "1"}, {"code": "2..1", "name": "访谈"}]},
        ),
    ),
    bad=(
        Example(
            Text("缺少 2，两个下级只报一次", "2 is missing; its two children are one finding"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "2.1", "name": "设计"},
                    {"code": "2.1.1"},
                    {"code": "2.2", "name": "试制"},
                ]
            },
            (("wbs", "t002", "code"),),
        ),
    ),
)
