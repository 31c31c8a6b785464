"""There is a conclusion on acceptance, but not whether a target was reached."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.acceptance import Acceptance, Target
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    report = context.record("acceptance")
    if not isinstance(report, Acceptance) or report.conclusion is None:
        return
    for row in context.rows("acceptance_targets", Target):
        if row.target and context.missing(row, "acceptance_targets", "reached"):
            yield Hit("acceptance_targets", row.id, "reached", {"row": context.named("acceptance_targets", row)})


RULE = Rule(
    FindingType(
        "CLO008",
        "target-unjudged",
        Severity.WARNING,
        Text(
            "已有验收结论，指标“{row}”是否达成没有填",
            "acceptance is concluded, but nobody says whether “{row}” was reached",
        ),
        Text("填写实际值和是否达成", "fill in the actual value and whether it was reached"),
        Text("结论要由指标支撑。", "The conclusion rests on the targets."),
    ),
    _check,
    since="closing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("都有结果", "each is judged"),
            {
                "basic": {"state": "closing"},
                "acceptance": {
                    "acceptance": {"conclusion": "通过"},
                    "acceptance_targets": [{"target": "良率", "planned": "≥ 98%", "reached": "是"}],
                },
            },
        ),
        Example(
            Text("还没有结论", "no conclusion yet"),
            {"basic": {"state": "closing"}, "acceptance": {"acceptance_targets": [{"target": "良率"}]}},
        ),
    ),
    bad=(
        Example(
            Text("漏填一项", "one was left out"),
            {
                "basic": {"state": "closing"},
                "acceptance": {
                    "acceptance": {"conclusion": "通过"},
                    "acceptance_targets": [{"target": "良率", "reached": "否"}, {"target": "成本"}],
                },
            },
            (("acceptance_targets", "target002", "reached"),),
        ),
    ),
)
