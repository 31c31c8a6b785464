"""A request is open for a task that is cancelled or finished."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        open_ = row.state not in ("rejected", "arrived") and row.arrived_on is None
        if open_ and context.over(row.task) and not context.unread("resources", row.id, "state"):
            params = {"row": context.named("resources", row), "task": context.task(row.task or "")}
            yield Hit("resources", row.id, "task", params)


RULE = Rule(
    FindingType(
        "RSC008",
        "request-for-finished-task",
        Severity.WARNING,
        Text(
            "任务“{task}”已完成或取消，资源申请“{row}”还没有了结",
            "“{task}” is finished or cancelled, but request “{row}” is still open",
        ),
        Text(
            "已到位的更新状态；不再需要的撤回；别的任务要用就改任务",
            "mark it in place, withdraw it, or name the task that needs it",
        ),
        Text("没人用的资源占着预算和别的部门的安排。", "It ties up money and plans of others for nothing."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已到位；任务还在做", "in place; or a task that goes on"),
            {
                "wbs": [{"code": "1", "name": "试制", "row_state": "取消"}, {"code": "2", "name": "测试"}],
                "resources": [
                    {"spec": "试验台", "task": "1", "state": "已到位"},
                    {"spec": "夹具", "task": "2"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("任务已取消；任务已完成", "a cancelled task, and a finished one"),
            {
                "wbs": [{"code": "1", "name": "试制", "row_state": "取消"}, {"code": "2", "name": "测试"}],
                "progress": [{"task": "2", "percent": "100%", "actual_finish": "2026-03-04"}],
                "resources": [
                    {"spec": "试验台", "task": "1", "state": "已批准"},
                    {"spec": "夹具", "task": "2"},
                ],
            },
            (("resources", "q001", "task"), ("resources", "q002", "task")),
        ),
    ),
)
