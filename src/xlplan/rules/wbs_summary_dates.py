"""Dates are typed in a summary task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_summaries:
        for key in ("manual_start", "manual_finish", "not_before"):
            if task.cell(key) is not None:
                yield Hit("wbs", task.id, key, {"task": context.task(task.id), "date": task.cell(key)})


RULE = Rule(
    FindingType(
        "STR010",
        "summary-with-dates",
        Severity.WARNING,
        Text(
            "汇总任务“{task}”填写了日期 {date}，不会生效",
            "summary task “{task}” has a typed date {date}, which has no effect",
        ),
        Text(
            "清空日期，在末级任务上填写；期限要求用截止日期",
            "clear it and type dates in its tasks; for a limit use the deadline",
        ),
        Text(
            "汇总任务的日期由下级汇总得出，手填的日期只会造成误解。",
            "Its dates are rolled up from below; a typed one only misleads.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("日期填在末级任务", "dates are typed in the task"),
            {"wbs": [{"code": "1", "deadline": "2026-04-30"}, {"code": "1.1", "manual_start": "2026-03-02"}]},
        ),
    ),
    bad=(
        Example(
            Text("阶段填了开始与完成", "a phase with start and finish"),
            {
                "wbs": [
                    {
                        "code": "1",
                        "name": "设计",
                        "manual_start": "2026-03-02",
                        "manual_finish": "2026-03-31",
                    },
                    {"code": "1.1", "name": "外观设计"},
                ]
            },
            (("wbs", "t001", "manual_start"), ("wbs", "t001", "manual_finish")),
        ),
    ),
)
