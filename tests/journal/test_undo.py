"""Going back: what commands did is taken back, what the project manager typed and what was handed out stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from journal.rounds_kept import SMALL, at, journal, merge, query, returned, type_in
from journal.states import plan_cells, plan_of
from xlplan.app.books import open_master
from xlplan.app.logbook import read_log
from xlplan.app.undo import _on_top, _with_issued, undo
from xlplan.core.errors import InputError
from xlplan.core.kinds.base import JsonValue
from xlplan.document.load import load_document
from xlplan.model.journal import EditRecord
from xlplan.template.resolve import load_template


def state(master: Path) -> dict[tuple[str, str, str], object]:
    opened = open_master(master)
    return dict(plan_cells(opened.plan, opened.template))


def recorded(master: Path, number: int) -> dict[tuple[str, str, str], object]:
    [(document,)] = query(master, "SELECT document FROM revision WHERE number = ?", number)
    return dict(plan_cells(*plan_of(document)))


def test_a_merge_is_taken_back_and_again(merged_master: Path) -> None:
    after = state(merged_master)
    before = recorded(merged_master, 5)
    done = undo(merged_master, now=at(5))
    assert (done.target, done.plan.revision, done.written) == (5, 7, True)
    assert {c.cell for c in done.restored} == {("wbs", "t003", "duration"), ("wbs", "t003", "note")}
    assert state(merged_master) == before
    assert done.archived is not None
    assert done.archived.name == "主计划.r0006.xlsx"
    assert query(merged_master, "SELECT command, target, parent FROM revision WHERE number = 7") == [("undo", 5, 3)]
    # An undo is a command like others; the copy can be merged again as well.
    undo(merged_master, now=at(6))
    assert state(merged_master) == after
    undo(merged_master, 5, now=at(7))
    assert merge(merged_master, minute=8).result.counts.applied == 2
    assert state(merged_master) == after
    assert open_master(merged_master).plan.revision == 10


def test_own_edits_stay_and_collisions_are_said(merged_master: Path) -> None:
    type_in(merged_master, "wbs", "2.1", {"duration": 20})  # the merge has nothing to do with it
    type_in(merged_master, "wbs", "1.2", {"duration": 14})  # typed over what the merge brought
    done = undo(merged_master, now=at(5))
    assert [(e.row, e.value) for e in done.kept] == [("t006", "20")]
    assert [(e.row, e.before, e.value, e.base) for e in done.collided] == [("t003", "12", "14", "10")]
    assert not done.lost
    cells = state(merged_master)
    assert (cells["wbs", "t006", "duration"], cells["wbs", "t003", "duration"]) == ("20", "14")
    assert ("wbs", "t003", "note") not in cells


def test_what_was_issued_can_still_be_merged(issued_master: Path) -> None:
    """Both the split and all since are taken back; the register stays, and so do the rows of the round."""
    done = undo(issued_master, now=at(5))
    assert done.target == 4
    plan = open_master(issued_master).plan
    assert [i.serial for i in plan.issues] == [1, 2, 3]
    assert [r.number for r in plan.rounds] == [1, 2, 3]
    assert len(plan.rows("interfaces")) == 2  # made for the copies, which show them
    assert {r.task for r in plan.progress.values() if r.round == 3} == {"t003", "t004", "t006"}
    returned(issued_master, "研发部", "1.2", duration=12)
    assert merge(issued_master, minute=6).result.counts.applied == 1


def test_a_preview_and_nothing_to_undo(merged_master: Path) -> None:
    before = {p: p.read_bytes() for p in merged_master.parent.rglob("*") if p.is_file()}
    assert not undo(merged_master, dry_run=True).written
    assert not undo(merged_master, 6).written
    with pytest.raises(InputError, match="r99"):
        undo(merged_master, 99)
    assert {p: p.read_bytes() for p in merged_master.parent.rglob("*") if p.is_file()} == before


def test_without_a_journal_the_archive_is_used(merged_master: Path) -> None:
    before = recorded(merged_master, 5)
    journal(merged_master).unlink()
    done = undo(merged_master, now=at(5))
    assert done.from_archive is not None
    assert done.from_archive.name == "主计划.r0005.xlsx"
    assert state(merged_master) == before
    assert done.plan.revision == 7


def test_without_either_it_says_what_is_missing(merged_master: Path) -> None:
    journal(merged_master).unlink()
    shutil.rmtree(merged_master.parent / "归档")
    before = merged_master.read_bytes()
    with pytest.raises(InputError) as caught:
        undo(merged_master)
    line = caught.value.in_language("zh")
    assert "r5" in line
    assert "xlplan-journal-3f0e9a52.sqlite" in line
    assert "主计划.r0005.xlsx" in line
    assert merged_master.read_bytes() == before


def test_going_back_to_an_old_file_on_purpose(merged_master: Path) -> None:
    """The newest master is gone; an old one is the way on, once that is said."""
    shutil.copy(merged_master.parent / "归档" / "主计划.r0005.xlsx", merged_master)
    with pytest.raises(InputError, match="--to 5"):
        undo(merged_master)
    done = undo(merged_master, 5, now=at(5))
    assert (done.plan.revision, done.written) == (7, True)
    assert state(merged_master) == recorded(merged_master, 5)
    assert merge(merged_master, minute=6).result.counts.applied == 2
    # And the newest state was never out of reach.
    undo(merged_master, 6, now=at(7))
    assert state(merged_master) == recorded(merged_master, 6)


def test_a_master_that_was_deleted_is_made_again(merged_master: Path) -> None:
    merged_master.unlink()
    for attempt in (lambda: read_log(merged_master), lambda: undo(merged_master)):
        with pytest.raises(InputError) as caught:
            attempt()
        line = caught.value.in_language("zh")
        assert "xlplan-journal-3f0e9a52.sqlite" in line
        assert "--to 6" in line
    assert not undo(merged_master, 6, dry_run=True).written
    done = undo(merged_master, 6, now=at(5))
    assert (done.plan.revision, done.written) == (7, True)
    assert state(merged_master) == recorded(merged_master, 6)
    assert [i.serial for i in open_master(merged_master).plan.issues] == [1, 2, 3]
    assert query(merged_master, "SELECT parent, command FROM revision WHERE number = 7") == [(3, "undo")]


def test_without_file_and_journal_it_is_just_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        undo(tmp_path / "a.xlsx", 3)


def edit(form: str, row: str, field: str, before: JsonValue, value: JsonValue, change: str = "") -> EditRecord:
    return EditRecord("own", form, row, field, row, before, before, value, change)


def test_own_edits_on_a_state_that_knows_less() -> None:
    """Who or what is named has to be there; the cell stays as the state had it, and the edit is listed as lost."""
    plan, _ = load_document(SMALL)
    template = load_template(plan.template)
    edits = [
        edit("wbs", "t003", "owner", "p003", "p999"),
        edit("wbs", "t999", "duration", "3", "4"),
        edit("wbs", "t003", "duration", "10", {"unread": "两周左右"}),
        edit("risks", "r-new", "description", None, "新风险", "new"),
        edit("risks", "r-new", "task", None, "t999", "new"),
        edit("milestones", "m001", "", None, None, "gone"),
        edit("nowhere", "x", "y", None, "1"),
    ]
    state, done = _on_top(plan, template, edits)
    assert {e.cell for e in done.lost} == {edits[n].cell for n in (0, 1, 4, 6)}
    assert state.tasks["t003"].owner == "p003"
    assert state.unread["wbs", "t003", "duration"] == "两周左右"
    assert state.tasks["t003"].duration is None
    assert (state.risks["r-new"].description, state.risks["r-new"].task) == ("新风险", None)
    assert plan.tasks["t003"].duration == 10  # the state itself is not touched


def test_rows_of_issued_copies_stay_unless_they_are_about_nothing() -> None:
    plan, _ = load_document(SMALL)
    template = load_template(plan.template)
    rows = [edit("interfaces", i, "from_task", None, task, "new") for i, task in (("i001", "t004"), ("i002", "t999"))]
    assert set(_with_issued(plan, template, rows).rows("interfaces")) == {"i001"}
