"""The owner of an action item belongs to another department."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.actions import Action
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import OPEN_ACTION


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("actions", Action):
        person = context.plan.people.get(row.owner or "")
        if row.state in OPEN_ACTION and person and person.dept and row.dept and person.dept != row.dept:
            params = {"row": context.named("actions", row), "owner": context.person(person.id)}
            depts = {"dept": context.dept(row.dept), "home": context.dept(person.dept)}
            yield Hit("actions", row.id, "owner", {**params, **depts})


RULE = Rule(
    FindingType(
        "ACT004",
        "action-owner-elsewhere",
        Severity.WARNING,
        Text(
            "行动项“{row}”由{dept}负责，责任人 {owner} 却属于{home}",
            "action item “{row}” is for {dept}, but its owner {owner} belongs to {home}",
        ),
        Text("换成责任部门的人，或改责任部门", "choose somebody of that department, or change the department"),
        Text(
            "行动项按责任部门下发，责任人在别的部门就收不到。",
            "Items go to their department; somebody elsewhere never sees them.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("部门一致；已完成的不再看", "the same department; what is done is done"),
            {
                "actions": [
                    {"topic": "选型", "dept": "研发部", "owner": "李娜"},
                    {"topic": "报价", "dept": "研发部", "owner": "张伟", "state": "已完成"},
                ]
            },
        ),
        Example(
            Text("责任人没有部门", "the owner belongs to no department"),
            {
                "team": {
                    "people": [
                        {"id": "p001", "name": "张伟", "dept": "市场部", "role": "项目经理"},
                        {"id": "p002", "name": "外聘顾问"},
                    ]
                },
                "actions": [{"topic": "选型", "dept": "研发部", "owner": "外聘顾问", "state": "进行中"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("部门不一致", "different departments"),
            {"actions": [{"topic": "选型", "dept": "研发部", "owner": "张伟"}]},
            (("actions", "a001", "owner"),),
        ),
    ),
)
