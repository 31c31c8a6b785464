"""Sheets and columns that departments add to their copies come into the master, each once, by the rules of merging."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import judges
from carry import desk
from cli.conftest import Said, run_command
from xlplan.app.books import open_master
from xlplan.core.raw import RawCell
from xlplan.merging.brought import Arrival, Brought, bring
from xlplan.model.carried import CarriedSheet
from xlplan.model.plan import Plan


def _free(name: str, taken: Any) -> str:
    tries = itertools.chain([name], (f"{name} ({i})" for i in itertools.count(2)))
    return next(n for n in tries if n not in taken)


def _file(sha: str, department: str = "d01", issue: int = 1, **cells: Any) -> Brought:
    sheets = tuple(CarriedSheet(k, ((v,),)) for k, v in cells.items() if k.isupper())
    found = {("wbs", "h", k): v for k, v in cells.items() if not k.isupper()}
    return Brought(f"{sha}.xlsx", sha, department, f"部门{department}", issue, sheets, found)


def _names(plan: Plan) -> dict[str, Any]:
    return {s.name: s.rows[0][0] for s in plan.carried}


def test_a_sheet_comes_in_once_and_its_newer_version_replaces_it() -> None:
    first = bring(Plan(), [_file("a", S="1"), _file("b", S="1")], _free)
    assert _names(first.plan) == {"部门d01·S": "1"}
    assert [s.how for s in first.sheets] == [Arrival.NEW, Arrival.KNOWN]
    second = bring(first.plan, [_file("c", issue=2, S="2")], _free)
    assert _names(second.plan) == {"部门d01·S": "2"} and second.sheets[0].how is Arrival.REPLACED
    assert not bring(second.plan, [_file("c", issue=2, S="2")], _free).differs
    other = bring(second.plan, [_file("d", "d02", S="9")], _free)
    assert _names(other.plan) == {"部门d01·S": "2", "部门d02·S": "9"}


def test_a_sheet_that_the_project_manager_changed_is_not_replaced() -> None:
    plan = bring(Plan(), [_file("a", S="1")], _free).plan
    plan.carried = tuple(replace(s, rows=(("mine",),)) for s in plan.carried)
    assert not bring(plan, [_file("a", S="1")], _free).differs
    both = bring(plan, [_file("b", issue=2, S="2")], _free)
    assert _names(both.plan) == {"部门d01·S": "mine", "部门d01·S (2)": "2"} and both.sheets[0].how is Arrival.BOTH


def test_two_versions_of_one_issue_are_both_kept() -> None:
    both = bring(Plan(), [_file("a", S="1"), _file("b", S="2")], _free)
    assert sorted(_names(both.plan).values()) == ["1", "2"]


def test_cells_are_merged_three_ways() -> None:
    first = bring(Plan(), [_file("a", t1="1", t2=RawCell(2.0))], _free)
    assert dict(first.plan.extras[0].cells) == {"t1": "1", "t2": RawCell(2.0)} and first.columns == {("wbs", "h"): 2}
    second = bring(first.plan, [_file("b", issue=2, t1="one")], _free)  # its own answer, again
    assert dict(second.plan.extras[0].cells)["t1"] == "one" and not second.aside
    (column,) = second.plan.extras
    plan = replace(second.plan, extras=(replace(column, cells=(("t1", "mine"), *column.cells[1:])),))
    assert not bring(plan, [_file("b", issue=2, t1="one", t2=None)], _free).differs
    third = bring(plan, [_file("c", issue=3, t1="three")], _free)
    assert dict(third.plan.extras[0].cells)["t1"] == "mine"
    assert [(x.value, x.kept) for x in third.aside] == [("three", "mine")]
    assert not bring(third.plan, [_file("c", issue=3, t1="three")], _free).differs


@given(
    st.permutations(
        [
            _file("a", S="1", t1="1"),
            _file("b", S="2", t1="2"),
            _file("c", "d02", 2, S="1", t1="3"),
            _file("d", "d01", 3, T="x", t2="1"),
        ]
    )
)
def test_the_order_of_files_does_not_matter(files: list[Brought]) -> None:
    def outcome(given: list[Brought]) -> Any:
        found = bring(Plan(project="p"), given, _free)
        return found.plan.carried, found.plan.extras, found.aside

    assert outcome(files) == outcome(sorted(files, key=lambda b: b.sha256))


def _merge(lang: str, master: Path, *files: Path) -> Said:
    return run_command("--lang", lang, "merge", master, *files)


@pytest.mark.slow
def test_copies_bring_their_own(tmp_path: Path) -> None:
    assert run_command("--lang", "zh", "new", desk.SMALL, "-o", tmp_path / "m.xlsx").code == 0
    split = ("split", tmp_path / "m.xlsx", "-o", tmp_path / "out", "--status-date", "2026-03-27")
    assert run_command("--lang", "zh", *split).code == 0
    copy = sorted((tmp_path / "out").glob("*.xlsx"))[0]
    theirs: dict[str, Any] = {}

    def added(book: Any) -> None:
        own = book.create_sheet("测试数据")
        own.append(["次数", 3])
        own["B2"] = "=1+1"
        wbs = next(s for s in book.worksheets if "WBS" in s.title)
        header = next(c.row for row in wbs.iter_rows(1, 12) for c in row if c.value == "ID")
        at = wbs.max_column + 1
        wbs.cell(header, at).value = "自评"
        theirs["id"] = wbs.cell(header + 1, 1).value
        wbs.cell(header + 1, at).value = 4

    desk.edit(copy, added)
    again = tmp_path / "again.xlsx"
    shutil.copyfile(copy, again)
    said = _merge("zh", tmp_path / "m.xlsx", copy)
    assert "部门自加的内容" in said.out and "测试数据" in said.out and "自评" in said.out, said
    plan = open_master(tmp_path / "m.xlsx").plan
    (sheet,) = [s for s in plan.carried if s.source == "测试数据"]
    assert sheet.name.endswith("·测试数据") and sheet.rows[0] == ("次数", RawCell(3.0))
    assert sheet.rows[1] == (None, "=1+1")  # a department's formula never becomes one of the master's
    (column,) = [x for x in plan.extras if x.header == "自评"]
    assert column.cells == ((theirs["id"], RawCell(4.0)),)
    assert judges.openxml_errors([tmp_path / "m.xlsx"], ["Microsoft365"])[tmp_path / "m.xlsx"] == []
    assert "部门自加的内容" not in _merge("zh", tmp_path / "m.xlsx", again).out  # known by its content

    def changed(book: Any) -> None:
        book["测试数据"]["B1"] = 5
        wbs = next(s for s in book.worksheets if "WBS" in s.title)
        wbs.cell(next(r for r in range(1, 60) if wbs.cell(r, 1).value == theirs["id"]), wbs.max_column).value = 2

    desk.edit(again, changed)
    said = _merge("en", tmp_path / "m.xlsx", again)
    assert "What departments added" in said.out and "a newer" in said.out
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book[sheet.name]["B1"].value == 5
    plan = open_master(tmp_path / "m.xlsx").plan
    assert dict(plan.extras[0].cells)[theirs["id"]] == RawCell(2.0)
