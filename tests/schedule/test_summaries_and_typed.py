"""Reckoned on paper: summary tasks, and tasks with typed dates. October 8, 9, 10 and 12 to 16 of 2026 are worked."""

from __future__ import annotations

from schedule.networks import CALENDAR, D
from xlplan.core.link import Link
from xlplan.scheduling.activity import Activity, Schedule, Timing
from xlplan.scheduling.engine import schedule

OCT8 = D(2026, 10, 8)


def _run(*activities: Activity) -> Schedule:
    return schedule(activities, CALENDAR, OCT8)


def _days(timing: Timing) -> tuple[str, str]:
    assert timing.early_start and timing.early_finish
    return f"{timing.early_start:%m-%d}", f"{timing.early_finish:%m-%d}"


def test_summaries_roll_up_and_pass_on() -> None:
    found = _run(
        Activity("P", 2),
        Activity("S", links=(Link("P"),)),
        Activity("A", 2, parent="S"),
        Activity("T", parent="S"),
        Activity("B", 3, (Link("A"),), parent="T"),
        Activity("C", 1, parent="T"),
        Activity("after", 1, (Link("S"),)),
        Activity("along", 1, (Link("S", "SS", 1),)),
    )
    days = {i: _days(t) for i, t in found.activities.items()}
    assert days["A"] == ("10-10", "10-12") and days["B"] == ("10-13", "10-15")
    assert days["C"] == ("10-10", "10-10")
    assert days["S"] == ("10-10", "10-15") and days["T"] == ("10-10", "10-15")
    assert days["after"] == ("10-16", "10-16") and days["along"] == ("10-12", "10-12")
    assert found.critical_paths == (("P", "A", "B", "after"),)
    # A and C start S together, and "along" waits for that start: neither is promised what needs the other to stay.
    assert (found.activities["C"].total_float, found.activities["C"].free_float) == (4, 0)
    summary = found.activities["S"]
    assert (summary.duration, summary.total_float, summary.critical, summary.state) == (5, 0, True, "summary")


def test_what_follows_the_start_of_a_summary_holds_its_first_task_only() -> None:
    found = _run(
        Activity("X"),
        Activity("A", 3, parent="X"),
        Activity("B", 3, (Link("A"),), parent="X"),
        Activity("C", 10, (Link("X", "SS"),)),
    )
    floats = {i: t.total_float for i, t in found.activities.items()}
    assert floats == {"X": 0, "A": 0, "B": 4, "C": 0}


def test_links_that_summaries_do_not_take() -> None:
    found = _run(
        Activity("P", 9),
        Activity("S", links=(Link("P", "FF"), Link("P", "SF"))),
        Activity("A", 1, (Link("S"),), parent="S"),
        Activity("empty"),
        Activity("gone", 3, parent="empty", active=False),
        Activity("waits", 1, (Link("empty"), Link("gone"), Link("nobody"))),
    )
    assert _days(found.activities["A"]) == _days(found.activities["waits"]) == ("10-08", "10-08")
    assert "gone" not in found.activities
    assert found.activities["empty"].early_start is None
    assert set(found.notices) == {
        ("summary-link-type", ("S", "P")),
        ("link-to-relative", ("A", "S")),
        ("summary-empty", ("empty",)),
        ("inactive-predecessor", ("waits", "gone")),
        ("unknown-predecessor", ("waits", "nobody")),
    }


def test_typed_dates_stand() -> None:
    found = _run(
        Activity("A", 5),  # to October 13
        Activity("kept", 2, (Link("A"),), manual_start=D(2026, 10, 15)),
        Activity("broken", 2, (Link("A", "FS", 1),), manual_start=D(2026, 10, 12)),
        Activity("finish", 3, manual_finish=D(2026, 10, 12)),
        Activity("both", 9, manual_start=D(2026, 10, 9), manual_finish=D(2026, 10, 12)),
        Activity("milestone", 0, (Link("A"),), manual_start=D(2026, 10, 12)),
        Activity("next", 1, (Link("milestone"),)),
        Activity("S", links=(Link("A"),)),
        Activity("inner", 1, manual_start=D(2026, 10, 10), parent="S"),
        Activity("weekend", 1, manual_start=D(2026, 10, 11)),
        Activity("early", 1, manual_start=D(2026, 9, 30)),
    )
    days = {i: _days(t) for i, t in found.activities.items()}
    assert days["kept"] == ("10-15", "10-16")
    assert days["broken"] == ("10-12", "10-13")
    assert days["finish"] == ("10-09", "10-12")
    assert days["both"] == ("10-09", "10-12") and found.activities["both"].duration == 3
    assert days["milestone"] == ("10-12", "10-12") and days["next"] == ("10-13", "10-13")
    assert days["weekend"] == ("10-11", "10-12")
    assert days["early"] == ("09-30", "09-30")
    broken = {(v.successor, v.link.predecessor, v.days) for v in found.violations}
    # A is done after five working days; "broken" starts after three and should after six.
    assert broken == {("broken", "A", 3), ("milestone", "A", 1), ("inner", "A", 3)}
    # "kept" is done last, after eight days. "broken" may start six days in at the latest, so A after five is just in time.
    assert found.activities["A"].total_float == found.activities["A"].free_float == 0
    assert ("before-project-start", ("early",)) in found.notices


def test_a_broken_link_shortens_the_float() -> None:
    found = _run(Activity("A", 5), Activity("B", 2, (Link("A"),), manual_start=D(2026, 10, 12)))
    assert (found.activities["A"].total_float, found.activities["A"].critical) == (-2, True)
    assert found.activities["B"].total_float == 0
    assert found.critical_paths == (("A", "B"),)
