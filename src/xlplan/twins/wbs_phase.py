"""Boundaries that a task's own row decides: of finished, running and typed tasks; for planned ones how early they may start.

A boundary counts the working days gone by: before a task starts, and when it is finished. A duration lies between them.
"""

from __future__ import annotations

import math
from fractions import Fraction

from xlplan.core.text import Text
from xlplan.twins.engine import BEYOND, Block, Scalar, Step, World, at, count_of, is_number, jump

PLANNED, MANUAL, STARTED, FINISHED = 0, 1, 2, 3
LOW = -9999999
"""The start of a running task nobody dated."""
TINY = Fraction(1, 10**6)
"""Shares of a day that do not count as work left."""
TYPED = ("manual_start", "manual_finish", "not_before", "act_start", "act_finish", "forecast")

_PHASE = (
    'IF(OR([active]=0,[first_child]>0),"",IF(ISNUMBER([act_finish]),3,'
    "IF(OR(ISNUMBER([act_start]),AND([leaf_percent]>0,ISNUMBER([@status_date]))),"
    "IF(AND([length]=0,ISNUMBER([act_start])),3,2),IF(COUNT([manual_start],[manual_finish])>0,1,0))))"
)
_BASE = (
    "IF(OR(NOT(ISNUMBER([manual_start])),AND([length]=0,ISNUMBER([manual_finish]))),"
    f"{count_of('[manual_finish]')}-[length],{count_of('([manual_start]-IF([length]=0,0,1))')})"
)

STEPS = (
    Step(
        "outside",
        Text(*("IF([active]=0,0,IF(OR(" + ",".join(f'[{k}]="{w}"' for k in TYPED) + "),1,0))" for w in BEYOND.both)),
    ),
    Step(
        "span",
        "IF(OR([active]=0,[first_child]>0,COUNT([manual_start],[manual_finish])<2),0,IF(AND(ISNUMBER([duration]),"
        f"N([duration])=0),0,{count_of('[manual_finish]')}-{count_of('([manual_start]-1)')}))",
    ),
    # Working days; a fraction is no duration, and without one it is a day.
    Step(
        "length",
        'IF(OR([active]=0,[first_child]>0),"",IF([span]>0,[span],'
        "IF(ISNUMBER([duration]),IF(INT(N([duration]))=[duration],MAX([duration],0),1),1)))",
    ),
    Step("phase", _PHASE),
    Step("left", 'IF([phase]=2,MAX(0,-INT(0.000001-[length]*(1-MAX(0,MIN([leaf_percent],1))))),"")'),
    Step(
        "forecast_count",
        f"IF(AND(ISNUMBER([phase]),ISNUMBER([forecast]),N([phase])<3),IF(ISNUMBER([@status_count]),"
        f'IF({count_of("[forecast]")}>[@status_count],{count_of("[forecast]")},""),{count_of("[forecast]")}),"")',
    ),
    Step(
        "typed_start",
        f'IF([phase]="","",IF([phase]=0,"",IF([phase]=1,{_BASE},'
        f"IF(ISNUMBER([act_start]),{count_of('([act_start]-1)')},{LOW}))))",
    ),
    Step(
        "fixed_finish",
        f'IF(OR([phase]="",[phase]=0),"",IF([phase]=3,{count_of("IF(ISNUMBER([act_finish]),[act_finish],[act_start])")},'
        "IF([phase]=2,IF(ISNUMBER([forecast_count]),MAX([forecast_count],[typed_start]),"
        "IF(ISNUMBER([@status_count]),MAX([@status_count],[typed_start])+[left],[typed_start]+[length])),"
        "IF(ISNUMBER([forecast_count]),IF([length]=0,[forecast_count],MAX([forecast_count],[typed_start])),"
        "[typed_start]+[length]))))",
    ),
    Step(
        "fixed_start",
        'IF(OR([phase]="",[phase]=0),"",IF([phase]=1,IF(AND([length]=0,ISNUMBER([forecast_count])),'
        "[forecast_count],[typed_start]),IF(AND([phase]=3,[length]=0),[fixed_finish],"
        "IF(ISNUMBER([act_start]),IF([phase]=3,MIN([typed_start],[fixed_finish]),[typed_start]),"
        "[fixed_finish]-[length]))))",
    ),
    # The latest "not before" of the task and all above it.
    Step(
        "earliest",
        f"IF([active]=0,0,MAX(N([not_before]),IF([parent_row]=0,0,{jump('wbs', 'earliest', '[parent_row]')})))",
        "yyyy-mm-dd",
    ),
    Step(
        "floor",
        'IF([phase]="","",IF([phase]>0,"",MAX([@origin],[@status_count],'
        f"IF([earliest]>0,{count_of('([earliest]-IF([length]=0,0,1))')},0),"
        "IF(ISNUMBER([forecast_count]),[forecast_count]-[length],0))))",
    ),
)


def _length(world: World, i: int) -> tuple[int, int]:
    get = world.columns["wbs"]
    start, finish, duration = get["manual_start"][i], get["manual_finish"][i], get["duration"][i]
    span = 0
    if is_number(start) and is_number(finish) and not (is_number(duration) and duration == 0):
        span = world.count(finish) - world.count(float(start) - 1)
    days = max(int(duration), 0) if is_number(duration) and int(duration) == duration else 1
    return span, span if span > 0 else days


def _phase(world: World, i: int, length: int) -> int:
    get = world.columns["wbs"]
    if is_number(get["act_finish"][i]):
        return FINISHED
    begun = is_number(get["act_start"][i])
    if begun or (float(get["leaf_percent"][i]) > 0 and is_number(world.params["status_date"])):
        return FINISHED if begun and length == 0 else STARTED
    return MANUAL if is_number(get["manual_start"][i]) or is_number(get["manual_finish"][i]) else PLANNED


def work_left(length: int, percent: Scalar) -> int:
    """Working days still to do of ``length``, rounded up."""
    left = length * (1 - max(Fraction(0), min(Fraction(str(percent)), Fraction(1))))
    return max(0, math.ceil(left - TINY))


class _Row:
    """The boundaries of one task; what its row holds by key, numbers or empty texts."""

    def __init__(self, world: World, i: int, phase: int, length: int) -> None:
        self.world, self.phase, self.length = world, phase, length
        self.cell = {key: world.columns["wbs"][key][i] for key in (*TYPED, "leaf_percent")}
        status = world.params["status_count"]
        self.status: int | None = int(status) if is_number(status) else None
        self.forecast = self._forecast()
        self.left: Scalar = work_left(length, self.cell["leaf_percent"]) if phase == STARTED else ""

    def count(self, key: str, before: bool) -> int | None:
        day = self.cell[key]
        return self.world.count(float(day) - before) if is_number(day) else None

    def _forecast(self) -> int | None:
        if self.phase == FINISHED:
            return None
        forecast = self.count("forecast", False)
        gone = forecast is not None and self.status is not None and forecast <= self.status
        return None if gone else forecast

    def typed_start(self) -> int:
        if self.phase != MANUAL:
            begun = self.count("act_start", True)
            return LOW if begun is None else begun
        finish = self.count("manual_finish", False)
        if finish is not None and (self.length == 0 or not is_number(self.cell["manual_start"])):
            return finish - self.length
        start = self.count("manual_start", self.length > 0)
        assert start is not None
        return start

    def finish(self, start: int) -> int:
        if self.phase == FINISHED:
            done = self.count("act_finish", False)
            done = self.count("act_start", False) if done is None else done
            assert done is not None
            return done
        if self.phase == MANUAL:
            if self.forecast is None:
                return start + self.length
            return self.forecast if self.length == 0 else max(self.forecast, start)
        if self.forecast is not None:
            return max(self.forecast, start)
        return start + self.length if self.status is None else max(self.status, start) + int(self.left)

    def start(self, typed: int, finish: int) -> int:
        if self.phase == MANUAL:
            return self.forecast if self.length == 0 and self.forecast is not None else typed
        if self.phase == FINISHED and self.length == 0:
            return finish
        if is_number(self.cell["act_start"]):
            return min(typed, finish) if self.phase == FINISHED else typed
        return finish - self.length


def _earliest(world: World) -> list[Scalar]:
    get = world.columns["wbs"]
    found: list[Scalar] = [0] * len(get["code"])
    for i in sorted(range(len(found)), key=lambda i: int(get["level"][i] or 0)):
        own = get["not_before"][i]
        above = at(found, get["parent_row"][i]) if get["parent_row"][i] else 0
        found[i] = max(int(own) if is_number(own) else 0, int(above)) if get["active"][i] else 0
    return found


def phases(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    out: dict[str, list[Scalar]] = {step.key: [] for step in STEPS}
    out["earliest"] = _earliest(world)
    beyond = BEYOND(world.lang)
    for i, active in enumerate(get["active"]):
        out["outside"].append(int(bool(active) and any(get[key][i] == beyond for key in TYPED)))
        values: dict[str, Scalar] = {"span": 0, "length": "", "phase": "", "left": "", "forecast_count": ""}
        values.update({"typed_start": "", "fixed_finish": "", "fixed_start": "", "floor": ""})
        if active and not get["first_child"][i]:
            span, length = _length(world, i)
            values["span"], values["length"] = span, length
            phase = values["phase"] = _phase(world, i, length)
            row = _Row(world, i, phase, length)
            values["left"] = row.left
            values["forecast_count"] = "" if row.forecast is None else row.forecast
            if phase == PLANNED:
                values["floor"] = _floor(world, row, out["earliest"][i])
            else:
                start = values["typed_start"] = row.typed_start()
                finish = values["fixed_finish"] = row.finish(start)
                values["fixed_start"] = row.start(start, finish)
        for key, value in values.items():
            out[key].append(value)
    return out


def _floor(world: World, row: _Row, earliest: Scalar) -> int:
    origin = world.params["origin"]
    bounds = [0, int(origin) if is_number(origin) else 0, row.status or 0]
    if earliest:
        bounds.append(world.count(float(earliest) - (row.length > 0)))
    if row.forecast is not None:
        bounds.append(row.forecast - row.length)
    return max(bounds)


BLOCK = Block("wbs", STEPS, phases)
