"""A task has an actual finish but is not complete."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import percent


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        if row.actual_finish and row.percent != 1:
            params = {
                "task": context.task(task.id),
                "finish": row.actual_finish,
                "percent": percent(row.percent),
            }
            yield Hit("progress", row.id, "percent", params)


RULE = Rule(
    FindingType(
        "PRG002",
        "finish-without-complete",
        Severity.ERROR,
        Text(
            "“{task}”已于 {finish} 实际完成，完成率却是 {percent}",
            "“{task}” finished on {finish}, but its progress is {percent}",
        ),
        Text("完成率填 100%，或清空实际完成日期", "type 100 %, or clear the actual finish"),
        Text(
            "100% 与实际完成必须同时出现，否则汇总进度会偏低。",
            "100 % and an actual finish belong together; else the totals are too low.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("完成率看不懂另有提示", "a percentage that can't be read is another finding"),
            {
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "percent": "差不多", "actual_finish": "2026-03-06"}],
            },
        ),
        Example(
            Text("完成率看不懂", "the progress is unreadable"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1"}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                        "percent": "大部分",
                    }
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("完成了却只有 80%；完成率没填", "finished at 80 %; finished without a percentage"),
            {
                "wbs": [{"code": "1"}, {"code": "2"}],
                "progress": [
                    {
                        "task": "1",
                        "percent": "80%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    },
                    {"task": "2", "actual_start": "2026-03-02", "actual_finish": "2026-03-06"},
                ],
            },
            (("progress", "progress001", "percent"), ("progress", "progress002", "percent")),
        ),
    ),
)
