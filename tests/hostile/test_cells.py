"""What a cell says: values with their types, and blank, error, formula and uncached formula told apart."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from hostile.crafted import MAIN, relations_xml, save, sheet, simple, styles_xml, workbook_parts, zipped
from xlplan.core.raw import RawCell, RawNote, RawSheet, RawWorkbook
from xlplan.excel.raw_formula import shifted
from xlplan.excel.raw_styles import format_kind, from_serial
from xlplan.excel.rawread import read_one

DAY = datetime.date(2026, 3, 5)
SERIAL = 46_086
NOON = datetime.datetime(2026, 3, 5, 12)


def read(path: Path) -> RawWorkbook:
    result = read_one(path)
    assert isinstance(result, RawWorkbook), result
    return result


def first(tmp_path: Path, rows: str, **more: str) -> RawSheet:
    return read(save(tmp_path, simple(rows, **more))).sheets[0]


def test_sheet_that_begins_at_d7(tmp_path: Path) -> None:
    path = tmp_path / "d7.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("计划").write_string("D7", "甲")
        book.add_worksheet("空")
    plan, empty = read(path).sheets
    assert plan.rows == [[], [], [], [], [], [], [None, None, None, "甲"]]
    assert (plan.cell(6, 3).value, plan.height, plan.width) == ("甲", 7, 4)
    assert plan.cell(99, 99).is_blank
    assert plan.cell(-1, -1).is_blank
    assert (empty.name, empty.rows, empty.height, empty.width) == ("空", [], 0, 0)


def test_types_and_number_formats(tmp_path: Path) -> None:
    path = tmp_path / "types.xlsx"
    cells: list[tuple[object, object, object]] = [
        (SERIAL, "yyyy-mm-dd", DAY),
        (SERIAL, 14, DAY),
        *((SERIAL, number, DAY) for number in (27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58)),
        *((SERIAL + 0.5, number, NOON) for number in (22, 32, 55)),
        (SERIAL, 'yyyy"年"m"月"d"日";@', DAY),
        (SERIAL, "[$-804]aaaa;@", DAY),  # shows only the weekday
        (SERIAL + 0.5, "yyyy-mm-dd hh:mm", NOON),
        (0.25, "hh:mm", datetime.time(6)),
        (1.5, "[h]:mm", datetime.timedelta(hours=36)),
        (1e10, "[h]:mm", 1e10),  # typed into the wrong cell: no duration
        (-1, "yyyy-mm-dd", -1),
        (1e9, "yyyy-mm-dd", 1e9),
        (3, '0"天"', 3),
        (3, "General", 3),
        (0.5, "0%", 0.5),
    ]
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for row, (number, number_format, _) in enumerate(cells):
            page.write_number(row, 0, number, book.add_format({"num_format": number_format}))
        page.write_boolean(len(cells), 0, True)
    found = read(path).sheets[0]
    assert [row[0] for row in found.rows] == [wanted for _, _, wanted in cells] + [True]
    assert found.percents == {(len(cells) - 1, 0)}
    assert found.cell(len(cells) - 1, 0).text == "50%"


def test_dates_of_1904(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write_datetime(0, 0, DAY, book.add_format({"num_format": "yyyy/m/d"}))
    found = read(path)
    assert found.date1904
    assert found.sheets[0].rows == [[DAY]]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("", RawCell()),
        ("<c/>", RawCell()),
        ('<c r="A1" t="e"><v>#N/A</v></c>', RawCell(error="#N/A")),
        ("<c t='e' r='A1'><f>1/0</f><v>#DIV/0!</v></c>", RawCell(error="#DIV/0!", formula="1/0")),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', RawCell(2.0, formula="1+1")),
        ('<c r="A1"><f>1+1</f></c>', RawCell(formula="1+1", uncached=True)),
        ('<c r="A1"><f>1+1</f><v/></c>', RawCell(formula="1+1", uncached=True)),
        ('<c r="A1"><f>1+1</f><v></v></c>', RawCell(formula="1+1", uncached=True)),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', RawCell(formula='""')),
        ('<c r="A1" t="str"><f>A2&amp;"x"</f><v>yx</v></c>', RawCell("yx", formula='A2&"x"')),
        ('<c r="A1" t="str"><f><![CDATA[A2&"x"]]></f><v>yx</v></c>', RawCell("yx", formula='A2&"x"')),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', RawCell("甲乙")),
        ('<c r="A1" t="s"><v>0</v></c>', RawCell("共享")),
        ('<c r="A1" t="b"><v>1</v></c>', RawCell(True)),
        ('<c r="A1" t="d"><v>2026-03-05</v></c>', RawCell(DAY)),
        ('<c s="1" r="A1"><v>0.5</v></c>', RawCell(0.5, percent=True)),
        ('<c r="A1" s="1"/>', RawCell()),
        ('<c r="A1" s="2"><v>0.5</v></c>', RawCell(0.5)),
        ('<c r="A1"><v>1e999</v></c>', RawCell(error="#NUM!")),
    ],
)
def test_one_cell(tmp_path: Path, cell: str, wanted: RawCell) -> None:
    rows = f'<row r="1">{cell}</row><row r="3"><c r="A3"><v>1</v></c></row>'
    strings = f'<sst xmlns="{MAIN}"><si><t>共享</t></si></sst>'
    found = first(tmp_path, rows, strings=strings, styles=styles_xml("General", "0.0%", "0&quot;%&quot;"))
    assert found.cell(0, 0) == wanted
    assert found.cell(0, 0).is_blank == (wanted.value is None and wanted.error is None and not wanted.uncached)


def test_formulas_of_extensions_are_not_those_of_cells(tmp_path: Path) -> None:
    part = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</sheetData>", "</sheetData><extLst><ext><f>A9</f><v>7</v></ext></extLst>"
    )
    found = read(save(tmp_path, zipped(workbook_parts(part)))).sheets[0]
    assert (found.rows, found.formulas) == ([[1]], {})


def test_prefix_and_cells_without_reference(tmp_path: Path) -> None:
    part = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>'
        '<x:c t="e"><x:v>#REF!</x:v></x:c>'
        '</x:row><x:row r="4"><x:c r="C4"><x:f>A1</x:f><x:v>1</x:v></x:c><x:c><x:f>B1</x:f></x:c></x:row>'
        "<x:row><x:c s='0'><x:v>0.1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    found = read(save(tmp_path, zipped(workbook_parts(part, styles=styles_xml("0%"))))).sheets[0]
    assert found.rows[0][0] == 1
    assert found.errors == {(0, 1): "#REF!"}
    assert found.formulas == {(3, 2): "A1", (3, 3): "B1"}
    assert found.uncached == {(3, 3)}
    assert found.cell(4, 0) == RawCell(0.1, percent=True)


def test_shared_formula(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" si="0" ref="B1:B2">$A1+A$1*2</f><v>3</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    found = first(tmp_path, rows)
    assert found.formulas == {(0, 1): "$A1+A$1*2", (1, 1): "$A2+A$1*2"}
    assert not found.uncached


def test_openpyxl_stores_no_results(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["A2"] = 0.25
    book.active["A2"].number_format = "0%"
    book.save(tmp_path / "o.xlsx")
    found = read(tmp_path / "o.xlsx").sheets[0]
    assert found.cell(0, 0) == RawCell(formula="1+1", uncached=True)
    assert found.cell(1, 0) == RawCell(0.25, percent=True)


def test_states_properties_and_producer(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("甲 & 乙").write_string(0, 0, "x")
        book.add_worksheet("藏").hide()
        book.add_worksheet("深藏").very_hidden()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='藏'!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
        book.set_custom_property("xlplan 标识", "研发部 <1>")
        book.set_custom_property("round", 3)
        book.set_custom_property("final", True)
        book.set_properties({"author": "王芳"})
    found = read(path)
    assert [(page.name, page.state) for page in found.sheets] == [
        ("甲 & 乙", "visible"), ("藏", "hidden"), ("深藏", "veryHidden")
    ]  # fmt: skip
    assert found.properties == {"xlplan 标识": "研发部 <1>", "round": "3", "final": "true"}
    assert (found.producer, found.modified_by) == ("Microsoft Excel", "王芳")
    assert found.modified.endswith("Z")
    assert (len(found.sha256), found.size) == (64, path.stat().st_size)
    assert found.notes == [RawNote("sheet-skipped", {"sheet": "图", "kind": "chartsheet"})]


def test_opendocument(tmp_path: Path) -> None:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="计划"><table:table-row/><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2026-03-05"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": content,
    }
    found = read(save(tmp_path, zipped(parts), "plan.ods"))
    assert [(page.name, page.rows) for page in found.sheets] == [("计划", [[], ["甲", DAY]])]
    assert found.notes == []


def test_notes(tmp_path: Path) -> None:
    parts = workbook_parts(sheet("<row><c><v>1</v></c></row>")) | {
        "xl/vbaProject.bin": b"\0",
        "xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations_xml([]),
    }
    found = read(save(tmp_path, zipped(parts), "renamed.xls"))
    assert {note.code: note.params for note in found.notes} == {
        "macros": {},
        "external-links": {"count": "1"},
        "dde": {"part": "xl/externalLinks/externalLink1.xml"},
        "renamed": {"extension": "xls", "kind": "xlsm"},
    }


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("A1+$B$2", "B3+$B$2"),
        ('"A1"&A1', '"A1"&B3'),
        ("'A1'!A1+LOG10(A1)+A1B", "'A1'!B3+LOG10(B3)+A1B"),
        ("SUM(A:A,1:1,$A:B)", "SUM(B:B,3:3,$A:C)"),
        ("Table[A1]+XFD1", "Table[A1]+#REF!"),
        ("SUM(A1:B2)", "SUM(B3:C4)"),
    ],
)
def test_shifted(formula: str, wanted: str) -> None:
    assert shifted(formula, 2, 1) == wanted


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", None), ("G/通用格式", None), ("0.00 USD", None), ('"day" 0', None), ("0.00E+00", None),
        ("[Red]0", None), ("@", None), ("0\\%", None), ('0"%"', None), ("0.0%;[Red]-0.0%", "percent"),
        ("[$-404]e/m/d", "date"), ("aaaa", "date"), ("mm:ss.0", "clock"), ("上午/下午h", "clock"),
        ("[mm]:ss", "elapsed"),
    ],
)  # fmt: skip
def test_format_kind(code: str, kind: str | None) -> None:
    assert format_kind(code) == kind


@pytest.mark.parametrize(
    ("serial", "wanted"),
    [
        (1, datetime.date(1900, 1, 1)),
        (59, datetime.date(1900, 2, 28)),
        (61, datetime.date(1900, 3, 1)),
        (2_958_465, datetime.date(9999, 12, 31)),
        (2_958_465.999_999_999_9, 2_958_465.999_999_999_9),  # rounds to a year that does not exist
        (0, 0),
        (SERIAL + 1 / 3, datetime.datetime(2026, 3, 5, 8)),
    ],
)
def test_from_serial(serial: float, wanted: object) -> None:
    assert from_serial(serial, "date", date1904=False) == wanted


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\xa0\n", "\u200b\ufeff"])
def test_nothing_to_see_is_blank(text: str) -> None:
    assert RawCell(text).is_blank
    assert not RawCell(text, error="#N/A").is_blank


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (RawCell(), ""), (RawCell(" 甲\r\n乙"), " 甲\n乙"), (RawCell(3.0), "3"), (RawCell(0.1 + 0.2), "0.3"),
        (RawCell(1e20), "100000000000000000000"), (RawCell(True), "TRUE"), (RawCell(DAY), "2026-03-05"),
        (RawCell(NOON), "2026-03-05 12:00:00"), (RawCell(datetime.time(8, 30)), "08:30:00"),
        (RawCell(datetime.timedelta(days=1, minutes=-90)), "22:30:00"),
        (RawCell(0.125, percent=True), "12.5%"),
        (RawCell(datetime.timedelta(minutes=-90)), "-1:30:00"), (RawCell(error="#N/A"), "#N/A"),
    ],
)  # fmt: skip
def test_text(cell: RawCell, text: str) -> None:
    assert cell.text == text
