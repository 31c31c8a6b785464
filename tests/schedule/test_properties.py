"""What holds for every schedule, and how long large ones take."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedule.networks import CALENDAR, D, activities, networks
from schedule.oracle import Job
from xlplan.core.link import Link
from xlplan.schedule.activity import Activity, Schedule
from xlplan.schedule.engine import schedule

START = D(2026, 9, 21)


def _dates(found: Schedule, but: str = "") -> dict[str, tuple[dt.date | None, dt.date | None]]:
    return {
        i: (t.early_start, t.early_finish) for i, t in found.activities.items() if i != but and t.state != "summary"
    }


@given(networks(size=9))
def test_floats_and_paths(jobs: list[Job]) -> None:
    given_ = activities(jobs)
    found = schedule(given_, CALENDAR, START)
    tasks = {i: t for i, t in found.activities.items() if t.state != "summary"}
    for timing in found.activities.values():
        assert timing.total_float is not None and timing.free_float is not None
        assert 0 <= timing.free_float <= timing.total_float or timing.state == "summary"
        assert timing.early and timing.late
        assert timing.early.start <= timing.late.start and timing.early.finish <= timing.late.finish
        assert timing.critical == (timing.total_float == 0)
    main = found.critical_paths[0]
    assert tasks[main[-1]].early_finish == found.finish
    assert {i for path in found.critical_paths for i in path} == {i for i, t in tasks.items() if t.critical}
    assert all(len(set(path)) == len(path) for path in found.critical_paths)


@given(networks(size=7), st.data())
def test_delays_within_float(jobs: list[Job], data: st.DataObject) -> None:
    given_ = activities(jobs)
    found = schedule(given_, CALENDAR, START)
    id_ = data.draw(st.sampled_from([i for i, t in found.activities.items() if t.state != "summary"]))
    timing = found.activities[id_]
    assert timing.early is not None and timing.free_float is not None and timing.total_float is not None
    base = CALENDAR.count(START - dt.timedelta(days=1)) + timing.early.start

    def delayed(days: int) -> Schedule:
        """Not before the day that moves the start by so many days; a milestone lies at the end of that day."""
        day = CALENDAR.day(base + days + (not timing.milestone))
        held = [replace(a, not_before=day) if a.id == id_ else a for a in given_]
        moved = schedule(held, CALENDAR, START)
        assert (after := moved.activities[id_].early) is not None
        assert timing.early is not None and after.start == timing.early.start + days
        return moved

    assert _dates(delayed(timing.free_float), id_) == _dates(found, id_)
    assert delayed(timing.total_float).finish == found.finish


def _chain(n: int) -> list[Activity]:
    return [Activity(f"t{i}", 1, (Link(f"t{i - 1}"),) if i else ()) for i in range(n)]


@pytest.mark.slow
@pytest.mark.parametrize("backwards", [False, True])
def test_a_chain_of_50000(backwards: bool) -> None:
    chain = _chain(50_000)
    begun = time.perf_counter()
    found = schedule(chain[::-1] if backwards else chain, CALENDAR, START)
    assert time.perf_counter() - begun < 20  # about two seconds; machines differ
    assert found.critical_paths == (tuple(a.id for a in chain),)
    last = found.activities["t49999"]
    assert last.early is not None and last.early.finish == 50_000


@pytest.mark.slow
def test_a_ring_and_a_deep_hierarchy() -> None:
    n = 20_000
    ring = [Activity(f"t{i}", 1, (Link(f"t{(i - 1) % n}"),)) for i in range(n)]
    assert len(schedule(ring, CALENDAR, START).cycles[0].path) == n
    nested = [Activity(f"s{i}", parent=f"s{i - 1}" if i else None) for i in range(n)]
    found = schedule([*nested, Activity("leaf", 3, parent=f"s{n - 1}")], CALENDAR, START)
    assert found.activities["s0"].early_finish == found.activities["leaf"].early_finish
