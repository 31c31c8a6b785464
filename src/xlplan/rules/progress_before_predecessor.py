"""A task was started before its predecessor was finished."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        if row.actual_start is None or row.actual_finish is not None or row.percent == 1:
            continue
        waiting = [
            b.id
            for link, b in context.links(task)
            if link.type == "FS" and link.lag >= 0 and context.leaf(b) and not context.finished(b.id)
        ]
        if waiting and not any(context.in_circle(task.id, b) for b in waiting):
            others = listed(str(context.task(i)) for i in dict.fromkeys(waiting))
            yield Hit("progress", row.id, "actual_start", {"task": context.task(task.id), "others": others})


RULE = Rule(
    FindingType(
        "PRG013",
        "started-before-predecessor",
        Severity.WARNING,
        Text(
            "“{task}”已开始，前置任务尚未完成：{others}",
            "“{task}” has started, but its predecessors are not finished: {others}",
        ),
        Text(
            "核对进度；确属搭接作业，把关系改为 SS 或带提前量",
            "check the reports; if they overlap on purpose, make the link SS or give it a lead",
        ),
        Text(
            "在前置成果未定时开工，返工风险要有人知道。",
            "Working on unfinished input may mean doing it again; somebody should know.",
        ),
    ),
    _check,
    since="executing",
    # A copy does not show how far other departments' tasks are.
    scope=Scope.MASTER,
    good=(
        Example(
            Text("前置已完成", "the predecessor is finished"),
            {
                "wbs": [{"code": "1"}, {"code": "2", "predecessors": "1"}],
                "progress": [
                    {
                        "task": "1",
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    },
                    {"task": "2", "percent": "10%", "actual_start": "2026-03-09"},
                ],
            },
        ),
        Example(
            Text("SS 关系、提前量、汇总前置都允许", "SS, a lead and a summary before it allow that"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [
                    {"code": "1", "name": "设计", "duration": 5},
                    {"code": "2", "name": "试制", "duration": 5, "predecessors": "1SS"},
                    {"code": "3", "name": "认证", "duration": 5, "predecessors": "1FS-2"},
                    {"code": "4", "name": "阶段"},
                    {"code": "4.1", "name": "装配", "duration": 5},
                    {"code": "5", "name": "包装", "duration": 2, "predecessors": "4"},
                ],
                "progress": [{"task": t, "round": 1, "actual_start": "2026-03-04", "percent": "10%"} for t in "235"],
            },
        ),
        Example(
            Text("互为前置的另有提示", "tasks in a circle are another finding"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [
                    {"code": "1", "name": "设计", "duration": 5, "predecessors": "2"},
                    {"code": "2", "name": "试制", "duration": 5, "predecessors": "1"},
                ],
                "progress": [{"task": t, "round": 1, "actual_start": "2026-03-04", "percent": "10%"} for t in "12"],
            },
        ),
        Example(
            Text("一项前置与它互为前置，另一项不是", "one predecessor is in a circle with it, another is not"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [
                    {"code": "1", "name": "设计", "duration": 5, "predecessors": "2; 3"},
                    {"code": "2", "name": "试制", "duration": 5, "predecessors": "1"},
                    {"code": "3", "name": "采购", "duration": 5},
                ],
                "progress": [{"task": "1", "round": 1, "actual_start": "2026-03-04", "percent": "10%"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("前置只有 80%", "the predecessor is at 80 %"),
            {
                "wbs": [{"code": "1", "name": "设计"}, {"code": "2", "name": "试制", "predecessors": "1"}],
                "progress": [
                    {"task": "1", "percent": "80%", "actual_start": "2026-03-02"},
                    {"task": "2", "percent": "10%", "actual_start": "2026-03-09"},
                ],
            },
            (("progress", "progress002", "actual_start"),),
        ),
    ),
)
