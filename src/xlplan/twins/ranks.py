"""Ranks of tasks for lists elsewhere: milestones not reached yet, and critical tasks not done yet, by date.

A key is a number in the rows that count and blank in the others; the rank is the key's place among all keys, equal keys
from the top.
"""

from __future__ import annotations

from xlplan.twins.engine import Block, Scalar, Step, World, is_number

UNDATED = 900000
"""Stands for a missing date: after all others."""
LATE_FIRST = 500000
"""What late milestones are put forward by, in days: before all others."""


def rank_formula(key: str) -> str:
    """The formula for a key's place among all keys of its column; 0 where it is blank."""
    return f'IF([{key}]="",0,COUNTIFS([{key}:all],"<"&[{key}])+COUNTIFS([{key}:upto],[{key}]))'


STEPS = (
    Step(
        "milestone_key",
        f"IF(AND([milestone]=1,[leaf_percent]<1),IF([late]=1,[plan_finish]-{LATE_FIRST},"
        f'IF(ISNUMBER([finish]),[finish],{UNDATED})),"")',
    ),
    Step("milestone_rank", rank_formula("milestone_key")),
    Step(
        "critical_key",
        f'IF(AND([critical]=1,[active]=1,[first_child]=0,[leaf_percent]<1),IF(ISNUMBER([start]),[start],{UNDATED}),"")',
    ),
    Step("critical_rank", rank_formula("critical_key")),
)


def ranked(keys: list[Scalar]) -> list[Scalar]:
    """The values of that formula."""
    order = sorted((int(k), n) for n, k in enumerate(keys) if is_number(k))
    ranks: list[Scalar] = [0] * len(keys)
    for rank, (_, n) in enumerate(order, 1):
        ranks[n] = rank
    return ranks


def ranks(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    marks: list[Scalar] = []
    critical: list[Scalar] = []
    for i, active in enumerate(get["active"]):
        is_open = float(get["leaf_percent"][i]) < 1
        start, finish = get["start"][i], get["finish"][i]
        mark: Scalar = ""
        if get["milestone"][i] and is_open:
            mark = finish if is_number(finish) else UNDATED
            if get["late"][i]:
                mark = int(get["plan_finish"][i]) - LATE_FIRST
        marks.append(mark)
        leaf = bool(active) and not get["first_child"][i]
        first = start if is_number(start) else UNDATED
        critical.append(first if get["critical"][i] and leaf and is_open else "")
    return {
        "milestone_key": marks,
        "milestone_rank": ranked(marks),
        "critical_key": critical,
        "critical_rank": ranked(critical),
    }


BLOCK = Block("wbs", STEPS, ranks)
