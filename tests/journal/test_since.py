"""What changed since a former state of a master, and whose doing it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from journal.rounds_kept import at, journal, merge, returned, type_in
from xlplan.app.status import read_status
from xlplan.app.undo import undo
from xlplan.core.errors import InputError
from xlplan.report.status.facts import Since
from xlplan.report.status.page import status_html

NOW = dt.datetime(2026, 3, 30, 9, 0)


def _since(master: Path, number: int | None = None) -> Since:
    found = read_status(master, "zh", NOW, number).since
    assert found is not None
    return found


def test_the_last_round_is_what_is_compared_with(merged_master: Path) -> None:
    status = read_status(merged_master, "zh", NOW)
    since = status.since
    assert since is not None and (since.number, since.round) == (5, 3)
    cells = {(e.form, e.field): (e.department, e.before, e.value, n) for n, e in since.edits}
    task = next(t for t in status.plan.tasks.values() if t.code == "1.2")
    dept = task.dept
    assert cells[("wbs", "duration")] == (dept, "10", "12", 6)
    assert cells[("wbs", "note")][2] == "含清单"
    (slip,) = [s for s in since.slips if s.task == task.id]
    assert slip.days == 2 and slip.after > slip.before
    (effect,) = since.effects
    assert effect.department == dept and effect.edits == 2
    assert [(c.key, c.value) for c in effect.causes] == ([("duration", "12")] if effect.days else [])
    assert "含清单" in status_html(status)


def test_own_edits_count_before_they_are_recorded(merged_master: Path) -> None:
    type_in(merged_master, "wbs", "1.2", {"note": "自己改的"})
    edits = [(n, e.value) for n, e in _since(merged_master).edits if e.field == "note"]
    assert edits == [(None, "自己改的")], "the value that stands is the project manager's"


def test_two_merges_of_a_round_are_one_change(merged_master: Path) -> None:
    path = returned(merged_master, "R&D", "2.1", note="晚交的")
    merge(merged_master, path, minute=3)
    since = _since(merged_master)
    assert since.number == 5 and {n for n, _ in since.edits} == {6, 7}
    later = _since(merged_master, 6)
    assert later.number == 6 and later.round is None and {n for n, _ in later.edits} == {7}
    assert (later.slips == () and later.effects == ()) or all(e.department for e in later.effects)


def test_what_was_undone_is_no_change(merged_master: Path) -> None:
    undo(merged_master, now=at(9))
    since = _since(merged_master)
    assert [e for _, e in since.edits if e.origin == "file"] == [] and since.slips == ()


def test_an_unknown_revision_is_said(merged_master: Path) -> None:
    with pytest.raises(InputError, match="r6"):
        read_status(merged_master, "zh", NOW, 77)


def test_before_any_merge_there_is_nothing_to_tell(issued_master: Path) -> None:
    assert read_status(issued_master, "zh", NOW).since is None


def test_without_a_journal(merged_master: Path) -> None:
    journal(merged_master).unlink()
    assert read_status(merged_master, "zh", NOW).since is None
    with pytest.raises(InputError):
        read_status(merged_master, "zh", NOW, 5)
