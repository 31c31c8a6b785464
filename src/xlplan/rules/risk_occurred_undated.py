"""A risk has occurred, but nobody says when."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if risk.state == "occurred" and context.missing(risk, "risks", "occurred_on"):
            yield Hit("risks", risk.id, "occurred_on", {"risk": context.risk(risk)})


RULE = Rule(
    FindingType(
        "RSK005",
        "occurred-without-date",
        Severity.WARNING,
        Text("风险“{risk}”已发生，缺发生日期", "risk “{risk}” has occurred but has no date"),
        Text("补填发生日期", "type the day on which it occurred"),
        Text("复盘和索赔都要用到发生日期。", "Reviews and claims need it."),
    ),
    _check,
    good=(
        Example(
            Text("有发生日期", "with a date"),
            {"risks": [{"description": "样机延期", "state": "已发生", "occurred_on": "2026-04-01"}]},
        ),
    ),
    bad=(
        Example(
            Text("缺日期", "without a date"),
            {"risks": [{"description": "样机延期", "state": "已发生"}]},
            (("risks", "r001", "occurred_on"),),
        ),
    ),
)
