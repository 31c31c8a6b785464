"""A deliverable is said to conform although its task is not finished."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.selfcheck import SelfCheck
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import percent


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("selfcheck", SelfCheck):
        task = context.plan.tasks.get(row.task or "")
        if row.result != "conforms" or task is None or not context.leaf(task) or context.finished(task.id):
            continue
        last = context.latest.get(task.id)
        if last is None or not context.unread("progress", last.id, "percent", "actual_finish"):
            done = percent((last and last.percent) or Decimal(0))
            yield Hit("selfcheck", row.id, "result", {"task": context.task(task.id), "percent": done})


RULE = Rule(
    FindingType(
        "SEL004",
        "checked-unfinished",
        Severity.WARNING,
        Text(
            "“{task}”只完成 {percent}，自检却是符合",
            "“{task}” is {percent} complete, but its self-check says that it conforms",
        ),
        Text("已做完的更新进度；没做完的先清空自检结果", "report it finished, or clear the result until it is"),
        Text("没做完的成果不可能已经达标。", "What is not finished can't meet its standard yet."),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,  # a copy does not show what was reported finished in earlier rounds
    good=(
        Example(
            Text("已完成；提前查出不符合", "finished; or found failing early"),
            {
                "wbs": [{"code": "1", "name": "试制"}, {"code": "2", "name": "测试"}],
                "progress": [{"task": "1", "percent": "100%", "actual_finish": "2026-03-04"}],
                "selfcheck": [{"task": "1", "result": "符合"}, {"task": "2", "result": "不符合"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("做了一半；没有进度", "half done; nothing reported"),
            {
                "wbs": [{"code": "1", "name": "试制"}, {"code": "2", "name": "测试"}],
                "progress": [{"task": "1", "percent": "50%", "actual_start": "2026-03-04"}],
                "selfcheck": [{"task": "1", "result": "符合"}, {"task": "2", "result": "符合"}],
            },
            (("selfcheck", "t001!", "result"), ("selfcheck", "t002!", "result")),
        ),
    ),
)
