"""A task begins before the project or ends after it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    first, last = context.plan.basic.start, context.plan.basic.finish
    if first and last and last < first:
        return
    for task in context.my_leaves:
        if not context.dated(task):
            continue
        start, finish = context.computed.set_start(task.id), context.computed.set_finish(task.id)
        params = {"task": context.task(task.id), "first": first or "…", "last": last or "…"}
        if start and ((first and start < first) or (last and start > last)):
            yield Hit("wbs", task.id, "manual_start" if task.manual_start else "start", {**params, "date": start})
        elif finish and last and finish > last:
            yield Hit(
                "wbs",
                task.id,
                "manual_finish" if task.manual_finish else "finish",
                {**params, "date": finish},
            )


RULE = Rule(
    FindingType(
        "DAT006",
        "outside-project",
        Severity.WARNING,
        Text(
            "“{task}”的日期 {date} 超出项目周期（{first} 至 {last}）",
            "“{task}”: {date} is outside the project ({first} to {last})",
        ),
        Text("压缩任务，或经审批调整项目周期", "shorten the task, or have the project's dates changed"),
        Text("项目周期之外没有批准的资源和预算。", "Outside these dates neither people nor money are approved."),
    ),
    _check,
    good=(
        Example(
            Text("在周期之内", "inside"),
            {"wbs": [{"code": "1", "duration": 5, "manual_start": "2026-03-02"}]},
        ),
    ),
    bad=(
        Example(
            Text("早于项目开始；按工期推算晚于项目结束", "before the project; by its duration after it"),
            {
                "wbs": [
                    {"code": "1", "duration": 2, "manual_start": "2026-02-26"},
                    {"code": "2", "duration": 5, "manual_start": "2026-12-30"},
                ]
            },
            (("wbs", "t001", "manual_start"), ("wbs", "t002", "finish")),
        ),
        Example(
            Text("没写开始日期，只看结束；开始就晚了", "without a start date only the finish counts; begun after it"),
            {
                "basic": {"start": None},
                "wbs": [
                    {"code": "1", "manual_start": "2027-01-04", "duration": 5},
                    {"code": "2", "manual_finish": "2027-01-08"},
                ],
            },
            (
                ("wbs", "t001", "manual_start"),
                ("wbs", "t002", "start"),
            ),
        ),
    ),
)
