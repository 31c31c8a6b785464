"""The actual finish lies before the actual start."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        if row.actual_start and row.actual_finish and row.actual_finish < row.actual_start:
            params = {"task": context.task(task.id), "start": row.actual_start, "finish": row.actual_finish}
            yield Hit("progress", row.id, "actual_finish", params)


RULE = Rule(
    FindingType(
        "PRG004",
        "actual-finish-before-start",
        Severity.ERROR,
        Text(
            "“{task}”的实际完成 {finish} 早于实际开始 {start}",
            "“{task}”: the actual finish {finish} lies before the actual start {start}",
        ),
        Text("核对两个日期", "check both dates"),
        Text("任务不可能在开始之前完成。", "No task ends before it begins."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("当天完成", "done in a day"),
            {
                "wbs": [{"code": "1"}],
                "progress": [
                    {
                        "task": "1",
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-02",
                    }
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("月份写错", "a wrong month"),
            {
                "wbs": [{"code": "1"}],
                "progress": [
                    {
                        "task": "1",
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-02-06",
                    }
                ],
            },
            (("progress", "progress001", "actual_finish"),),
        ),
    ),
)
