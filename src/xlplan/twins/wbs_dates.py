"""Dates of tasks from their boundaries, the only step that touches dates: early, late, and what stands as typed.

A milestone lies at the end of its day; at the project's very start it is shown on the first day. Where a task can't be
scheduled, what was typed is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from xlplan.core.text import Text
from xlplan.twins.engine import BEYOND, Block, Scalar, Step, World, at, day_of, is_number
from xlplan.twins.wbs_phase import FINISHED, MANUAL, PLANNED, STARTED

MANUAL_MODE = Text("手动计划", "Manual")
AUTOMATIC_MODE = Text("自动计划", "Automatic")


def roll_chain(key: str, function: str) -> str:
    """The least or greatest of a row and its later siblings."""
    rest = f"OFFSET([{key}_chain:top],[next_sibling]-[@header],0)"
    return f'IF([next_sibling]=0,[{key}],IF(COUNT([{key}],{rest})=0,"",{function}([{key}],{rest})))'


def rolled(key: str, leaf: str | Text) -> Step:
    head = f'IF([active]=0,"",IF([first_child]>0,OFFSET([{key}_chain:top],[first_child]-[@header],0),'
    if isinstance(leaf, str):
        return Step(key, f"{head}{leaf}))", "yyyy-mm-dd")
    return Step(key, Text(*(f"{head}{one}))" for one in leaf.both)), "yyyy-mm-dd")


def _computed(boundary: str, start: bool) -> Text:
    """The day of a boundary; a milestone's both ends are the evening of its day."""
    finish = "ef" if boundary == "early" else "lf"
    evening = day_of(f"([{finish}]+IF(AND([phase]=0,[{finish}]=[@origin]),1,0))")
    own = day_of(f"([{'es' if boundary == 'early' else 'ls'}]+1)") if start else day_of(f"[{finish}]")
    return Text(*(f'IFERROR(IF([length]=0,{evening},{own}),"{w}")' for w in BEYOND.both))


def _with(template: str, inner: Text) -> Text:
    return Text(*(template.replace("{}", one) for one in inner.both))


_TYPED_START = (
    'IF([phase]="","",IF([phase]=3,IF([length]=0,IF(ISNUMBER([act_finish]),[act_finish],[act_start]),'
    'IF(ISNUMBER([act_start]),IF(ISNUMBER([act_finish]),MIN([act_start],[act_finish]),[act_start]),"")),'
    'IF([phase]=2,[act_start],IF([phase]=1,IF([length]=0,IF(ISNUMBER([forecast_count]),"",'
    'IF(ISNUMBER([manual_finish]),[manual_finish],[manual_start])),[manual_start]),""))))'
)
_TYPED_FINISH = (
    'IF([phase]="","",IF([phase]=3,IF(ISNUMBER([act_finish]),[act_finish],[act_start]),'
    "IF(AND([phase]=1,NOT(ISNUMBER([forecast_count]))),IF(AND([length]=0,NOT(ISNUMBER([manual_finish]))),"
    '[manual_start],[manual_finish]),"")))'
)

STEPS = (
    Step(
        "mode",
        Text(
            *(
                f'IF([code]="","",IF([first_child]>0,"",IF(COUNT([manual_start],[manual_finish])>0,"{m}","{a}")))'
                for m, a in zip(MANUAL_MODE.both, AUTOMATIC_MODE.both, strict=True)
            )
        ),
    ),
    Step("typed_first", _TYPED_START, "yyyy-mm-dd"),
    Step("typed_last", _TYPED_FINISH, "yyyy-mm-dd"),
    rolled(
        "start",
        _with(
            "IF(NOT(ISNUMBER([es])),[manual_start],IF(ISNUMBER([typed_first]),[typed_first],{}))",
            _computed("early", True),
        ),
    ),
    Step("start_chain", roll_chain("start", "MIN"), "yyyy-mm-dd"),
    Step(
        "ef_day",
        _with('IF(OR([phase]="",NOT(ISNUMBER([es]))),"",{})', _computed("early", False)),
        "yyyy-mm-dd",
    ),
    rolled(
        "finish",
        "IF(NOT(ISNUMBER([es])),[manual_finish],IF(ISNUMBER([typed_last]),[typed_last],"
        "IF(AND(ISNUMBER([start]),ISNUMBER([ef_day])),MAX([start],[ef_day]),[ef_day])))",
    ),
    Step("finish_chain", roll_chain("finish", "MAX"), "yyyy-mm-dd"),
    rolled(
        "late_start",
        _with('IF(NOT(ISNUMBER([es])),"",IF([phase]>1,[start],{}))', _computed("late", True)),
    ),
    Step("late_start_chain", roll_chain("late_start", "MIN"), "yyyy-mm-dd"),
    rolled(
        "late_finish",
        _with('IF(NOT(ISNUMBER([es])),"",IF([phase]=3,[finish],{}))', _computed("late", False)),
    ),
    Step("late_finish_chain", roll_chain("late_finish", "MAX"), "yyyy-mm-dd"),
)


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


def pick(function: Callable[[list[float]], float]) -> Callable[[Scalar, Scalar], Scalar]:
    def combine(a: Scalar, b: Scalar) -> Scalar:
        numbers = [float(v) for v in (a, b) if is_number(v)]
        return int(function(numbers)) if numbers else ""

    return combine


def _typed(get: dict[str, list[Scalar]], i: int) -> tuple[Scalar, Scalar]:
    """The dates that stand as typed or reported; empty texts where they are computed."""
    phase, milestone = get["phase"][i], get["length"][i] == 0
    begun, done = get["act_start"][i], get["act_finish"][i]
    start, finish = get["manual_start"][i], get["manual_finish"][i]
    forecast = is_number(get["forecast_count"][i])
    if phase == FINISHED:
        last = done if is_number(done) else begun
        if milestone:
            return last, last
        return (min(begun, last) if is_number(begun) else ""), last
    if phase == STARTED:
        return begun, ""
    if phase != MANUAL:
        return "", ""
    if milestone:
        day = finish if is_number(finish) else start
        return ("", "") if forecast else (day, day)
    return start, "" if forecast else finish


def shown_day(world: World, count: int) -> Scalar:
    """The working day with a count, the words for one outside the calendar."""
    try:
        return world.day(count)
    except ValueError:
        return BEYOND(world.lang)


def _leaf(world: World, i: int, typed: tuple[Scalar, Scalar]) -> tuple[Scalar, ...]:
    """Start, finish, late start, late finish, and the computed finish of a task."""
    get = world.columns["wbs"]
    phase, milestone = get["phase"][i], get["length"][i] == 0
    if not is_number(get["es"][i]):
        return get["manual_start"][i], get["manual_finish"][i], "", "", ""

    def day(start: str, finish: str, first: bool) -> Scalar:
        end = int(get[finish][i])
        if milestone:
            return shown_day(world, end + (phase == PLANNED and end == world.params["origin"]))
        return shown_day(world, int(get[start][i]) + 1 if first else end)

    first, last = typed
    if not is_number(first):
        first = day("es", "ef", True)
    computed = day("es", "ef", False)
    if not is_number(last):
        last = computed
        if is_number(first) and is_number(last):
            last = max(first, last)
    late_first = first if phase in (STARTED, FINISHED) else day("ls", "lf", True)
    late_last = last if phase == FINISHED else day("ls", "lf", False)
    return first, last, late_first, late_last, computed


def dates(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    out: dict[str, list[Scalar]] = {}
    rows: list[tuple[Scalar, ...]] = []
    out["typed_first"], out["typed_last"] = [], []
    for i, active in enumerate(get["active"]):
        leaf = bool(active) and not get["first_child"][i]
        typed = _typed(get, i) if leaf else ("", "")
        out["typed_first"].append(typed[0])
        out["typed_last"].append(typed[1])
        rows.append(_leaf(world, i, typed) if leaf else ("",) * 5)
    out["ef_day"] = [r[4] for r in rows]
    keys = (("start", min), ("finish", max), ("late_start", min), ("late_finish", max))
    for n, (key, function) in enumerate(keys):
        out[key], out[f"{key}_chain"] = roll_up(world, [r[n] for r in rows], pick(function))
    out["mode"] = [
        "" if not code or child else (MANUAL_MODE if is_number(s) or is_number(f) else AUTOMATIC_MODE)(world.lang)
        for code, child, s, f in zip(
            get["code"], get["first_child"], get["manual_start"], get["manual_finish"], strict=True
        )
    ]
    return out


BLOCK = Block("wbs", STEPS, dates)
