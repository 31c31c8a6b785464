"""The person who checked a deliverable also confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.selfcheck import SelfCheck
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("selfcheck", SelfCheck):
        if row.checked_by and row.checked_by == row.confirmed_by:
            params = {"task": context.task(row.task or ""), "person": context.person(row.checked_by)}
            yield Hit("selfcheck", row.id, "confirmed_by", params)


RULE = Rule(
    FindingType(
        "SEL005",
        "confirmed-by-checker",
        Severity.INFO,
        Text("“{task}”的自检人和确认人都是 {person}", "“{task}” was checked and confirmed by {person} alone"),
        Text("换一个人确认，一般是部门负责人", "have somebody else confirm it, as a rule the head of the department"),
        Text("多一双眼睛，少一次返工。", "A second pair of eyes saves rework."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("两个人", "two people"),
            {
                "wbs": [{"code": "1", "name": "试制"}],
                "selfcheck": [{"task": "1", "checked_by": "王强", "confirmed_by": "李娜"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("自己确认自己", "one person"),
            {
                "wbs": [{"code": "1", "name": "试制"}],
                "selfcheck": [{"task": "1", "checked_by": "王强", "confirmed_by": "王强"}],
            },
            (("selfcheck", "t001!", "confirmed_by"),),
        ),
    ),
)
