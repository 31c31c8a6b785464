"""What the workbook's formulas say, through their twins, is what the scheduling engine says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from parity.plans import TODAY, random_plan, sample_plan, small_template
from xlplan.app.scheduling import schedule_plan
from xlplan.calculate.activities import plan_activities
from xlplan.calculate.compute import Computed, compute
from xlplan.core.text import LANGS, Lang
from xlplan.scheduling.activity import Timing
from xlplan.twins.engine import BEYOND, from_serial, is_number

SEEDS = range(1, 401)


def _value(computed: Computed, row: int, key: str) -> Any:
    return computed.world.columns["wbs"][key][row]


def _date(computed: Computed, row: int, key: str) -> dt.date | str | None:
    value = _value(computed, row, key)
    return from_serial(float(value)) if is_number(value) else value or None


def _compare(computed: Computed, row: int, timing: Timing) -> list[str]:
    """How the columns of a row differ from the engine's timing."""
    calendar = computed.world.calendar
    beyond = BEYOND(computed.world.lang)
    leaf = not _value(computed, row, "first_child")
    wrong = []
    known = timing.early is not None
    if known != is_number(_value(computed, row, "es")):
        return [f"es {_value(computed, row, 'es')!r} but {timing.early}"]
    if timing.early is None:
        return []
    origin = int(computed.world.params["origin"])
    expected: dict[str, object] = {"es": timing.early.start + origin, "ef": timing.early.finish + origin}
    if leaf and timing.late is not None:
        expected |= {"ls": timing.late.start + origin, "lf": timing.late.finish + origin}
    expected |= {"total_float": timing.total_float, "critical": int(timing.critical)}
    wrong += [
        f"{key} {_value(computed, row, key)} but {value}"
        for key, value in expected.items()
        if _value(computed, row, key) != value
    ]
    dates = {
        "start": timing.early_start,
        "finish": timing.early_finish,
        "late_start": timing.late_start,
        "late_finish": timing.late_finish,
    }
    for key, day in dates.items():
        found = _date(computed, row, key)
        outside = day is None or not calendar.first <= day <= calendar.last
        if found != day and not (outside and (found == beyond or not leaf)):
            wrong.append(f"{key} {found} but {day}")
    return wrong


def _check(plan: Any, template: Any) -> int:
    computed = compute(plan, template)
    timings = schedule_plan(plan, template, TODAY).schedule.activities
    if computed.world.params["origin"] == "":
        return 0
    beyond = BEYOND(computed.world.lang)
    links = computed.world.columns["links"]
    lost = any(p == "!" and is_number(s) for p, s in zip(links["push"], links["p_start"], strict=True))
    first = computed.world.params["first_day"]
    lost |= any(is_number(b) and float(b) <= float(first) for b in links["back"])
    if lost or any(beyond in column for column in (computed.world.column("wbs", k) for k in ("start", "finish"))):
        return 0  # The workbook ends with its calendar; the engine goes on.
    wrong: list[str] = []
    for row, id_ in enumerate(computed.rows["wbs"].ids):
        if id_ in timings:
            wrong += [f"{_value(computed, row, 'code')}: {text}" for text in _compare(computed, row, timings[id_])]
    assert not wrong, "\n".join(wrong)
    return len(timings)


@pytest.mark.parametrize("lang", LANGS)
def test_of_the_sample(lang: Lang) -> None:
    assert _check(*sample_plan(lang)) == 80


def test_of_random_plans() -> None:
    template = small_template()
    compared = 0
    for seed in SEEDS:
        try:
            compared += _check(random_plan(seed, template), template)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert compared > 2000


def test_every_link_of_the_sample_is_seen() -> None:
    plan, template = sample_plan("zh")
    activities = plan_activities(compute(plan, template))
    seen = {a.id: set(a.links) for a in activities}
    assert seen == {id_: set(task.predecessors or ()) for id_, task in plan.tasks.items()}
