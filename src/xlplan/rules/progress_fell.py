"""The progress of a task is lower than in the round before."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import percent


def _check(context: RuleContext) -> Iterator[Hit]:
    current = context.plan.round.number if context.plan.round else 0
    for row, task in context.my_progress:
        now = row.round or current
        earlier = [r for r in context.plan.progress.values() if r.task == task.id and r.round and r.round < now]
        before = max((r for r in earlier if r.percent is not None), key=lambda r: r.round or 0, default=None)
        if (
            before is not None
            and before.percent is not None
            and row.percent is not None
            and row.percent < before.percent
        ):
            params = {"task": context.task(task.id), "round": before.round}
            yield Hit(
                "progress",
                row.id,
                "percent",
                {**params, "before": percent(before.percent), "now": percent(row.percent)},
            )


RULE = Rule(
    FindingType(
        "PRG006",
        "progress-fell",
        Severity.WARNING,
        Text(
            "“{task}”的完成率由第 {round} 轮的 {before} 降到 {now}",
            "“{task}”: progress fell from {before} in round {round} to {now}",
        ),
        Text(
            "核对完成率；确有返工，在偏差分析中说明",
            "check it; if work has to be redone, say so in the cause analysis",
        ),
        Text(
            "完成率下降说明此前高估或发生返工，需要说明。",
            "Either it was too high before or work is redone; both want explaining.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("逐轮上升", "rising"),
            {
                "rounds": [
                    {"number": 1, "status_date": "2026-03-06"},
                    {"number": 2, "status_date": "2026-03-13"},
                ],
                "wbs": [{"code": "1"}],
                "progress": [
                    {"task": "1", "round": 1, "percent": "30%"},
                    {"task": "1", "round": 2, "percent": "30%"},
                ],
            },
        ),
        Example(
            Text("还没有开过轮次", "no round yet"),
            {"wbs": [{"code": "1"}], "progress": [{"task": "1", "percent": "30%"}]},
        ),
    ),
    bad=(
        Example(
            Text("60% 变成 40%", "60 %, then 40 %"),
            {
                "rounds": [
                    {"number": 1, "status_date": "2026-03-06"},
                    {"number": 2, "status_date": "2026-03-13"},
                ],
                "wbs": [{"code": "1"}],
                "progress": [
                    {"task": "1", "round": 1, "percent": "60%"},
                    {"task": "1", "round": 2, "percent": "40%"},
                ],
            },
            (("progress", "t001@2", "percent"),),
        ),
        Example(
            Text("与最近一次有完成率的轮次比", "compared with the last round that gave a figure"),
            {
                "rounds": [{"number": n, "status_date": f"2026-03-{6 + 7 * (n - 1):02}"} for n in (1, 2, 3, 4)],
                "wbs": [{"code": "1"}],
                "progress": [
                    {"task": "1", "round": n, "percent": p} for n, p in ((1, "40%"), (2, "60%"), (3, None), (4, "50%"))
                ],
            },
            (("progress", "t001@4", "percent"),),
        ),
        Example(
            Text("本轮那一行没填轮次", "the row of this round lacks its number"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}, {"number": 2, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "round": 1, "percent": "60%"}, {"task": "1", "percent": "40%"}],
            },
            (("progress", "progress002", "percent"),),
        ),
    ),
)
