"""What a workbook is: a hidden sheet and custom properties, written twice because some programs drop one of them.

The base, a snapshot of what was handed out, is packed into cells of the hidden sheet ``xl_base``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.excel.book import Book
from xlplan.excel.look import body

IDENTITY, BASE = "xl_identity", "xl_base"
CHUNK = 30_000
VERSION = 3
"""The format of workbooks: raised when tables or columns are added, whose ``since`` then names it."""
PREFIX = "xlplan_"
MAX_BASE = 64 * 2**20


@dataclass(frozen=True)
class Identity:
    """What is stamped into a workbook. ``kind`` is ``master`` or ``copy``; numbers are text here."""

    kind: str
    project: str
    template: str
    template_version: str
    language: str
    revision: str
    round: str = "0"
    issue: str = "0"
    department: str = ""
    base_sha256: str = ""
    format: str = str(VERSION)

    @property
    def is_newer(self) -> bool:
        """Whether a later version of the program wrote it."""
        return self.format.isdigit() and int(self.format) > VERSION


def pack(text: str) -> list[str]:
    """A text as printable chunks that fit into cells."""
    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    return [packed[i : i + CHUNK] for i in range(0, len(packed), CHUNK)] or [""]


def unpack(chunks: list[str]) -> str:
    """The inverse of :func:`pack`; ValueError where it is damaged."""
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(base64.b64decode("".join(chunks), validate=True), MAX_BASE)
        if not inflater.eof:
            raise ValueError("base is cut off or too large")
        return data.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def digest(text: str) -> str:
    """The checksum of a base."""
    return hashlib.sha256(text.encode()).hexdigest()


def write_identity(book: Book, identity: Identity, base: str) -> None:
    """Write identity and base into hidden sheets and custom properties."""
    sheet = book.sheet(IDENTITY)
    for n, (key, value) in enumerate(asdict(identity).items()):
        sheet.text(n, 0, PREFIX + key, body())
        sheet.text(n, 1, value, body())
        book.custom_property(PREFIX + key, value)
    hidden = book.sheet(BASE)
    for n, chunk in enumerate(pack(base)):
        hidden.text(n, 0, chunk, body())


def _sheet_values(sheet: RawSheet) -> dict[str, str]:
    found = {}
    for row in range(min(sheet.height, 100)):
        key, value = sheet.cell(row, 0).text, sheet.cell(row, 1).text
        if key.startswith(PREFIX):
            found[key.removeprefix(PREFIX)] = value
    return found


def read_identity(book: RawWorkbook) -> Identity | None:
    """The identity of a workbook, from its hidden sheet, else from its properties; None where it has none."""
    candidates: list[Mapping[str, str]] = [_sheet_values(s) for s in book.sheets if IDENTITY in s.name]
    candidates.append({k.removeprefix(PREFIX): v for k, v in book.properties.items() if k.startswith(PREFIX)})
    known = {f.name for f in fields(Identity)}
    for found in candidates:
        if found.get("kind") in ("master", "copy") and found.get("project"):
            try:
                return Identity(
                    **{k: v.removesuffix(".0") if k in _NUMBERS else v for k, v in found.items() if k in known}
                )
            except TypeError:
                continue
    return None


_NUMBERS = ("revision", "round", "issue", "format", "template_version")


def verified_base(book: RawWorkbook, identity: Identity) -> str:
    """The text of the base; ValueError where it is missing, damaged, or not the one that the identity names."""
    text = read_base(book)
    if identity.base_sha256 and digest(text) != identity.base_sha256:
        raise ValueError("checksum")
    return text


def read_base(book: RawWorkbook) -> str:
    """The text of the base; ValueError where it is missing or damaged."""
    for sheet in book.sheets:
        if BASE in sheet.name:
            return unpack([sheet.cell(r, 0).text for r in range(sheet.height) if sheet.cell(r, 0).text])
    raise ValueError("no base")
