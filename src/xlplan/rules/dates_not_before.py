"""A task is planned to start earlier than it may."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_leaves:
        start = context.computed.set_start(task.id)
        if context.dated(task) and task.not_before and start and start < task.not_before:
            params = {"task": context.task(task.id), "start": start, "not_before": task.not_before}
            yield Hit("wbs", task.id, "manual_start" if task.manual_start else "start", params)


RULE = Rule(
    FindingType(
        "DAT009",
        "starts-too-early",
        Severity.WARNING,
        Text(
            "“{task}”计划 {start} 开始，早于“不早于开始”{not_before}",
            "“{task}” is planned to start on {start}, though not before {not_before}",
        ),
        Text("推迟开始，或清除已失效的限制", "start later, or clear the limit if it no longer holds"),
        Text(
            "“不早于开始”通常是到货、批文等硬条件。",
            "Such a limit usually stands for a delivery or a permit.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("当天开始", "on the day"),
            {"wbs": [{"code": "1", "manual_start": "2026-03-09", "not_before": "2026-03-09"}]},
        ),
    ),
    bad=(
        Example(
            Text("早了一周", "a week early"),
            {"wbs": [{"code": "1", "manual_start": "2026-03-02", "not_before": "2026-03-09"}]},
            (("wbs", "t001", "manual_start"),),
        ),
        Example(
            Text("自动计划的开始早了", "an automatic start that is too early"),
            {
                "wbs": [
                    {"code": "1", "name": "设计", "manual_start": "2026-03-02", "duration": 3},
                    {
                        "code": "2",
                        "name": "试制",
                        "manual_finish": "2026-03-10",
                        "duration": 3,
                        "not_before": "2026-03-16",
                    },
                ]
            },
            (("wbs", "t002", "start"),),
        ),
    ),
)
