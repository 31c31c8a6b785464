"""A handover is listed between tasks that are not linked."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.interfaces import Interface
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("interfaces", Interface):
        before, after = context.plan.tasks.get(row.from_task or ""), context.plan.tasks.get(row.to_task or "")
        if before is None or after is None or row.received_on or context.over(before.id) or context.over(after.id):
            continue
        waiting = [after.id, *context.ancestors(after.id)]
        if before.dept == after.dept or any(context.unread("wbs", i, "predecessors") for i in waiting):
            continue
        awaited = {b.id for i in waiting for _, b in context.links(context.plan.tasks[i])}
        if not awaited & {before.id, *context.ancestors(before.id)}:
            params = {"row": context.named("interfaces", row)}
            yield Hit(
                "interfaces",
                row.id,
                "to_task",
                {**params, "before": context.task(before.id), "after": context.task(after.id)},
            )


RULE = Rule(
    FindingType(
        "INT002",
        "handover-without-link",
        Severity.INFO,
        Text(
            "交接“{row}”：“{after}”的前置任务里没有“{before}”",
            "handover “{row}”: “{before}” is no predecessor of “{after}”",
        ),
        Text(
            "需要等待的补上前置任务；链接已取消的删去这一行",
            "add the predecessor if the task has to wait; remove the row if the link was given up",
        ),
        Text(
            "没有链接的交接不影响排期，晚了也看不出来。", "Without a link the schedule does not notice a late handover."
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("上级任务之间有链接；已接收的不再看", "the summary is linked; what was received is done"),
            {
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "研发", "dept": "研发部", "predecessors": "1"},
                    {"code": "2.1", "name": "设计", "dept": "研发部"},
                    {"code": "3", "name": "包装", "dept": "研发部"},
                ],
                "interfaces": [
                    {"from_task": "1", "to_task": "2.1"},
                    {"from_task": "1", "to_task": "3", "received_on": "2026-03-04"},
                ],
            },
        ),
        Example(
            Text("一方已完成", "one of both is finished"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-20"}],
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "设计", "dept": "研发部"},
                    {"code": "3", "name": "定价", "dept": "市场部"},
                    {"code": "4", "name": "打样", "dept": "研发部"},
                ],
                "interfaces": [{"from_task": "1", "to_task": "2"}, {"from_task": "3", "to_task": "4"}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    },
                    {
                        "task": "4",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    },
                ],
            },
        ),
        Example(
            Text("上级任务的前置看不懂", "the predecessors of a task above are unreadable"),
            {
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "研制", "dept": "研发部", "predecessors": "？？"},
                    {"code": "2.1", "name": "设计", "dept": "研发部"},
                ],
                "interfaces": [{"from_task": "1", "to_task": "2.1"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("前置任务已被删去", "the predecessor was taken out"),
            {
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "设计", "dept": "研发部"},
                ],
                "interfaces": [{"from_task": "1", "to_task": "2"}],
            },
            (("interfaces", "i001", "to_task"),),
        ),
        Example(
            Text("前一行在同一部门", "the row before stays within a department"),
            {
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "设计", "dept": "研发部"},
                    {"code": "3", "name": "打样", "dept": "研发部"},
                ],
                "interfaces": [{"from_task": "2", "to_task": "3"}, {"from_task": "1", "to_task": "2"}],
            },
            (("interfaces", "i002", "to_task"),),
        ),
    ),
)
