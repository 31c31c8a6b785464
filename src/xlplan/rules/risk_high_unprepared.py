"""A high risk lacks action, due date or contingency plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.kinds.number import IntKind
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting
from xlplan.twins.engine import is_number
from xlplan.twins.risk_score import HIGH

_SCORE = Setting(
    "score",
    HIGH,
    Text("从哪个风险值起要求齐全（1～9）", "score from which all is asked for (1-9)"),
    IntKind(Decimal(1), Decimal(9)),
)


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        value = context.computed.value("risks", risk.id, "score")
        is_open = context.computed.value("risks", risk.id, "open")
        if not is_open or not is_number(value) or value < context.setting(_SCORE):
            continue
        blank = [k for k in ("action", "due", "contingency") if context.missing(risk, "risks", k)]
        if blank:
            columns = context.headers("risks", blank)
            yield Hit("risks", risk.id, blank[0], {"risk": context.risk(risk), "columns": columns, "score": value})


_RISK = {"description": "样机延期", "probability": "高", "impact": "中", "state": "处理中"}

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
                    {**_RISK, "action": "加急", "due": "2026-04-30", "contingency": "用旧样机"},
                    {**_RISK, "probability": "低"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("只有措施", "an action only"),
            {"risks": [{**_RISK, "action": "加急"}]},
            (("risks", "r001", "due"),),
        ),
    ),
    settings=(_SCORE,),
)
