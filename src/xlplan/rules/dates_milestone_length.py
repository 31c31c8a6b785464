"""A milestone starts and finishes on different days."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_leaves:
        typed = task.manual_start and task.manual_finish and task.manual_start < task.manual_finish
        if typed and task.duration == 0:
            params = {"task": context.task(task.id), "start": task.manual_start, "finish": task.manual_finish}
            yield Hit("wbs", task.id, "duration", params)


RULE = Rule(
    FindingType(
        "DAT003",
        "milestone-with-length",
        Severity.ERROR,
        Text(
            "里程碑“{task}”的开始 {start} 与完成 {finish} 不是同一天",
            "milestone “{task}” starts on {start} but finishes on {finish}",
        ),
        Text("里程碑只留一个日期；若是任务，改填工期", "give the milestone one date, or the task its duration"),
        Text(
            "工期为 0 表示里程碑，它只是一个时点。",
            "A duration of 0 makes it a milestone: a moment without length.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("同一天", "one day"),
            {"wbs": [{"code": "1", "duration": 0, "manual_start": "2026-03-31", "manual_finish": "2026-03-31"}]},
        ),
    ),
    bad=(
        Example(
            Text("评审会前后四天", "a review of four days"),
            {"wbs": [{"code": "1", "duration": 0, "manual_start": "2026-03-09", "manual_finish": "2026-03-12"}]},
            (("wbs", "t001", "duration"),),
        ),
    ),
)
