"""The checked parts of a workbook as a new, plain one: the reading library never sees the file itself.

Only sheets and shared strings go in. Styles, names, links, macros and odd paths stay out, and with them every
disagreement between two readings of one zip.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# The table of shared strings announces its length, and the library reserves what is announced.
_COUNTS = re.compile(rb"""\s(?:uniqueC|c)ount\s*=\s*(?:"[^"]*"|'[^']*')""")
_ROOT_TAG = re.compile(rb"""<[^\s<>"'!?]+(?:\s+[^\s=<>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_HEAD = 65_536  # bytes in which a root tag of anybody's making ends
_END = re.compile(rb"</([^\s<>/:]+:)?sheetData\s*>")


# Errors the library has heard of; of any other it makes an error of the whole file.
_KNOWN = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
_ERROR = re.compile(r"#[A-Z/0-9_]{1,20}[!?]?")


def _with_known_errors(sheet: bytes, errors: Collection[str]) -> bytes:
    """The sheet with `errors`, the texts of its error cells, as the library knows them: newer ones become #VALUE!.

    Where a text cell may show the same the sheet is left as it is.
    """
    for error, count in Counter(errors).items():
        stored = f">{error}<".encode()
        if error not in _KNOWN and _ERROR.fullmatch(error) and sheet.count(stored) == count:
            sheet = sheet.replace(stored, b">#VALUE!<")
    return sheet


def repack(sheets: Sequence[tuple[bytes, int, Collection[str]]], strings: bytes) -> io.BytesIO:
    """A workbook whose sheets, in this order, are the given XML, named by numbers; `strings` may be empty.

    Each sheet comes with the byte at which its table of cells begins, and the texts of its error cells.
    """
    numbers = range(1, len(sheets) + 1)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            for number in numbers
        )
        + "</Types>",
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/{number}.xml") for number in numbers] + [("sharedStrings", "sharedStrings.xml")]
        ),
        "xl/sharedStrings.xml": _without_counts(strings) or f'<sst xmlns="{_MAIN}"/>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
        for number, (sheet, begin, errors) in zip(numbers, sheets, strict=True):
            part = _with_known_errors(_cells_only(sheet, begin), errors)
            archive.writestr(zipfile.ZipInfo(f"xl/worksheets/{number}.xml"), part)
    out.seek(0)
    return out


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def _without_counts(part: bytes) -> bytes:
    tag = _ROOT_TAG.search(part, 0, _HEAD)
    return part[: tag.start()] + _COUNTS.sub(b"", tag.group()) + part[tag.end() :] if tag else part


def _cells_only(sheet: bytes, begin: int) -> bytes:
    """The sheet without what stands around its cells: announced rectangles that are none and areas that merge
    nothing make the library refuse all of it.
    """
    ends = list(_END.finditer(sheet, begin))
    if not ends or not begin:
        return b'<worksheet xmlns="%s"><sheetData/></worksheet>' % _MAIN.encode()
    return b'<worksheet xmlns="%s">%s</worksheet>' % (_MAIN.encode(), sheet[begin : ends[-1].end()])
