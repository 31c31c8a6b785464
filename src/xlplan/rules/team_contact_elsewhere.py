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
    good=(
        Example(Text("本部门的人", "somebody of the department"), {"wbs": []}),
        Example(
            Text("接口人还没有部门", "the contact has no department yet"),
            {
                "basic": {"manager": None},
                "team": {"departments": [{"name": "市场部", "contact": "赵敏"}], "people": [{"name": "赵敏"}]},
            },
        ),
        Example(
            Text("那个部门已被删除，另有提示", "that department was deleted, another finding"),
            {
                "team": {
                    "departments": [{"id": "d01", "name": "市场部", "contact": "李娜"}, {"id": "d02", "name": "研发部"}]
                }
            },
            deleted=(("departments", "d02"),),
        ),
    ),
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
