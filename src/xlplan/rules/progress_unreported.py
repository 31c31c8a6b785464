"""A running task has no progress row in the current round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope, Setting

_DAYS = Setting(
    "days",
    0,
    Text("计划开始后几天才要求填报（自然日）", "calendar days after the planned start before a report is asked for"),
)


def _check(context: RuleContext) -> Iterator[Hit]:
    round_, today = context.plan.round, context.plan.status_date
    if round_ is None or today is None or not context.template.has("progress"):
        return
    reported = {r.task for r in context.plan.progress.values() if r.round == round_.number}
    unsure = any(table == "progress" and key in ("task", "round") for table, _, key in context.plan.unread)
    grace = dt.timedelta(days=context.setting(_DAYS))
    for task in context.my_leaves:
        if unsure or task.id in reported or context.finished(task.id):
            continue
        start, last = context.computed.planned_start(task.id), context.latest.get(task.id)
        if (start and start + grace <= today) or (last and last.actual_start):
            yield Hit("wbs", task.id, "percent", {"task": context.task(task.id), "round": round_.number})


_ROUNDS = [{"number": 1, "status_date": "2026-03-06"}]

RULE = Rule(
    FindingType(
        "PRG009",
        "running-without-report",
        Severity.WARNING,
        Text(
            "“{task}”应在进行中，第 {round} 轮没有进度记录",
            "“{task}” should be running, but round {round} has no report on it",
        ),
        Text(
            "请主责部门补报；没有启动也要说明原因",
            "ask its department for a report, also if it has not begun",
        ),
        Text(
            "没有记录的任务在汇总里按旧进度计算，问题会被掩盖。",
            "Without a report the old progress counts, and trouble stays hidden.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已填报；尚未到开始日期", "reported; not yet due to begin"),
            {
                "rounds": _ROUNDS,
                "wbs": [
                    {"code": "1", "manual_start": "2026-03-02", "duration": 10},
                    {"code": "2", "manual_start": "2026-03-16", "duration": 10},
                ],
                "progress": [{"task": "1", "round": 1, "percent": "30%", "actual_start": "2026-03-02"}],
            },
        ),
        Example(
            Text("还没有开过轮次", "no round yet"),
            {"wbs": [{"code": "1", "manual_start": "2026-03-02", "duration": 5}]},
        ),
        Example(
            Text("上一轮已经完成", "finished in the round before"),
            {
                "rounds": [*_ROUNDS, {"number": 2, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-02", "duration": 5}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    }
                ],
            },
        ),
        Example(
            Text(
                "上一轮说了还没开始，计划也没到；另一项没有日期",
                "told not to have begun, and not due yet; another one without dates",
            ),
            {
                "rounds": [*_ROUNDS, {"number": 2, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-16", "duration": 5}, {"code": "2"}],
                "progress": [{"task": "1", "round": 1, "percent": "0%", "next_step": "准备"}],
            },
        ),
        Example(
            Text("明天才开始；互为前置的算不出开始", "it starts tomorrow; tasks in a circle have no start"),
            {
                "rounds": _ROUNDS,
                "wbs": [
                    {"code": "1", "manual_start": "2026-03-07", "duration": 5},
                    {"code": "2", "duration": 5, "predecessors": "3"},
                    {"code": "3", "duration": 5, "predecessors": "2"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("计划已开始，本轮没有记录", "planned to run, no report"),
            {"rounds": _ROUNDS, "wbs": [{"code": "1", "manual_start": "2026-03-02", "duration": 10}]},
            (("wbs", "t001", "percent"),),
        ),
        Example(
            Text(
                "提前开始了，本轮没有记录；别的任务完成率看不懂",
                "begun early, and no report in this round; the progress of another task is unreadable",
            ),
            {
                "rounds": [*_ROUNDS, {"number": 2, "status_date": "2026-03-13"}],
                "wbs": [
                    {"code": "1", "manual_start": "2026-03-23", "duration": 5},
                    {"code": "2", "manual_start": "2026-03-02", "duration": 20},
                ],
                "progress": [
                    {"task": "1", "round": 1, "percent": "10%", "actual_start": "2026-03-05"},
                    {"task": "2", "round": 2, "percent": "？？", "actual_start": "2026-03-02"},
                ],
                "risks": [{"description": "断供", "task": "？？"}],
            },
            (("wbs", "t001", "percent"),),
        ),
    ),
    settings=(_DAYS,),
)
