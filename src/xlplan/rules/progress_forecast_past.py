"""The forecast finish of an unfinished task lies in the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting

_DAYS = Setting("days", 0, Text("预计完成过期超过几天才提示（自然日）", "calendar days that a forecast may be past"))


def _check(context: RuleContext) -> Iterator[Hit]:
    grace = dt.timedelta(days=context.setting(_DAYS))
    for row, task in context.my_progress:
        today = context.status_date(row)
        done = row.actual_finish is not None or row.percent == 1
        if not done and today and row.forecast_finish and row.forecast_finish + grace < today:
            params = {"task": context.task(task.id), "forecast": row.forecast_finish, "status_date": today}
            yield Hit("progress", row.id, "forecast_finish", params)


RULE = Rule(
    FindingType(
        "PRG010",
        "forecast-in-the-past",
        Severity.WARNING,
        Text(
            "“{task}”尚未完成，预计完成 {forecast} 却早于状态日期 {status_date}",
            "“{task}” is not finished, but its forecast {forecast} lies before the status date {status_date}",
        ),
        Text("更新预计完成；已完成的填实际完成和 100%", "give a new forecast, or the actual finish with 100 %"),
        Text(
            "后续任务按预计完成安排，过期的预计会误导所有人。",
            "Later tasks are arranged by the forecast; a stale one misleads everybody.",
        ),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("预计在状态日期之后", "after the status date"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "round": 1, "forecast_finish": "2026-03-10"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("上一轮的预计没有更新", "a forecast left from the round before"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1"}],
                "progress": [{"task": "1", "round": 1, "forecast_finish": "2026-03-04"}],
            },
            (("progress", "t001@1", "forecast_finish"),),
        ),
    ),
    settings=(_DAYS,),
)
