"""A C or I was typed for the department that is responsible."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for mark in context.plan.marks.values():
        task = context.plan.tasks.get(mark.task or "")
        if task and mark.letter in ("C", "I") and mark.dept and mark.dept == task.dept and context.leaf(task):
            params = {"task": context.task(task.id), "dept": context.dept(mark.dept), "letter": mark.letter}
            yield Hit("raci", mark.id, "letter", params)


RULE = Rule(
    FindingType(
        "RES005",
        "letter-hidden",
        Severity.INFO,
        Text(
            "{dept}是“{task}”的主责部门，填写的 {letter} 不显示",
            "{dept} is responsible for “{task}”; the typed {letter} is not shown",
        ),
        Text("清空这个字母；主责已自动显示为 R", "clear it; R is shown already"),
        Text("主责部门当然要知情和参与，不必再标。", "Who is responsible is consulted and informed anyway."),
    ),
    _check,
    good=(
        Example(
            Text("给其他部门填 C", "a C for another department"),
            {
                "wbs": [{"code": "1", "dept": "市场部"}],
                "raci": [{"task": "1", "dept": "研发部", "letter": "C"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("给主责部门填 I", "an I for the responsible department"),
            {
                "wbs": [{"code": "1", "dept": "市场部"}],
                "raci": [{"task": "1", "dept": "市场部", "letter": "I"}],
            },
            (("raci", "t001|d01", "letter"),),
        ),
    ),
)
