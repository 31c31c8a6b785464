"""The budget is zero."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    basic = context.plan.basic
    if basic.budget is not None and basic.budget <= 0:
        yield Hit("basic", basic.id, "budget", {"project": basic.name or "?"})


RULE = Rule(
    FindingType(
        "BAS004",
        "budget-zero",
        Severity.WARNING,
        Text("项目“{project}”的预算总额为 0", "the budget of project “{project}” is 0"),
        Text(
            "填写批准的预算，单位万元；未批准先留空",
            "type the approved budget in 10,000 yuan, or leave it blank until it is approved",
        ),
        Text("预算为 0 时，任何支出都算超支。", "With a budget of 0 any expense exceeds it."),
    ),
    _check,
    good=(Example(Text("48 万元", "480,000 yuan"), {"basic": {"budget": 480000}}),),
    bad=(Example(Text("填了 0", "0"), {"basic": {"budget": 0}}, (("basic", "basic", "budget"),)),),
)
