"""Status and deviation of a progress row, and what it shows of its task."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.engine import Block, Scalar, Step, World, is_number
from xlplan.twins.task_link import of_task, of_tasks

YES = Text("是", "Yes")
LABELS = {
    "not_started": Text("未开始", "Not started"),
    "running": Text("进行中", "In progress"),
    "blocked": Text("受阻", "Blocked"),
    "done": Text("已完成", "Done"),
    "late": Text("已滞后", "Late"),
}


SHOWN = (
    ("owner", "owner"),
    ("dept", "dept"),
    ("start", "plan_start"),
    ("finish", "plan_finish"),
    ("scheduled", "finish"),
)
"""What a row shows of its task: the plan's dates, and the finish as it is scheduled now."""


def _status(index: int) -> str:
    words = {key: text.both[index] for key, text in LABELS.items()}
    return (
        f'IF([task_row]=0,"",IF(OR(ISNUMBER([actual_finish]),N([percent])>=1),"{words["done"]}",'
        f'IF([blocked]="{YES.both[index]}","{words["blocked"]}",'
        f'IF(AND(ISNUMBER([@status_date]),ISNUMBER([finish]),N([finish])<N([@status_date])),"{words["late"]}",'
        f'IF(OR(ISNUMBER([actual_start]),N([percent])>0),"{words["running"]}",'
        f'IF(AND(ISNUMBER([@status_date]),ISNUMBER([start]),N([start])<N([@status_date])),"{words["late"]}",'
        f'"{words["not_started"]}"))))))'
    )


def _between(late: str) -> str:
    return f"INDEX([@counts],{late}-[@first_day]+1)-INDEX([@counts],[finish]-[@first_day]+1)"


STEPS = (
    *(Step(key, of_task(source), "General" if key in ("owner", "dept") else "yyyy-mm-dd") for key, source in SHOWN),
    Step("status", Text(_status(0), _status(1))),
    # Working days behind plan (negative: ahead): by the actual, else the forecast finish, else the status date.
    Step(
        "deviation",
        'IF(NOT(ISNUMBER([finish])),"",IFERROR(IF(ISNUMBER([actual_finish]),'
        + _between("[actual_finish]")
        + ",IF(ISNUMBER([forecast_finish]),"
        + _between("[forecast_finish]")
        + ",IF(AND(ISNUMBER([@status_date]),N([@status_date])>[finish]),"
        + _between("[@status_date]")
        + ',0))),""))',
    ),
)


def status(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    out: dict[str, list[Scalar]] = {key: of_tasks(world, "progress", source) for key, source in SHOWN}
    out["status"], out["deviation"] = [], []
    today = world.params["status_date"]
    for i, row in enumerate(world.column("progress", "task_row")):
        out["status"].append(_status_of(world, i, out) if row else "")
        out["deviation"].append(_deviation(world, i, out["finish"][i], today))
    return out


def _status_of(world: World, i: int, out: dict[str, list[Scalar]]) -> str:
    get, today = world.columns["progress"], world.params["status_date"]
    percent = float(get["percent"][i]) if is_number(get["percent"][i]) else 0.0

    def passed(day: Scalar) -> bool:
        return is_number(day) and is_number(today) and float(day) < float(today)

    if is_number(get["actual_finish"][i]) or percent >= 1:
        key = "done"
    elif get["blocked"][i] == YES(world.lang):
        key = "blocked"
    elif passed(out["finish"][i]):
        key = "late"
    elif is_number(get["actual_start"][i]) or percent > 0:
        key = "running"
    else:
        key = "late" if passed(out["start"][i]) else "not_started"
    return LABELS[key](world.lang)


def _deviation(world: World, i: int, finish: Scalar, today: Scalar) -> Scalar:
    if not is_number(finish):
        return ""
    actual, forecast = (
        world.columns["progress"]["actual_finish"][i],
        world.columns["progress"]["forecast_finish"][i],
    )
    if is_number(actual):
        end = actual
    elif is_number(forecast):
        end = forecast
    elif is_number(today) and float(today) > float(finish):
        end = today
    else:
        return 0
    try:
        return world.count(end) - world.count(finish)
    except ValueError:
        return ""


BLOCK = Block("progress", STEPS, status)
