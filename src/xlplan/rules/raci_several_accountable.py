"""More than one A in a row of the responsibility matrix."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.raci import Mark
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Mark]] = {}
    for mark in context.plan.marks.values():
        if mark.letter == "A" and mark.task in context.plan.tasks and mark.dept in context.plan.departments:
            groups.setdefault(mark.task, []).append(mark)
    for task, marks in groups.items():
        judged = context.judged("raci", marks) if len(marks) > 1 else None
        if judged is not None and context.leaf(context.plan.tasks[task]):
            depts = listed(str(context.dept(m.dept or "")) for m in marks)
            yield Hit("raci", judged.id, "letter", {"task": context.task(task), "depts": depts})


RULE = Rule(
    FindingType(
        "RES002",
        "several-accountable",
        Severity.ERROR,
        Text("“{task}”有多个 A：{depts}", "“{task}” has more than one A: {depts}"),
        Text("只保留一个 A，其余改为 C 或 I", "keep one A and make the others C or I"),
        Text(
            "每项任务只能有一个最终负责方，多头负责等于无人负责。",
            "A task has one party that answers for it; where several do, nobody does.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("一个 A，一个 C", "one A and one C"),
            {
                "wbs": [{"code": "1", "dept": "研发部"}],
                "raci": [
                    {"task": "1", "dept": "市场部", "letter": "A"},
                    {"task": "1", "dept": "研发部", "letter": "C"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("两个部门都是 A", "two departments with an A"),
            {
                "wbs": [{"code": "1", "name": "定价", "dept": "研发部"}],
                "raci": [
                    {"task": "1", "dept": "市场部", "letter": "A"},
                    {"task": "1", "dept": "研发部", "letter": "A"},
                ],
            },
            (("raci", "t001|d02", "letter"),),
        ),
    ),
)
