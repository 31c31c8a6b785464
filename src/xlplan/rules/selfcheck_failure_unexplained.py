"""A self-check says that a deliverable fails, but not what is wrong or by when it is put right."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.selfcheck import SelfCheck
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("selfcheck", SelfCheck):
        blank = [k for k in ("issue", "fix_due") if context.missing(row, "selfcheck", k)]
        if row.result == "fails" and blank:
            params = {"task": context.task(row.task or ""), "columns": context.headers("selfcheck", blank)}
            yield Hit("selfcheck", row.id, blank[0], params)


RULE = Rule(
    FindingType(
        "SEL001",
        "failure-unexplained",
        Severity.WARNING,
        Text("“{task}”自检不符合，“{columns}”未填写", "the self-check of “{task}” fails, but “{columns}” is blank"),
        Text("写明不符合什么，并给出整改期限", "say what does not conform, and by when it is put right"),
        Text("没有问题和期限的“不符合”，没有人会去整改。", "A failure without issue and date is never put right."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("写明了问题和期限", "with issue and date"),
            {
                "wbs": [{"code": "1", "name": "试制"}, {"code": "2", "name": "测试"}],
                "selfcheck": [
                    {"task": "1", "result": "不符合", "issue": "尺寸超差", "fix_due": "2026-03-20"},
                    {"task": "2", "result": "符合"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("都没写；缺期限", "neither; no date"),
            {
                "wbs": [{"code": "1", "name": "试制"}, {"code": "2", "name": "测试"}],
                "selfcheck": [
                    {"task": "1", "result": "不符合"},
                    {"task": "2", "result": "不符合", "issue": "尺寸超差"},
                ],
            },
            (("selfcheck", "t001!", "issue"), ("selfcheck", "t002!", "fix_due")),
        ),
    ),
)
