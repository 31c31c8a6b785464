"""A person stands twice in a department."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.team import Person
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[tuple[str, str], list[Person]] = {}
    for person in context.plan.people.values():
        if person.name and person.dept:
            groups.setdefault((person.name, person.dept), []).append(person)
    for people in groups.values():
        numbers = [p.employee_no for p in people]
        told_apart = None not in numbers and len(set(numbers)) == len(numbers)
        unread = any(context.unread("people", p.id, "employee_no") for p in people)
        judged = None if told_apart or unread or len(people) == 1 else context.judged("people", people)
        if judged is not None and not _same_number(people):
            params = {"name": judged.name, "dept": context.dept(judged.dept or ""), "count": len(people)}
            yield Hit("people", judged.id, "name", params)


def _same_number(people: list[Person]) -> bool:
    """Whether the finding is that an employee number is used twice."""
    numbers = [p.employee_no for p in people]
    return None not in numbers and len(set(numbers)) < len(numbers)


RULE = Rule(
    FindingType(
        "TEA001",
        "person-twice",
        Severity.ERROR,
        Text(
            "{dept}有 {count} 个“{name}”，无法区分",
            "{dept} has “{name}” {count} times, and nothing tells them apart",
        ),
        Text(
            "重复的删去一行；确是同名的两人，都填工号",
            "clear one row, or give both employee numbers if they are two people",
        ),
        Text(
            "负责人按姓名引用，分不清就不知道派给了谁。",
            "Tasks name their owner; nobody knows which of them is meant.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("同名但工号不同", "one name, two numbers"),
            {
                "team": {
                    "people": [
                        {"name": "张伟", "dept": "市场部", "employee_no": "10527"},
                        {"name": "张伟", "dept": "市场部", "employee_no": "10883"},
                    ]
                }
            },
        ),
        Example(
            Text("姓名还没填；部门还没填", "names to come; departments to come"),
            {
                "basic": {"manager": None},
                "team": {"people": [{"dept": "市场部"}, {"dept": "市场部"}, {"name": "张伟"}, {"name": "张伟"}]},
            },
        ),
        Example(
            Text("工号也相同，另有提示", "the same number too is another finding"),
            {
                "team": {
                    "people": [
                        {"name": "张伟", "dept": "市场部", "employee_no": "10527"},
                        {"name": "张伟", "dept": "市场部", "employee_no": "10527"},
                    ]
                }
            },
        ),
    ),
    bad=(
        Example(
            Text("同一部门两个张伟", "the same name twice"),
            {
                "basic": {"manager": None},
                "team": {
                    "people": [
                        {"name": "张伟", "dept": "市场部", "employee_no": "10527"},
                        {"name": "张伟", "dept": "市场部"},
                    ]
                },
            },
            (("people", "p002", "name"),),
        ),
    ),
)
