"""The duration leads beyond the days of the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_leaves:
        values = [context.computed.value("wbs", task.id, key) for key in ("start", "finish", "set_start", "set_finish")]
        if context.dated(task) and any(isinstance(v, str) and v for v in values):
            yield Hit("wbs", task.id, "duration", {"task": context.task(task.id), "days": task.duration})


RULE = Rule(
    FindingType(
        "DAT010",
        "beyond-calendar",
        Severity.WARNING,
        Text(
            "“{task}”的工期 {days} 天超出日历范围，算不出日期",
            "“{task}”: a duration of {days} days leads beyond the calendar",
        ),
        Text(
            "核对工期；确实这么长的任务应当拆分",
            "check the duration; a task as long as that should be divided",
        ),
        Text("多半是工期多写了一个零。", "Usually there is a zero too many."),
    ),
    _check,
    good=(
        Example(
            Text("工期正常", "a usual duration"),
            {"wbs": [{"code": "1", "manual_start": "2026-03-02", "duration": 20}]},
        ),
    ),
    bad=(
        Example(
            Text("20 天写成 2000 天", "2000 instead of 20 days"),
            {"wbs": [{"code": "1", "name": "试制", "manual_start": "2026-03-02", "duration": 2000}]},
            (("wbs", "t001", "duration"),),
        ),
    ),
)
