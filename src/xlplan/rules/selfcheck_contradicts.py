"""The conclusion of a self-check contradicts its result."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.selfcheck import SelfCheck
from xlplan.rules.base import Example, Hit, Rule, RuleContext

_AGAINST = {"fails": "submit", "conforms": "correct"}


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("selfcheck", SelfCheck):
        if row.result is not None and row.conclusion is not None and _AGAINST.get(row.result) == row.conclusion:
            said = {key: context.choice("selfcheck", key, row.cell(key)) for key in ("result", "conclusion")}
            yield Hit("selfcheck", row.id, "conclusion", {"task": context.task(row.task or ""), **said})


RULE = Rule(
    FindingType(
        "SEL003",
        "conclusion-against-result",
        Severity.ERROR,
        Text(
            "“{task}”自检结果是“{result}”，结论却是“{conclusion}”",
            "“{task}”: the result is “{result}”, the conclusion “{conclusion}”",
        ),
        Text("按实际情况改正其中一项", "correct whichever is wrong"),
        Text("不符合的先整改，符合的才提交验收。", "What fails is put right first; what conforms is submitted."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("两项一致", "they agree"),
            {
                "wbs": [{"code": "1", "name": "试制"}, {"code": "2", "name": "测试"}],
                "selfcheck": [
                    {"task": "1", "result": "不符合", "conclusion": "整改后提交"},
                    {"task": "2", "result": "符合", "conclusion": "提交验收"},
                ],
            },
        ),
        Example(
            Text("部分符合，还没有结论", "conforms in part, no conclusion yet"),
            {"wbs": [{"code": "1", "name": "试制"}], "selfcheck": [{"task": "1", "result": "部分符合"}]},
        ),
    ),
    bad=(
        Example(
            Text("不符合却提交验收；符合却要整改", "fails but is submitted; conforms but is to be put right"),
            {
                "wbs": [{"code": "1", "name": "试制"}, {"code": "2", "name": "测试"}],
                "selfcheck": [
                    {"task": "1", "result": "不符合", "conclusion": "提交验收"},
                    {"task": "2", "result": "符合", "conclusion": "整改后提交"},
                ],
            },
            (("selfcheck", "t001!", "conclusion"), ("selfcheck", "t002!", "conclusion")),
        ),
    ),
)
