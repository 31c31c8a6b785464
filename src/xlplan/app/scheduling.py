"""The schedule of a plan: its tasks and newest progress through the scheduling engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlplan.app.exporting import load_plan
from xlplan.app.gather import DOCUMENTS
from xlplan.app.holidays import with_holidays
from xlplan.core.calendar import WorkCalendar
from xlplan.forms.progress import Progress
from xlplan.forms.wbs import Task
from xlplan.model.order import task_order
from xlplan.model.plan import Plan
from xlplan.schedule.activity import Activity, Schedule
from xlplan.schedule.engine import schedule
from xlplan.template.resolve import Template

REACH = 20 * 366
"""Calendar days around the plan's dates within which its calendar rows count; beyond, the weekend pattern holds."""


@dataclass(frozen=True)
class Scheduled:
    """A plan with its schedule. ``assumed_start`` is the project's start where the plan names none."""

    plan: Plan
    schedule: Schedule
    assumed_start: dt.date | None = None


def plan_activities(plan: Plan) -> list[Activity]:
    """The tasks of a plan as activities, by code; the newest progress row of each task counts.

    The task above is that with the longer part of the code; for a row without a code, the chosen parent.
    """
    by_code: dict[str, str] = {}
    for id_, task in plan.tasks.items():
        if task.code:
            by_code.setdefault(task.code.casefold(), id_)
    latest = plan.latest_progress()
    return [_activity(plan.tasks[i], by_code, latest.get(i)) for i in task_order(plan)]


def _activity(task: Task, by_code: dict[str, str], progress: Progress | None) -> Activity:
    parent = by_code.get(task.code.rpartition(".")[0].casefold()) if task.code else task.parent
    done = progress or Progress(id="")
    return Activity(
        id=task.id,
        duration=task.duration,
        links=tuple(task.predecessors or ()),
        parent=parent,
        manual_start=task.manual_start,
        manual_finish=task.manual_finish,
        not_before=task.not_before,
        deadline=task.deadline,
        actual_start=done.actual_start,
        actual_finish=done.actual_finish,
        percent=done.percent or 0,
        forecast_finish=done.forecast_finish,
        active=task.row_state in (None, "active"),
    )


def _dates(activities: Iterable[Activity]) -> list[dt.date]:
    return [
        day
        for a in activities
        for day in (
            *(a.manual_start, a.manual_finish, a.not_before, a.deadline),
            *(a.actual_start, a.actual_finish, a.forecast_finish),
        )
        if day is not None
    ]


def _calendar(plan: Plan, weekend: Iterable[int], around: list[dt.date]) -> WorkCalendar:
    """The calendar over the plan's dates and all its calendar rows that are not absurdly far away."""
    low, high = min(around).toordinal() - REACH, max(around).toordinal() + REACH
    rows = [d for d in plan.calendar.values() if d.date and low <= d.date.toordinal() <= high]
    days = [*around, *(d.date for d in rows if d.date)]
    return WorkCalendar(
        min(days),
        max(days),
        (d.date for d in rows if d.date and d.kind == "holiday"),
        (d.date for d in rows if d.date and d.kind == "workday"),
        weekend,
    )


def schedule_plan(plan: Plan, template: Template, today: dt.date) -> Scheduled:
    """Schedule a plan between its project dates, with progress up to its status date.

    Where the plan names no start, its earliest typed date counts, else the status date, else ``today``. Nothing in
    the plan raises.
    """
    activities = plan_activities(plan)
    basic, status = plan.basic, plan.status_date
    starts = [a.actual_start or a.manual_start or a.not_before for a in activities if a.active]
    start = basic.start or min((d for d in starts if d), default=None) or status or today
    # One date typed into the wrong century must not make the calendar endless: bounds follow the project.
    near = [d for d in _dates(activities) if abs((d - start).days) <= REACH]
    calendar = _calendar(plan, template.weekend, [start, *near])
    found = schedule(activities, calendar, start, basic.finish, status, weekend=template.weekend)
    return Scheduled(plan, found, None if basic.start else start)


def schedule_file(path: Path, today: dt.date) -> Scheduled:
    """Schedule a master or a plan document. InputError where the file is neither.

    A document without calendar rows gets the holidays that a workbook made from it would get.
    """
    plan, template = load_plan(path)
    if path.suffix.lower() in DOCUMENTS:
        plan = with_holidays(plan, today)
    return schedule_plan(plan, template, today)
