"""The quick reading of plain sheets finds what the slow one finds, or leaves the sheet to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile.crafted import MAIN
from xlplan.core.raw import RawValue
from xlplan.excel.preflight import Limits, examine
from xlplan.excel.raw_limits import Refused
from xlplan.excel.raw_plain import plain_sheet, plain_strings
from xlplan.excel.raw_scan import SheetScan, scan_sheet
from xlplan.excel.raw_styles import StyleKind
from xlplan.excel.raw_values import library_rows
from xlplan.excel.raw_xml import root_of

KINDS: dict[str, StyleKind] = {"1": "percent", "2": "date", "7": "clock"}
LIMIT = 200_000
STRINGS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}" count="9" uniqueCount="5">'
    '<si><t>甲 &amp; 乙</t></si><si><t xml:space="preserve"> b\n</t></si><si><t/></si><si><t>\tc </t>'
    '<phoneticPr fontId="1" type="noConversion"/></si><si><r><t>d </t></r><r><rPr><b/><sz val="9"/></rPr>'
    '<t xml:space="preserve"> e</t></r></si></sst>'
).encode()

Found = tuple[SheetScan, list[list[RawValue]]]


def slow(part: bytes, strings: bytes) -> Found | None:
    """What the scan by an XML parser and the library say, None when they refuse the sheet."""
    try:
        root_of("sheet", part)
        scan = scan_sheet("sheet", part, KINDS)
        if scan.rows * scan.cols > LIMIT:
            return None
        (rows,) = library_rows([(part, scan)], strings)
    except Refused:
        return None
    except Exception as fault:
        if type(fault).__module__.startswith(("python_calamine", "builtins")) and "alamine" in type(fault).__name__:
            return None
        raise
    return scan, rows


def typed(rows: list[list[RawValue]]) -> list[list[tuple[type, str]]]:
    """Values that compare by type as well; True is no 1."""
    return [[(type(value), repr(value)) for value in row] for row in rows]


def assert_no_weaker(part: bytes, strings: bytes = STRINGS) -> bool:
    """True when the quick way took the sheet, having made sure that the slow one agrees."""
    texts = plain_strings(strings)
    found = None if texts is None else plain_sheet(part, KINDS, texts, LIMIT)
    if found is None:
        return False
    wanted = slow(part, strings)
    assert wanted is not None, part
    assert found[0] == wanted[0], part
    assert typed(found[1]) == typed(wanted[1]), part
    return True


def around(rows: str, head: str = "", tail: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}"><dimension ref="A1"/>{head}'
        f"<sheetData>{rows}</sheetData>{tail}<pageMargins left='1'/></worksheet>"
    ).encode()


INSIDES = [
    ' t="s"><v>0</v>', ' t="s"><v>1</v>', ' t="s"><v>2</v>', ' t="s"><v>3</v>', ' t="s"><v>4</v>', "><v>12.50</v>",
    ' t="n"><v>-3E-2</v>', ' t="b"><v>1</v>', ' t="e"><v>#N/A</v>', ' t="e"><v>#SPILL!</v>',
    ' t="str"><f>A1&amp;"x"</f><v>y</v>', ' t="str"><f>""</f><v></v>', "><f>1+1</f><v>2</v>", "><f>1+1</f>",
    "><f> B2 </f><v></v>", '><f t="shared" ref="B2:B9" si="0">$A1+A$1</f><v>1</v>', '><f t="shared" si="0"/><v>1</v>',
    '><f t="array" ref="A1" aca="false">SUM(A1)</f><v>1</v>', ' t="e"><f>1/0</f><v>#DIV/0!</v>', ">",
    ' t="inlineStr"><is><t>&lt;甲&gt;</t></is>', ' t="inlineStr"><is><t xml:space="preserve"> z </t></is>',
]  # fmt: skip
ODD = [
    ' t="s"><v>9</v>', ' t="s"><v></v>', ' t="s"><v>01</v>', "><v> 1 </v>", "><v>1e999</v>", "><v>NaN</v>", "><v>１</v>",
    "><v>0x1</v>", "><v/>", ' t="b"><v>2</v>', ' t="b"><v>true</v>', ' t="e"><v>#1 !</v>', ' t="e"><v></v>',
    ' t="str"><v>_x0041_</v>', ' t="str"><v>&#65;</v>', ' t="str"><v>a&b</v>', ' t="str"><v>]]></v>',
    ' t="str"><v>\x01</v>', ' t="str"><v>\ufffe</v>', ' t="str"><v>\r\n</v>', ' t="str"><v xml:space="preserve"> a</v>',
    ' t="d"><v>2026-03-05</v>', "><f/><v>1</v>", "><f></f><v>1</v>", '><f t="x" t="y">1</f><v>1</v>', '><f t="x">1<v>1</v>',
    "><v>1</v><v>2</v>", "><v>1</v><f>2</f>", ' t="inlineStr"><is><t>a</t><t>b</t></is>', ' t="s" s="1"><v>0</v>',
    "><!-- --><v>1</v>", "><v><![CDATA[1]]></v>", ' t="inlineStr"><is><r><t>a</t></r></is>', " cm='1'><v>1</v>",
    ' t="inlineStr"><is><t/></is>', ' t="e"><f>1</f>', ' t="b"><f>1</f><v></v>', "><f>1</f><v> </v>",
    ' t="str"><f>1</f>', ' t="str"></c><c>', "><extLst><f>1</f></extLst>", '><f ca="1"/><v>1</v>', '><f si="0" /><v>1</v>',
]  # fmt: skip
HEADS = [
    "",
    '<cols><col min="1" max="2"/></cols>',
    "<!-- <sheetData> -->",
    "<c r='A1'/>",
    "<f>1</f>",
    "<sheetData/>",
    "&x;",
]
TAILS = [
    '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C3" /></mergeCells>', "<mergeCell ref='A1:B2'/>",
    '<mergeCell ref="A1:B2" ref="A1"/>', "<x:mergeCell ref='A5:B6'/>", '<ext><xm:f>A1</xm:f><x:v>1</x:v></ext>', "<f>9</f>",
    "<v>9</v>", '<c r="Z9"><v>1</v></c>', "<x:c r='Z9'><v>1</v></x:c>", "<row r='99'/>", "<a b='1' b='2'/>", "<a>", "\x01", "",
    "<?pi?>", "<![CDATA[ ]]>", "<!DOCTYPE a>",
]  # fmt: skip
ROW_ATTRS = [
    "", ' spans="1:5" ht="27.75" customHeight="1"', ' spans="1:3" x14ac:dyDescent="0.25"', ' hidden="1" ', ' ht="1" ht="2"',
    " ht='1'", ' r="3"', ' a="&amp;"', ' a="<"', ' a=">"', ' a="\t"', " a", ' a="1"b="2"',
]  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn, strange: bool) -> bytes:
    """Sheets from pieces; `strange` ones have an odd piece here and there."""

    def piece(usual: list[str], odd: list[str], one_in: int = 12) -> str:
        return draw(st.sampled_from(odd if strange and draw(st.integers(1, one_in)) == 1 else usual))

    rows, number = [], 0
    for _ in range(draw(st.integers(0, 4))):
        number += draw(st.sampled_from([1, 1, 2, 40, *([0, -1, 1_048_000] if strange else [])]))
        cells, column = [], 0
        for _ in range(draw(st.integers(0, 5))):
            column += draw(st.sampled_from([1, 1, 3, 20, *([0, -2] if strange else [])]))
            letters = re.sub("^@", "", chr(64 + column // 26) + chr(65 + column % 26))
            ref = piece(
                [f"{letters}{number}"], [f"{letters.lower()}{number}", f"XFE{number}", "", f"A{number + 1}", "A0"]
            )
            style = piece(["", ' s="0"', ' s="1"', ' s="2"', ' s="33"'], [' s=""', ' s="x"', ' s="1" s="2"'])
            blank = draw(st.booleans())
            inside = "" if blank else piece(INSIDES, ODD)
            cells.append(f'<c r="{ref}"{style}/>' if blank else f'<c r="{ref}"{style}{inside}</c>')
        attrs = piece(ROW_ATTRS[:3], ROW_ATTRS)
        begin = f'<row r="{number}"{attrs}'
        rows.append(f"{begin}>{''.join(cells)}</row>" if cells or draw(st.booleans()) else f"{begin}/>")
    return around("".join(rows), piece(HEADS[:2], HEADS), piece([*TAILS[:1], ""], TAILS))


@settings(max_examples=150, deadline=None)
@given(sheets(strange=False))
def test_plain_sheets_are_read_quickly_and_alike(part: bytes) -> None:
    assert assert_no_weaker(part)


@settings(max_examples=400, deadline=None)
@given(sheets(strange=True))
def test_odd_sheets_are_read_alike_or_left(part: bytes) -> None:
    assert_no_weaker(part)


TOKENS = [
    b"<", b">", b"/>", b'"', b"'", b"&", b"&amp;", b" ", b"\n", b"</row>", b"<row>", b"</c>", b"<c>", b"<v>", b"</v>", b"<f>",
    b"</f>", b"<!--", b"-->", b"<sheetData>", b"</sheetData>", b"\x00", b"\xff", b"0", b"9", b"A", b'<c r="A1"/>', b"<?x?>",
    b'<row r="7"/>', b'<c r="B1"><v>1</v></c>', b' s="1"', b' t="s"', b"\xc2\xa0", b"<x:", b"]]>", b"=",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    sheets(strange=False),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from([b"", *TOKENS])), max_size=3),
)
def test_damaged_sheets_are_read_alike_or_left(part: bytes, damage: list[tuple[float, int, bytes]]) -> None:
    for place, length, token in damage:
        at = int(place * len(part))
        part = part[:at] + token + part[at + length :]
    assert_no_weaker(part)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from([b"", *TOKENS])), max_size=2))
def test_damaged_strings_are_read_alike_or_left(damage: list[tuple[float, int, bytes]]) -> None:
    strings = STRINGS
    for place, length, token in damage:
        at = int(place * len(strings))
        strings = strings[:at] + token + strings[at + length :]
    cells = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCDE"))
    assert_no_weaker(around(f'<row r="1">{cells}</row>'), strings)


@pytest.mark.parametrize(
    "run", ['<s s="1z val="9"/>', '<b a="1" b="2"/>', "<b a='1'/>", "<b/", "<b></b>", '<b a="<"/>']
)
def test_odd_formats_of_runs_are_left(run: str) -> None:
    part = around('<row r="1"><c r="A1" t="s"><v>4</v></c></row>')
    assert assert_no_weaker(part)
    assert not assert_no_weaker(part, STRINGS.replace(b"<b/>", run.encode()))


@pytest.mark.parametrize("inside", [*INSIDES, *ODD])
@pytest.mark.parametrize("style", ["", ' s="1"'])
def test_each_piece(inside: str, style: str) -> None:
    took = assert_no_weaker(around(f'<row r="2"><c r="B2"{style}{inside}</c><c r="C2"><v>1</v></c></row>'))
    assert took or inside in ODD


@pytest.mark.parametrize("attrs", ROW_ATTRS)
@pytest.mark.parametrize("close", ["></row>", "/>", " />"])
def test_each_row(attrs: str, close: str) -> None:
    assert_no_weaker(around(f'<row r="2"{attrs}{close}<row r="3"><c r="B3"><v>1</v></c></row>'))


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("tail", TAILS)
def test_each_surrounding(head: str, tail: str) -> None:
    for rows in ("", '<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1"><f>1</f></c></row>'):
        assert_no_weaker(around(rows, head, tail))
        assert_no_weaker(around(rows, head, tail).replace(b"<sheetData></sheetData>", b"<sheetData/>"))


@pytest.mark.parametrize(
    "start", ["\ufeff", " ", "<!DOCTYPE x>", "<!-- -->", "<?xml version='1.0' encoding='GBK'?>", "<?a?>"]
)
def test_other_beginnings_are_left(start: str) -> None:
    part = around('<row r="1"><c r="A1"><v>1</v></c></row>').partition(b"\n")[2]
    assert assert_no_weaker(part)
    assert not assert_no_weaker(start.encode() + part)


def test_what_is_too_large_is_left() -> None:
    far = around(f'<row r="{LIMIT // 10}"><c r="K{LIMIT // 10}"><v>1</v></c></row>')
    assert not assert_no_weaker(far)
    assert plain_sheet(far, KINDS, [], LIMIT * 2) is not None


def test_sheets_of_a_real_writer_are_plain(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        percent = book.add_format({"num_format": "0%"})
        page.write_row(0, 0, ["编号", "<名称>", " spaced ", 1, 0.5, True])
        page.write_number(1, 2, 0.5, percent)
        page.write_formula(2, 1, '=A1&"x>"', None, "编号x>")
        page.write_blank(3, 3, None, percent)
        page.merge_range("A6:C7", "merged")
        page.write_rich_string("A9", "a", percent, "b ", "c")
        page.data_validation("A1:A5", {"validate": "list", "source": ["甲", "乙"]})
        page.conditional_format("A1:C5", {"type": "data_bar", "data_bar_2010": True})
        page.set_row(10, 40)
        book.add_worksheet()
    found = examine(path.read_bytes(), ".xlsx", Limits())
    assert [sheet.rows is not None for sheet in found.sheets] == [True, True]
