"""Sheets that people added stay what they are: numbers, dates, formulas, text that only looks like a formula."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import judges
from carry import desk
from roundtrip.plans import carried_sheets
from xlplan.app.carry import Keeper, cells_of
from xlplan.app.code_mentions import code_mentions
from xlplan.core.raw import RawCell, RawWorkbook
from xlplan.document.dump import dump
from xlplan.excel.around_read import read_around
from xlplan.excel.book import Book
from xlplan.excel.carried import write_carried
from xlplan.excel.left_out import FORMULA_AS_VALUE
from xlplan.excel.own_formulas import can_be_written, with_sheets
from xlplan.excel.rawread import read_one
from xlplan.model.carried import CarriedSheet

OWN = "我的分析"


@settings(max_examples=25, deadline=None)
@given(sheets=carried_sheets)
def test_a_workbook_gives_back_its_sheets(sheets: tuple[CarriedSheet, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        book = Book(path, "zh")
        book.sheet("first")
        write_carried(book, sheets)
        book.save()
        raw = read_one(path)
        assert isinstance(raw, RawWorkbook)
        keeper = Keeper(raw, read_around(path, raw.sha256), {})
        assert tuple(CarriedSheet(s.name, cells_of(s, keeper)) for s in raw.sheets[1:]) == sheets
        assert not keeper.findings


def _analysis(book: Any) -> None:
    wbs = book.worksheets[7]
    assert "WBS" in wbs.title
    wbs.title = "任务"  # formulas follow in Excel
    sheet = book.create_sheet(OWN)
    rows: list[list[object]] = [
        ["月份", "金额", "占比", "日期"],
        ["一月", 3.5, 0.25, dt.date(2026, 3, 1)],
        ["二月", 4, "=B3/SUM(B2:B3)", dt.datetime(2026, 3, 2, 8, 30)],
        ["合计", "=SUM(B2:B3)", "'=1+1", True],
        ["任务数", "=COUNTA(任务!C7:C90)", "=[1]Sheet1!A1", "=NOSUCH"],
    ]
    for row in rows:
        sheet.append(row)
    for cell in (sheet["C2"], sheet["C3"]):
        cell.number_format = "0%"
    sheet["C4"].data_type = "s"


def test_formulas_of_the_project_manager_stay_formulas(tmp_path: Path) -> None:
    path = desk.master(tmp_path)
    desk.edit(path, _analysis)
    opened = desk.open_master(path)
    sheet = opened.plan.carried[-1]
    said = [x for x in opened.findings if x.type is FORMULA_AS_VALUE]
    assert [(x.place.sheet, x.place.cell) for x in said] == [(OWN, "C5")]
    again = desk.rewritten(path)
    assert again.plan.carried == opened.plan.carried
    assert not [x for x in again.findings if x.type is FORMULA_AS_VALUE]
    _, one, two, total, count = sheet.rows
    assert one[1:] == (RawCell(3.5), RawCell(0.25, percent=True), RawCell(dt.date(2026, 3, 1)))
    assert isinstance(two[2], RawCell) and two[2].percent
    assert two[3] == RawCell(dt.datetime(2026, 3, 2, 8, 30))
    assert isinstance(total[1], RawCell) and total[1].formula == "SUM(B2:B3)"
    assert total[2:] == ("'=1+1", RawCell(True))
    assert isinstance(count[1], RawCell) and count[1].formula == "COUNTA(项目WBS分解表!C7:C90)"
    assert count[2] == "=[1]Sheet1!A1"  # had no result
    assert judges.openxml_errors([path], ["Microsoft365"])[path] == []
    data = dump(again.plan, again.template)["carried"][-1]["rows"]
    assert data[1][3] == {"date": "2026-03-01"} and data[3][1]["formula"] == "SUM(B2:B3)"
    assert list(code_mentions(again.plan, again.template, {"nowhere": "x"})) == []


@pytest.mark.parametrize(
    ("formula", "fine"),
    [
        ("SUM(A1:A3)", True),
        ('"rate [1]x!" & A1', True),
        ("rate*2", False),
        ("Rate*2", False),
        ("rate!A1", True),
        ("[1]Sheet!A1", False),
        ("'[1]My sheet'!A1", False),
        ("'C:\\[a.xlsx]S'!A1", False),
        ("xl_t_wbs[[#This Row],[rate]]", True),
        ("mine[x]", False),
        ("x" * 9000, False),
        (" ", False),
    ],
)
def test_formulas_that_mean_nothing_elsewhere(formula: str, fine: bool) -> None:
    assert can_be_written(formula, {"rate", "mine"}) is fine


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        ("任务!A1+'任务'!B2", "'WBS 表'!A1+'WBS 表'!B2"),
        ('"任务!A1"&任务', '"任务!A1"&任务'),
        ("'it''s'!A1", "plain!A1"),
        ("other!A1", "other!A1"),
    ],
)
def test_names_of_sheets_follow(formula: str, meant: str) -> None:
    assert with_sheets(formula, {"任务": "WBS 表", "it's": "plain"}) == meant


@given(st.text(max_size=60), st.sets(st.text(min_size=1, max_size=5)))
def test_any_text_is_looked_at_without_harm(formula: str, gone: set[str]) -> None:
    can_be_written(formula, gone)
    assert with_sheets(formula, {}) == formula
