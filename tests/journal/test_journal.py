"""The journal: what it records, what it survives, and that it agrees with the master."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from journal.rounds_kept import DAY, SMALL, at, journal, merge, query, returned, type_in
from journal.states import cells_of
from xlplan.app.books import open_master
from xlplan.app.create import Facts, create
from xlplan.app.logbook import read_log
from xlplan.app.reassign import reassign
from xlplan.app.split import split
from xlplan.app.undo import undo
from xlplan.core.errors import InputError, OutputError
from xlplan.core.notices import LOGGER
from xlplan.store import journal_file


@pytest.fixture
def said() -> Iterator[list[str]]:
    """The notices that were told while a test ran."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(str(record.msg))

    handler = Kept()
    LOGGER.addHandler(handler)
    yield lines
    LOGGER.removeHandler(handler)


def test_every_writing_is_recorded(merged_master: Path) -> None:
    found = query(merged_master, "SELECT number, command, at, file, state, applied, own FROM revision ORDER BY seq")
    assert found == [
        (4, "new", "2026-03-27T09:00:00+08:00", "主计划.xlsx", "written", 0, 0),
        (5, "split", "2026-03-27T09:01:00+08:00", "主计划.xlsx", "written", 0, 0),
        (6, "merge", "2026-03-27T09:02:00+08:00", "主计划.xlsx", "written", 2, 0),
    ]
    assert query(merged_master, "SELECT parent FROM revision ORDER BY seq") == [(None,), (1,), (2,)]
    [(name, department, issue, round_)] = query(merged_master, "SELECT name, department, issue, round FROM file")
    assert (name, department, issue, round_) == ("研发部_TB-01_第3轮.xlsx", "d01", 1, 3)
    edits = query(merged_master, "SELECT row, field, before, value, outcome, place FROM edit WHERE origin = 'file'")
    assert {e[:5] for e in edits} == {
        ("t003", "duration", '"10"', '"12"', "applied"),
        ("t003", "note", "null", '"含清单"', "applied"),
    }
    assert all(e[5].startswith("项目WBS分解表!") for e in edits)
    assert query(merged_master, "SELECT value FROM meta") == [("3f0e9a52-7f0b-4f0e-9d6e-5a6b1c2d3e4f",)]
    assert query(merged_master, "PRAGMA user_version") == [(1,)]
    assert [p.name for p in merged_master.parent.glob(".*")] == []


def test_own_edits_belong_to_the_next_revision(merged_master: Path) -> None:
    type_in(merged_master, "wbs", "2.1", {"duration": 20})
    returned(merged_master, "R&D", "2.1", note="加急")
    merge(merged_master, minute=3)
    rows = "SELECT origin, row, field, value FROM edit WHERE revision = 4 AND outcome = 'applied'"
    assert query(merged_master, rows) == [
        ("own", "t006", "duration", '"20"'),
        ("file", "t006", "note", '"加急"'),
    ]
    assert query(merged_master, "SELECT own, applied FROM revision WHERE seq = 4") == [(1, 1)]


def test_all_that_changed_is_accounted_for(merged_master: Path) -> None:
    """Written state + own edits + applied edits + what the program did = the new written state."""
    type_in(merged_master, "wbs", "2.1", {"duration": 20})
    reassign(merged_master, "Li Lei", "周敏", now=at(4))
    split(merged_master, merged_master.parent / "again", today=at(5).date(), now=at(5))
    documents = query(merged_master, "SELECT seq, document FROM revision ORDER BY seq")
    for (_, earlier), (seq, later) in pairwise(documents):
        state = cells_of(earlier)
        sql = "SELECT form, row, field, value FROM edit WHERE revision = ? AND (outcome = 'applied' OR origin = 'own') ORDER BY position"
        for form, row, field, value in query(merged_master, sql, seq):
            if json.loads(value) is None:
                state.pop((form, row, field), None)
            else:
                state[form, row, field] = json.loads(value)
        assert state == cells_of(later), seq


def test_the_log_with_and_without_the_journal(merged_master: Path) -> None:
    whole = read_log(merged_master)
    assert [(x.event.revision, x.event.command, x.current) for x in whole.lines] == [
        (4, "new", False),
        (5, "split", False),
        (6, "merge", True),
    ]
    assert len(read_log(merged_master, 6).edits) == 2
    with pytest.raises(InputError, match="r99"):
        read_log(merged_master, 99)
    journal(merged_master).unlink()
    short = read_log(merged_master)
    assert not short.whole
    assert [x.event for x in short.lines] == [x.event for x in whole.lines]
    with pytest.raises(InputError, match="xlplan-journal-3f0e9a52"):
        read_log(merged_master, 6)


def test_a_master_without_journal_begins_one(merged_master: Path, said: list[str]) -> None:
    journal(merged_master).unlink()
    returned(merged_master, "R&D", "2.1", note="加急")
    merge(merged_master, minute=3)
    assert query(merged_master, "SELECT number, command, parent FROM revision ORDER BY seq") == [
        (6, "merge", None),
        (7, "merge", 1),
    ]
    assert said == []
    assert [x.event.revision for x in read_log(merged_master).lines] == [4, 5, 6, 7]


def test_renamed_moved_and_saved_again(merged_master: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    journal(merged_master).rename(other / journal(merged_master).name)
    moved = merged_master.rename(other / "新名字.xlsx")
    type_in(moved, "wbs", "2.1", {"duration": 21})
    reassign(moved, "Li Lei", "周敏", now=at(4))
    assert query(moved, "SELECT number, file, parent FROM revision WHERE seq = 4") == [(7, "新名字.xlsx", 3)]


def test_a_journal_that_missed_something(merged_master: Path, said: list[str]) -> None:
    earlier = journal(merged_master).read_bytes()
    reassign(merged_master, "Li Lei", "周敏", now=at(3))
    journal(merged_master).write_bytes(earlier)
    reassign(merged_master, "周敏", "刘洋", now=at(4))
    assert query(merged_master, "SELECT number, command FROM revision ORDER BY seq")[2:] == [
        (6, "merge"),
        (7, "reassign"),
        (8, "reassign"),
    ]
    assert len(said) == 1
    assert "FIL062" in said[0]


@pytest.mark.parametrize("damage", ["noise", "cut", "header", "tables"])
def test_a_damaged_journal_is_set_aside(merged_master: Path, damage: str, said: list[str]) -> None:
    path = journal(merged_master)
    content = path.read_bytes()
    if damage == "tables":
        db = sqlite3.connect(path)
        db.execute("DROP TABLE edit")
        db.commit()
        db.close()
        content = path.read_bytes()
    else:
        noise = b"\xff" * 3000
        content = {
            "noise": content[:4096] + noise + content[4096 + len(noise) :],
            "cut": content[: len(content) // 2],
            "header": b"nothing of the kind" + content[19:],
        }[damage]
        path.write_bytes(content)
    reassign(merged_master, "Li Lei", "周敏", now=at(3))
    aside = merged_master.parent / "xlplan-journal-3f0e9a52.damaged.sqlite"
    assert aside.read_bytes() == content
    assert any("FIL060" in line for line in said)
    aside.unlink()
    assert query(merged_master, "SELECT number FROM revision ORDER BY seq") == [(6,), (7,)]


def test_a_newer_journal_is_refused(merged_master: Path) -> None:
    db = sqlite3.connect(journal(merged_master))
    db.execute("PRAGMA user_version = 2")
    db.close()
    before = merged_master.read_bytes()
    with pytest.raises(InputError, match="newer format"):
        reassign(merged_master, "Li Lei", "周敏")
    assert merged_master.read_bytes() == before


def test_a_journal_that_can_not_be_used(merged_master: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody holds it, or the drive knows no locks: said once, the master is written, and nothing is lost."""
    monkeypatch.setattr(journal_file, "_BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(journal(merged_master), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    reassign(merged_master, "Li Lei", "周敏", now=at(3))
    holder.execute("ROLLBACK")
    holder.close()
    assert {line[:8] for line in said} == {"[FIL061]"}
    assert open_master(merged_master).plan.history[-1].command == "reassign"
    said.clear()
    reassign(merged_master, "周敏", "刘洋", now=at(4))
    assert query(merged_master, "SELECT number FROM revision ORDER BY seq") == [(4,), (5,), (6,), (7,), (8,)]
    assert "FIL062" in said[0]


def test_a_full_disk_changes_nothing(merged_master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {p: p.read_bytes() for p in merged_master.parent.rglob("*") if p.is_file()}
    real = journal_file._connected

    def small(*args: object) -> sqlite3.Connection | None:
        db = real(*args)  # type: ignore[arg-type]
        if db is not None:
            db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
        return db

    monkeypatch.setattr(journal_file, "_connected", small)
    with pytest.raises(OutputError, match="disk is full"):
        reassign(merged_master, "Li Lei", "周敏", now=at(3))
    assert {p: p.read_bytes() for p in merged_master.parent.rglob("*") if p.is_file()} == before


def test_two_projects_in_one_folder(merged_master: Path, tmp_path: Path) -> None:
    """Their ids begin alike; each has its own journal."""
    document = tmp_path / "other.yaml"
    text = SMALL.read_text(encoding="utf-8").replace("3f0e9a52-7f0b-4f0e-9d6e-5a6b1c2d3e4f", "3f0e9a52-other")
    document.write_text(text, encoding="utf-8")
    create(merged_master.parent / "other.xlsx", document, Facts(), "zh", None, DAY, now=at(5))
    names = sorted(p.name for p in merged_master.parent.glob("xlplan-journal-*"))
    assert names == ["xlplan-journal-3f0e9a52-other.sqlite", "xlplan-journal-3f0e9a52.sqlite"]
    assert query_of(merged_master.parent / names[1]) == 3
    assert query_of(merged_master.parent / names[0]) == 1


def query_of(path: Path) -> int:
    db = sqlite3.connect(path)
    try:
        return int(db.execute("SELECT count(*) FROM revision").fetchone()[0])
    finally:
        db.close()


def test_the_same_moment_gives_the_same_bytes(issued_master: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(issued_master.parent, twin)
    for master in (issued_master, twin / issued_master.name):
        returned(master, "研发部", "1.2", duration=12)
    shutil.rmtree(twin / "收回")
    shutil.copytree(issued_master.parent / "收回", twin / "收回")
    for master in (issued_master, twin / issued_master.name):
        merge(master)
    assert issued_master.read_bytes() == (twin / issued_master.name).read_bytes()


# --- a master that is not the newest ------------------------------------------------------------------


def test_a_former_master_in_the_archive_stays_as_it_is(merged_master: Path, tmp_path: Path) -> None:
    kept = merged_master.parent / "归档" / "主计划.r0005.xlsx"
    before = kept.read_bytes()
    for attempt in (
        lambda: merge(kept),
        lambda: reassign(kept, "Li Lei", "周敏"),
        lambda: split(kept, tmp_path / "out", today=at(0).date()),
        lambda: undo(kept, 4),
    ):
        with pytest.raises(InputError) as caught:
            attempt()
        assert "--to r5" in caught.value.in_language("zh")
        assert "--to r5" in caught.value.in_language("en")
    assert kept.read_bytes() == before
    assert sorted(p.name for p in kept.parent.iterdir()) == ["主计划.r0004.xlsx", kept.name]


def test_an_older_master_is_refused_and_the_newer_named(merged_master: Path, tmp_path: Path) -> None:
    old = merged_master.parent / "旧.xlsx"
    shutil.copy(merged_master.parent / "归档" / "主计划.r0005.xlsx", old)
    before = old.read_bytes()
    for attempt in (
        lambda: merge(old),
        lambda: reassign(old, "Li Lei", "周敏"),
        lambda: split(old, tmp_path / "out", today=at(0).date()),
    ):
        with pytest.raises(InputError) as caught:
            attempt()
        line = caught.value.in_language("zh")
        assert "主计划.xlsx" in line
        assert "r6" in line
        assert "2026-03-27 09:02" in line
        assert "--to 5" in line
    assert old.read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_saved_by_a_spreadsheet_program_it_is_still_the_newest(merged_master: Path) -> None:
    type_in(merged_master, "wbs", "2.1", {"duration": 20})
    assert reassign(merged_master, "Li Lei", "周敏", now=at(3)).written


def test_two_masters_written_from_one_are_told_apart(merged_master: Path, tmp_path: Path) -> None:
    """Somebody worked on a copy elsewhere and puts it back over the one that was changed meanwhile."""
    elsewhere = tmp_path / "elsewhere" / "主计划.xlsx"
    elsewhere.parent.mkdir()
    shutil.copy(merged_master, elsewhere)
    assert reassign(elsewhere, "Li Lei", "刘洋", now=at(4)).written
    assert reassign(merged_master, "Li Lei", "周敏", now=at(5)).written
    shutil.copy(elsewhere, merged_master)
    with pytest.raises(InputError) as caught:
        reassign(merged_master, "刘洋", "周敏")
    assert "两份主计划" in caught.value.in_language("zh") and "xlplan diff" in caught.value.in_language("en")


def test_a_result_written_beside_leaves_the_master_the_newest(issued_master: Path) -> None:
    returned(issued_master, "研发部", "1.2", duration=12)
    for name in ("a.xlsx", "b.xlsx"):
        merge(issued_master, out=issued_master.parent / name)
    assert reassign(issued_master.parent / "b.xlsx", "Li Lei", "周敏", now=at(3)).written
    with pytest.raises(InputError, match=r"b\.xlsx"):
        merge(issued_master)


def test_what_was_issued_later_shows_an_old_master(issued_master: Path) -> None:
    """Even without a journal: the archived r4 knows nothing of the copies that r5 issued."""
    returned(issued_master, "研发部", "1.2", duration=12)
    journal(issued_master).unlink()
    shutil.copy(issued_master.parent / "归档" / "主计划.r0004.xlsx", issued_master)
    before = issued_master.read_bytes()
    with pytest.raises(InputError, match="r5") as caught:
        merge(issued_master)
    assert "研发部" in caught.value.in_language("zh")
    assert issued_master.read_bytes() == before


# --- a base that was lost ------------------------------------------------------------------------------


def without_base(path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    del book["xl_base"]
    book.save(path)


def test_a_lost_base_is_found_in_the_journal(issued_master: Path) -> None:
    path = returned(issued_master, "研发部", "1.2", duration=12)
    without_base(path)
    merged = merge(issued_master)
    assert merged.result.counts.applied == 1
    assert merged.result.counts.edits == 1
    assert [x.code for x in merged.findings if x.code in ("FIL063", "SHT016")] == ["FIL063"]


def test_without_a_journal_every_difference_is_shown(issued_master: Path) -> None:
    path = returned(issued_master, "研发部", "1.2", duration=12)
    without_base(path)
    journal(issued_master).unlink()
    merged = merge(issued_master)
    assert merged.result.counts.applied == 0
    assert merged.result.counts.conflicts == 1
    assert "FIL063" not in [x.code for x in merged.findings]
