"""A minimal .xls: records of BIFF8 in an OLE container of 512-byte sectors."""

from __future__ import annotations

import struct

_FREE, _LAST, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(code: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def _style(number_format: int) -> bytes:
    return _record(0xE0, struct.pack("<HHH", 0, number_format, 1) + bytes(14))


def small_xls() -> bytes:
    """One sheet: a text, a half as per cent, TRUE, and #N/A below."""
    strings = _record(0xFC, struct.pack("<LL", 1, 1) + struct.pack("<HB", 4, 0) + b"text")
    fonts = _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial") * 5
    begin = _record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 6))
    before = begin + _record(0x42, struct.pack("<H", 1200)) + fonts + _style(0) * 16 + _style(9)
    listed = _record(0x85, struct.pack("<LBBBB", 0, 0, 0, 2, 0) + b"S1")
    listed = _record(0x85, struct.pack("<LBBBB", len(before + listed + strings) + 4, 0, 0, 2, 0) + b"S1")
    cells = (
        _record(0x200, struct.pack("<LLHHH", 0, 2, 0, 3, 0))
        + _record(0xFD, struct.pack("<HHHL", 0, 0, 15, 0))
        + _record(0x203, struct.pack("<HHHd", 0, 1, 16, 0.5))
        + _record(0x205, struct.pack("<HHHBB", 0, 2, 15, 1, 0))
        + _record(0x205, struct.pack("<HHHBB", 1, 0, 15, 0x2A, 1))
    )
    page = _record(0x809, struct.pack("<HHHHLL", 0x600, 16, 0, 0, 0, 6)) + cells + _record(0x0A)
    return _container(before + listed + strings + _record(0x0A) + page)


def _container(stream: bytes) -> bytes:
    """An OLE file with one stream, which is large enough not to be kept among the small ones."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    sectors = len(stream) // 512
    table = [_TABLE, _LAST, *range(3, sectors + 2), _LAST]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHHHLLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, _LAST, 0, _LAST, 0)
    head += struct.pack("<L", 0) + struct.pack("<L", _FREE) * 108
    folder = _entry("Root Entry", 5, 1, _LAST, 0) + _entry("Workbook", 2, _FREE, 2, len(stream)) + bytes(256)
    return head + b"".join(struct.pack("<L", n) for n in table).ljust(512, b"\xff") + folder + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    spelt = f"{name}\0".encode("utf-16-le")
    entry = spelt.ljust(64, b"\0") + struct.pack("<HBBLLL", len(spelt), kind, 1, _FREE, _FREE, child)
    return entry + bytes(36) + struct.pack("<LLL", start, size, 0)
