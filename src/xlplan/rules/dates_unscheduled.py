"""A task has neither a date nor a duration."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_leaves:
        blank = task.manual_start is None and task.manual_finish is None and task.duration is None
        if blank and context.dates_read(task):
            yield Hit("wbs", task.id, "duration", {"task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "DAT002",
        "unscheduled-task",
        Severity.WARNING,
        Text("“{task}”没有工期，也没有日期", "“{task}” has neither a duration nor a date"),
        Text("填写工期（里程碑填 0）或计划日期", "type a duration (0 for a milestone) or planned dates"),
        Text(
            "没有工期和日期的任务排不进计划，总工期会偏短。",
            "It can't be scheduled, so the project looks shorter than it is.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("有工期或有日期；汇总任务不需要", "a duration or dates; a summary needs neither"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "1.1", "duration": 3},
                    {"code": "1.2", "manual_start": "2026-03-02"},
                ]
            },
        ),
        Example(
            Text("日期看不懂另有提示", "a date that can't be read is another finding"),
            {"wbs": [{"code": "1", "manual_start": "三月中旬"}]},
        ),
    ),
    bad=(
        Example(
            Text("什么都没填", "nothing typed"),
            {"wbs": [{"code": "1", "name": "调研"}]},
            (("wbs", "t001", "duration"),),
        ),
    ),
)
