"""Input that makes no sense is named; nothing raises."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from schedule.networks import CALENDAR, D
from xlplan.core.calendar import WorkCalendar
from xlplan.core.link import Link, LinkType
from xlplan.scheduling.activity import Activity, Schedule
from xlplan.scheduling.engine import schedule
from xlplan.scheduling.notices import NOTICES

START = D(2026, 10, 8)


def _run(*activities: Activity) -> Schedule:
    return schedule(activities, CALENDAR, START)


def test_a_cycle_in_order() -> None:
    found = _run(
        Activity("before", 1),
        Activity("1", 1, (Link("3"), Link("before"))),
        Activity("2", 1, (Link("1"),)),
        Activity("3", 1, (Link("2", "SS", 1),)),
        Activity("behind", 1, (Link("2"),)),
        Activity("apart", 2),
    )
    assert [c.path for c in found.cycles] == [("1", "2", "3")]
    assert found.cycles[0].members == ("1", "2", "3")
    assert found.unscheduled == ("1", "2", "3", "behind")
    assert found.activities["behind"].early_start is None and found.activities["behind"].total_float is None
    assert found.activities["apart"].early_finish == D(2026, 10, 9) == found.finish
    assert found.activities["before"].total_float == 1


def test_cycles_of_one_and_through_summaries() -> None:
    assert [c.path for c in _run(Activity("A", 1, (Link("A"),))).cycles] == [("A",)]
    found = _run(
        Activity("S"),
        Activity("a", 1, (Link("T"),), parent="S"),
        Activity("free", 1, parent="S"),
        Activity("T", links=(Link("S"),)),
        Activity("b", 1, parent="T"),
    )
    assert [c.members for c in found.cycles] == [("S", "a", "T", "b")]
    (path,) = [c.path for c in found.cycles]
    assert sorted(path) == ["S", "T", "a", "b"]
    assert all(path[(path.index(x) + 1) % 4] == y for x, y in (("a", "S"), ("b", "T"), ("T", "a")))
    assert found.unscheduled == ("S", "a", "T", "b")
    assert found.activities["free"].early_start == START


def test_two_knots_are_two_cycles() -> None:
    ring = [Activity(f"{k}{n}", 1, (Link(f"{k}{(n - 1) % 3}"),)) for k in "xy" for n in range(3)]
    assert [c.path for c in _run(*ring).cycles] == [("x0", "x1", "x2"), ("y0", "y1", "y2")]


def test_assumptions_are_said() -> None:
    found = _run(
        Activity("none"),
        Activity("minus", -3),
        Activity("minus", 7),
        Activity("turned", 2, manual_start=D(2026, 10, 15), manual_finish=D(2026, 10, 9)),
        Activity("lost", 1, parent="nobody"),
        Activity("p", 1, parent="q"),
        Activity("q", 1, parent="p"),
    )
    assert {n.code for n in found.notices} == {
        "duplicate-id", "duration-missing", "duration-negative", "finish-before-start", "unknown-parent",
        "parent-circle",
    }  # fmt: skip
    assert found.activities["none"].duration == 1 and found.activities["minus"].duration == 0
    assert all(t.early_start for t in found.activities.values())


def test_far_outside_the_calendar() -> None:
    small = WorkCalendar(D(2026, 10, 1), D(2026, 10, 31), [D(2026, 10, 7)], [D(2026, 10, 10)])
    found = schedule([Activity("A", 100_000), Activity("B", 1, (Link("A", "FS", -99_995),))], small, START)
    a, b = found.activities["A"], found.activities["B"]
    assert a.early_finish and a.early_finish.year > 2400 and a.early_finish.weekday() < 5
    assert b.early_start == D(2026, 10, 14)
    endless = schedule([Activity("A", 5_000_000)], small, START)
    assert endless.activities["A"].early_start == START and endless.activities["A"].early_finish is None
    assert endless.finish is None and ("date-out-of-range", ("A",)) in endless.notices
    before = schedule([Activity("A", 3)], small, D(2020, 2, 6))  # a Thursday
    assert before.activities["A"].early_finish == D(2020, 2, 10)
    never = schedule([Activity("A", 3)], small, D(2030, 1, 5), weekend=range(7))
    assert never.finish == D(2030, 1, 7) and ("no-working-days", ()) in never.notices


def test_nothing_to_do() -> None:
    found = _run()
    assert (found.start, found.finish, found.activities, found.critical_paths) == (None, None, {}, ())
    assert _run(Activity("A", 1, active=False)).activities == {}


IDS = st.sampled_from("abcdef")
DATES = st.none() | st.dates() | st.dates(D(2026, 9, 1), D(2026, 12, 31))
LINKS = st.builds(
    Link,
    IDS,
    st.sampled_from(("FS", "SS", "FF", "SF")),
    st.integers(-20, 20) | st.integers(-(10**12), 10**12),
    st.booleans(),
)
ANYTHING = st.builds(
    Activity,
    IDS,
    st.none() | st.integers(-5, 20) | st.integers(0, 10**12),
    st.lists(LINKS, max_size=3).map(tuple),
    st.none() | IDS,
    DATES,
    DATES,
    DATES,
    DATES,
    DATES,
    DATES,
    st.floats() | st.decimals() | st.just(Decimal("0.5")),
    DATES,
    st.booleans() | st.just(True),
)


@given(st.lists(ANYTHING, max_size=8), st.dates(), DATES, DATES)
def test_no_input_raises(
    activities: list[Activity], start: dt.date, finish: dt.date | None, status: dt.date | None
) -> None:
    found = schedule(activities, CALENDAR, start, finish, status)
    assert set(found.activities) <= {a.id for a in activities}
    in_cycles = {m for c in found.cycles for m in c.members}
    assert in_cycles <= set(found.unscheduled)
    assert bool(found.unscheduled) == bool(found.cycles)
    assert {n.code for n in found.notices} <= set(NOTICES)
    for id_, timing in found.activities.items():
        if id_ in found.unscheduled:
            assert timing.early is None
    on_paths = {i for path in found.critical_paths for i in path}
    assert on_paths == {i for i, t in found.activities.items() if t.critical and t.state != "summary"}


def test_the_kinds_of_links_are_known() -> None:
    kinds: tuple[LinkType, ...] = ("FS", "SS", "FF", "SF")
    for kind in kinds:
        assert _run(Activity("A", 1), Activity("B", 1, (Link("A", kind),))).finish
