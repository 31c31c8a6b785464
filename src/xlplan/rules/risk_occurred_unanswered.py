"""A risk has occurred, and nothing says what is done about it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if risk.state == "occurred" and not context.begun_any(risk, "risks", "action", "contingency"):
            yield Hit("risks", risk.id, "action", {"risk": context.risk(risk)})


RULE = Rule(
    FindingType(
        "RSK011",
        "occurred-without-action",
        Severity.WARNING,
        Text(
            "风险“{risk}”已发生，应对措施和应急预案都没有写",
            "risk “{risk}” has occurred, but neither an action nor a contingency plan says what is done",
        ),
        Text("写明正在做什么、谁负责、何时完成", "say what is being done, by whom and until when"),
        Text(
            "已发生的风险就是问题，没有措施就没有人在处理。",
            "A risk that occurred is a problem; without an action nobody handles it.",
        ),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("有应急预案", "with a contingency plan"),
            {"risks": [{"description": "断供", "state": "已发生", "contingency": "启用备选供应商"}]},
        ),
        Example(Text("还没有发生", "not occurred"), {"risks": [{"description": "断供", "state": "处理中"}]}),
    ),
    bad=(
        Example(
            Text("什么都没写", "nothing is said"),
            {"risks": [{"description": "断供", "state": "已发生"}]},
            (("risks", "r001", "action"),),
        ),
    ),
)
