"""A request of a critical task is not decided although the task is about to start."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope, Setting

_DAYS = Setting(
    "days",
    14,
    Text("任务开始前几天仍未审批就提示（自然日）", "calendar days before the task starts by which it is to be decided"),
)


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        pressing = context.number("resources", row.id, "pressing")
        start = context.day("resources", row.id, "task_start")
        if pressing and not context.over(row.task) and context.soon(start, context.setting(_DAYS)):
            params = {"row": context.named("resources", row), "task": context.task(row.task or ""), "date": start}
            yield Hit("resources", row.id, "state", params)


_TASKS = [
    {"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 10},
    {"code": "2", "name": "资料", "manual_start": "2026-03-16", "duration": 1},
]

RULE = Rule(
    FindingType(
        "RSC001",
        "critical-request-undecided",
        Severity.WARNING,
        Text(
            "关键任务“{task}”{date} 开始，资源申请“{row}”还没有审批",
            "the critical task “{task}” starts on {date}, but request “{row}” is not decided",
        ),
        Text("尽快审批；批不下来的要调整任务安排", "decide it now, or plan the task without it"),
        Text(
            "关键任务没有余量，等资源等一天，项目就晚一天。",
            "A critical task has no float: each day it waits delays the project.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已批准；非关键任务；还早", "approved; a task with float"),
            {
                "basic": {"status_date": "2026-03-09"},
                "wbs": _TASKS,
                "resources": [
                    {"spec": "试验台", "task": "1", "state": "已批准"},
                    {"spec": "打印机", "task": "2"},
                ],
            },
        ),
        Example(
            Text("离开始还早", "the start is far away"),
            {"basic": {"status_date": "2026-02-20"}, "wbs": _TASKS, "resources": [{"spec": "试验台", "task": "1"}]},
        ),
        Example(
            Text("任务已完成", "the task is finished"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-30"}],
                "wbs": _TASKS,
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-16",
                        "actual_finish": "2026-03-27",
                    }
                ],
                "resources": [{"spec": "试验台", "task": "1"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("下周开始，仍待审批", "starts next week, still pending"),
            {
                "basic": {"status_date": "2026-03-09"},
                "wbs": _TASKS,
                "resources": [
                    {"spec": "试验台", "task": "1"},
                    {"spec": "夹具", "task": "1", "state": "待审批"},
                ],
            },
            (("resources", "q001", "state"), ("resources", "q002", "state")),
        ),
    ),
    settings=(_DAYS,),
)
