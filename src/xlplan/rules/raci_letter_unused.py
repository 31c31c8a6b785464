"""Letters stand on a summary or cancelled task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.raci import Mark
from xlplan.rules.base import Example, Hit, Rule, RuleContext

_SUMMARY = Text("汇总任务", "a summary task")
_CANCELLED = Text("已取消的任务", "a cancelled task")


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Mark]] = {}
    for mark in context.plan.marks.values():
        if mark.letter and mark.task in context.plan.tasks and context.own("raci", mark.id):
            groups.setdefault(mark.task, []).append(mark)
    for id_, marks in groups.items():
        task = context.plan.tasks[id_]
        if context.unread("wbs", id_, "row_state", "code"):
            continue
        what = _CANCELLED if not context.live(task) else _SUMMARY if context.summary(task) else None
        if what is not None:
            yield Hit("raci", marks[0].id, "letter", {"task": context.task(id_), "what": what, "count": len(marks)})


RULE = Rule(
    FindingType(
        "RES003",
        "letter-unused",
        Severity.WARNING,
        Text(
            "“{task}”是{what}，矩阵中的 {count} 个字母不起作用",
            "“{task}” is {what}; {count} letter(s) of it in the matrix have no effect",
        ),
        Text(
            "清空这些字母，责任填在有效的末级任务上",
            "clear them and type letters for the tasks that are done",
        ),
        Text(
            "责任落在末级任务上才能执行和检查。",
            "Responsibility can be carried and checked only where the work is done.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("末级任务", "a task without children"),
            {
                "wbs": [{"code": "1"}, {"code": "1.1"}],
                "raci": [{"task": "1.1", "dept": "市场部", "letter": "A"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("阶段和已取消任务上的字母，每个任务报一次", "on a phase and a cancelled task: a finding each"),
            {
                "wbs": [{"code": "1"}, {"code": "1.1"}, {"code": "2", "row_state": "cancelled"}],
                "raci": [
                    {"task": "1", "dept": "市场部", "letter": "A"},
                    {"task": "1", "dept": "研发部", "letter": "C"},
                    {"task": "2", "dept": "研发部", "letter": "I"},
                ],
            },
            (("raci", "t001|d01", "letter"), ("raci", "t003|d02", "letter")),
        ),
    ),
)
