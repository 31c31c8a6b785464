"""A high risk lacks action, due date or contingency plan."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if not context.computed.value("risks", risk.id, "open_high"):
            continue
        blank = [k for k in ("action", "due", "contingency") if context.missing(risk, "risks", k)]
        if blank:
            columns = context.headers("risks", blank)
            score = context.computed.value("risks", risk.id, "score")
            yield Hit("risks", risk.id, blank[0], {"risk": context.risk(risk), "columns": columns, "score": score})


_HIGH = {"description": "样机延期", "probability": "高", "impact": "中", "state": "处理中"}

RULE = Rule(
    FindingType(
        "RSK001",
        "high-risk-unprepared",
        Severity.WARNING,
        Text(
            "高风险“{risk}”（风险值 {score}）的“{columns}”未填写",
            "high risk “{risk}” (score {score}): “{columns}” is blank",
        ),
        Text("补上应对措施、期限和应急预案", "give an action, a date for it and a contingency plan"),
        Text(
            "高风险必须有人、有期限、有预案，否则发生时只能临时应付。",
            "A high risk needs an action, a date and a plan B before it happens.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("三项齐全；低风险不要求", "all three given; a low risk needs none"),
            {
                "risks": [
                    {**_HIGH, "action": "加急", "due": "2026-04-30", "contingency": "用旧样机"},
                    {**_HIGH, "probability": "低"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("只有措施", "an action only"),
            {"risks": [{**_HIGH, "action": "加急"}]},
            (("risks", "r001", "due"),),
        ),
    ),
)
