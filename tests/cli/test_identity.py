"""Whose file it is: forged, damaged, of another line of the project, sent again, or of an older week."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import Run
from cli.test_decisions import put
from xlplan.app.books import open_master
from xlplan.core.text import LANGS, Lang


def copy_of(folder: Path, dept: str) -> Path:
    return next(p for p in folder.rglob("*.xlsx") if p.name.startswith(dept))


def say(path: Path, key: str, value: str) -> None:
    """Change what the identity of a workbook says, in the hidden sheet and in the properties."""
    book = openpyxl.load_workbook(path)
    sheet = book["xl_identity"]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value == f"xlplan_{key}":
            sheet.cell(row, 2).value = value
    for prop in list(book.custom_doc_props.props):
        if prop.name == f"xlplan_{key}":
            prop.value = value
    book.save(path)


def codes(said: object) -> set[str]:
    return {x["code"] for x in said.data["findings"]}  # type: ignore[attr-defined]


def test_an_identity_that_names_another_department(desk: Path, run: Run) -> None:
    """The base and the register say whose it is; what the identity claims gives no rights."""
    path = put(copy_of(desk / "发出", "R&D"), desk / "back" / "a.xlsx", ("t006", "duration", 9))
    say(path, "department", "d01")
    said = run("merge", desk / "主计划.xlsx", desk / "back", "--json")
    assert "FIL051" in codes(said)
    outcome = {d["row_id"]: (d["outcome"], d["department"]) for d in said.data["details"] if d["from"] == "a.xlsx"}
    assert outcome == {"t006": ("applied", "R&D 采购")}


@pytest.mark.parametrize("lang", LANGS)
def test_a_base_that_was_not_issued(desk: Path, run: Run, tmp_path: Path, lang: Lang) -> None:
    """A copy of the same number from another line of the project: every difference is asked about."""
    other = tmp_path / "line"
    other.mkdir()
    shutil.copy2(desk / "主计划.xlsx", other / "m.xlsx")
    first = tmp_path / "first"
    assert run("split", desk / "主计划.xlsx", "-o", first, "--status-date", "2026-04-03").code == 0
    put(other / "m.xlsx", other / "m.xlsx", ("t003", "duration", 11))
    assert run("split", other / "m.xlsx", "-o", other / "out", "--status-date", "2026-04-03").code == 0
    put(copy_of(other / "out", "研发部"), tmp_path / "back" / "b.xlsx", ("t003", "note", "改"))
    said = run("--lang", lang, "merge", desk / "主计划.xlsx", tmp_path / "back", "--json")
    assert "FIL052" in codes(said) and said.code == 1
    mine = {d["field"]: (d["outcome"], d["reason"]) for d in said.data["details"] if d["from"] == "b.xlsx"}
    assert mine["note"] == ("conflict", "no-base") and mine["duration"] == ("conflict", "no-base")
    assert open_master(desk / "主计划.xlsx").plan.tasks["t003"].duration == 10


def test_the_same_file_again_and_last_weeks_file(desk: Path, run: Run, tmp_path: Path) -> None:
    master = desk / "主计划.xlsx"
    old = put(copy_of(desk / "发出", "研发部"), tmp_path / "old.xlsx", ("t003", "note", "第一周"))
    assert run("merge", master, old).code == 0
    before = master.read_bytes()
    assert run("merge", master, old).code == 0
    assert master.read_bytes() == before, "the same file again changes nothing"
    assert run("split", master, "-o", tmp_path / "next", "--status-date", "2026-04-03").code == 0
    new = put(copy_of(tmp_path / "next", "研发部"), tmp_path / "new.xlsx", ("t003", "note", "第二周"))
    assert run("merge", master, new).code == 0
    said = run("merge", master, old, "--json")
    assert open_master(master).plan.tasks["t003"].note == "第二周", "an old file never takes back what came later"
    assert {(d["outcome"], d["reason"]) for d in said.data["details"]} <= {
        ("identical", "superseded"),
        ("conflict", ""),
    }


def test_an_older_master_is_refused_by_name(desk: Path, run: Run, tmp_path: Path) -> None:
    master = desk / "主计划.xlsx"
    shutil.copy2(master, desk / "备份.xlsx")
    old = put(copy_of(desk / "发出", "研发部"), tmp_path / "old.xlsx", ("t003", "note", "第一周"))
    assert run("merge", master, old).code == 0
    said = run("merge", desk / "备份.xlsx", old)
    assert said.code == 2 and "主计划.xlsx" in said.err and said.err.strip().count("\n") == 0


def test_another_project(desk: Path, run: Run) -> None:
    said = run("merge", desk / "主计划.xlsx", desk / "other", "--json")
    assert said.code == 2 and not said.data["submissions"][0]["used"]


def test_a_file_that_only_agreed_undoes_nothing_when_it_comes_again(desk: Path, run: Run, tmp_path: Path) -> None:
    """The manager had typed the same; then the cell is set back to what the copy began with, and the file is sent again."""
    master = desk / "主计划.xlsx"
    put(master, master, ("t003", "duration", 12))
    file = put(copy_of(desk / "发出", "研发部"), tmp_path / "a.xlsx", ("t003", "duration", 12))
    first = run("merge", master, file, "--json")
    assert [d["outcome"] for d in first.data["details"] if d["from"] == "a.xlsx"] == ["identical"]
    put(master, master, ("t003", "duration", 10))
    assert run("split", master, "-o", tmp_path / "next", "--status-date", "2026-04-03").code == 0
    again = run("merge", master, file, "--json")
    assert open_master(master).plan.tasks["t003"].duration == 10
    assert [(d["outcome"], d["reason"]) for d in again.data["details"]] == [("identical", "superseded")]
