"""Single values that the network's formulas share: from when, up to when, and what is known of the days."""

from __future__ import annotations

from xlplan.twins.engine import Block, Scalar, World, count_of, is_number
from xlplan.twins.network_backward import HIGH

TYPED = ("manual_start", "manual_finish", "act_start", "act_finish", "not_before")
_ALL = ",".join(f"[wbs.{key}:all]" for key in TYPED)

STATUS_COUNT = f'IF(ISNUMBER([@status_date]),{count_of("[@status_date]")},"")'
# Where the project has no start, the earliest date of its tasks, else the status date.
PROJECT_START = (
    f"IF(ISNUMBER([@typed_start]),[@typed_start],IF(COUNT({_ALL})>0,MIN({_ALL}),"
    'IF(ISNUMBER([@status_date]),[@status_date],"")))'
)
ORIGIN_COUNT = f'IF(ISNUMBER([@project_start]),{count_of("([@project_start]-1)")},"")'
END_COUNT = (
    'IF(COUNT([wbs.ef_sure:all])=0,"",MIN(MAX([wbs.ef_sure:all]),'
    f"IF(ISNUMBER([@typed_finish]),{count_of('[@typed_finish]')},{HIGH})))"
)


def _count(world: World, day: Scalar, before: int = 0) -> Scalar:
    return world.count(float(day) - before) if is_number(day) else ""


def _origin(world: World) -> dict[str, list[Scalar]]:
    params, wbs = world.params, world.columns["wbs"]
    start: Scalar = params["typed_start"]
    if not is_number(start):
        typed = [v for key in TYPED for v in wbs[key] if is_number(v)]
        status = params["status_date"]
        start = min(typed) if typed else status if is_number(status) else ""
    params["project_start"] = start
    params["origin"] = _count(world, start, 1)
    params["status_count"] = _count(world, params["status_date"])
    return {}


def _end(world: World) -> dict[str, list[Scalar]]:
    finishes = [int(f) for f in world.column("wbs", "ef") if is_number(f)]
    typed = world.params["typed_finish"]
    fixed = world.count(typed) if is_number(typed) else HIGH
    world.params["end"] = min(max(finishes), fixed) if finishes else ""
    return {}


ORIGIN = Block("wbs", (), _origin)
END = Block("wbs", (), _end)
