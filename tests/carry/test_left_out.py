"""What writing a master anew can't keep is named before: by check, and by each command that writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

import judges
from carry import desk
from cli.conftest import run_command
from xlplan.app.books import open_master
from xlplan.core.errors import InputError
from xlplan.core.text import LANGS
from xlplan.excel.around import Drawn, Thing
from xlplan.excel.around_read import drawn_in, read_around
from xlplan.excel.left_out import IN_BOOK, NAMES, ON_SHEET

OWN = "我的分析"


def _things(book: Any) -> None:
    """A sheet with a chart, dropdown, conditional format, table and link; a chart of somebody's on a sheet of ours."""
    sheet = book.create_sheet(OWN)
    for row in (("月份", "金额"), ("一月", 3), ("二月", 5)):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "E2")
    sheet.add_table(Table(displayName="mine", ref="A1:B3"))
    choice = DataValidation(type="list", formula1='"a,b"')
    choice.add("C2")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("B2:B3", CellIsRule("greaterThan", ["4"], fill=PatternFill("solid", "FFFF0000")))
    sheet["D1"].hyperlink = "https://example.com/"
    second = BarChart()
    second.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book.worksheets[7].add_chart(second, "AK9")
    book.defined_names["rate"] = DefinedName("rate", attr_text=f"'{OWN}'!$B$2")


def _named(path: Path) -> dict[tuple[str, Thing], Any]:
    kinds = {text.zh: thing for thing, text in NAMES.items()}
    return {
        (x.place.sheet, kinds[x.params["what"].zh]): x.params["count"]  # type: ignore[attr-defined]
        for x in open_master(path).findings
        if x.type in (ON_SHEET, IN_BOOK)
    }


def test_nothing_of_ours_is_named(tmp_path: Path) -> None:
    assert _named(desk.master(tmp_path, "en")) == {}
    path = desk.master(tmp_path)
    assert _named(path) == {}
    desk.edit(path, lambda _: None)  # saved by another program, which gives our charts names of its own
    assert _named(path) == {}


@pytest.mark.slow
def test_nothing_of_ours_is_named_after_libreoffice(tmp_path: Path) -> None:
    saved = judges.libreoffice_convert(desk.master(tmp_path), "xlsx", tmp_path / "saved")
    assert _named(saved) == {}


def test_everything_of_theirs_is_named(tmp_path: Path) -> None:
    path = desk.master(tmp_path)
    desk.edit(path, _things)
    wbs = open_master(path).reading.tables["wbs"].place.sheet
    assert _named(path) == {
        (OWN, Thing.CHART): 1,
        (OWN, Thing.TABLE): 1,
        (OWN, Thing.VALIDATION): 1,
        (OWN, Thing.CONDITION): 1,
        (OWN, Thing.LINK): 1,
        (wbs, Thing.CHART): 1,
        ("", Thing.NAME): 1,
    }


def test_commands_say_it_before_they_write(tmp_path: Path) -> None:
    path = desk.master(tmp_path)
    desk.edit(path, _things)
    for lang in LANGS:
        said = run_command("--lang", lang, "check", path)
        assert "SHT040" in said.out and NAMES[Thing.CHART](lang) in said.out
    freeze = ("--lang", "en", "baseline", path, "--freeze", "--approved-by", "x")
    said = run_command(*freeze)
    assert said.code == 0
    assert "SHT040" in said.err and OWN in said.err and NAMES[Thing.CHART]("en") in said.err
    assert "SHT04" not in run_command(*freeze).err
    kept = [f for f in tmp_path.rglob("*.xlsx") if f != path]
    assert any((OWN, Thing.CHART) in _named(f) for f in kept)  # the former master has it


def test_objects_of_a_drawing() -> None:
    """Groups count once, controls where the sheet lists them, alternatives once."""
    xml = b"""<wsDr xmlns:a="a" xmlns:mc="mc" xmlns:c="c"><twoCellAnchor><pic><nvPicPr><cNvPr id="1" name="P" descr="d"/>
    </nvPicPr></pic></twoCellAnchor><oneCellAnchor><grpSp><nvGrpSpPr><cNvPr name="G"/></nvGrpSpPr><sp><nvSpPr>
    <cNvPr name="inner"/></nvSpPr></sp><pic/></grpSp></oneCellAnchor><mc:AlternateContent><mc:Choice Requires="cx1">
    <graphicFrame><nvGraphicFramePr><cNvPr name="W"/></nvGraphicFramePr><a:graphic><a:graphicData
    uri="http://schemas.microsoft.com/office/drawing/2014/chartex"/></a:graphic></graphicFrame></mc:Choice>
    <mc:Fallback><sp><nvSpPr><cNvPr name="sorry"/></nvSpPr></sp></mc:Fallback></mc:AlternateContent>
    <twoCellAnchor><mc:AlternateContent><mc:Choice Requires="a14"><sp><nvSpPr><cNvPr name="B"><a:extLst><a:ext>
    <a:compatExt spid="_x0000_s1"/></a:ext></a:extLst></cNvPr></nvSpPr></sp></mc:Choice></mc:AlternateContent>
    </twoCellAnchor></wsDr>"""
    assert list(drawn_in("drawing1.xml", xml)) == [
        Drawn(Thing.PICTURE, "P", "d"),
        Drawn(Thing.SHAPE, "G"),
        Drawn(Thing.CHART, "W"),
    ]


def test_a_file_that_changes_in_between_is_refused(tmp_path: Path) -> None:
    path = desk.master(tmp_path)
    with pytest.raises(InputError):
        read_around(path, "0" * 64)
