"""Dates, deviation and state of a milestone: all of them are its task's, none is typed a second time.

The plan's date is the baseline's where one was frozen. A milestone is reached when its task has an actual finish or is
complete; without an actual date that column stays blank. Where no date is known, nothing is said of its state.
"""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import task_link
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World, count_of, is_number
from xlplan.twins.task_link import of_task, of_tasks

LABELS = {
    "ahead": Text("未到期", "Ahead"),
    "at_risk": Text("有风险", "At risk"),
    "late": Text("已滞后", "Late"),
    "reached": Text("已达成", "Reached"),
}
INPUTS = (Fetch("task"), Fetch("name"))
DATES = (
    ("planned", "plan_finish"),
    ("forecast", "finish"),
    ("actual", "act_finish"),
    ("baseline", "baseline_finish"),
)
"""The dates shown, and the finishes of the task that they are."""
SHARES = (("share", "percent"), ("slack", "total_float"))
TABLE = "milestones"


def _state(index: int) -> str:
    words = {key: text.both[index] for key, text in LABELS.items()}
    return (
        f'IF(OR(ISNUMBER([actual]),N([share])>=1),"{words["reached"]}",IF(NOT(ISNUMBER([planned])),"",'
        f'IF(AND(ISNUMBER([@status_date]),N([planned])<N([@status_date])),"{words["late"]}",'
        f'IF(OR(AND(ISNUMBER([end]),N([end])>N([planned])),N([slack])<0),"{words["at_risk"]}","{words["ahead"]}"))))'
    )


STEPS = (
    *(Step(key, of_task(source), "yyyy-mm-dd") for key, source in DATES),
    *(Step(key, of_task(source)) for key, source in SHARES),
    Step("end", "IF(ISNUMBER([actual]),[actual],[forecast])", "yyyy-mm-dd"),
    # Working days behind the plan (negative: ahead of it).
    Step(
        "deviation",
        f'IF(COUNT([planned],[end])<2,"",IFERROR({count_of("[end]")}-{count_of("[planned]")},""))',
    ),
    Step("state", Text(_state(0), _state(1))),
)


def milestones(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    out = {key: of_tasks(world, TABLE, source) for key, source in (*DATES, *SHARES)}
    out["end"] = [a if is_number(a) else f for a, f in zip(out["actual"], out["forecast"], strict=True)]
    out["deviation"] = [world.later(e, p) for e, p in zip(out["end"], out["planned"], strict=True)]
    out["state"] = [_state_of(world, {key: column[i] for key, column in out.items()}) for i in range(len(out["end"]))]
    return out


def _state_of(world: World, row: dict[str, Scalar]) -> str:
    today, planned, end = world.params["status_date"], row["planned"], row["end"]
    if is_number(row["actual"]) or (is_number(row["share"]) and float(row["share"]) >= 1):
        key = "reached"
    elif not is_number(planned):
        return ""
    elif is_number(today) and float(planned) < float(today):
        key = "late"
    elif is_number(end) and float(end) > float(planned):
        key = "at_risk"
    else:
        key = "at_risk" if is_number(row["slack"]) and float(row["slack"]) < 0 else "ahead"
    return LABELS[key](world.lang)


TWIN = Twin(
    INPUTS,
    (Block(TABLE, task_link.STEPS, lambda world: task_link.linked(world, TABLE)), Block(TABLE, STEPS, milestones)),
)
