"""Work that has begun: actual dates, percent, forecasts and the status date."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schedule.networks import CALENDAR, D
from xlplan.core.link import Link
from xlplan.scheduling.activity import Activity, Schedule, Timing
from xlplan.scheduling.engine import schedule

OCT8, STATUS = D(2026, 10, 8), D(2026, 10, 13)
"""The project starts on a Thursday; the status date is the Tuesday after, so three days plus a made up one are gone."""


def _run(*activities: Activity, status: D | None = STATUS) -> Schedule:
    return schedule(activities, CALENDAR, OCT8, None, status)


def _days(timing: Timing) -> tuple[str, str]:
    assert timing.early_start and timing.early_finish
    return f"{timing.early_start:%m-%d}", f"{timing.early_finish:%m-%d}"


def test_what_is_left_goes_on_after_the_status_date() -> None:
    found = _run(
        Activity("A", 5, actual_start=OCT8, percent=Decimal("0.4")),
        Activity("B", 1, (Link("A"),)),
        Activity("late", 2),
        Activity("milestone", 0),
    )
    days = {i: _days(t) for i, t in found.activities.items()}
    assert days["A"] == ("10-08", "10-16") and days["B"] == ("10-19", "10-19")
    assert days["late"] == ("10-14", "10-15")
    assert days["milestone"] == ("10-13", "10-13")
    a = found.activities["A"]
    assert (a.state, a.total_float, a.critical, a.late_start) == ("started", 0, True, OCT8)
    assert found.critical_paths == (("A", "B"),)


@pytest.mark.parametrize(
    ("duration", "percent", "finish"),
    [
        (10, 0.7, "10-16"),  # three days, not the four of 10 × (1 − 0.7) in binary
        (10, Decimal("0.71"), "10-16"),
        (10, Decimal("0.69"), "10-19"),
        (3, Decimal("0.99"), "10-14"),
        (3, 1, "10-13"),
        (3, float("nan"), "10-16"),
        (3, -2, "10-16"),
    ],
)
def test_remaining_days_round_up(duration: int, percent: Decimal | float, finish: str) -> None:
    found = _run(Activity("A", duration, actual_start=OCT8, percent=percent))
    assert _days(found.activities["A"])[1] == finish


def test_a_forecast_decides() -> None:
    found = _run(
        Activity("A", 5, actual_start=OCT8, percent=0.4, forecast_finish=D(2026, 10, 21)),
        Activity("B", 1, (Link("A"),)),
        Activity("past", 2, actual_start=OCT8, forecast_finish=STATUS),
        Activity("not started", 2, forecast_finish=D(2026, 10, 20)),
        Activity("hopeful", 2, (Link("A"),), forecast_finish=D(2026, 10, 15)),
        Activity("typed", 2, manual_start=D(2026, 10, 14), forecast_finish=D(2026, 10, 20)),
        Activity("gate", 0, manual_start=D(2026, 10, 14), forecast_finish=D(2026, 10, 20)),
    )
    days = {i: _days(t) for i, t in found.activities.items()}
    assert days["A"] == ("10-08", "10-21") and days["B"] == ("10-22", "10-22")
    assert days["past"] == ("10-08", "10-15")
    assert days["not started"] == ("10-19", "10-20")
    assert days["hopeful"] == ("10-22", "10-23")
    assert days["typed"] == ("10-14", "10-20")
    assert days["gate"] == ("10-20", "10-20")
    assert ("forecast-past", ("past",)) in found.notices


def test_finished_tasks_keep_their_dates() -> None:
    found = _run(
        Activity("A", 5, actual_start=D(2026, 10, 7), actual_finish=D(2026, 10, 11), percent=1),
        Activity("B", 9, (Link("A"),)),
        Activity("early", 1, actual_finish=D(2026, 10, 9)),
        Activity("gate", 0, actual_start=D(2026, 10, 9)),
    )
    a = found.activities["A"]
    assert _days(a) == ("10-07", "10-11")  # on days off, as reported
    assert (a.late_start, a.late_finish, a.total_float, a.critical) == (a.early_start, a.early_finish, 0, False)
    assert _days(found.activities["B"]) == ("10-14", "10-26")
    assert _days(found.activities["early"]) == ("10-09", "10-09")
    assert found.activities["gate"].state == "finished"
    assert found.critical_paths == (("B",),)
    assert ("actual-start-missing", ("early",)) in found.notices


def test_a_started_task_does_not_wait() -> None:
    found = _run(
        Activity("A", 9),
        Activity("B", 5, (Link("A"),), actual_start=D(2026, 10, 12)),
        Activity("C", 3, (Link("done"),), actual_start=D(2026, 10, 12)),
        Activity("done", 3, actual_start=OCT8, actual_finish=STATUS, percent=1),
    )
    assert _days(found.activities["B"]) == ("10-12", "10-20")
    assert [n for n in found.notices if n.code == "unfinished-predecessor"] == [("unfinished-predecessor", ("B", "A"))]
    # Nobody waits for A any more.
    assert found.activities["A"].free_float == 0 and found.critical_paths == (("A",),)


def test_typed_dates_of_the_past_are_said() -> None:
    found = _run(Activity("A", 2, manual_start=OCT8))
    assert _days(found.activities["A"]) == ("10-08", "10-09")
    assert ("manual-in-past", ("A",)) in found.notices


def test_without_a_status_date() -> None:
    found = _run(
        Activity("A", 5, actual_start=D(2026, 10, 9), percent=0.5),
        Activity("B", 5, percent=0.5),
        status=None,
    )
    assert _days(found.activities["A"]) == ("10-09", "10-14")
    assert _days(found.activities["B"]) == ("10-08", "10-13")


def test_work_without_an_actual_start() -> None:
    found = _run(Activity("A", 5, percent=0.4))
    assert _days(found.activities["A"]) == ("10-12", "10-16")
    assert ("actual-start-missing", ("A",)) in found.notices


def test_summaries_of_begun_work() -> None:
    found = _run(
        Activity("S"),
        Activity("A", 2, actual_start=OCT8, actual_finish=D(2026, 10, 9), percent=1, parent="S"),
        Activity("B", 2, (Link("A"),), parent="S"),
        Activity("T"),
        Activity("done", 2, actual_start=OCT8, actual_finish=D(2026, 10, 9), percent=1, parent="T"),
        Activity("long", 9),
    )
    s, t = found.activities["S"], found.activities["T"]
    assert _days(s) == ("10-08", "10-15") and s.total_float == 7
    assert (t.total_float, t.critical, t.near_critical) == (0, False, False)
