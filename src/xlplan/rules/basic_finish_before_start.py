"""The project finishes before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    basic = context.plan.basic
    if basic.start and basic.finish and basic.finish < basic.start:
        yield Hit("basic", basic.id, "finish", {"start": basic.start, "finish": basic.finish})


RULE = Rule(
    FindingType(
        "BAS001",
        "project-finish-before-start",
        Severity.ERROR,
        Text(
            "项目结束日期 {finish} 早于开始日期 {start}",
            "the project finishes on {finish}, before it starts on {start}",
        ),
        Text("核对项目周期", "check the project's dates"),
        Text("所有任务都要落在项目周期之内。", "All tasks have to lie between these dates."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("先开始后结束", "start, then finish"),
            {"basic": {"start": "2026-03-02", "finish": "2026-12-31"}},
        ),
    ),
    bad=(
        Example(
            Text("年份写错", "a wrong year"),
            {"basic": {"start": "2026-03-02", "finish": "2025-12-31"}},
            (("basic", "basic", "finish"),),
        ),
    ),
)
