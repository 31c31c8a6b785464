"""A plan's tasks as activities of the scheduling engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from xlplan.calculate.compute import Computed
from xlplan.core.link import LINK_TYPES, Link
from xlplan.scheduling.activity import Activity, Schedule
from xlplan.scheduling.engine import schedule
from xlplan.twins.engine import HEADER_ROW, Scalar, World, from_serial, is_number
from xlplan.twins.links_parse import CYCLE


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


def project_start(computed: Computed, today: dt.date) -> dt.date:
    """The first day of the project: typed, else the earliest date of the plan, else its status date, else ``today``."""
    return _param(computed, "project_start") or today


def schedule_activities(
    computed: Computed, activities: Sequence[Activity], start: dt.date, weekend: Iterable[int]
) -> Schedule:
    """Schedule activities between the dates of a plan's project, with progress up to its status date."""
    finish, status_date = _param(computed, "typed_finish"), _param(computed, "status_date")
    return schedule(activities, computed.world.calendar, start, finish, status_date, weekend=weekend)


def _param(computed: Computed, key: str) -> dt.date | None:
    value = computed.world.params[key]
    return from_serial(float(value)) if is_number(value) else None
