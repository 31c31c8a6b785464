"""A person leaves before coming."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for person in context.plan.people.values():
        if person.from_ and person.to_ and person.to_ < person.from_:
            yield Hit(
                "people",
                person.id,
                "to",
                {"person": context.person(person.id), "from": person.from_, "to": person.to_},
            )


RULE = Rule(
    FindingType(
        "TEA007",
        "period-reversed",
        Severity.ERROR,
        Text("{person}的投入结束 {to} 早于投入开始 {from}", "{person}: “To” {to} lies before “From” {from}"),
        Text("核对两个日期", "check both dates"),
        Text("投入时间用来安排任务和核算人力。", "Tasks are arranged and people counted by it."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("先开始后结束", "from, then to"),
            {"team": {"people": [{"name": "张伟", "dept": "市场部", "from": "2026-03-02", "to": "2026-06-30"}]}},
        ),
    ),
    bad=(
        Example(
            Text("写反了", "reversed"),
            {"team": {"people": [{"name": "张伟", "dept": "市场部", "from": "2026-06-30", "to": "2026-03-02"}]}},
            (("people", "p001", "to"),),
        ),
    ),
)
