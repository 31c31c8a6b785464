"""A task has two progress rows in the round."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.progress import Progress
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Progress]] = {}
    for row, task in context.my_progress:
        groups.setdefault(task.id, []).append(row)
    for task_id, rows in groups.items():
        if len(rows) > 1:
            yield Hit("progress", rows[1].id, "task", {"task": context.task(task_id), "count": len(rows)})


RULE = Rule(
    FindingType(
        "PRG012",
        "progress-twice",
        Severity.ERROR,
        Text("“{task}”本轮有 {count} 行进度", "“{task}” has {count} progress rows in this round"),
        Text("合并为一行，其余清空", "put them into one row and clear the others"),
        Text(
            "一项任务一轮只报一次，两个数字不知道用哪个。",
            "A task is reported once a round; of two figures nobody knows which counts.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("各轮一行", "one in each round"),
            {
                "rounds": [
                    {"number": 1, "status_date": "2026-03-06"},
                    {"number": 2, "status_date": "2026-03-13"},
                ],
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "round": 1}, {"task": "1", "round": 2}],
            },
        ),
    ),
    bad=(
        Example(
            Text("空行里又选了同一任务", "the task was chosen again in a spare row"),
            {
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "percent": "0%"}, {"task": "1", "percent": "10%"}],
            },
            (("progress", "progress002", "task"),),
        ),
    ),
)
