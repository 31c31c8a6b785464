"""Dates of tasks: typed ones of leaves, completed by the duration where one end is missing; rolled up for summaries."""

from __future__ import annotations

from collections.abc import Callable

from xlplan.core.text import Text
from xlplan.twins.engine import Block, Scalar, Step, World, at, is_number

BEYOND = Text("超出日历", "beyond calendar")
MANUAL = Text("手动计划", "Manual")
AUTOMATIC = Text("自动计划", "Automatic")


def _count(day: str) -> str:
    return f"INDEX([@counts],{day}-[@first_day]+1)"


def _date(count: str) -> str:
    return f"INDEX([@dates],MATCH({count},[@counts],0))"


def _roll(key: str, function: str) -> str:
    """The least or greatest of a row and its later siblings."""
    rest = f"OFFSET([{key}_chain:top],[next_sibling]-[@header],0)"
    return f'IF([next_sibling]=0,[{key}],IF(COUNT([{key}],{rest})=0,"",{function}([{key}],{rest})))'


STEPS = (
    Step(
        "mode",
        Text(
            *(
                f'IF([code]="","",IF([first_child]>0,"",IF(COUNT([manual_start],[manual_finish])>0,"{m}","{a}")))'
                for m, a in zip(MANUAL.both, AUTOMATIC.both, strict=True)
            )
        ),
    ),
    Step(
        "leaf_start",
        Text(
            *(
                'IF(ISNUMBER([manual_start]),[manual_start],IF(COUNT([manual_finish],[duration])<2,"",'
                f'IF([duration]=0,[manual_finish],IFERROR({_date(_count("[manual_finish]") + "-[duration]+1")},"{w}"))))'
                for w in BEYOND.both
            )
        ),
        "yyyy-mm-dd",
    ),
    Step(
        "leaf_finish",
        Text(
            *(
                'IF(ISNUMBER([manual_finish]),[manual_finish],IF(COUNT([manual_start],[duration])<2,"",'
                f'IF([duration]=0,[manual_start],IFERROR({_date(_count("([manual_start]-1)") + "+[duration]")},"{w}"))))'
                for w in BEYOND.both
            )
        ),
        "yyyy-mm-dd",
    ),
    Step(
        "start",
        'IF([active]=0,"",IF([first_child]>0,OFFSET([start_chain:top],[first_child]-[@header],0),[leaf_start]))',
        "yyyy-mm-dd",
    ),
    Step("start_chain", _roll("start", "MIN"), "yyyy-mm-dd"),
    Step(
        "finish",
        'IF([active]=0,"",IF([first_child]>0,OFFSET([finish_chain:top],[first_child]-[@header],0),[leaf_finish]))',
        "yyyy-mm-dd",
    ),
    Step("finish_chain", _roll("finish", "MAX"), "yyyy-mm-dd"),
)


def _leaf_dates(world: World, start: Scalar, finish: Scalar, duration: Scalar) -> tuple[Scalar, Scalar]:
    beyond = BEYOND(world.lang)
    first: Scalar = start
    last: Scalar = finish
    if first == "" and is_number(finish) and is_number(duration):
        try:
            first = finish if duration == 0 else world.day(world.count(finish) - int(duration) + 1)
        except ValueError:
            first = beyond
    if last == "" and is_number(start) and is_number(duration):
        try:
            last = start if duration == 0 else world.day(world.count(float(start) - 1) + int(duration))
        except ValueError:
            last = beyond
    return first, last


def children_first(world: World) -> list[int]:
    """Row indices so that children and later siblings come before the rows that need them; no recursion.

    Deeper rows first; among equals, lower rows first. Codes give the depth, so no row can be its own ancestor.
    """
    levels = world.column("wbs", "level")
    return sorted(range(len(levels)), key=lambda i: (-int(levels[i] or 0), -i))


def roll_up(
    world: World, leaf: list[Scalar], combine: Callable[[Scalar, Scalar], Scalar]
) -> tuple[list[Scalar], list[Scalar]]:
    """A column rolled up over first child and next sibling, and the chain column that carries it."""
    own: list[Scalar] = list(leaf)
    chain: list[Scalar] = list(leaf)
    child = world.column("wbs", "first_child")
    sibling = world.column("wbs", "next_sibling")
    active = world.column("wbs", "active")
    for i in children_first(world):
        if not active[i]:
            own[i] = ""
        elif child[i]:
            own[i] = at(chain, child[i])
        chain[i] = combine(own[i], at(chain, sibling[i])) if sibling[i] else own[i]
    return own, chain


def _pick(function: Callable[[list[float]], float]) -> Callable[[Scalar, Scalar], Scalar]:
    def combine(a: Scalar, b: Scalar) -> Scalar:
        numbers = [float(v) for v in (a, b) if is_number(v)]
        return int(function(numbers)) if numbers else ""

    return combine


def dates(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    pairs = [
        _leaf_dates(world, s, f, d)
        for s, f, d in zip(get["manual_start"], get["manual_finish"], get["duration"], strict=True)
    ]
    leaf_start, leaf_finish = [p[0] for p in pairs], [p[1] for p in pairs]
    start, start_chain = roll_up(world, leaf_start, _pick(min))
    finish, finish_chain = roll_up(world, leaf_finish, _pick(max))
    mode: list[Scalar] = [
        "" if not code or child else (MANUAL if is_number(s) or is_number(f) else AUTOMATIC)(world.lang)
        for code, child, s, f in zip(
            get["code"], get["first_child"], get["manual_start"], get["manual_finish"], strict=True
        )
    ]
    return {
        "mode": mode,
        "leaf_start": leaf_start,
        "leaf_finish": leaf_finish,
        "start": start,
        "start_chain": start_chain,
        "finish": finish,
        "finish_chain": finish_chain,
    }


BLOCK = Block("wbs", STEPS, dates)
