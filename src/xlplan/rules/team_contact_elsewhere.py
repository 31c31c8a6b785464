"""The head, contact or deputy of a department belongs to another one."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.mine("departments"):
        for key in ("head", "contact", "deputy"):
            person = context.plan.people.get(row.cell(key) or "")
            if person and person.dept and person.dept != row.id and person.dept in context.plan.departments:
                params = {
                    "dept": context.dept(row.id),
                    "column": context.template.table("departments").column(key).header,
                }
                people = {"person": context.person(person.id), "home": context.dept(person.dept)}
                yield Hit("departments", row.id, key, {**params, **people})


RULE = Rule(
    FindingType(
        "TEA006",
        "contact-elsewhere",
        Severity.WARNING,
        Text("{dept}的{column} {person} 属于{home}", "{dept}: “{column}” is {person}, who belongs to {home}"),
        Text(
            "换成本部门的人，或更正此人的所属部门",
            "choose somebody of the department, or correct the person's department",
        ),
        Text("别部门的人代表不了本部门。", "Somebody of another department can't speak for this one."),
    ),
    _check,
    good=(Example(Text("本部门的人", "somebody of the department"), {"wbs": []}),),
    bad=(
        Example(
            Text("接口人是别部门的", "a contact from another department"),
            {
                "team": {
                    "departments": [
                        {"name": "市场部", "contact": "李娜"},
                        {"name": "研发部", "contact": "李娜"},
                    ]
                }
            },
            (("departments", "d001", "contact"),),
        ),
    ),
)
