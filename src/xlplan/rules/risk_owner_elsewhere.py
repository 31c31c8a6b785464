"""The owner of a risk belongs to another department."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import OPEN_RISK


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        person = context.plan.people.get(risk.owner or "")
        open_ = risk.state in (None, *OPEN_RISK)
        if open_ and person and person.dept and risk.dept and person.dept != risk.dept:
            params = {"risk": context.risk(risk), "owner": context.person(person.id)}
            yield Hit(
                "risks",
                risk.id,
                "owner",
                {**params, "dept": context.dept(risk.dept), "home": context.dept(person.dept)},
            )


RULE = Rule(
    FindingType(
        "RSK007",
        "risk-owner-elsewhere",
        Severity.WARNING,
        Text(
            "风险“{risk}”由{dept}应对，负责人 {owner} 却属于{home}",
            "risk “{risk}” is answered by {dept}, but its owner {owner} belongs to {home}",
        ),
        Text("换成应对部门的人，或改应对部门", "choose somebody of that department, or change the department"),
        Text("措施要由应对部门的人来落实。", "The department that responds has to have somebody who acts."),
    ),
    _check,
    good=(
        Example(
            Text("部门一致", "the same department"),
            {"risks": [{"description": "样机延期", "dept": "研发部", "owner": "李娜"}]},
        ),
        Example(
            Text("负责人还没有部门", "the owner has no department yet"),
            {
                "basic": {"manager": None},
                "team": {"people": [{"name": "赵敏"}]},
                "risks": [{"description": "样机延期", "dept": "研发部", "owner": "赵敏"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("部门不一致", "different departments"),
            {"risks": [{"description": "样机延期", "dept": "研发部", "owner": "张伟"}]},
            (("risks", "r001", "owner"),),
        ),
    ),
)
