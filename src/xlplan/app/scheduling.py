"""The schedule of a plan: its tasks and newest progress through the scheduling engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from xlplan.app.exporting import load_plan
from xlplan.app.file_names import DOCUMENTS
from xlplan.app.holidays import with_holidays
from xlplan.calculate.activities import plan_activities, project_start, schedule_activities
from xlplan.calculate.compute import Computed, compute
from xlplan.model.plan import Plan
from xlplan.scheduling.activity import Schedule
from xlplan.template.resolve import Template
from xlplan.twins.engine import is_number


@dataclass(frozen=True)
class Scheduled:
    """A plan with its schedule. ``assumed_start`` is the project's start where nothing in the plan tells one."""

    plan: Plan
    schedule: Schedule
    assumed_start: dt.date | None = None


def schedule_plan(plan: Plan, template: Template, today: dt.date) -> Scheduled:
    """Schedule a plan between its project dates, with progress up to its status date.

    Where the plan names no start, its earliest date counts, else the status date, else ``today``. Nothing in the plan
    raises.
    """
    return schedule_computed(plan, template, compute(plan, template, sheets=False), today)


def schedule_computed(plan: Plan, template: Template, computed: Computed, today: dt.date) -> Scheduled:
    """The same of a plan that was calculated already."""
    start = project_start(computed, today)
    found = schedule_activities(computed, plan_activities(computed), start, template.weekend)
    return Scheduled(plan, found, None if is_number(computed.world.params["typed_start"]) else start)


def schedule_file(path: Path, today: dt.date) -> Scheduled:
    """Schedule a master or a plan document. InputError where the file is neither.

    A document without calendar rows gets the holidays that a workbook made from it would get.
    """
    plan, template = load_plan(path)
    if path.suffix.lower() in DOCUMENTS:
        plan = with_holidays(plan, today)
    return schedule_plan(plan, template, today)
