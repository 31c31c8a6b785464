"""Reckoned on paper: links over weekends, holidays and make-up days, milestones, floats, ends.

Around National Day 2026 these days are worked: … Sep 28 29 30, Oct 8 9 10 (a Saturday, made up) 12 13 14 15 16 19 20 …
"""

from __future__ import annotations

import pytest

from schedule.networks import CALENDAR, D
from xlplan.core.link import Link, LinkType
from xlplan.scheduling.activity import Activity, Boundaries, Schedule, Timing
from xlplan.scheduling.engine import schedule

OCT8 = D(2026, 10, 8)


def _run(*activities: Activity, start: D = OCT8, finish: D | None = None) -> Schedule:
    return schedule(activities, CALENDAR, start, finish)


def _days(timing: Timing) -> tuple[str, str]:
    assert timing.early_start and timing.early_finish
    return f"{timing.early_start:%m-%d}", f"{timing.early_finish:%m-%d}"


def _late(timing: Timing) -> tuple[str, str]:
    assert timing.late_start and timing.late_finish
    return f"{timing.late_start:%m-%d}", f"{timing.late_finish:%m-%d}"


@pytest.mark.parametrize(
    ("type_", "lag", "elapsed", "duration", "days"),
    [
        ("FS", 0, False, 2, ("10-10", "10-12")),
        ("FS", 1, False, 2, ("10-12", "10-13")),
        ("FS", -1, False, 2, ("10-09", "10-10")),
        ("FS", -9, False, 2, ("10-08", "10-09")),  # not before the project
        ("FS", 1, True, 2, ("10-12", "10-13")),  # Saturday evening
        ("FS", 2, True, 2, ("10-12", "10-13")),  # Sunday evening
        ("FS", 3, True, 2, ("10-13", "10-14")),
        ("FS", -1, True, 2, ("10-09", "10-10")),
        ("SS", 0, False, 2, ("10-08", "10-09")),
        ("SS", 2, False, 2, ("10-10", "10-12")),
        ("SS", 3, True, 2, ("10-12", "10-13")),  # Thursday and three days: Sunday, so Monday
        ("SS", 2, True, 2, ("10-10", "10-12")),
        ("FF", 0, False, 3, ("10-08", "10-10")),  # would have to start before the project
        ("FF", 1, False, 1, ("10-10", "10-10")),
        ("FF", 2, False, 3, ("10-09", "10-12")),
        ("FF", 5, True, 1, ("10-14", "10-14")),
        ("FF", 2, True, 1, ("10-10", "10-10")),  # done by Sunday evening is done by Saturday
        ("SF", 3, False, 1, ("10-10", "10-10")),
        ("SF", 0, False, 1, ("10-08", "10-08")),
        ("SF", 4, True, 1, ("10-10", "10-10")),
        ("FS", 1, False, 0, ("10-10", "10-10")),
        ("SS", 2, False, 0, ("10-09", "10-09")),  # the evening before the third day
    ],
)
def test_each_link_type(type_: LinkType, lag: int, elapsed: bool, duration: int, days: tuple[str, str]) -> None:
    """A takes October 8 and 9."""
    found = _run(Activity("A", 2), Activity("B", duration, (Link("A", type_, lag, elapsed),)))
    assert _days(found.activities["A"]) == ("10-08", "10-09")
    assert _days(found.activities["B"]) == days


@pytest.mark.parametrize(
    ("lag", "elapsed", "start"),
    [
        (0, False, "10-08"),
        (-1, False, "09-30"),
        (1, False, "10-09"),
        (3, True, "10-08"),
        (7, True, "10-08"),
        (8, True, "10-09"),
        (10, True, "10-12"),
    ],
)
def test_over_the_holidays(lag: int, elapsed: bool, start: str) -> None:
    """A takes the last two days of September."""
    link = Link("A", "FS", lag, elapsed)
    found = _run(Activity("A", 2), Activity("B", 1, (link,)), start=D(2026, 9, 29))
    assert _days(found.activities["B"])[0] == start


def test_calendar_days_of_lag_leave_float_over_days_off() -> None:
    """A ends on the 29th; two days later is a holiday, as it would be had A ended on the 30th."""
    b = Activity("B", 1, (Link("A", "FS", 3, True),))
    a = _run(Activity("A", 2), b, start=D(2026, 9, 28)).activities["A"]
    assert (a.total_float, a.free_float, _late(a)) == (1, 1, ("09-29", "09-30"))
    assert not a.critical and a.near_critical


def test_floats_and_the_critical_path() -> None:
    found = _run(
        Activity("A", 2),
        Activity("B", 5, (Link("A"),)),
        Activity("C", 2, (Link("A"),)),
        Activity("D", 1, (Link("C"),)),
        Activity("E", 1, (Link("B"), Link("D"))),
    )
    floats = {i: (t.total_float, t.free_float) for i, t in found.activities.items()}
    assert floats == {"A": (0, 0), "B": (0, 0), "C": (2, 0), "D": (2, 2), "E": (0, 0)}
    assert found.critical_paths == (("A", "B", "E"),)
    assert (found.start, found.finish, found.shortage) == (OCT8, D(2026, 10, 16), 0)
    assert _late(found.activities["C"]) == ("10-13", "10-14")
    assert found.activities["C"].early == Boundaries(2, 4)
    assert found.activities["C"].late == Boundaries(4, 6)


def test_parallel_critical_paths_meet() -> None:
    found = _run(
        Activity("A", 1),
        Activity("B", 2, (Link("A"),)),
        Activity("C", 2, (Link("A"),)),
        Activity("D", 1, (Link("B"), Link("C"))),
    )
    assert found.critical_paths == (("A", "B", "D"), ("A", "C", "D"))


def test_milestones() -> None:
    found = _run(
        Activity("kick-off", 0),
        Activity("A", 2, (Link("kick-off"),)),
        Activity("reached", 0, (Link("A"),)),
        Activity("B", 2, (Link("reached"),)),
        Activity("end", 0, (Link("B"),)),
        Activity("free", 0),
    )
    days = {i: _days(t) for i, t in found.activities.items()}
    assert days["kick-off"] == ("10-08", "10-08")  # at the project's start, on its first day
    assert days["A"] == ("10-08", "10-09")
    assert days["reached"] == ("10-09", "10-09")
    assert days["B"] == ("10-10", "10-12")
    assert days["end"] == ("10-12", "10-12")
    assert found.critical_paths == (("kick-off", "A", "reached", "B", "end"),)
    assert found.activities["free"].total_float == 4
    assert _late(found.activities["free"]) == ("10-12", "10-12")
    assert all(t.milestone == (t.duration == 0) for t in found.activities.values())


def test_not_before() -> None:
    found = _run(
        Activity("task", 1, not_before=D(2026, 10, 11)),
        Activity("milestone", 0, not_before=D(2026, 10, 12)),
        Activity("sunday", 0, not_before=D(2026, 10, 11)),
        Activity("after", 1, (Link("milestone"),)),
        Activity("S", not_before=D(2026, 10, 15)),
        Activity("inner", 1, parent="S"),
        Activity("inner milestone", 0, parent="S"),
    )
    days = {i: _days(t)[0] for i, t in found.activities.items()}
    assert days["task"] == "10-12"
    assert days["milestone"] == "10-12" and days["after"] == "10-13"
    assert days["sunday"] == "10-10"  # Sunday evening is Saturday evening, as work goes
    assert days["inner"] == "10-15" and days["inner milestone"] == "10-15"


def test_a_fixed_end_and_its_shortage() -> None:
    chain = (Activity("A", 5), Activity("B", 5, (Link("A"),)), Activity("C", 2))
    found = _run(*chain, finish=D(2026, 10, 16))
    a, b, c = (found.activities[i] for i in "ABC")
    assert (found.finish, found.shortage) == (D(2026, 10, 20), 2)
    assert (a.total_float, b.total_float, c.total_float) == (-2, -2, 6)
    assert _late(a) == ("09-29", "10-10") and _late(b) == ("10-12", "10-16")
    assert found.critical_paths == (("A", "B"),)
    assert ("finish-missed", ()) in found.notices
    ample = _run(*chain, finish=D(2026, 12, 31))
    assert ample.shortage == 0 and ample.activities["A"].total_float == 0


def test_deadlines() -> None:
    found = _run(
        Activity("A", 5),
        Activity("S"),
        Activity("B", 5, (Link("A"),), parent="S", deadline=D(2026, 10, 19)),
        Activity("C", 1, deadline=D(2026, 10, 11)),
        Activity("long", 20),
    )
    assert [found.activities[i].total_float for i in ("A", "B", "C", "long")] == [-1, -1, 2, 0]
    assert found.activities["B"].overrun == 1
    assert found.activities["C"].overrun == 0 and found.activities["C"].free_float == 19
    assert [n for n in found.notices if n.code == "deadline-missed"] == [("deadline-missed", ("B",))]
    assert {i for path in found.critical_paths for i in path} == {"A", "B", "long"}
    above = _run(Activity("S", deadline=D(2026, 10, 9)), Activity("B", 1, parent="S"), Activity("long", 20))
    assert above.activities["B"].total_float == 1
