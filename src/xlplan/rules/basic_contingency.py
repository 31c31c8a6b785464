"""The contingency rate is unusual."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.kinds.number import PercentKind
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting
from xlplan.rules.context import percent

_LOW = Setting("low", Decimal("0.10"), Text("比例下限", "lowest rate that is usual"), PercentKind())
_HIGH = Setting("high", Decimal("0.15"), Text("比例上限", "highest rate that is usual"), PercentKind())


def _check(context: RuleContext) -> Iterator[Hit]:
    basic = context.plan.basic
    low, high = context.setting(_LOW), context.setting(_HIGH)
    if basic.contingency_rate is not None and not low <= basic.contingency_rate <= high:
        params = {"rate": percent(basic.contingency_rate), "low": percent(low), "high": percent(high)}
        yield Hit("basic", basic.id, "contingency_rate", params)


RULE = Rule(
    FindingType(
        "BAS002",
        "contingency-unusual",
        Severity.WARNING,
        Text(
            "应急预算比例 {rate} 不在 {low}～{high} 之间",
            "the contingency rate {rate} is not between {low} and {high}",
        ),
        Text(
            "按公司惯例调整，或向管理层说明理由",
            "change it to what is usual, or explain it to the management",
        ),
        Text(
            "太低应付不了意外，太高会占用别的项目的钱。",
            "Too little does not cover surprises, too much is lost to other projects.",
        ),
    ),
    _check,
    good=(Example(Text("比例 12%", "12 %"), {"basic": {"contingency_rate": "12%"}}),),
    bad=(
        Example(
            Text("30%", "30 %"),
            {"basic": {"contingency_rate": "30%"}},
            (("basic", "basic", "contingency_rate"),),
        ),
    ),
    settings=(_LOW, _HIGH),
)
