"""An actual date lies after the status date."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        limit = context.status_date(row)
        for key, day in (("actual_start", row.actual_start), ("actual_finish", row.actual_finish)):
            if limit and day and day > limit:
                params = {"task": context.task(task.id), "date": day, "status_date": limit}
                yield Hit("progress", row.id, key, params)
                break


RULE = Rule(
    FindingType(
        "PRG005",
        "actual-after-status-date",
        Severity.WARNING,
        Text(
            "“{task}”的实际日期 {date} 晚于状态日期 {status_date}",
            "“{task}”: the actual date {date} lies after the status date {status_date}",
        ),
        Text(
            "尚未发生的填预计完成；状态日期之后的留到下一轮",
            "what lies ahead is a forecast; what came after the status date belongs to the next round",
        ),
        Text(
            "各部门按同一天汇总，进度才可比。",
            "Progress can be compared only if all count up to the same day.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("状态日期当天完成", "finished on the status date"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "round": 1, "actual_start": "2026-03-02", "actual_finish": "2026-03-06"}],
            },
        ),
        Example(
            Text("还没有状态日期", "no status date yet"),
            {"wbs": [{"code": "1"}], "progress": [{"task": "1", "actual_start": "2026-03-20"}]},
        ),
    ),
    bad=(
        Example(
            Text("把计划完成填成了实际完成", "the planned finish typed as the actual one"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "round": 1, "actual_start": "2026-03-02", "actual_finish": "2026-03-20"}],
            },
            (("progress", "t001@1", "actual_finish"),),
        ),
    ),
)
