"""A risk of high impact is simply accepted."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import OPEN_RISK


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if risk.impact == "high" and risk.response == "accept" and risk.state in (None, *OPEN_RISK):
            yield Hit("risks", risk.id, "response", {"risk": context.risk(risk)})


RULE = Rule(
    FindingType(
        "RSK002",
        "high-impact-accepted",
        Severity.WARNING,
        Text("影响程度为高的风险“{risk}”采用了“接受”", "risk “{risk}” has a high impact and is accepted"),
        Text(
            "改为规避、减轻或转移；确要接受须经管理层同意",
            "avoid, mitigate or transfer it, or have the management agree",
        ),
        Text(
            "影响大的风险一旦发生，项目目标可能保不住。",
            "If it happens, the project's objectives may be lost.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("影响低可以接受", "a low impact may be accepted"),
            {"risks": [{"description": "样机延期", "impact": "低", "response": "接受"}]},
        ),
    ),
    bad=(
        Example(
            Text("影响高却接受", "a high one is accepted"),
            {"risks": [{"description": "样机延期", "impact": "高", "response": "接受"}]},
            (("risks", "r001", "response"),),
        ),
    ),
)
