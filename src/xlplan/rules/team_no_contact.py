"""Nobody is the contact of a department."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    contacts = {p.dept for p in context.plan.people.values() if p.role == "contact"}
    for row in context.mine("departments"):
        if row.id not in contacts and context.missing(row, "departments", "contact"):
            yield Hit("departments", row.id, "contact", {"dept": context.dept(row.id)})


RULE = Rule(
    FindingType(
        "TEA005",
        "department-without-contact",
        Severity.WARNING,
        Text("{dept}没有指定接口人", "{dept} has no contact"),
        Text("从该部门人员中选一位接口人", "choose one of its people"),
        Text("下发与催收都找接口人，没有就无人应答。", "Copies go to the contact and come back from there."),
    ),
    _check,
    good=(
        Example(
            Text("有角色为部门接口人的成员", "somebody has the role"),
            {
                "team": {
                    "departments": [{"name": "市场部"}, {"name": "研发部", "contact": "李娜"}],
                    "people": [
                        {"name": "张伟", "dept": "市场部", "role": "部门接口人"},
                        {"name": "李娜", "dept": "研发部", "role": "成员"},
                    ],
                }
            },
        ),
    ),
    bad=(
        Example(
            Text("没有接口人", "nobody"),
            {"team": {"departments": [{"name": "市场部"}, {"name": "研发部", "contact": "李娜"}]}},
            (("departments", "d001", "contact"),),
        ),
    ),
)
