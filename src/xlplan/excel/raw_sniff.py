"""What a file is, told from its bytes; names lie."""

from __future__ import annotations

import re

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
# Document encryption that many companies run on every PC: outside the company only the scrambled file is
# seen.
_DRM = re.compile(rb"\A(?:%TSD-Header-|.{0,64}E-SafeNet)", re.DOTALL)
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!doctype\s+html|<(?:html|head|meta|body|table)\b"
    r"|mime-version:)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096


def sniff(data: bytes) -> str:
    """Name what `data` is: "zip" (maybe a workbook), "xls", "encrypted", "drm", "archive" or one of the
    kinds of `not-a-workbook`: pdf image html csv text unknown.
    """
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return _ole(data)
    if _DRM.match(data[:_HEAD]):
        return "drm"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(_ARCHIVES):
        return "archive"
    text = _decode(data[:_HEAD])
    if text is None:
        return "unknown"
    if _HTML.match(text):
        return "html"
    return "csv" if _is_table(text) else "text"


def _ole(data: bytes) -> str:
    """An OLE container holds a password-protected workbook, or one of the old binary format (.xls, .et)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if any(f"{name}\0".encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        return "xls"
    return "unknown"


def _decode(head: bytes) -> str | None:
    """The first lines as text, or None when they are not text; a character cut at the end is no objection."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return head.decode("latin-1")


def _is_table(text: str) -> bool:
    """True when the first two full lines hold the same number of separators."""
    lines = [line for line in text.splitlines() if line.strip()][:2]
    return (
        any(mark in lines[0] and lines[0].count(mark) == lines[-1].count(mark) for mark in ",\t;") if lines else False
    )
