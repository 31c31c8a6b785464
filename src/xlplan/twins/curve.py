"""The S-curve: planned share by day, earned share by round, and the status date; formulas with their Python twins.

Points are numbers always, as charts draw blanks as zero: where nothing is planned, they lie below the axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlplan.twins.dashboard import dated, latest, percent, total
from xlplan.twins.engine import Scalar, World, count_of, is_number, serial

STEPS = 20
"""Parts of the time between first and last day: one point more."""
EMPTY_DAYS = 84
"""Days on the axis where nothing is planned."""
NOWHERE = -1
"""The share of a point that isn't to be seen."""

FIRST = (
    "IF(COUNT([@project_start],[wbs.plan_start:all])=0,[@first_day]+1,"
    "IF(ISNUMBER([@project_start]),MIN([@project_start],[wbs.plan_start:all]),MIN([wbs.plan_start:all])))-1"
)
DRAWN = "IF(AND([@total]>0,[@dated]>0),1,0)"
LAST = f"IF([@drawn]=0,MIN([@first]+{EMPTY_DAYS},[@last_day]),MAX([@first],[wbs.finish:all],[wbs.plan_finish:all]))"
STATUS = "IF([@drawn]=0,[@this],IF(ISNUMBER([@status_date]),MAX([@this],[@status_date]),[@this]))"
"""The day of the live point; ``[@this]`` is the day of the point before."""
EARNED = "IF(AND([@drawn]=1,ISNUMBER([@status_date])),[@percent],[@this])"
"""The share of the live point; ``[@this]`` is the share of the point before."""
_GONE = "([@this]-[wbs.plan_before:all])"
_DAYS = "[wbs.plan_days:all]"
PLANNED = (
    f"IF([@drawn]=0,{NOWHERE},SUMPRODUCT([wbs.value:all]*(({_GONE}>={_DAYS})*(({_DAYS}>0)+({_DAYS}=0)*([wbs.plan_before:all]>0))"
    f"+({_GONE}>0)*({_GONE}<{_DAYS})*{_GONE}/({_DAYS}+({_DAYS}=0))))/[@total])"
)
"""The planned share when ``[@this]`` working days have gone by; tasks without planned dates add nothing."""
COUNT = count_of("[@this]")
"""Working days up to the day ``[@this]``."""


def day_formula(step: int) -> str:
    """The day of a point of the plan."""
    return f"[@first]+INT(([@last]-[@first])*{step}/{STEPS})"


@dataclass(frozen=True, slots=True)
class Curve:
    """All values of the curve: days with counts and shares of the plan, then earned shares, the live one last."""

    first: int
    last: int
    drawn: int
    days: tuple[int, ...]
    counts: tuple[int, ...]
    planned: tuple[float, ...]
    earned: tuple[tuple[int, float], ...]
    status: bool


def past(
    rounds: Iterable[tuple[int, int]],
    reports: Iterable[tuple[int, str, float]],
    values: Mapping[str, float],
) -> list[tuple[int, float]]:
    """Day and earned share of rounds, weighed as now. ``rounds`` are numbers and days, ``reports`` round, task, percent.

    Of each task the newest percent at or before the round counts. Days only go forwards.
    """
    whole = sum(values.values())
    told = sorted(reports)
    found: list[tuple[int, float]] = []
    for number, day in sorted(rounds):
        newest = {task: share for round_, task, share in told if round_ <= number}
        share = sum(values.get(task, 0.0) * p for task, p in newest.items())
        if whole > 0 and (not found or day > found[-1][0]):
            found.append((day, share / whole))
    return found


def first_day(world: World) -> int:
    """The day before the first one: of the project or of its earliest task."""
    starts = [*world.column("wbs", "plan_start"), world.params["project_start"]]
    known = [int(s) for s in starts if is_number(s)]
    return (min(known) if known else int(world.params["first_day"]) + 1) - 1


def planned_at(world: World, count: int) -> float:
    """The planned share when some working days have gone by."""
    wbs = world.columns["wbs"]
    share = 0.0
    for value, before, days in zip(wbs["value"], wbs["plan_before"], wbs["plan_days"], strict=True):
        gone = count - int(before)
        if gone >= int(days):
            share += float(value) * (int(days) > 0 or int(before) > 0)
        elif gone > 0:
            share += float(value) * gone / int(days)
    return share / total(world)


def curve(world: World, rounds: Sequence[tuple[int, float]]) -> Curve:
    """The values of the curve, with the points of earlier rounds."""
    first = first_day(world)
    ends: list[Scalar] = [latest(world, "wbs", "finish"), latest(world, "wbs", "plan_finish")]
    last = max([first, *(int(e) for e in ends if is_number(e))])
    drawn = int(total(world) > 0 and dated(world) > 0)
    if not drawn:
        end = serial(world.calendar.last)
        assert isinstance(end, int)
        last = min(first + EMPTY_DAYS, end)
    days = tuple(first + (last - first) * n // STEPS for n in range(STEPS + 1))
    counts = tuple(world.count(day) for day in days)
    nowhere = (first, float(NOWHERE))
    earned = [(first, 0.0) if drawn else nowhere, *((day, share) if drawn else nowhere for day, share in rounds)]
    status = world.params["status_date"]
    live = bool(drawn) and is_number(status)
    before = earned[-1]
    earned.append((max(before[0], int(status)), float(percent(world))) if live else before)
    shares = tuple(planned_at(world, c) if drawn else float(NOWHERE) for c in counts)
    return Curve(first, last, drawn, days, counts, shares, tuple(earned), live)
