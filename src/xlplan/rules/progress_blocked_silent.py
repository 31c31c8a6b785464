"""A task is blocked, but nothing says by what."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        silent = all(context.missing(row, "progress", key) for key in ("problem", "support_needed"))
        if row.blocked and silent and row.actual_finish is None and row.percent != 1:
            yield Hit("progress", row.id, "problem", {"task": context.task(task.id)})


RULE = Rule(
    FindingType(
        "PRG007",
        "blocked-without-reason",
        Severity.WARNING,
        Text(
            "“{task}”受阻，但没有写存在问题和需协调事项",
            "“{task}” is blocked, but neither problem nor support needed is given",
        ),
        Text("写明卡在哪里、需要谁做什么", "say what stands in the way and who has to do what"),
        Text("不说清楚卡点，别人想帮也帮不上。", "Nobody can help with what nobody names."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("写明了需协调事项", "the support needed is given"),
            {
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "blocked": True, "support_needed": "请研发部提供样机"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("只勾了受阻", "blocked, and nothing more"),
            {"wbs": [{"code": "1"}], "progress": [{"task": "1", "blocked": "是"}]},
            (("progress", "progress001", "problem"),),
        ),
    ),
)
