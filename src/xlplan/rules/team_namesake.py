"""Two people of one name are told apart by their department only."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.team import Person
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Person]] = {}
    for person in context.plan.people.values():
        if person.name and person.dept:
            groups.setdefault(person.name, []).append(person)
    for people in groups.values():
        depts = [p.dept or "" for p in people]
        nameless = [p for p in people if context.missing(p, "people", "employee_no")]
        if len(people) > 1 and len(set(depts)) == len(depts) and nameless:
            params = {"name": people[0].name, "depts": listed(str(context.dept(d)) for d in depts)}
            yield Hit("people", nameless[-1].id, "employee_no", params)


RULE = Rule(
    FindingType(
        "TEA002",
        "namesake-without-number",
        Severity.WARNING,
        Text(
            "“{name}”在几个部门都有（{depts}），缺工号",
            "“{name}” appears in several departments ({depts}) without an employee number",
        ),
        Text("给同名人员填写工号", "give each of them an employee number"),
        Text(
            "工号是人员的身份，换部门后也能认出是同一个人。",
            "The number is a person's identity, also after a change of department.",
        ),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("都有工号", "both have numbers"),
            {
                "basic": {"manager": None},
                "team": {
                    "people": [
                        {"name": "张伟", "dept": "市场部", "employee_no": "1"},
                        {"name": "张伟", "dept": "研发部", "employee_no": "2"},
                    ]
                },
            },
        ),
        Example(
            Text("姓名还没填", "names to come"),
            {
                "basic": {"manager": None},
                "team": {"people": [{"dept": "市场部", "role": "成员"}, {"dept": "研发部", "role": "成员"}]},
            },
        ),
    ),
    bad=(
        Example(
            Text("两个部门各有一个张伟", "one in each department"),
            {
                "basic": {"manager": None},
                "team": {"people": [{"name": "张伟", "dept": "市场部"}, {"name": "张伟", "dept": "研发部"}]},
            },
            (("people", "p002", "employee_no"),),
        ),
    ),
)
