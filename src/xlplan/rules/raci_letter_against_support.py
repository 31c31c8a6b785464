"""A department supports a task but is marked C or I."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for mark in context.plan.marks.values():
        task = context.plan.tasks.get(mark.task or "")
        if task and mark.letter in ("C", "I") and mark.dept in (task.support or ()) and mark.dept != task.dept:
            params = {
                "task": context.task(task.id),
                "dept": context.dept(mark.dept or ""),
                "letter": mark.letter,
            }
            if context.leaf(task):
                yield Hit("raci", mark.id, "letter", params)


RULE = Rule(
    FindingType(
        "RES006",
        "letter-against-support",
        Severity.WARNING,
        Text(
            "{dept}是“{task}”的协作部门，矩阵中却是 {letter}",
            "{dept} supports “{task}” but is marked {letter} in the matrix",
        ),
        Text(
            "清空字母以显示 S，或从协作部门中去掉",
            "clear the letter to show S, or remove the department from the support",
        ),
        Text(
            "协作要出人出力，咨询和知会不用，两者要说清。",
            "Support takes people and time, advice and news do not; say which is meant.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("协作部门批准负责（A）", "the supporting department is accountable"),
            {
                "wbs": [{"code": "1", "dept": "市场部", "support": "研发部"}],
                "raci": [{"task": "1", "dept": "研发部", "letter": "A"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("协作部门只标知会", "a supporting department marked I"),
            {
                "wbs": [{"code": "1", "dept": "市场部", "support": "研发部"}],
                "raci": [{"task": "1", "dept": "研发部", "letter": "I"}],
            },
            (("raci", "t001|d02", "letter"),),
        ),
    ),
)
