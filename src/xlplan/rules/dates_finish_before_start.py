"""The typed finish lies before the typed start."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        if not context.in_order(task) and not context.summary(task):
            params = {"task": context.task(task.id), "start": task.manual_start, "finish": task.manual_finish}
            yield Hit("wbs", task.id, "manual_finish", params)


RULE = Rule(
    FindingType(
        "DAT001",
        "finish-before-start",
        Severity.ERROR,
        Text(
            "“{task}”的计划完成 {finish} 早于计划开始 {start}",
            "“{task}” finishes on {finish}, before it starts on {start}",
        ),
        Text("核对两个日期，多半是年月写错", "check both dates; often it is the year or month"),
        Text("任务不可能在开始之前完成。", "No task ends before it begins."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("当天开始、当天完成", "starts and finishes on one day"),
            {"wbs": [{"code": "1", "manual_start": "2026-03-02", "manual_finish": "2026-03-02"}]},
        ),
        Example(
            Text("汇总任务的日期不起作用，另有提示", "dates of a summary have no effect, which is another finding"),
            {
                "wbs": [
                    {"code": "1", "manual_start": "2026-03-09", "manual_finish": "2026-03-02"},
                    {"code": "1.1", "duration": 3},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("完成写成了上一年", "the finish is a year early"),
            {"wbs": [{"code": "1", "manual_start": "2026-03-09", "manual_finish": "2025-03-13"}]},
            (("wbs", "t001", "manual_finish"),),
        ),
    ),
)
