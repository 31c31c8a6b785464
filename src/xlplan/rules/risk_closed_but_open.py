"""A risk has a closing date but is still open."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import OPEN_RISK


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if risk.closed_on and risk.state in OPEN_RISK:
            kind = context.template.table("risks").column("state").kind
            if isinstance(kind, ChoiceKind):
                state = Text(kind.label(risk.state, "zh"), kind.label(risk.state, "en"))
                yield Hit(
                    "risks",
                    risk.id,
                    "state",
                    {"risk": context.risk(risk), "date": risk.closed_on, "state": state},
                )


RULE = Rule(
    FindingType(
        "RSK008",
        "closed-date-but-open",
        Severity.WARNING,
        Text(
            "风险“{risk}”有关闭日期 {date}，状态却是“{state}”",
            "risk “{risk}” was closed on {date}, but its state is “{state}”",
        ),
        Text("改为已关闭，或清空关闭日期", "close it, or clear the date"),
        Text("两处说法不一，统计会算错。", "It is counted wrong one way or the other."),
    ),
    _check,
    good=(
        Example(
            Text("已解决并有关闭日期", "resolved, with a date"),
            {"risks": [{"description": "样机延期", "state": "已解决", "closed_on": "2026-04-01"}]},
        ),
    ),
    bad=(
        Example(
            Text("待处理却有关闭日期", "open, with a closing date"),
            {"risks": [{"description": "样机延期", "state": "待处理", "closed_on": "2026-04-01"}]},
            (("risks", "r001", "state"),),
        ),
    ),
)
