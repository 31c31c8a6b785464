"""The project manager does not have that role in the team."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    basic = context.plan.basic
    person = context.plan.people.get(basic.manager or "")
    if person and person.role not in (None, "manager"):
        yield Hit("basic", basic.id, "manager", {"person": context.person(person.id)})


RULE = Rule(
    FindingType(
        "BAS003",
        "manager-without-role",
        Severity.WARNING,
        Text(
            "项目经理 {person} 在团队表中的角色不是项目经理",
            "the project manager {person} has another role in the team",
        ),
        Text(
            "把团队表中的项目角色改为项目经理，或更正项目经理",
            "make it “Project manager” in the team, or correct the manager",
        ),
        Text("授权和汇报对象以团队表为准，两处要一致。", "People look up in the team whom to report to."),
    ),
    _check,
    good=(Example(Text("角色一致", "the same role"), {"basic": {"manager": "张伟"}}),),
    bad=(Example(Text("角色是成员", "a member"), {"basic": {"manager": "王强"}}, (("basic", "basic", "manager"),)),),
)
