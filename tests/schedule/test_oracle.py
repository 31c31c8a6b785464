"""The engine against a scheduler that creeps day by day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from schedule.networks import CALENDAR, D, activities, networks, worked_days
from schedule.oracle import Job, Oracle
from xlplan.core.link import Link
from xlplan.scheduling.activity import Activity, Schedule
from xlplan.scheduling.engine import schedule

STARTS = st.dates(D(2026, 9, 1), D(2027, 2, 16))
WORKED = worked_days()


def _oracle(jobs: list[Job], start: dt.date) -> Oracle:
    return Oracle(jobs, start, WORKED)


def _shifted(oracle: Oracle, evening: int) -> int:
    return evening - oracle.dawn


def _check_early(found: Schedule, oracle: Oracle, early: dict[str, int]) -> None:
    for name in oracle.leaves:
        timing = found.activities[name]
        assert (timing.early_start, timing.early_finish) == oracle.dates(early, name), name
        assert timing.early is not None
        assert timing.early.start == _shifted(oracle, early[name])


@settings(max_examples=600)
@given(networks(), STARTS)
def test_early_and_late_dates(jobs: list[Job], start: dt.date) -> None:
    oracle = _oracle(jobs, start)
    early = oracle.early()
    late = oracle.late(early, oracle.finish(early), {})
    found = schedule(activities(jobs), CALENDAR, start)
    assert not found.cycles
    _check_early(found, oracle, early)
    for name in oracle.leaves:
        timing = found.activities[name]
        assert (timing.late_start, timing.late_finish) == oracle.dates(late, name), name
        assert timing.total_float == late[name] - early[name]
        assert timing.critical == (late[name] == early[name])
    for name in oracle.parents:
        timing = found.activities[name]
        dates = [oracle.dates(early, t) for t in oracle.under(name)]
        assert (timing.early_start, timing.early_finish) == (min(d[0] for d in dates), max(d[1] for d in dates))
        assert timing.total_float == min(late[t] - early[t] for t in oracle.under(name))


@settings(max_examples=600)
@given(networks(summaries=False, size=6), STARTS)
def test_floats_by_trying(jobs: list[Job], start: dt.date) -> None:
    oracle = _oracle(jobs, start)
    early = oracle.early()
    found = schedule(activities(jobs), CALENDAR, start)
    for name in oracle.leaves:
        assert found.activities[name].total_float == oracle.total_float(early, name), name
        assert found.activities[name].free_float == oracle.free_float(early, name), name


@settings(max_examples=600)
@given(networks(size=6), STARTS)
def test_floats_by_trying_with_summaries(jobs: list[Job], start: dt.date) -> None:
    """What follows the start of a summary may hold several tasks at once; the float promises no more than is there."""
    oracle = _oracle(jobs, start)
    early = oracle.early()
    found = schedule(activities(jobs), CALENDAR, start)
    exact = not any(link[1][0] == "S" and link[0] in oracle.parents for j in jobs for link in j.links)
    for name in oracle.leaves:
        total, free = oracle.total_float(early, name), oracle.free_float(early, name)
        timing = found.activities[name]
        assert timing.total_float is not None and timing.free_float is not None
        if exact:
            assert (timing.total_float, timing.free_float) == (total, free), name
        assert timing.total_float <= total and timing.free_float <= free, name


@settings(max_examples=600)
@given(networks(), STARTS, st.integers(-30, 20), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40))))
def test_fixed_end_and_deadlines(jobs: list[Job], start: dt.date, margin: int, wanted: list[tuple[int, int]]) -> None:
    oracle = _oracle(jobs, start)
    early = oracle.early()
    end = oracle.finish(early)
    fixed = end + margin
    deadlines = {jobs[n % len(jobs)].name: oracle.dawn + days for n, days in wanted}
    late = oracle.late(early, min(end, fixed), deadlines)
    given_jobs = [
        Activity(a.id, a.duration, a.links, a.parent, deadline=_evening(oracle, deadlines.get(a.id)))
        for a in activities(jobs)
    ]
    found = schedule(given_jobs, CALENDAR, start, oracle.evenings[fixed])
    assert found.shortage == max(-margin, 0)
    for name in oracle.leaves:
        timing = found.activities[name]
        assert timing.total_float == late[name] - early[name], name
    for name, deadline in deadlines.items():
        assert found.activities[name].overrun == max(oracle.end(early, name) - deadline, 0)


def _evening(oracle: Oracle, evening: int | None) -> dt.date | None:
    return None if evening is None else oracle.evenings[evening]


def test_the_oracle_by_hand() -> None:
    """The judge is judged: one network over National Day, reckoned on paper."""
    jobs = [Job("A", 3), Job("M", 0, (("A", "FS", 0, False),)), Job("B", 2, (("M", "FS", 5, True),))]
    oracle = _oracle(jobs, D(2026, 9, 28))
    at = oracle.early()
    assert oracle.dates(at, "A") == (D(2026, 9, 28), D(2026, 9, 30))
    assert oracle.dates(at, "M") == (D(2026, 9, 30), D(2026, 9, 30))
    assert oracle.dates(at, "B") == (D(2026, 10, 8), D(2026, 10, 9))
    assert oracle.total_float(at, "A") == 0
    assert Link("A").type == "FS"
