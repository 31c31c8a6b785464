"""A critical task falls behind by itself, and the project's finish moves with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xlplan.calculate.activities import plan_activities, project_start, schedule_activities
from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.wbs import Task
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_leaves:
        own = 0 if context.finished(task.id) else _own_delay(context, task)
        if own <= 0 or not context.computed.value("wbs", task.id, "critical"):
            continue
        now = context.computed.project_finish()
        moves = _later(context, _finish_if_on_plan(context, task), now)
        if moves:
            params = {
                "task": context.task(task.id),
                "finish": context.computed.finish(task.id),
                "days": own,
                "moves": moves,
                "project": now,
            }
            yield Hit("wbs", task.id, "finish", params)


def _finish_if_on_plan(context: RuleContext, task: Task) -> dt.date | None:
    """When the project would finish if this task, and nothing else, kept to its plan: the schedule is made again."""
    computed, today = context.computed, context.plan.status_date
    start, finish = computed.planned_start(task.id), computed.planned_finish(task.id)
    if start is None or finish is None:
        return None
    if today is not None and finish <= today:
        kept: dict[str, Any] = {"actual_start": start, "actual_finish": finish, "percent": 1.0}
    elif today is not None and start <= today:
        kept = {"actual_start": start, "forecast_finish": finish}
    else:
        kept = {"actual_start": None, "manual_start": start, "manual_finish": finish, "forecast_finish": None}
    activities = [replace(a, **kept) if a.id == task.id else a for a in plan_activities(computed)]
    first = project_start(computed, start)
    return schedule_activities(computed, activities, first, context.template.weekend).finish


def _later(context: RuleContext, before: dt.date | None, now: dt.date | None) -> int:
    """Working days by which a date comes after another; 0 where it does not."""
    if before is None or now is None or now <= before:
        return 0
    return (context.working_days(before, now) or 0) - bool(context.works(before))


def _delay(context: RuleContext, task: Task) -> int:
    return _later(context, context.computed.planned_finish(task.id), context.computed.finish(task.id))


def _own_delay(context: RuleContext, task: Task) -> int:
    """Working days of delay that do not come from a predecessor, the task's own or one of a task above."""
    above = [context.plan.tasks[i] for i in context.ancestors(task.id)]
    before = [b for t in (task, *above) for _, b in context.links(t) if context.live(b)]
    return _delay(context, task) - max((_delay(context, b) for b in before), default=0)


_PLAN = {"manual_start": "2026-03-02", "duration": 5}
_AFTER = {"code": "2", "name": "试制", "duration": 5, "predecessors": "1"}


def _reported(finish: str, *more: dict[str, object], **task: object) -> dict[str, object]:
    return {
        "rounds": [{"number": 1, "status_date": "2026-03-04"}],
        "wbs": [{"code": "1", "name": "设计", **_PLAN, **task}, _AFTER, *more],
        "progress": [
            {"task": "1", "round": 1, "actual_start": "2026-03-02", "percent": "50%", "forecast_finish": finish}
        ],
    }


RULE = Rule(
    FindingType(
        "PRG016",
        "late-and-critical",
        Severity.WARNING,
        Text(
            "“{task}”按现在的进度 {finish} 完成，比计划晚 {days} 个工作日；它是关键任务，项目完成因此推迟 {moves} 个工作日，到 {project}",
            "“{task}” will finish on {finish}, {days} working day(s) later than planned, and it is critical: it moves the "
            "project's finish by {moves} working day(s), to {project}",
        ),
        Text(
            "压缩它或后面的关键任务；做不到的，说明影响并走变更调整项目完成日期",
            "shorten it or the critical tasks behind it; where that can't be done, say what follows and change the finish "
            "by request",
        ),
        Text(
            "关键任务没有余量，它晚几天，项目就晚几天；只报自己造成的延误，被前置任务推迟的不重复报。",
            "A critical task has no float: its delay is the project's. Only what a task causes itself is reported, not what its "
            "predecessors do to it.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(Text("按计划", "on time"), _reported("2026-03-06")),
        Example(
            Text("有余量，不影响项目", "it has float"),
            _reported("2026-03-09", {"code": "3", "name": "认证", "manual_start": "2026-03-02", "duration": 30}),
        ),
    ),
    bad=(
        Example(
            Text("晚 3 个工作日；被它推迟的后续任务不重复报", "three days late; what it pushes is not reported again"),
            _reported("2026-03-11"),
            (("wbs", "t001", "finish"),),
        ),
        Example(
            Text("早该完成却还没开始；后面的被它推迟", "due long ago and not begun; what follows is pushed"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [
                    {"code": "1", "name": "设计", "duration": 5},
                    {"code": "2", "name": "试制", "duration": 5, "predecessors": "1"},
                    {"code": "3", "name": "认证", "duration": 2, "predecessors": "2", "row_state": "取消"},
                ],
                "baselines": [
                    {
                        "number": 0,
                        "date": "2026-03-01",
                        "tasks": [
                            {"task": "1", "start": "2026-03-02", "finish": "2026-03-06"},
                            {"task": "2", "start": "2026-03-09", "finish": "2026-03-13"},
                        ],
                    }
                ],
            },
            (("wbs", "t001", "finish"),),
        ),
        Example(
            Text("前置任务晚 2 天，自己又多用 2 天", "two days late by its predecessor, two more by itself"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-11"}],
                "wbs": [
                    {"code": "1", "name": "设计", **_PLAN},
                    {"code": "2", "name": "试制", "duration": 5, "predecessors": "1"},
                ],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-10",
                        "percent": "100%",
                    },
                    {
                        "task": "2",
                        "round": 1,
                        "actual_start": "2026-03-11",
                        "percent": "20%",
                        "forecast_finish": "2026-03-19",
                    },
                ],
                "baselines": [
                    {
                        "number": 0,
                        "date": "2026-03-01",
                        "tasks": [
                            {"task": "1", "start": "2026-03-02", "finish": "2026-03-06"},
                            {"task": "2", "start": "2026-03-09", "finish": "2026-03-13"},
                        ],
                    }
                ],
            },
            (("wbs", "t002", "finish"),),
        ),
        Example(
            Text(
                "两项前置，一项晚了一项没有；已取消的不算",
                "two predecessors, one of them late; a cancelled one does not count",
            ),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-11"}],
                "wbs": [
                    {"code": "1", "name": "设计", **_PLAN},
                    {"code": "2", "name": "采购", **_PLAN},
                    {"code": "3", "name": "外协", **_PLAN, "row_state": "取消"},
                    {"code": "4", "name": "试制", "duration": 5, "predecessors": "1; 2; 3"},
                ],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-10",
                        "percent": "100%",
                    },
                    {
                        "task": "2",
                        "round": 1,
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                        "percent": "100%",
                    },
                    {
                        "task": "4",
                        "round": 1,
                        "actual_start": "2026-03-11",
                        "percent": "20%",
                        "forecast_finish": "2026-03-19",
                    },
                ],
                "baselines": [
                    {
                        "number": 0,
                        "date": "2026-03-01",
                        "tasks": [
                            {"task": "1", "start": "2026-03-02", "finish": "2026-03-06"},
                            {"task": "2", "start": "2026-03-02", "finish": "2026-03-06"},
                            {"task": "4", "start": "2026-03-09", "finish": "2026-03-13"},
                        ],
                    }
                ],
            },
            (("wbs", "t004", "finish"),),
        ),
    ),
)
