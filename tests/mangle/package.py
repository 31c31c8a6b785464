"""Damage to the file: how it is packed, which dialect it speaks, how it is called."""

from __future__ import annotations

import io
import random
import re
import zipfile

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from mangle.desk import Desk, edit_parts
from mangle.kinds import kind

STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/customProperties",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    ),
)


@kind("1904 date system", plain=True)
def mac_dates(desk: Desk, _: random.Random) -> object:
    """The flag is set and all serial numbers of dates are shifted with it."""
    desk.book.epoch = CALENDAR_MAC_1904
    return True


@kind("Strict Open XML", plain=True)
def strict(desk: Desk, _: random.Random) -> object:
    def change(part: bytes) -> bytes:
        for plain, other in STRICT:
            part = part.replace(plain, other)
        return part

    desk.after.append(lambda data: edit_parts(data, r"(?!\[Content_Types\]).*", change))
    return True


@kind("prefixed namespaces", plain=True)
def prefixed(desk: Desk, _: random.Random) -> object:
    """Elements of sheets are called x:row instead of row, as some libraries write them."""

    def change(part: bytes) -> bytes:
        part = re.sub(rb"<(/?)(?![?!/])([A-Za-z]\w*)(?=[\s>/])", rb"<\1x:\2", part)
        return part.replace(b'xmlns="http://schemas', b'xmlns:x="http://schemas')

    def prefix(data: bytes) -> bytes:
        return edit_parts(data, r"xl/worksheets/sheet\d+\.xml|xl/sharedStrings\.xml", change)

    desk.after.append(prefix)
    return True


@kind("inline strings", plain=True)
def inline(desk: Desk, _: random.Random) -> object:
    desk.after.append(_inlined)
    return True


def _inlined(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "xl/sharedStrings.xml" not in package.namelist():
            return data
        shared = re.findall(rb"<si>(.*?)</si>", package.read("xl/sharedStrings.xml"), re.DOTALL)

    def change(part: bytes) -> bytes:
        def one(found: re.Match[bytes]) -> bytes:
            text = shared[int(found[2])]
            return b"<c" + found[1] + b' t="inlineStr"><is>' + text + b"</is></c>"

        return re.sub(rb'<c((?: (?!t=)\w+="[^"]*")*) t="s"><v>(\d+)</v></c>', one, part)

    return edit_parts(data, r"xl/worksheets/sheet\d+\.xml", change)


@kind("dimensions that lie", plain=True)
def dimensions(desk: Desk, rng: random.Random) -> object:
    lie = rng.choice((b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>', b""))
    desk.after.append(
        lambda data: edit_parts(
            data, r"xl/worksheets/sheet\d+\.xml", lambda part: re.sub(rb"<dimension [^>]*/>", lie, part)
        )
    )
    return True


@kind("cells without references", plain=True)
def references(desk: Desk, _: random.Random) -> object:
    """Rows and cells without their addresses, which the standard allows where nothing is left out."""

    def change(part: bytes) -> bytes:
        rows = [int(r) for r in re.findall(rb'<row r="(\d+)"', part)]
        if rows != list(range(1, len(rows) + 1)):
            return part
        return re.sub(rb'<row r="\d+"', b"<row", part)

    desk.after.append(lambda data: edit_parts(data, r"xl/worksheets/sheet\d+\.xml", change))
    return True


@kind("packed without compression", plain=True)
def stored(desk: Desk, _: random.Random) -> object:
    def store(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
            for name in reversed(old.namelist()):
                new.writestr(name, old.read(name))
        return out.getvalue()

    desk.after.append(store)
    return True


@kind("rewritten by openpyxl", plain=True)
def rewritten(desk: Desk, _: random.Random) -> object:
    """Opened and saved once more by another program: formulas lose their results, so there must be none."""
    import openpyxl

    if desk.cached:
        return False

    def again(data: bytes) -> bytes:
        out = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(data)).save(out)
        return out.getvalue()

    desk.after.insert(0, again)
    return True


@kind("renamed to .xls", plain=True)
def named_xls(desk: Desk, _: random.Random) -> object:
    desk.name = desk.name.rsplit(".", 1)[0] + ".xls"
    return True


@kind("renamed to .zip", plain=True)
def named_zip(desk: Desk, _: random.Random) -> object:
    desk.name = desk.name.rsplit(".", 1)[0] + ".zip"
    return True


@kind("renamed as a download", plain=True)
def named_download(desk: Desk, rng: random.Random) -> object:
    desk.name = rng.choice(("研发部(1).xlsx", "副本 - 计划（最终 2）.xlsx", "市场部_SL-2026-05_第3轮.xlsx", "未命名"))
    return True
