"""The schedule of a plan: its tasks and newest progress through the scheduling engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlplan.app.exporting import load_plan
from xlplan.app.file_names import DOCUMENTS
from xlplan.app.holidays import with_holidays
from xlplan.calculate.compute import Computed, compute
from xlplan.core.link import LINK_TYPES, Link
from xlplan.model.plan import Plan
from xlplan.schedule.activity import Activity, Schedule
from xlplan.schedule.engine import schedule
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW, Scalar, World, from_serial, is_number
from xlplan.twins.links_parse import CYCLE


@dataclass(frozen=True)
class Scheduled:
    """A plan with its schedule. ``assumed_start`` is the project's start where nothing in the plan tells one."""

    plan: Plan
    schedule: Schedule
    assumed_start: dt.date | None = None


def plan_activities(computed: Computed) -> list[Activity]:
    """The tasks of a plan as the workbook's formulas see them: by code, with what was reported last."""
    world = computed.world
    get, ids = world.columns["wbs"], computed.rows["wbs"].ids
    links: dict[int, list[Link]] = {}
    columns = (world.column("links", key) for key in ("task_row", "pred_row", "kind", "lag", "unit", "ok", "problem"))
    for task, pred, kind, lag, unit, ok, problem in zip(*columns, strict=True):
        if ok or problem == CYCLE:
            link = Link(ids[_position(pred)], LINK_TYPES[int(kind) - 1], int(lag or 0), unit == 2)
            links.setdefault(_position(task), []).append(link)
    return [_activity(world, i, id_, tuple(links.get(i, ())), ids) for i, id_ in enumerate(ids) if get["code"][i]]


def _position(row: Scalar) -> int:
    return int(row) - HEADER_ROW - 1


def _activity(world: World, i: int, id_: str, links: tuple[Link, ...], ids: Sequence[str]) -> Activity:
    get = world.columns["wbs"]

    def day(key: str) -> dt.date | None:
        value = get[key][i]
        return from_serial(float(value)) if is_number(value) else None

    duration = get["duration"][i]
    return Activity(
        id=id_,
        duration=int(duration) if is_number(duration) and int(duration) == duration else None,
        links=links,
        parent=ids[_position(get["parent_row"][i])] if get["parent_row"][i] else None,
        manual_start=day("manual_start"),
        manual_finish=day("manual_finish"),
        not_before=day("not_before"),
        deadline=day("deadline"),
        actual_start=day("act_start"),
        actual_finish=day("act_finish"),
        percent=float(get["leaf_percent"][i]),
        forecast_finish=day("forecast"),
        active=bool(get["active"][i]),
    )


def schedule_plan(plan: Plan, template: Template, today: dt.date) -> Scheduled:
    """Schedule a plan between its project dates, with progress up to its status date.

    Where the plan names no start, its earliest date counts, else the status date, else ``today``. Nothing in the plan
    raises.
    """
    computed = compute(plan, template)
    params = computed.world.params

    def day(key: str) -> dt.date | None:
        value = params[key]
        return from_serial(float(value)) if is_number(value) else None

    start = day("project_start") or today
    found = schedule(
        plan_activities(computed),
        computed.world.calendar,
        start,
        day("typed_finish"),
        day("status_date"),
        weekend=template.weekend,
    )
    return Scheduled(plan, found, None if is_number(params["typed_start"]) else start)


def schedule_file(path: Path, today: dt.date) -> Scheduled:
    """Schedule a master or a plan document. InputError where the file is neither.

    A document without calendar rows gets the holidays that a workbook made from it would get.
    """
    plan, template = load_plan(path)
    if path.suffix.lower() in DOCUMENTS:
        plan = with_holidays(plan, today)
    return schedule_plan(plan, template, today)
