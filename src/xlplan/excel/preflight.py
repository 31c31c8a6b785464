"""Looks at a workbook before the reading library does, with nothing but bytes, zip and XML.

The library aborts its whole process on a few kilobytes of malice or bad luck, so whatever could make it
allocate without measure is found here: sizes are counted while inflating, cell references are read from the
sheets, and only parts that were looked at are handed on.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.core.raw import RawNote, RawValue, Unreadable
from xlplan.excel.raw_book import Book, find, package_kind, package_notes, read_book, read_ods_book, renamed_note
from xlplan.excel.raw_limits import Limits, Refused
from xlplan.excel.raw_load import load
from xlplan.excel.raw_package import Parts, one_line, unpack
from xlplan.excel.raw_plain import plain_sheet, plain_strings
from xlplan.excel.raw_scan import SheetScan, scan_sheet
from xlplan.excel.raw_sniff import sniff
from xlplan.excel.raw_styles import style_kinds
from xlplan.excel.raw_xml import CONTROLS, PLAIN_START, root_of, to_utf8

__all__ = ["Limits", "Preflight", "examine", "preflight"]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet that may be read: its name, state (see `RawSheet`), XML, and what the scan told.

    `rows` are its values where the scan found them on the way, None where they are still to be read.
    """

    name: str
    state: str
    xml: bytes
    scan: SheetScan
    rows: list[list[RawValue]] | None = None


@dataclass(slots=True)
class Preflight:
    """A file that may be read. `kind` is xlsx, xlsm, xls or ods by content.

    `sheets` and shared `strings` (xlsx and xlsm) or `content` and `styles` (ods) are to be read instead of the file,
    and `book` is what the workbook says of itself. `data` is the file.
    """

    kind: str
    data: bytes
    sha256: str
    notes: list[RawNote] = field(default_factory=list)
    sheets: list[SheetPart] = field(default_factory=list)
    strings: bytes = b""
    content: bytes = b""
    styles: bytes = b""
    book: Book = field(default_factory=Book)


def preflight(path: Path, limits: Limits) -> Unreadable | Preflight:
    """Look at the file behind `path`; the answer says whether and as what it may be read."""
    try:
        return examine(load(path, limits), path.suffix, limits)
    except Refused as refused:
        return Unreadable(path, refused.code, refused.params)


def examine(data: bytes, extension: str, limits: Limits) -> Preflight:
    """The same for bytes; `extension` is what the name ended in. Raises `Refused`."""
    if not data:
        raise Refused("empty-file")
    kind = sniff(data)
    if kind in ("encrypted", "drm"):
        raise Refused("encrypted", by="drm" if kind == "drm" else "password")
    if kind not in ("zip", "xls"):
        raise Refused("not-a-workbook", kind="zip" if kind == "archive" else kind)
    found = Preflight(kind, data, hashlib.sha256(data).hexdigest())
    if kind == "zip":
        _open_zip(found, limits)
    found.notes += renamed_note(extension, found.kind)
    return found


def _open_zip(found: Preflight, limits: Limits) -> None:
    names, parts, ratio = unpack(found.data, limits)
    found.kind = package_kind(names, parts)
    if ratio > limits.ratio:
        found.notes.append(RawNote("high-ratio", {"ratio": str(ratio)}))
    found.notes += package_notes(found.kind, names, parts)
    parts = _as_xml(parts)
    if found.kind == "ods":
        found.book = read_ods_book(parts)
        found.styles = find(parts, "styles.xml")
        found.content = _without_controls(found, "content.xml", find(parts, "content.xml"))
        if not found.content:
            raise Refused("reader-error", detail="no content.xml")
        _check_text("content.xml", found.content, limits)
    else:
        found.book = read_book(parts)
        found.strings = find(parts, found.book.strings)
        _check_text(found.book.strings, found.strings, limits)
        _check_sheets(found, parts, limits)


def _as_xml(parts: Parts) -> Parts:
    """The parts that are XML, in UTF-8 and without DTD. Raises `Refused`."""
    texts: Parts = {}
    for name, part in parts.items():
        if PLAIN_START.match(part):
            texts[name] = part
            continue
        try:
            texts[name] = to_utf8(part)
        except Refused:
            # Binary data may look like the beginning of a text in some encoding.
            if name.lower().endswith((".xml", ".rels")):
                raise
            continue
        root_of(name, texts[name])
    return texts


def _check_sheets(found: Preflight, parts: Parts, limits: Limits) -> None:
    """Scan the worksheets and add up how far they reach. Raises `Refused`."""
    styles = find(parts, found.book.styles)
    kinds = style_kinds(found.book.styles, styles) if styles else {}
    strings = plain_strings(found.strings) if found.strings else []
    cells = 0
    for entry in found.book.sheets:
        if entry.kind != "worksheet":
            found.notes.append(RawNote("sheet-skipped", {"sheet": entry.name, "kind": entry.kind or "none"}))
            continue
        part = find(parts, entry.part)
        if not part:
            raise Refused("reader-error", detail=f"sheet {one_line(entry.name)}: no {one_line(entry.part)}")
        _check_text(entry.part, part, limits)
        plain = None if strings is None else plain_sheet(part, kinds, strings, limits.cells - cells)
        if plain is not None:
            scan, rows = plain
            cells += scan.rows * scan.cols
            found.sheets.append(SheetPart(entry.name, entry.state, part, scan, rows))
            continue
        part = _without_controls(found, entry.part, part)
        scan = scan_sheet(entry.part, part, kinds)
        cells += scan.rows * scan.cols
        if cells > limits.cells:
            raise Refused(
                "used-range",
                sheet=entry.name,
                part=one_line(entry.part),
                cell=scan.corner,
                cells=cells,
                limit=limits.cells,
            )
        found.sheets.append(SheetPart(entry.name, entry.state, part, scan))


def _without_controls(found: Preflight, name: str, part: bytes) -> bytes:
    """The part without characters that no XML holds, and a note if there were any."""
    cleaned = part.translate(None, CONTROLS)
    if len(cleaned) != len(part):
        found.notes.append(RawNote("repaired-xml", {"part": one_line(name)}))
    return cleaned


def _check_text(name: str, part: bytes, limits: Limits) -> None:
    """Refuse a run of text that no cell could hold. Raises `Refused`."""
    if len(part) > limits.text_chars and re.search(rb">[^<]{%d}" % limits.text_chars, part):
        raise Refused(
            "too-large",
            what="text",
            part=one_line(name),
            size=f">{limits.text_chars}",
            limit=limits.text_chars,
        )
