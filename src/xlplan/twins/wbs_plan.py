"""The plan that progress is measured against: the current baseline, else what was set, before any progress moved it.

Set are typed dates, one completed from the other by the duration; where none was typed, what the network gives.
"""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.engine import (
    BEYOND,
    HEADER_ROW,
    Block,
    Scalar,
    Step,
    World,
    at,
    count_of,
    day_of,
    is_number,
    row_of,
)
from xlplan.twins.wbs_dates import pick, roll_chain, roll_up, rolled, shown_day

FROZEN = (
    ("baseline_start", "base_start", "yyyy-mm-dd"),
    ("baseline_finish", "base_finish", "yyyy-mm-dd"),
    ("base_duration", "base_duration", "General"),
    ("base_effort", "base_effort", "General"),
)
"""Steps and what they take of the task's row in the baseline."""


def _set(own: str, other: str, shifted: str, computed: str) -> Text:
    return Text(
        *(
            f"IF(ISNUMBER([{own}]),[{own}],IF(COUNT([{other}],[duration])<2,[{computed}],"
            f'IF([duration]=0,[{other}],IFERROR({day_of(shifted)},"{w}"))))'
            for w in BEYOND.both
        )
    )


def _plan(key: str) -> str:
    return f'IF([active]=0,"",IF(ISNUMBER([baseline_{key}]),[baseline_{key}],[set_{key}]))'


STEPS = (
    # A row that was copied has the id of the one above it, which keeps the baseline.
    Step(
        "baseline_row",
        'IF([id]="",0,IF(MATCH([id],[id:all],0)+[@header]<ROW(),0,'
        "IFERROR(MATCH([id],[baseline.task_id:all],0)+[@header],0)))",
    ),
    *(
        Step(key, f'IF(OR([active]=0,[baseline_row]=0),"",{row_of("baseline", source, "[baseline_row]")})', look)
        for key, source, look in FROZEN
    ),
    rolled("set_start", _set("manual_start", "manual_finish", f"{count_of('[manual_finish]')}-[duration]+1", "start")),
    Step("set_start_chain", roll_chain("set_start", "MIN"), "yyyy-mm-dd"),
    rolled(
        "set_finish", _set("manual_finish", "manual_start", f"{count_of('([manual_start]-1)')}+[duration]", "finish")
    ),
    Step("set_finish_chain", roll_chain("set_finish", "MAX"), "yyyy-mm-dd"),
    Step("plan_start", _plan("start"), "yyyy-mm-dd"),
    Step("plan_finish", _plan("finish"), "yyyy-mm-dd"),
)


def _leaf(world: World, i: int) -> tuple[Scalar, Scalar]:
    """Start and finish as they were set, before progress."""
    get = world.columns["wbs"]
    start, finish, duration = get["manual_start"][i], get["manual_finish"][i], get["duration"][i]
    first, last = start, finish
    if not is_number(start):
        first = get["start"][i]
        if is_number(finish) and is_number(duration):
            first = finish
            if duration != 0:
                count = world.count(finish) - float(duration) + 1
                first = shown_day(world, int(count)) if count == int(count) else BEYOND(world.lang)
    if not is_number(finish):
        last = get["finish"][i]
        if is_number(start) and is_number(duration):
            last = start
            if duration != 0:
                count = world.count(float(start) - 1) + float(duration)
                last = shown_day(world, int(count)) if count == int(count) else BEYOND(world.lang)
    return first, last


def plan(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get, frozen = world.columns["wbs"], world.columns["baseline"]
    rows: dict[Scalar, int] = {}
    for number, task in enumerate(frozen["task_id"], HEADER_ROW + 1):
        if task:
            rows.setdefault(task, number)
    seen: set[Scalar] = set()
    found: list[int] = []
    for id_ in get["id"]:
        found.append(rows.get(id_, 0) if id_ and id_ not in seen else 0)
        seen.add(id_)
    out: dict[str, list[Scalar]] = {"baseline_row": list(found)}
    for key, source, _ in FROZEN:
        out[key] = [at(frozen[source], r) if r and a else "" for r, a in zip(found, get["active"], strict=True)]
    leaves = [
        _leaf(world, i) if a and not c else ("", "")
        for i, (a, c) in enumerate(zip(get["active"], get["first_child"], strict=True))
    ]
    for n, (key, function) in enumerate((("start", min), ("finish", max))):
        own, chain = roll_up(world, [pair[n] for pair in leaves], pick(function))
        out[f"set_{key}"], out[f"set_{key}_chain"] = own, chain
        out[f"plan_{key}"] = [
            (base if is_number(base) else mine) if active else ""
            for base, mine, active in zip(out[f"baseline_{key}"], own, get["active"], strict=True)
        ]
    return out


BLOCK = Block("wbs", STEPS, plan)
