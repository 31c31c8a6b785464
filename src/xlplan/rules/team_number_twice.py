"""Two people carry the same employee number."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.team import Person
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Person]] = {}
    for person in context.plan.people.values():
        if person.employee_no:
            groups.setdefault(person.employee_no.casefold(), []).append(person)
    for people in groups.values():
        judged = context.judged("people", people) if len(people) > 1 else None
        if judged is not None:
            names = listed(p.name or "?" for p in people)
            yield Hit("people", judged.id, "employee_no", {"number": judged.employee_no, "people": names})


RULE = Rule(
    FindingType(
        "TEA003",
        "employee-number-twice",
        Severity.ERROR,
        Text(
            "工号 {number} 有多人在用：{people}",
            "the employee number {number} is used more than once: {people}",
        ),
        Text("核对工号；同一人重复登记的删去一行", "check the numbers; clear one row if it is the same person"),
        Text("工号唯一标识一个人。", "An employee number stands for one person."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("工号不同", "different numbers"),
            {"team": {"people": [{"name": "张伟", "employee_no": "1"}, {"name": "李娜", "employee_no": "2"}]}},
        ),
    ),
    bad=(
        Example(
            Text("工号相同", "the same number"),
            {"team": {"people": [{"name": "张伟", "employee_no": "1"}, {"name": "李娜", "employee_no": "1"}]}},
            (("people", "p002", "employee_no"),),
        ),
    ),
)
