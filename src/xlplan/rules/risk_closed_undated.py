"""A closed risk has no closing date."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if risk.state == "closed" and context.missing(risk, "risks", "closed_on"):
            yield Hit("risks", risk.id, "closed_on", {"risk": context.risk(risk)})


RULE = Rule(
    FindingType(
        "RSK004",
        "closed-without-date",
        Severity.WARNING,
        Text("风险“{risk}”已关闭，缺关闭日期", "risk “{risk}” is closed but has no closing date"),
        Text("由项目经理补填关闭日期", "the project manager gives the closing date"),
        Text("关闭由项目经理确认，日期是确认的记录。", "The manager confirms the closing; the date records it."),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("有关闭日期", "with a date"),
            {"risks": [{"description": "样机延期", "state": "已关闭", "closed_on": "2026-04-01"}]},
        ),
    ),
    bad=(
        Example(
            Text("缺日期", "without a date"),
            {"risks": [{"description": "样机延期", "state": "已关闭"}]},
            (("risks", "r001", "closed_on"),),
        ),
    ),
)
