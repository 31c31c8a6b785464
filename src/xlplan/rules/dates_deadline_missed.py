"""The planned finish lies after the deadline."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        finish = context.computed.finish(task.id)
        if not (task.deadline and finish and finish > task.deadline) or not context.dated(task):
            continue
        if context.settled(task) and not context.finished(task.id):
            days = (context.working_days(task.deadline, finish) or 0) - bool(context.works(task.deadline))
            params = {
                "task": context.task(task.id),
                "finish": finish,
                "deadline": task.deadline,
                "days": days,
            }
            yield Hit("wbs", task.id, "deadline", params)


RULE = Rule(
    FindingType(
        "DAT007",
        "deadline-missed",
        Severity.WARNING,
        Text(
            "“{task}”计划 {finish} 完成，晚于截止日期 {deadline}，需压缩 {days} 天",
            "“{task}” finishes on {finish}, after its deadline {deadline}: {days} working days to save",
        ),
        Text(
            "压缩工期、提前前置任务，或协商新的截止日期",
            "shorten it, bring its predecessors forward, or agree on another deadline",
        ),
        Text("截止日期是对外承诺，计划阶段就应当守住。", "A deadline is a promise; the plan has to keep it."),
    ),
    _check,
    good=(
        Example(
            Text("当天完成", "on the very day"),
            {"wbs": [{"code": "1", "manual_start": "2026-03-02", "duration": 5, "deadline": "2026-03-06"}]},
        ),
        Example(
            Text("已经完成，晚了也改不了", "finished, late or not"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-02", "duration": 8, "deadline": "2026-03-06"}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-11",
                    }
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("晚 3 个工作日；汇总任务也算", "three working days late; a summary counts too"),
            {
                "wbs": [
                    {"code": "1", "name": "设计", "deadline": "2026-03-06"},
                    {"code": "1.1", "manual_start": "2026-03-02", "duration": 8, "deadline": "2026-03-06"},
                ]
            },
            (("wbs", "t001", "deadline"), ("wbs", "t002", "deadline")),
        ),
    ),
)
