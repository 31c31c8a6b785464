"""Progress is reported without an actual start."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        if (row.percent or row.actual_finish) and context.missing(row, "progress", "actual_start"):
            yield Hit("progress", row.id, "actual_start", {"task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "PRG003",
        "progress-without-start",
        Severity.ERROR,
        Text("“{task}”已有进展，却没有实际开始日期", "“{task}” has progressed but has no actual start"),
        Text("补填实际开始日期", "type the actual start"),
        Text(
            "没有实际开始，偏差和剩余工期都算不出来。",
            "Without it neither the deviation nor what remains can be told.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("未开始为 0%", "0 % before the start"),
            {"wbs": [{"code": "1"}], "progress": [{"task": "1", "percent": "0%"}]},
        ),
    ),
    bad=(
        Example(
            Text("30% 但没有开始日期", "30 % without a start"),
            {"wbs": [{"code": "1"}], "progress": [{"task": "1", "percent": "30%"}]},
            (("progress", "progress001", "actual_start"),),
        ),
    ),
)
