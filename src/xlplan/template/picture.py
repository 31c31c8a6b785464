"""Pictures: whether bytes are a whole PNG or JPEG, and how large it is."""

from __future__ import annotations

import struct

LARGEST = 10_000
"""Pixels of width or height."""
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for anything but a whole PNG or JPEG of a sensible size."""
    size = _png(data) if data.startswith(_PNG) else _jpeg(data)
    return size if size and all(0 < side <= LARGEST for side in size) else None


def _png(data: bytes) -> tuple[int, int] | None:
    if len(data) < 45 or data[12:16] != b"IHDR" or data[-8:-4] != b"IEND":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8") or not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if length < 2:
            return None
        at += 2 + length
    return None
