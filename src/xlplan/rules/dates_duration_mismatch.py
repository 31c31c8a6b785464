"""The typed dates hold another number of working days than the duration says."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_leaves:
        start, finish = task.manual_start, task.manual_finish
        if (
            not (task.duration and start and finish)
            or not context.dated(task)
            or not context.calendar_known(start, finish)
        ):
            continue
        counted = context.working_days(start, finish)
        if counted != task.duration and context.works(start) and context.works(finish):
            params = {"task": context.task(task.id), "start": start, "finish": finish, "counted": counted}
            yield Hit("wbs", task.id, "duration", {**params, "days": task.duration})


RULE = Rule(
    FindingType(
        "DAT004",
        "duration-mismatch",
        Severity.WARNING,
        Text(
            "“{task}”工期填 {days} 天，{start} 至 {finish} 却有 {counted} 个工作日",
            "“{task}”: the duration is {days} days, but {start} to {finish} are {counted} working days",
        ),
        Text(
            "改工期或改日期；工期按工作日计，不含周末和节假日",
            "change either; durations count working days, without weekends and holidays",
        ),
        Text(
            "日期与工期各说各的，排期时不知道该信哪一个。",
            "Nobody knows whether to trust the dates or the duration.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("周一到下周二共 7 个工作日", "Monday to Tuesday week: 7 working days"),
            {"wbs": [{"code": "1", "duration": 7, "manual_start": "2026-03-02", "manual_finish": "2026-03-10"}]},
        ),
        Example(
            Text("5 月 1 日放假不计", "1 May is a holiday"),
            {
                "wbs": [
                    {"code": "1", "duration": 4, "manual_start": "2026-04-27", "manual_finish": "2026-04-30"},
                    {"code": "2", "duration": 2, "manual_start": "2026-04-30", "manual_finish": "2026-05-04"},
                ]
            },
        ),
        Example(
            Text("完成早于开始时不再重复提示", "silent where the finish lies before the start"),
            {"wbs": [{"code": "1", "duration": 5, "manual_start": "2026-03-09", "manual_finish": "2026-03-02"}]},
        ),
        Example(
            Text("那一年的日历还没有登记", "the calendar has nothing for that year"),
            {
                "calendar": [],
                "wbs": [{"code": "1", "manual_start": "2026-03-02", "manual_finish": "2026-03-10", "duration": 9}],
            },
        ),
    ),
    bad=(
        Example(
            Text("把自然日当成了工期", "calendar days taken for working days"),
            {"wbs": [{"code": "1", "duration": 9, "manual_start": "2026-03-02", "manual_finish": "2026-03-10"}]},
            (("wbs", "t001", "duration"),),
        ),
        Example(
            Text("前一项没有日期", "the task before has no dates"),
            {
                "wbs": [
                    {"code": "1", "duration": 3},
                    {"code": "2", "manual_start": "2026-03-02", "manual_finish": "2026-03-10", "duration": 9},
                ]
            },
            (("wbs", "t002", "duration"),),
        ),
    ),
)
