"""Two risks carry the same number."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.risks import Risk
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Risk]] = {}
    for risk in context.plan.risks.values():
        if risk.number:
            groups.setdefault(risk.number.casefold(), []).append(risk)
    for risks in groups.values():
        judged = context.judged("risks", risks) if len(risks) > 1 else None
        if judged is not None:
            yield Hit("risks", judged.id, "number", {"number": judged.number, "count": len(risks)})


RULE = Rule(
    FindingType(
        "RSK009",
        "risk-number-twice",
        Severity.ERROR,
        Text("风险编号 {number} 有 {count} 条风险在用", "{count} risks carry the number {number}"),
        Text("清空新的那一条的编号，合并时会自动给号", "clear the newer one's number; merging gives it another"),
        Text(
            "编号一经使用就不再改变，会议纪要靠它引用风险。",
            "A number is given once; minutes and mails refer to it.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("编号不同；未编号", "different numbers, or none yet"),
            {
                "risks": [
                    {"number": "R-研发-001"},
                    {"number": "R-研发-002"},
                    {"description": "新风险"},
                    {"description": "另一个"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("复制行时带上了编号", "a row was copied with its number"),
            {"risks": [{"number": "R-研发-001"}, {"number": "R-研发-001"}]},
            (("risks", "r002", "number"),),
        ),
    ),
)
