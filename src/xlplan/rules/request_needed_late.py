"""A resource is asked for a day after its task starts."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        start = context.day("resources", row.id, "task_start")
        report = context.latest.get(row.task or "")
        # A task that runs has what it began with: this is for what comes.
        runs = report is not None and bool(report.actual_start or report.percent)
        closed = runs or row.state in ("rejected", "arrived") or context.over(row.task)
        if start and row.need_by and row.need_by > start and not closed:
            params = {"row": context.named("resources", row), "need": row.need_by, "task": context.task(row.task or "")}
            yield Hit("resources", row.id, "need_by", {**params, "start": start})


RULE = Rule(
    FindingType(
        "RSC002",
        "resource-needed-after-start",
        Severity.WARNING,
        Text(
            "资源申请“{row}”{need} 才需到位，任务“{task}”{start} 就开始了",
            "request “{row}” is needed by {need}, but “{task}” starts on {start}",
        ),
        Text(
            "提前需到位日期；任务后段才用到的，把那一段拆成子任务",
            "need it earlier, or make a sub-task of the part that needs it",
        ),
        Text("任务开始时资源不在，要么空等，要么带病开工。", "A task without its resources waits, or starts badly."),
    ),
    _check,
    good=(
        Example(
            Text("开始当天到位；已到位的不再看", "in place on the first day; what has come is done"),
            {
                "wbs": [{"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 5}],
                "resources": [
                    {"spec": "试验台", "task": "1", "need_by": "2026-03-16"},
                    {"spec": "夹具", "task": "1", "need_by": "2026-03-18", "state": "已到位"},
                ],
            },
        ),
        Example(
            Text("任务已在进行", "the task is running"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-18"}],
                "wbs": [{"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 5}],
                "progress": [{"task": "1", "round": 1, "actual_start": "2026-03-16", "percent": "20%"}],
                "resources": [{"spec": "试验台", "task": "1", "need_by": "2026-03-19"}],
            },
        ),
        Example(
            Text("任务已取消", "the task was cancelled"),
            {
                "wbs": [
                    {"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 5, "row_state": "取消"}
                ],
                "resources": [{"spec": "试验台", "task": "1", "need_by": "2026-03-19"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("晚一天", "a day late"),
            {
                "wbs": [{"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 5}],
                "resources": [{"spec": "试验台", "task": "1", "need_by": "2026-03-17"}],
            },
            (("resources", "q001", "need_by"),),
        ),
        Example(
            Text("本轮填报还没开始", "reported not to have begun"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 5}],
                "progress": [{"task": "1", "round": 1, "percent": "0%", "next_step": "备料"}],
                "resources": [{"spec": "试验台", "task": "1", "need_by": "2026-03-19"}],
            },
            (("resources", "q001", "need_by"),),
        ),
    ),
)
