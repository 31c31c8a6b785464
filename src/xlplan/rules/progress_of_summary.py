"""Progress is reported for a summary or cancelled task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext

_SUMMARY = Text("汇总任务", "a summary task")
_CANCELLED = Text("已取消的任务", "a cancelled task")
_TYPED = ("percent", "actual_start", "actual_finish", "forecast_finish")


def _check(context: RuleContext) -> Iterator[Hit]:
    for row, task in context.my_progress:
        if context.unread("wbs", task.id, "row_state", "code") or context.finished(task.id):
            continue
        what = _CANCELLED if not context.live(task) else _SUMMARY if context.summary(task) else None
        if what is not None and any(row.cell(key) is not None for key in _TYPED):
            yield Hit("progress", row.id, "task", {"task": context.task(task.id), "what": what})


RULE = Rule(
    FindingType(
        "PRG011",
        "progress-of-summary",
        Severity.WARNING,
        Text(
            "“{task}”是{what}，填报的进度不起作用",
            "“{task}” is {what}; progress reported for it does not count",
        ),
        Text("改为填报它的末级任务", "report on the tasks below it"),
        Text("汇总任务的进度由下级加权得出。", "The progress of a summary is weighted from below."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("填报末级任务", "a task without children"),
            {"wbs": [{"code": "1"}, {"code": "1.1"}], "progress": [{"task": "1.1", "percent": "0%"}]},
        ),
        Example(
            Text("行状态看不懂", "the state of the row is unreadable"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1", "row_state": "？？"}],
                "progress": [{"task": "1", "round": 1, "percent": "20%"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("填报了阶段", "a phase"),
            {"wbs": [{"code": "1"}, {"code": "1.1"}], "progress": [{"task": "1", "percent": "0%"}]},
            (("progress", "progress001", "task"),),
        ),
        Example(
            Text("前一行已经完成", "the row before is finished"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1", "row_state": "取消"}, {"code": "2"}, {"code": "2.1"}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    },
                    {"task": "2", "round": 1, "percent": "20%"},
                ],
            },
            (("progress", "t002@1", "task"),),
        ),
    ),
)
