"""The hostile set: workbooks made to kill, hang or bloat whoever reads them, and what becomes of each.

All are read in one go, as a command would, with a good file after each: it must be read as ever. The reading process
is watched, so that its memory is known.
"""

from __future__ import annotations

import io
import struct
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hostile.biff import small_xls
from hostile.crafted import (
    CODES,
    MAIN,
    OFFICE,
    OLE,
    relations_xml,
    save,
    sheet,
    simple,
    styles_xml,
    workbook_parts,
    zipped,
)
from hostile.test_other_formats import FLOAT, ods
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.excel import rawread
from xlplan.excel.raw_formula import column_letters
from xlplan.excel.rawread import read_raw

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"x" * 100_000}">]>'
EXTERNAL = '<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1/x"> %y;]>'
MIME = "application/vnd.oasis.opendocument.spreadsheet"
DEEP = 100_000


def base(**more: str) -> dict[str, str | bytes]:
    """A workbook with every part that matters."""
    strings = f'<sst xmlns="{MAIN}"><si><t>甲</t></si></sst>'
    parts = workbook_parts(
        sheet(f'{CELL}<row r="2"><c r="A2" t="s"><v>0</v></c></row>'), strings=strings, styles=styles_xml("0%"), **more
    )
    parts["docProps/core.xml"] = "<coreProperties><lastModifiedBy>王</lastModifiedBy></coreProperties>"
    parts["docProps/custom.xml"] = '<Properties><property name="a"><lpwstr>b</lpwstr></property></Properties>'
    parts["_rels/.rels"] = relations_xml(
        [("r1", "officeDocument", "xl/workbook.xml"), ("r2", "core-properties", "docProps/core.xml"),
         ("r3", "custom-properties", "docProps/custom.xml")]
    )  # fmt: skip
    return parts


def changed(name: str, change: Callable[[str], str | bytes]) -> bytes:
    """The workbook with one part changed."""
    parts = base()
    text = parts[name]
    assert isinstance(text, str)
    return zipped(parts | {name: change(text)})


def swap(name: str, old: str, new: str) -> Callable[[], bytes]:
    """Makes the workbook with one piece of a part replaced."""
    return lambda: changed(name, lambda text: text.replace(old, new, 1))


def numbered(form: str, numbers: range) -> str:
    """`form` once for each number, which stands for its `#`."""
    return "".join(form.replace("#", str(number)) for number in numbers)


def without(name: str) -> bytes:
    return zipped({key: part for key, part in base().items() if key != name})


def ods_content(content: str) -> bytes:
    return zipped({"mimetype": MIME, "content.xml": content})


def overlapping() -> bytes:
    """The directory names one stretch of data many times, so that a small file is a large one."""
    data = bytearray(zipped(base() | {f"xl/extra{n}.xml": "<a>" + " " * 100_000 + "</a>" for n in range(50)}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        infos = archive.infolist()
    at = data.index(b"PK\x01\x02")
    target = next(info for info in infos if info.filename == "xl/extra0.xml").header_offset
    for info in infos:
        assert data[at : at + 4] == b"PK\x01\x02"
        if info.filename.startswith("xl/extra"):
            struct.pack_into("<L", data, at + 42, target)
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
    return bytes(data)


def nested(levels: int) -> bytes:
    data = simple()
    for _ in range(levels):
        data = zipped({"inner.zip": data, "inner.xlsx": data})
    return data


def with_directory(form: str, offset: int, value: int) -> bytes:
    """A workbook with one number in the directory entry of its sheet changed."""
    data = bytearray(simple())
    struct.pack_into(f"<{form}", data, data.rindex(b"xl/worksheets/sheet1.xml") - 46 + offset, value)
    return bytes(data)


def record_length(code: int, length: int) -> bytes:
    """The .xls with the length of the first record of a kind changed."""
    data = bytearray(small_xls())
    at = data.index(struct.pack("<H", code), 512)
    struct.pack_into("<H", data, at + 2, length)
    return bytes(data)


def bound_sheet(offset: int) -> bytes:
    data = bytearray(small_xls())
    at = data.index(struct.pack("<HH", 0x85, 10), 512)
    struct.pack_into("<L", data, at + 4, offset)
    return bytes(data)


READ = "read"
ANY = "any of them"
ERROR = "reader-error"


@dataclass(frozen=True)
class Case:
    """How to make a file and what becomes of it."""

    make: Callable[[], bytes]
    code: str
    name: str = "file.xlsx"
    slow: bool = False


def _blanks() -> str:
    return "".join(f'<c r="{column_letters(n)}#" s="1"/>' for n in range(16_384))


def _one_string_everywhere() -> bytes:
    cells = numbered('<row r="#"><c r="A#" t="s"><v>0</v></c></row>', range(1, 200_001))
    return zipped(workbook_parts(sheet(cells), strings=f'<sst xmlns="{MAIN}"><si><t>{"y" * 32_767}</t></si></sst>'))


def _shared_formulas() -> bytes:
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A50000" si="0">{"A1+" * 5_000}1</f><v>1</v></c></row>'
    return simple(first + numbered('<row r="#"><c r="A#"><f t="shared" si="0"/><v>1</v></c></row>', range(2, 50_001)))


def _same_names() -> str:
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        '<sheet name="S" sheetId="1" r:id="r2"/></sheets></workbook>'
    )


SHEET = "xl/worksheets/sheet1.xml"
CASES: dict[str, Case] = {}
for _part in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET, "xl/styles.xml",
              "xl/sharedStrings.xml", "docProps/core.xml", "docProps/custom.xml"):  # fmt: skip
    for _kind, _doctype in (("laughs", LAUGHS), ("quadratic", QUADRATIC), ("external", EXTERNAL)):
        CASES[f"{_kind} in {_part}"] = Case(
            lambda part=_part, head=_doctype: changed(part, lambda text: head + text), "dtd"
        )
    CASES[f"an undefined entity in {_part}"] = Case(
        lambda part=_part: changed(part, lambda text: text.replace("</", "&x;</", 1) if "</" in text else text), ANY
    )
    CASES[f"{_part} cut in the middle"] = Case(
        lambda part=_part: changed(part, lambda text: text[: len(text) // 2]), ANY
    )
    CASES[f"{_part} is not XML"] = Case(lambda part=_part: changed(part, lambda _: bytes(range(256)) * 10), ANY)
    CASES[f"{_part} is empty"] = Case(lambda part=_part: changed(part, lambda _: ""), ANY)
for _part, _code in (("[Content_Types].xml", READ), ("_rels/.rels", READ), ("xl/workbook.xml", ERROR), ("xl/_rels/workbook.xml.rels", ERROR),
                     (SHEET, ERROR), ("xl/styles.xml", READ), ("xl/sharedStrings.xml", ERROR), ("docProps/core.xml", READ)):  # fmt: skip
    CASES[f"without {_part}"] = Case(lambda part=_part: without(part), _code)
for _dimension in ("A1", "A1:XFD1048576", "ZZZZ99999999", "", "1:4", "A:B", "B2:A1"):
    CASES[f"dimension {_dimension!r}"] = Case(
        lambda ref=_dimension: changed(
            SHEET, lambda text: text.replace("<sheetData>", f'<dimension ref="{ref}"/><sheetData>')
        ),
        READ,
    )
for _length in (0, 1, 0xFFFF, 0x7FFF, 3):
    for _record in (0x0809, 0x0085, 0x00FC, 0x0200, 0x0203, 0x00E0):
        CASES[f"record {_record:#x} of length {_length}"] = Case(
            lambda code=_record, length=_length: record_length(code, length), ANY, "x.xls"
        )
for _offset in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 3000):
    CASES[f"sheet at {_offset:#x}"] = Case(lambda offset=_offset: bound_sheet(offset), ANY, "x.xls")
for _share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
    CASES[f"{_share} of an .xls"] = Case(
        lambda share=_share: small_xls()[: int(len(small_xls()) * share)], ANY, "x.xls"
    )
    CASES[f"{_share} of an .ods"] = Case(
        lambda share=_share: (data := ods(f"<table:table-row><table:table-cell {FLOAT}/></table:table-row>"))[: int(len(data) * share)],
        "truncated", "x.ods",
    )  # fmt: skip

STYLES, STRINGS, BOOK, CUSTOM = "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/custom.xml"
WIDE = f'<table:table-cell {FLOAT} table:number-columns-spanned="2"/>'
LONG_FORMULA = f'<table:table-cell table:formula="of:={"1+" * 500}1" {FLOAT} table:number-columns-repeated="5"/>'
BLANKS = "<text:p>" + '<text:s text:c="999999999"/>' * 5_000 + "</text:p>"
A_COLUMN = '<row r="#"><c r="A#"><v>1</v></c></row>'
NO_AREAS = '<mergeCell ref=""/><mergeCell ref="A1:ZZZZ9"/><mergeCell/><mergeCell ref="甲1:A2"/>'
ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(100_000))


def row_of(content: str) -> str:
    return f"<table:table-row>{content}</table:table-row>"


CASES |= {
    "laughs in content.xml": Case(lambda: ods_content(LAUGHS + "<a>&k;</a>"), "dtd", "x.ods"),
    "external in content.xml": Case(lambda: ods_content(EXTERNAL + "<a>&x;</a>"), "dtd", "x.ods"),
    "deep content.xml": Case(lambda: ods_content("<a>" * DEEP + "</a>" * DEEP), ERROR, "x.ods"),
    "content.xml without sheets": Case(lambda: ods_content("<a/>"), ERROR, "x.ods"),
    "no content.xml": Case(lambda: zipped({"mimetype": MIME}), ERROR, "x.ods"),
    "a million formulas by repetition": Case(
        lambda: ods(f'<table:table-row table:number-rows-repeated="999999">{LONG_FORMULA}</table:table-row>'),
        ANY, "x.ods", slow=True,
    ),
    "16,384 blanks in 1,000 rows": Case(
        lambda: ods(row_of('<table:table-cell table:number-columns-repeated="16384"/>') * 1_000), READ, "x.ods"
    ),
    "20,000 areas in an .ods": Case(lambda: ods(row_of(WIDE) * 20_000), READ, "x.ods"),
    "spaces without end": Case(
        lambda: ods(row_of(f'<table:table-cell office:value-type="string">{BLANKS}</table:table-cell>')),
        "too-large", "x.ods",
    ),
    "zips in zips": Case(lambda: nested(6), "not-a-workbook"),
    "a zip in a workbook": Case(lambda: zipped(base() | {"xl/embeddings/inner.xlsx": nested(3)}), READ),
    "overlapping parts": Case(overlapping, "truncated"),
    "local header elsewhere": Case(lambda: with_directory("L", 42, 5), "truncated"),
    "local header out of the file": Case(lambda: with_directory("L", 42, 0x7FFFFFFF), "truncated"),
    "packed size that lies": Case(lambda: with_directory("L", 20, 5), "truncated"),
    "size that lies": Case(lambda: with_directory("L", 24, 0xFFFFFFF0), "truncated"),
    "checksum that lies": Case(lambda: with_directory("L", 16, 7), "truncated"),
    "unknown compression": Case(lambda: with_directory("H", 10, 99), ERROR),
    "bzip2": Case(lambda: with_directory("H", 10, 12), ERROR),
    "another name in the local header": Case(lambda: simple().replace(b"sheet1.xml", b"sheet2.xml", 1), "truncated"),
    "a bomb in the styles": Case(lambda: zipped(base() | {STYLES: b"<a>" + bytes(65 << 20)}), "too-large", slow=True),
    "a bomb that nobody looks at": Case(
        lambda: zipped(base() | {"xl/theme/theme1.xml": b"<a>" + b" " * (65 << 20)}), READ, slow=True
    ),
    "20,000 areas": Case(
        swap(SHEET, "</sheetData>", "</sheetData>" + numbered('<mergeCell ref="A#:C#"/>', range(1, 20_001))), READ
    ),
    "areas that are none": Case(swap(SHEET, "</sheetData>", f"</sheetData>{NO_AREAS}"), READ),
    "200,000 cell styles": Case(
        swap(STYLES, "</cellXfs>", '<xf numFmtId="14" fontId="0"/>' * 200_000 + "</cellXfs>"), READ
    ),
    "200,000 cell styles, oddly spelt": Case(
        swap(STYLES, "</cellXfs>", "<xf numFmtId='14'/>" * 200_000 + "</cellXfs>"), READ
    ),
    "200,000 number formats": Case(
        swap(STYLES, "</numFmts>", numbered('<numFmt numFmtId="#" formatCode="0.#%"/>', range(200_000)) + "</numFmts>"),
        READ,
    ),
    "a number format without end": Case(
        swap(STYLES, "0%", "[" * 300_000 + "&quot;" * 100_001 + "\\" * 300_000), READ
    ),
    "50,000 fonts": Case(
        swap(STYLES, "<cellXfs>", f"<fonts>{'<font><b/></font>' * 50_000}</fonts><cellXfs>"), READ
    ),
    "deep sheet": Case(swap(SHEET, "<sheetData>", "<a>" * DEEP + "</a>" * DEEP + "<sheetData>"), READ),
    "deep cell": Case(swap(SHEET, "<v>", "<x>" * DEEP + "</x>" * DEEP + "<v>"), ANY),
    "deep workbook part": Case(swap(BOOK, "<sheets>", "<a>" * DEEP + "</a>" * DEEP + "<sheets>"), READ),
    "deep properties": Case(swap(CUSTOM, "<lpwstr>", "<a>" * DEEP + "</a>" * DEEP + "<lpwstr>"), READ),
    "deep strings": Case(swap(STRINGS, "<si>", "<si>" + "<r>" * DEEP + "</r>" * DEEP), ANY),
    "1,000,000 empty rows": Case(
        lambda: simple("<row/>" * 1_000_000 + '<row r="5"><c r="A5"><v>1</v></c></row>'), READ, slow=True
    ),
    "1,000,000 numbered empty rows": Case(lambda: simple(numbered('<row r="#"/>', range(1, 10**6))), READ, slow=True),
    "rows of 16,384 styled blanks": Case(
        lambda: simple(numbered(f'<row r="#">{_blanks()}</row>', range(1, 61))), READ, slow=True
    ),
    "4,830,000 cells": Case(lambda: simple(f'{CELL}<row r="7000"><c r="ZN7000"><v>1</v></c></row>'), READ),
    "2,000,000 cells without names": Case(
        lambda: simple(numbered(f'<row r="#">{"<c><v>1</v></c>" * 2_000}</row>', range(1, 1_001))), READ, slow=True
    ),
    "a flood of attributes": Case(swap(SHEET, '<row r="1"', f'<row r="1" {ATTRIBUTES}'), ANY),
    "a flood of attributes of a cell": Case(swap(SHEET, '<c r="A1"', f'<c r="A1" {ATTRIBUTES}'), ANY),
    "one endless attribute": Case(swap(SHEET, '<row r="1"', f'<row r="1" a="{"x" * 5_000_000}"'), ANY),
    "each row spelt in its own way": Case(
        lambda: simple(numbered(A_COLUMN.replace(">", ' ht="#">', 1), range(1, 50_001))), READ
    ),
    "string out of the table": Case(lambda: simple('<row r="1"><c r="A1" t="s"><v>9999999</v></c></row>'), ERROR),
    "string before the table": Case(lambda: simple('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), ERROR),
    "a huge shared string": Case(swap(STRINGS, "甲", "x" * 1_100_000), "too-large"),
    "a shared string just below": Case(swap(STRINGS, "甲", "x" * 990_000), READ),
    "100,000 shared strings": Case(swap(STRINGS, "</sst>", "<si><t>x</t></si>" * 100_000 + "</sst>"), READ),
    "a long string used 200,000 times": Case(_one_string_everywhere, ANY, slow=True),
    "a name of 10,000 characters": Case(swap(BOOK, 'name="S1"', f'name="{"名" * 10_000}"'), READ),
    "a name of controls": Case(swap(BOOK, 'name="S1"', 'name="&#9;&#10;&#x202E;a"'), READ),
    "two sheets of one name": Case(
        lambda: zipped(workbook_parts(sheet(CELL), sheet(CELL)) | {BOOK: _same_names()}), READ
    ),
    "one sheet listed 900 times": Case(
        swap(BOOK, "</sheets>", numbered('<sheet name="x#" sheetId="#" r:id="r1"/>', range(9, 909)) + "</sheets>"), READ
    ),
    "a flood of defined names": Case(
        swap(BOOK, "</sheets>", "</sheets>" + numbered('<definedName name="n#">S1!$A$#</definedName>', range(200_000))),
        READ,
    ),
    "a flood of properties": Case(
        swap(CUSTOM, "</P", numbered('<property name="p#"><lpwstr>v</lpwstr></property>', range(100_000)) + "</P"), READ
    ),
    "a property without end": Case(swap(CUSTOM, ">b<", f">{'&amp;' * 2_000_000}<"), READ, slow=True),
    "relations that run in a circle": Case(swap("_rels/.rels", BOOK, "_rels/.rels"), ERROR),
    "relations out of the file": Case(
        swap("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../../etc/passwd"), ERROR
    ),
    "shared formulas without end": Case(_shared_formulas, READ, slow=True),
    "a formula of brackets": Case(
        lambda: simple(f'<row r="1"><c r="A1"><f>{"(" * 500_000}</f><v>1</v></c></row>'), READ
    ),
    "a formula of square brackets": Case(
        lambda: simple(f'<row r="1"><c r="A1"><f t="shared" si="0">{"[" * 500_000}</f><v>1</v></c></row>'
                       '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'), READ
    ),
    "an .ods formula of square brackets": Case(
        lambda: ods(row_of(f'<table:table-cell table:formula="of:={"[" * 500_000}" {FLOAT}/>')), READ, "x.ods"
    ),
    "an .ods formula of quotes": Case(
        lambda: ods(row_of(f'<table:table-cell table:formula="of:={"&quot;;" * 200_001}" {FLOAT}/>')), READ, "x.ods"
    ),
    "a flood of attributes of the strings": Case(swap(STRINGS, "<sst", f"<sst {ATTRIBUTES} "), ANY),
    "a root tag of blanks": Case(swap(STRINGS, "<sst", f"<sst{' ' * 2_000_000}"), READ),
    "a number of blanks": Case(swap(SHEET, "<v>1", f"<v>{' ' * 900_000}1"), ANY),
    "not a single cell": Case(lambda: simple(""), READ),
    "a sheet twice, once in capitals": Case(lambda: zipped([*base().items(), (SHEET.upper(), "<a/>")]), "duplicate-part"),
    "a path upwards": Case(lambda: zipped([*base().items(), ("xl/../../../tmp/x.xml", "<a/>")]), "unsafe-path"),
    "a path with a zero": Case(
        lambda: zipped(base() | {"xl/a@b.xml": "<a/>"}).replace(b"xl/a@b", b"xl/a\0b"), "unsafe-path"
    ),
    "a zip of nothing but its end": Case(lambda: b"PK\x05\x06" + bytes(18), "not-a-workbook"),
    "not a chance": Case(lambda: b"PK\x03\x04" + bytes(range(256)) * 40, "truncated"),
    "an .xls of zeros": Case(lambda: OLE + "Workbook\0".encode("utf-16-le") + bytes(70_000), ANY, "x.xls"),
    "a good .xls": Case(small_xls, READ, "x.xls"),
}  # fmt: skip


@dataclass
class Outcome:
    """What became of a case and of the good file after it, in seconds and bytes."""

    result: RawWorkbook | Unreadable
    after: RawWorkbook | Unreadable
    seconds: float
    peak: int


def peak_of(process: int) -> int:
    """The most memory that a process has had at once, 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    line = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024


def run_all(cases: dict[str, Case], folder: Path) -> Iterator[tuple[str, Outcome]]:
    """Read the cases in one go, each followed by a good file."""
    good = save(folder, simple(), "good.xlsx")
    paths = []
    for number, case in enumerate(cases.values()):
        (folder / str(number)).mkdir()
        paths += [save(folder / str(number), case.make(), case.name), good]
    children: list[int] = []
    popen = rawread.subprocess.Popen

    class Watched(popen):  # type: ignore[type-arg,valid-type,misc]
        def __init__(self, *args: object, **more: object) -> None:
            super().__init__(*args, **more)
            children.append(self.pid)

    rawread.subprocess.Popen = Watched  # type: ignore[misc]
    try:
        results = read_raw(paths, workers=1)
        for name in cases:
            began = time.monotonic()
            result = next(results)
            seconds = time.monotonic() - began
            after = next(results)
            yield name, Outcome(result, after, seconds, peak_of(children[-1]))
    finally:
        rawread.subprocess.Popen = popen  # type: ignore[misc]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    return dict(
        run_all({name: case for name, case in CASES.items() if not case.slow}, tmp_path_factory.mktemp("quick"))
    )


@pytest.fixture(scope="module")
def slow_outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    return dict(run_all({name: case for name, case in CASES.items() if case.slow}, tmp_path_factory.mktemp("slow")))


def check(name: str, outcome: Outcome) -> None:
    wanted = CASES[name].code
    result = outcome.result
    found = READ if isinstance(result, RawWorkbook) else result.code
    assert found in {READ, *CODES}
    assert wanted in (found, ANY), result
    if isinstance(result, Unreadable):
        assert all("\n" not in value and len(value) <= 400 for value in result.params.values())
        assert found != "reader-timeout"
    assert outcome.seconds < 22  # the limit of the reader itself, with what it takes to end a process
    assert outcome.peak < 2 << 30
    assert isinstance(outcome.after, RawWorkbook)
    assert outcome.after.sheets[0].rows == [[1]]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.slow])
def test_attack(name: str, outcomes: dict[str, Outcome]) -> None:
    check(name, outcomes[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.slow])
def test_heavy_attack(name: str, slow_outcomes: dict[str, Outcome]) -> None:
    check(name, slow_outcomes[name])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of another process")
def test_memory_is_really_measured(outcomes: dict[str, Outcome]) -> None:
    assert all(outcome.peak > 1 << 20 for outcome in outcomes.values())


def test_what_was_read(outcomes: dict[str, Outcome]) -> None:
    areas = outcomes["20,000 areas"].result
    assert isinstance(areas, RawWorkbook)
    assert len(areas.sheets[0].merges) == 20_000
    old = outcomes["a good .xls"].result
    assert isinstance(old, RawWorkbook)
    assert (old.notes, old.sheets[0].rows, old.sheets[0].errors) == ([], [["text", 0.5, True]], {(1, 0): "#N/A"})
    assert old.sheets[0].percents == {(0, 1)}
