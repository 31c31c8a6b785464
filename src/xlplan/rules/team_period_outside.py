"""A person takes part outside the project."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    first, last = context.plan.basic.start, context.plan.basic.finish
    if not first or not last or last < first:
        return
    for person in context.plan.people.values():
        if person.from_ and person.to_ and person.to_ < person.from_:
            continue
        for key, day in (("from", person.from_), ("to", person.to_)):
            if day and not first <= day <= last:
                params = {"person": context.person(person.id), "date": day, "first": first, "last": last}
                yield Hit("people", person.id, key, params)


RULE = Rule(
    FindingType(
        "TEA008",
        "period-outside-project",
        Severity.WARNING,
        Text(
            "{person}的投入日期 {date} 超出项目周期（{first} 至 {last}）",
            "{person}: {date} is outside the project ({first} to {last})",
        ),
        Text("改到项目周期之内", "put it inside the project's dates"),
        Text("周期之外的投入没有预算。", "Nothing pays for it outside the project."),
    ),
    _check,
    good=(
        Example(
            Text("周期之内", "inside"),
            {"team": {"people": [{"name": "张伟", "dept": "市场部", "from": "2026-03-02", "to": "2026-06-30"}]}},
        ),
        Example(
            Text("起止颠倒，另有提示", "the wrong way round is another finding"),
            {"team": {"people": [{"name": "张伟", "dept": "市场部", "from": "2027-06-30", "to": "2026-03-02"}]}},
        ),
    ),
    bad=(
        Example(
            Text("项目结束后仍在", "after the project"),
            {"team": {"people": [{"name": "张伟", "dept": "市场部", "from": "2026-03-02", "to": "2027-06-30"}]}},
            (("people", "p001", "to"),),
        ),
        Example(
            Text("前一位起止颠倒", "the one before has them the wrong way round"),
            {
                "team": {
                    "people": [
                        {"name": "张伟", "dept": "市场部", "from": "2027-06-30", "to": "2026-03-02"},
                        {"name": "李娜", "dept": "研发部", "to": "2027-06-30"},
                    ]
                }
            },
            (("people", "p002", "to"),),
        ),
    ),
)
