"""Merged areas as a file names them."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from hostile.crafted import MAIN, save, sheet, workbook_parts, zipped
from xlplan.core.raw import RawWorkbook
from xlplan.excel.raw_merge import MOST, merged_areas
from xlplan.excel.rawread import read_one


@pytest.mark.parametrize(
    ("ref", "areas"),
    [
        ("A1:B2", [(0, 0, 1, 1)]), ("b2:A1", [(0, 0, 1, 1)]), ("$A$1:$A$3", [(0, 0, 2, 0)]),
        ("XFC1:XFD1", [(0, 16_382, 0, 16_383)]), ("A1048575:A1048576", [(1_048_574, 0, 1_048_575, 0)]),
        ("A1:A1", []), ("A1", []), ("", []), ("A:B", []), ("1:2", []), ("A0:A1", []), ("XFD1:XFE1", []),
        ("A1:A1048577", []), ("A1:B2:C3", []), ("A1:B2 C3:D4", []), ("Sheet!A1:B2", []), ("甲1:乙2", []),
    ],
)  # fmt: skip
def test_what_is_an_area(ref: str, areas: list[tuple[int, int, int, int]]) -> None:
    assert merged_areas([ref]) == areas


def test_there_is_an_end_to_them() -> None:
    assert len(merged_areas(["A1:B2"] * (MOST + 1))) == MOST


def test_as_xlsxwriter_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.merge_range("B2:D2", "标题")
        page.merge_range("B4:B9", "")
    result = read_one(path)
    assert isinstance(result, RawWorkbook)
    assert result.sheets[0].merges == [(1, 1, 1, 3), (3, 1, 8, 1)]


def test_with_a_prefix_and_other_quotes(tmp_path: Path) -> None:
    odd = (
        f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData/><x:mergeCells count='9'><x:mergeCell\nref='A1:B1'></x:mergeCell>"
        "<x:mergeCell/><x:mergeCell ref='&#65;2:B2'/></x:mergeCells></x:worksheet>"
    )
    plain = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    )
    result = read_one(save(tmp_path, zipped(workbook_parts(odd, plain))))
    assert isinstance(result, RawWorkbook)
    assert [page.merges for page in result.sheets] == [[(0, 0, 0, 1), (1, 0, 1, 1)], [(0, 0, 0, 1)]]
