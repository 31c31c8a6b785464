"""A project is to be closed while a task is not finished."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import percent


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_leaves:
        if not context.finished(task.id):
            row = context.latest.get(task.id)
            done = percent((row and row.percent) or Decimal(0))
            yield Hit("wbs", task.id, "percent", {"task": context.task(task.id), "percent": done})


RULE = Rule(
    FindingType(
        "CLO001",
        "unfinished-at-close",
        Severity.WARNING,
        Text(
            "项目已关闭，“{task}”仍未完成（{percent}）",
            "the project is closed, but “{task}” is not finished ({percent})",
        ),
        Text(
            "补报完成情况；不再做的任务行状态改为“取消”", "report it finished, or cancel what will not be done any more"
        ),
        Text(
            "关闭后没有人再跟进，未完成的任务要么做完，要么说明不做。",
            "Nobody follows up once a project is closed: what is left is either done or given up.",
        ),
    ),
    _check,
    since="closed",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已完成，或已取消", "finished, or cancelled"),
            {
                "basic": {"state": "closed"},
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1"}, {"code": "2", "row_state": "取消"}],
                "progress": [{"task": "1", "round": 1, "percent": "100%", "actual_finish": "2026-03-04"}],
            },
        ),
        Example(
            Text("终止的项目不要求", "a project that was given up need not be"),
            {
                "basic": {"state": "已终止"},
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-02", "duration": 5}],
                "progress": [{"task": "1", "round": 1, "percent": "50%", "actual_start": "2026-03-02"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("还差一半", "half of it is left"),
            {
                "basic": {"state": "closed"},
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "round": 1, "percent": "50%"}],
            },
            (("wbs", "t001", "percent"),),
        ),
    ),
)
