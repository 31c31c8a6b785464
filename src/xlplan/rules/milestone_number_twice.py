"""Two milestones carry the same number."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.milestones import Milestone
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Milestone]] = {}
    for milestone in context.plan.milestones.values():
        if milestone.number:
            groups.setdefault(milestone.number.casefold(), []).append(milestone)
    for found in groups.values():
        judged = context.judged("milestones", found) if len(found) > 1 else None
        if judged is not None:
            yield Hit("milestones", judged.id, "number", {"number": judged.number, "count": len(found)})


RULE = Rule(
    FindingType(
        "MST001",
        "milestone-number-twice",
        Severity.ERROR,
        Text("里程碑编号 {number} 有 {count} 个里程碑在用", "{count} milestones carry the number {number}"),
        Text("清空新的那一个的编号，合并时会自动给号", "clear the newer one's number; merging gives it another"),
        Text(
            "编号一经使用就不再改变，汇报和会议纪要靠它引用里程碑。",
            "A number is given once; reports and minutes refer to it.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("编号不同；未编号", "different numbers, or none yet"),
            {"milestones": [{"number": "M-001"}, {"number": "M-002"}, {"name": "量产评审"}, {"name": "开售"}]},
        ),
    ),
    bad=(
        Example(
            Text("复制行时带上了编号", "a row was copied with its number"),
            {"milestones": [{"number": "M-001"}, {"number": "m-001"}]},
            (("milestones", "m002", "number"),),
        ),
    ),
)
