"""OpenDocument and the old binary format say of a cell what .xlsx says."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from hostile.crafted import save, zipped
from judges import libreoffice_convert
from xlplan.core.raw import RawCell, RawNote, RawSheet, RawWorkbook, Unreadable
from xlplan.excel.raw_ods_cell import formula_text
from xlplan.excel.rawread import read_one

DAY = datetime.date(2026, 3, 5)
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(rows: str, styles: str = "", **more: str) -> bytes:
    """An OpenDocument workbook with one sheet."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="计划">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **more})


def first(tmp_path: Path, rows: str, styles: str = "") -> RawSheet:
    result = read_one(save(tmp_path, ods(rows, styles), "x.ods"))
    assert isinstance(result, RawWorkbook), result
    assert result.notes == []
    return result.sheets[0]


FLOAT = 'office:value-type="float" office:value="1"'


@pytest.mark.parametrize(
    ("attrs", "text", "wanted"),
    [
        ("", "", RawCell()),
        (FLOAT, "<text:p>1</text:p>", RawCell(1.0)),
        ('office:value-type="percentage" office:value="0.5"', "<text:p>50%</text:p>", RawCell(0.5, percent=True)),
        ('office:value-type="currency" office:value="2.5"', "", RawCell(2.5)),
        ('office:value-type="float" office:value="NaN"', "", RawCell(error="#NUM!")),
        ('office:value-type="float" office:value="x"', "<text:p>x</text:p>", RawCell("x")),
        ('office:value-type="boolean" office:boolean-value="false"', "", RawCell(False)),
        ('office:value-type="date" office:date-value="2026-03-05"', "", RawCell(DAY)),
        ('office:value-type="date" office:date-value="2026-03-05T00:00:00"', "", RawCell(DAY)),
        (
            'office:value-type="date" office:date-value="2026-03-05T08:30:00.5"', "",
            RawCell(datetime.datetime(2026, 3, 5, 8, 30, 0, 500_000)),
        ),
        ('office:value-type="date" office:date-value="2026-02-31"', "<text:p>31.2.</text:p>", RawCell("31.2.")),
        ('office:value-type="time" office:time-value="PT08H30M00S"', "", RawCell(datetime.time(8, 30))),
        ('office:value-type="time" office:time-value="PT36H00M00S"', "", RawCell(datetime.timedelta(hours=36))),
        (
            'table:style-name="long" office:value-type="time" office:time-value="PT08H00M00S"', "",
            RawCell(datetime.timedelta(hours=8)),
        ),
        ('office:value-type="string"', "<text:p>a</text:p><text:p>b</text:p>", RawCell("a\nb")),
        ('office:value-type="string"', "<text:p> a  b<text:s/>c<text:s text:c='2'/><text:tab/>d</text:p>", RawCell("a b c  \td")),
        ('office:value-type="string"', "<text:p>a<text:span>b</text:span><text:a>c</text:a><text:line-break/></text:p>", RawCell("abc\n")),
        ('office:value-type="string"', "<office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p>", RawCell("a")),
        ('office:value-type="string" office:string-value="xlplan:guide"', "<text:p/>", RawCell("xlplan:guide")),
        ('office:value-type="string"', "<text:p>#N/A</text:p>", RawCell("#N/A")),  # somebody typed it
        ('calcext:value-type="error" office:value-type="string"', "<text:p>#N/A</text:p>", RawCell(error="#N/A")),
        ('table:formula="of:=#N/A" office:value-type="string"', "<text:p>#N/A</text:p>", RawCell(error="#N/A")),
        ('table:formula="of:=1/0" office:value-type="float" office:value="0"', "<text:p>#DIV/0!</text:p>",
         RawCell(error="#DIV/0!", formula="1/0")),
        ('table:formula="of:=F([.A1])" calcext:value-type="error"', "<text:p>Err:503</text:p>", RawCell(error="#NUM!", formula="F(A1)")),
        ('table:formula="of:=F([.A1])" calcext:value-type="error"', "<text:p>错误:511</text:p>", RawCell(error="#VALUE!", formula="F(A1)")),
        (f'table:formula="of:=[.A2]" {FLOAT}', "<text:p>1</text:p>", RawCell(1.0, formula="A2")),
        ('table:formula="of:=[.A2]"', "", RawCell(formula="A2", uncached=True)),
        ('table:formula="of:=&quot;&quot;"', "<text:p/>", RawCell(formula='""')),
        (f'table:formula="of:=TRUE()" {FLOAT}', "<text:p>TRUE</text:p>", RawCell(True)),
    ],
)  # fmt: skip
def test_one_cell(tmp_path: Path, attrs: str, text: str, wanted: RawCell) -> None:
    styles = (
        '<number:time-style style:name="N1" number:truncate-on-overflow="false"/>'
        '<style:style style:name="long" style:family="table-cell" style:data-style-name="N1"/>'
    )
    found = first(
        tmp_path, f"<table:table-row><table:table-cell {attrs}>{text}</table:table-cell></table:table-row>", styles
    )
    assert found.cell(0, 0) == wanted
    assert type(found.cell(0, 0).value) is type(wanted.value)


def test_repetitions_and_merges(tmp_path: Path) -> None:
    cell = f"<table:table-cell {FLOAT} table:number-columns-repeated='2'/>"
    rows = (
        f'<table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="2"/>{cell}'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row></table:table-header-rows>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f'<table:table-row-group><table:table-row table:number-rows-repeated="2">{cell}</table:table-row></table:table-row-group>'
        f'<table:table-row><table:table-cell {FLOAT} table:number-columns-spanned="3" table:number-rows-spanned="2"/>'
        f'<table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell {FLOAT}/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    found = first(tmp_path, rows)
    assert found.rows == [[None, None, 1, 1], [], [], [1, 1], [1, 1], [1, None, None, 1]]
    assert found.merges == [(5, 0, 6, 2)]


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1048576"><table:table-cell {FLOAT} table:number-columns-repeated="16384"/></table:table-row>',
        f'<table:table-row><table:table-cell {FLOAT} table:number-columns-repeated="99999999"/></table:table-row>',
        f'<table:table-row table:number-rows-repeated="999999999"/><table:table-row><table:table-cell {FLOAT}/></table:table-row>',
        f'<table:table-row><table:table-cell table:number-columns-repeated="16384"/><table:table-cell {FLOAT}/></table:table-row>',
    ],
)  # fmt: skip
def test_bombs_of_repetitions(tmp_path: Path, rows: str) -> None:
    result = read_one(save(tmp_path, ods(rows), "x.ods"))
    assert isinstance(result, Unreadable)
    assert (result.code, result.params["sheet"]) == ("used-range", "计划")


@pytest.mark.parametrize("count", ["x", "-1", "1" * 20, "", "１"])
def test_repetitions_that_are_no_number(tmp_path: Path, count: str) -> None:
    rows = f'<table:table-row table:number-rows-repeated="{count}"><table:table-cell {FLOAT}/></table:table-row>'
    result = read_one(save(tmp_path, ods(rows), "x.ods"))
    assert isinstance(result, Unreadable)
    assert result.code == "reader-error"


def test_other_prefixes_and_tables_in_cells(tmp_path: Path) -> None:
    inner = f"<table:table><table:table-row><table:table-cell {FLOAT}/></table:table-row></table:table>"
    data = ods(
        f'<table:table-row><table:table-cell office:value-type="string">{inner}<text:p>甲</text:p></table:table-cell></table:table-row>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = (
        parts["content.xml"].replace(b"table:", b"t:").replace(b":t:", b":table:").replace(b"xmlns:table=", b"xmlns:t=")
    )
    result = read_one(save(tmp_path, zipped(dict(parts)), "x.ods"))
    assert isinstance(result, RawWorkbook), result
    assert [(page.name, page.rows) for page in result.sheets] == [("计划", [["甲"]])]


def test_properties_and_hidden_sheets(tmp_path: Path) -> None:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="m" xmlns:dc="d"'
    meta = (
        f"<office:document-meta {names}><office:meta><meta:generator>WPS</meta:generator><dc:creator>王芳</dc:creator>"
        '<dc:date>2026-03-05T08:00:00</dc:date><meta:user-defined meta:name="xlplan_round">3</meta:user-defined>'
        "</office:meta></office:document-meta>"
    )
    styles = '<style:style style:name="ta" style:family="table"><style:table-properties table:display="false"/></style:style>'
    rows = '<table:table-row/></table:table><table:table table:name="藏" table:style-name="ta">'
    result = read_one(save(tmp_path, ods(rows, styles, **{"meta.xml": meta, "Basic/Standard/M.xml": "<m/>"}), "x.ods"))
    assert isinstance(result, RawWorkbook), result
    assert [(page.name, page.state) for page in result.sheets] == [("计划", "visible"), ("藏", "hidden")]
    assert (result.producer, result.modified_by, result.modified) == ("WPS", "王芳", "2026-03-05T08:00:00")
    assert result.properties == {"xlplan_round": "3"}
    assert result.notes == [RawNote("macros")]


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("of:=[.A1]+[$Plan.$B$2]", "A1+Plan!$B$2"), ("of:=SUM([.A1:.B2];1)", "SUM(A1:B2,1)"), ("=A1", "A1"),
        ('of:=IF([.A1]="[;]";2)', 'IF(A1="[;]",2)'), ("msoxl:=A1", "A1"), ("of:=['甲 乙'.A1:.B1]", "'甲 乙'!A1:B1"),
        ("", ""), ("A1", "A1"),
    ],
)  # fmt: skip
def test_formulas_as_excel_spells_them(formula: str, wanted: str) -> None:
    assert formula_text(formula) == wanted


def test_binary_workbooks_of_excel_2007_are_refused(tmp_path: Path) -> None:
    result = read_one(save(tmp_path, zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\0"}), "x.xlsb"))
    assert result == Unreadable(tmp_path / "x.xlsb", "not-a-workbook", {"kind": "xlsb"})


# --- as LibreOffice saves them -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cell of each kind, with the results that LibreOffice comes to."""
    path = tmp_path_factory.mktemp("kinds") / "kinds.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("甲")
        formats = {
            code: book.add_format({"num_format": code})
            for code in ("0.0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "[h]:mm", "hh:mm", ";;;")
        }
        page.write_row(0, 0, ["文本", 1, 2.5, " 两 端 ", "a\nb"])
        for col, (value, code) in enumerate(
            [
                (0.5, "0.0%"),
                (46_086, "yyyy-mm-dd"),
                (46_086.5, "yyyy-mm-dd hh:mm"),
                (1.5, "[h]:mm"),
                (0.25, "[h]:mm"),
                (0.25, "hh:mm"),
            ]
        ):
            page.write_number(1, col, value, formats[code])
        for col, (formula, value) in enumerate(
            [("=1/0", "#DIV/0!"), ("=NA()", "#N/A"), ("=B1+1", 2), ('=""', ""), ("=#REF!+1", "#REF!")]
        ):
            page.write_formula(2, col, formula, None, value)
        page.write_formula(3, 0, "=B1/4", formats["0.0%"], 0.25)
        page.write_formula(3, 1, "=B2+1", formats["yyyy-mm-dd"], 46_087)
        page.write_string(4, 0, "xlplan:guide", formats[";;;"])
        page.merge_range("B6:D7", "合并")
        page.write_blank(30, 30, None, formats["0.0%"])
        book.add_worksheet("藏").hide()
    return path


@pytest.mark.slow
@pytest.mark.parametrize("fmt", ["ods", "xls"])
def test_saved_by_libreoffice(original: Path, tmp_path: Path, fmt: str) -> None:
    wanted, found = read_one(original), read_one(libreoffice_convert(original, fmt, tmp_path))
    assert isinstance(wanted, RawWorkbook)
    assert isinstance(found, RawWorkbook), found
    assert found.notes == []
    assert [(page.name, page.state, page.merges) for page in found.sheets] == [
        ("甲", "visible", [(5, 1, 6, 3)]), ("藏", "hidden", [])
    ]  # fmt: skip
    before, after = wanted.sheets[0], found.sheets[0]
    assert after.rows == before.rows
    assert after.errors == before.errors
    assert after.percents == before.percents
    assert after.uncached == set()
    assert set(after.formulas) == set(before.formulas)
    assert [[type(value) for value in row] for row in after.rows] == [
        [type(value) for value in row] for row in before.rows
    ]
