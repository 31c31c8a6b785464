"""Looks at a workbook before the reading library does, with nothing but bytes, zip and XML.

The library aborts its whole process on a few kilobytes of malice or bad luck, so whatever could make it allocate
without measure is found here: sizes are counted while inflating, cell references are read from the sheets, and only
parts that were looked at are handed on.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.core.raw import RawNote, Unreadable
from xlplan.excel.raw_book import Book, package_kind, package_notes, read_book, renamed_note
from xlplan.excel.raw_limits import Limits, Refused
from xlplan.excel.raw_package import Parts, one_line, unpack
from xlplan.excel.raw_scan import SheetScan, scan_sheet
from xlplan.excel.raw_sniff import sniff
from xlplan.excel.raw_styles import StyleKind, style_kinds
from xlplan.excel.raw_xml import CONTROLS, root_of, to_utf8

__all__ = ["Limits", "Preflight", "examine", "preflight"]

# The table of shared strings announces its length, and the library reserves what is announced.
_COUNTS = re.compile(rb"""\s(?:uniqueC|c)ount\s*=\s*(?:"[^"]*"|'[^']*')""")
_ROOT_TAG = re.compile(rb"""<[^\s<>"'!?]+(?:\s+[^\s=<>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")


@dataclass(slots=True)
class Preflight:
    """A file that may be read. `kind` is xlsx, xlsm, xlsb, xls or ods by content.

    `parts` are the checked parts in UTF-8 to be read instead of the file, `scans` the sheets among them by part name
    and `book` what the workbook says of itself; all three only for xlsx and xlsm. `data` is the file itself.
    """

    kind: str
    data: bytes
    sha256: str
    notes: list[RawNote] = field(default_factory=list)
    parts: Parts = field(default_factory=dict)
    scans: dict[str, SheetScan] = field(default_factory=dict)
    book: Book = field(default_factory=Book)


def preflight(path: Path, limits: Limits) -> Unreadable | Preflight:
    """Look at the file behind `path`; the answer says whether and as what it may be read."""
    try:
        return examine(_load(path, limits), path.suffix, limits)
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
    if found.kind not in ("xlsx", "xlsm"):
        found.notes.append(RawNote("no-cell-flags", {"kind": found.kind}))
    return found


def _load(path: Path, limits: Limits) -> bytes:
    """The bytes of the file, never more than allowed. Raises `Refused`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refused("not-a-workbook", kind="unknown")
        if status.st_size > limits.file_bytes:
            raise Refused("too-large", what="file", size=status.st_size, limit=limits.file_bytes)
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise Refused("not-found") from fault
    except PermissionError as fault:
        raise Refused("locked") from fault
    except (OSError, ValueError) as fault:
        raise Refused("reader-error", detail=os.strerror(fault.errno) if isinstance(fault, OSError) and fault.errno
                      else one_line(fault)) from fault
    if len(data) > limits.file_bytes:
        raise Refused("too-large", what="file", size=f">{limits.file_bytes}", limit=limits.file_bytes)
    return data


def _open_zip(found: Preflight, limits: Limits) -> None:
    names, parts, ratio = unpack(found.data, limits)
    found.kind = package_kind(names, parts)
    if ratio > limits.ratio:
        found.notes.append(RawNote("high-ratio", {"ratio": str(ratio)}))
    found.notes += package_notes(found.kind, names, parts)
    if found.kind in ("xlsx", "xlsm"):
        _check_parts(found, parts, limits)
        found.book = read_book(found.parts)


def _check_parts(found: Preflight, parts: Parts, limits: Limits) -> None:
    """Bring all parts into one encoding, refuse DTDs, measure the sheets, and leave the styles out."""
    kinds: dict[str, StyleKind] = {}
    for name, original in parts.items():
        part = to_utf8(original)
        root = root_of(name, part)
        if root == "styleSheet":
            kinds = style_kinds(name, part)
            continue
        if root == "sst":
            part = _without_counts(part)
            _check_text(name, part, limits)
        found.parts[name] = part
    cells = 0
    for name, part in found.parts.items():
        # Not by the name of the part, nor by its root: whatever holds cells might be read as a sheet.
        if b"sheetData" not in part:
            continue
        _check_text(name, part, limits)
        if len(cleaned := part.translate(None, CONTROLS)) != len(part):
            found.parts[name] = part = cleaned
            found.notes.append(RawNote("repaired-xml", {"part": one_line(name)}))
        scan = found.scans[name] = scan_sheet(name, part, kinds)
        cells += scan.rows * scan.cols
        if cells > limits.cells:
            raise Refused("used-range", part=one_line(name), cell=scan.corner, cells=cells, limit=limits.cells)


def _without_counts(part: bytes) -> bytes:
    """Shared strings without their announced length."""
    tag = _ROOT_TAG.search(part)
    return part[: tag.start()] + _COUNTS.sub(b"", tag.group()) + part[tag.end() :] if tag else part


def _check_text(name: str, part: bytes, limits: Limits) -> None:
    """Refuse a run of text that no cell could hold. Raises `Refused`."""
    if len(part) > limits.text_chars and re.search(rb">[^<]{%d}" % limits.text_chars, part):
        raise Refused("too-large", what="text", part=one_line(name), size=f">{limits.text_chars}",
                      limit=limits.text_chars)
