"""A task is reported complete without an actual finish."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        if row.percent == 1 and context.missing(row, "progress", "actual_finish"):
            yield Hit("progress", row.id, "actual_finish", {"task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "PRG001",
        "complete-without-finish",
        Severity.ERROR,
        Text("“{task}”完成率 100%，却没有实际完成日期", "“{task}” is 100 % complete but has no actual finish"),
        Text(
            "补填实际完成日期；还有尾项就把完成率改回来",
            "type the actual finish, or lower the progress if something is left",
        ),
        Text(
            "100% 与实际完成必须同时出现，否则分不清是否真的做完。",
            "100 % and an actual finish belong together; one alone leaves it open whether the task is done.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("100% 并有完成日期", "100 % with a finish"),
            {
                "wbs": [{"code": "1"}],
                "progress": [
                    {
                        "task": "1",
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    }
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("只有 100%", "100 % alone"),
            {
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "percent": "100%", "actual_start": "2026-03-02"}],
            },
            (("progress", "progress001", "actual_finish"),),
        ),
    ),
)
