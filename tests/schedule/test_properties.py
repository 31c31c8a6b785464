"""What holds for every schedule, and how long large ones take."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedule.networks import CALENDAR, D, activities, networks
from schedule.oracle import Job
from xlplan.core.calendar import WorkCalendar
from xlplan.core.link import Link, LinkType
from xlplan.scheduling.activity import Activity, Schedule, Timing
from xlplan.scheduling.engine import schedule

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


def _boundaries(found: Schedule) -> dict[str, tuple[int, int]]:
    return {i: (t.early.start, t.early.finish) for i, t in found.activities.items() if t.early}


def _steps(before: Activity, after: Activity) -> set[int]:
    """By how much the links between two tasks let the second one start after the first."""
    length, own = before.duration or 0, after.duration or 0
    return {
        link.lag + (length if link.type in ("FS", "FF") else 0) - (own if link.type in ("FF", "SF") else 0)
        for link in after.links
        if link.predecessor == before.id
    }


@given(networks(summaries=False, size=9))
def test_a_critical_path_is_as_long_as_the_project(jobs: list[Job]) -> None:
    """It begins with the project; what its tasks and lags take adds up to the finish."""
    given_ = [replace(a, links=tuple(link._replace(elapsed=False) for link in a.links)) for a in activities(jobs)]
    found = schedule(given_, CALENDAR, START)
    by_id, at = {a.id: a for a in given_}, _boundaries(found)
    main = found.critical_paths[0]
    reached = {0}
    for before, after in pairwise(main):
        reached = {n + step for n in reached for step in _steps(by_id[before], by_id[after])}
    assert at[main[0]][0] == 0
    assert max(finish for _, finish in at.values()) in {n + (by_id[main[-1]].duration or 0) for n in reached}


@given(networks(size=9), st.data())
def test_floats_with_earliest_dates(jobs: list[Job], data: st.DataObject) -> None:
    """Nothing but deadlines, a fixed end and typed or reported dates makes floats negative."""
    days = st.none() | st.dates(D(2026, 9, 1), D(2026, 12, 31))
    found = schedule([replace(a, not_before=data.draw(days)) for a in activities(jobs)], CALENDAR, START)
    for timing in found.activities.values():
        assert timing.total_float is not None and timing.free_float is not None
        assert timing.total_float >= 0 and timing.free_float >= 0
    assert any(timing.critical for timing in found.activities.values())


@given(networks(size=8), st.data())
def test_another_link_makes_nothing_earlier(jobs: list[Job], data: st.DataObject) -> None:
    given_ = activities(jobs)
    tasks = sorted(a.id for a in given_ if a.id[0] == "T" and a.id != "TOP")
    before, after = sorted((data.draw(st.sampled_from(tasks)), data.draw(st.sampled_from(tasks))))
    kinds: tuple[LinkType, ...] = ("FS", "SS", "FF", "SF")
    link = Link(before, data.draw(st.sampled_from(kinds)), data.draw(st.integers(-6, 9)), data.draw(st.booleans()))
    more = [replace(a, links=(*a.links, link)) if a.id == after and before != after else a for a in given_]
    was, now = (_boundaries(schedule(x, CALENDAR, START)) for x in (given_, more))
    assert was.keys() == now.keys()
    assert all(now[i][0] >= was[i][0] and now[i][1] >= was[i][1] for i in was)


@given(networks(size=8), st.data())
def test_a_longer_task_makes_nothing_earlier(jobs: list[Job], data: st.DataObject) -> None:
    """Where a link holds the finish of a task, the task starts the earlier for being longer; any other only pushes."""
    given_ = activities(jobs)
    pushing = [a.id for a in given_ if not any(link.type in ("FF", "SF") for link in a.links)]
    id_, days = data.draw(st.sampled_from(["", *pushing])), data.draw(st.integers(1, 9))
    longer = [replace(a, duration=(a.duration or 0) + days) if a.id == id_ else a for a in given_]
    was, now = (_boundaries(schedule(x, CALENDAR, START)) for x in (given_, longer))
    assert all(now[i][0] >= was[i][0] and now[i][1] >= was[i][1] for i in was)


_DATES = ("manual_start", "manual_finish", "not_before", "deadline", "actual_start", "actual_finish", "forecast_finish")
_DAYS = st.dates(D(2026, 9, 1), D(2026, 12, 31))


@st.composite
def dated_networks(draw: st.DrawFn) -> list[Activity]:
    """Networks with some typed and reported dates, which need not make sense."""
    found = []
    for activity in activities(draw(networks(size=8))):
        dates: dict[str, Any] = {}
        if draw(st.booleans()):
            dates = draw(st.dictionaries(st.sampled_from(_DATES), _DAYS, max_size=2))
        percent = draw(st.sampled_from((0, 0, 0.5, 1)))
        found.append(replace(activity, percent=percent, **dates))
    return found


@given(dated_networks(), _DAYS, st.none() | _DAYS, st.none() | _DAYS)
def test_a_week_later(given_: list[Activity], start: dt.date, finish: dt.date | None, status: dt.date | None) -> None:
    """Without holidays one week is like another."""
    plain = WorkCalendar(D(2026, 6, 1), D(2027, 12, 31))

    def later(day: dt.date | None) -> dt.date | None:
        return day and day + dt.timedelta(days=7)

    def all_later(holder: Activity | Timing, names: Iterable[str]) -> dict[str, Any]:
        return {name: later(getattr(holder, name)) for name in names}

    moved = [replace(a, **all_later(a, _DATES)) for a in given_]
    was = schedule(given_, plain, start, finish, status)
    now = schedule(moved, plain, start + dt.timedelta(days=7), later(finish), later(status))
    names = ("early_start", "early_finish", "late_start", "late_finish")
    expected = {i: replace(t, **all_later(t, names)) for i, t in was.activities.items()}
    assert now == replace(was, activities=expected, start=later(was.start), finish=later(was.finish))


@given(dated_networks(), st.randoms(use_true_random=False), st.none() | _DAYS, st.none() | _DAYS)
def test_the_order_of_the_input(
    given_: list[Activity], chance: Random, finish: dt.date | None, status: dt.date | None
) -> None:
    """Only names may depend on it: of equal paths, and of links of a summary that demand the same of a task in it."""
    mixed = [replace(a, links=tuple(chance.sample(a.links, len(a.links)))) for a in given_]
    chance.shuffle(mixed)
    one, other = (schedule(x, CALENDAR, START, finish, status) for x in (given_, mixed))
    assert one.activities == other.activities
    assert (one.start, one.finish, one.shortage) == (other.start, other.finish, other.shortage)
    inside = {a.id for a in given_ if a.parent}
    said = [
        Counter(n for n in x.notices if n.code != "unfinished-predecessor" or n.ids[0] not in inside)
        for x in (one, other)
    ]
    assert said[0] == said[1]
    broken = [Counter((v.successor, v.days) for v in x.violations) for x in (one, other)]
    assert broken[0] == broken[1]
    paths = ({i for path in found.critical_paths for i in path} for found in (one, other))
    assert len({frozenset(tasks) for tasks in paths}) == 1


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
