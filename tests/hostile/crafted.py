"""Workbooks made by hand, part by part, since no library writes what these tests need."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

CODES = {
    "not-found", "locked", "cloud-placeholder", "empty-file", "truncated", "not-a-workbook", "encrypted", "too-large",
    "too-many-parts", "used-range", "dtd", "duplicate-part", "unsafe-path", "reader-crashed", "reader-timeout", "reader-error",
}  # fmt: skip
"""All codes of a file that cannot be read."""

Parts = dict[str, str | bytes]


def sheet(rows: str) -> str:
    """A sheet part around rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook_parts(*sheets: str | bytes, strings: str = "", styles: str = "", book: str = "") -> Parts:
    """The parts of a minimal workbook; `book` is XML at the start of the workbook part."""
    numbers = range(1, len(sheets) + 1)
    relations = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    relations += [("rs", "sharedStrings", "sharedStrings.xml")] if strings else []
    relations += [("rf", "styles", "styles.xml")] if styles else []
    parts: Parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": relations_xml([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}<sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations_xml(relations),
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": part for n, part in zip(numbers, sheets, strict=True)}
    parts |= {"xl/sharedStrings.xml": strings} if strings else {}
    parts |= {"xl/styles.xml": styles} if styles else {}
    return parts


def relations_xml(relations: list[tuple[str, str, str]]) -> str:
    """A relations part of (id, last word of the type, target)."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in relations
        )
        + "</Relationships>"
    )


def styles_xml(*codes: str) -> str:
    """A styles part in which cell style n has the n-th number format."""
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{200 + n}"/>' for n, _ in enumerate(codes))
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'


def zipped(parts: Parts | list[tuple[str, str | bytes]]) -> bytes:
    """A zip of parts; as a list, names may occur twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def simple(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>', **more: str) -> bytes:
    """A workbook with one sheet."""
    return zipped(workbook_parts(sheet(rows), **more))


def save(folder: Path, data: bytes, name: str = "file.xlsx") -> Path:
    """Write `data` to a file in `folder`."""
    path = folder / name
    path.write_bytes(data)
    return path


FAR_CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
