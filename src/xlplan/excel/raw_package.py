"""Unpacks the zip of a workbook by counting what comes out, never by believing what the directory says."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from xlplan.excel.raw_limits import MIB, Limits, Refused

Parts = dict[str, bytes]

_NOTED_FROM = 1 * MIB
# Parts which say nothing about cells. They are not even inflated, so that a large video is no reason to
# refuse, nor is what only a program that draws the workbook would look at.
_SKIPPED = {
    *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "wdp", "mp3", "mp4", "avi", "wav"),
    *("vml", "ttf", "odttf", "fntdata", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "xlsm", "pdf"),
}
_SKIPPED_PART = re.compile(
    r"(?:xl[/\\](?:theme|tables|worksheets[/\\]_rels|drawings|charts|media)[/\\].*"
    r"|.*(?:vbaProject|vbaProjectSignature|printerSettings[0-9]*|oleObject[0-9]*)\.bin)",
    re.IGNORECASE | re.DOTALL,
)
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _PATCHED, _UTF8 = 0x1, 0x20, 0x800
_LOCAL = struct.Struct("<4s22xHH")  # of a local header: its mark and the lengths of name and extra field


def unpack(data: bytes, limits: Limits, skipped: Callable[[str], bool] | None = None) -> tuple[list[str], Parts, int]:
    """Return all names of the zip, the inflated parts that matter, and the ratio of inflated to stored size.

    `skipped` says which parts do not matter, by name, where those without cells do. The ratio is 0 below 1 MiB, where
    it means nothing. Raises `Refused`.
    """
    skipped = skipped or _is_skipped
    infos = _directory(data, limits)
    _check_overlap(infos)
    parts: Parts = {}
    total = stored = 0
    view = memoryview(data)
    for info in infos:
        if skipped(info.filename):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise Refused("encrypted", by="password")
        part = _inflate(view, info, limits, total)
        total += len(part)
        stored += min(info.compress_size, len(data))
        parts[info.filename] = part
    ratio = total // max(stored, 1) if total > _NOTED_FROM else 0
    if ratio > limits.ratio and total > limits.ratio_from:
        raise Refused("too-large", what="ratio", size=ratio, limit=limits.ratio)
    return [info.filename for info in infos], parts, ratio


def _directory(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    """The entries of the zip directory after checking their number and names. Raises `Refused`."""
    # Counted on the bytes first: a directory of millions of entries must not become millions of objects.
    if data.count(b"PK\x01\x02") > 20 * limits.parts:
        raise Refused("too-many-parts", count=data.count(b"PK\x01\x02"), limit=limits.parts)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Refused("truncated", detail=one_line(fault)) from fault
    if len(infos) > limits.parts:
        raise Refused("too-many-parts", count=len(infos), limit=limits.parts)
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename.replace("\\", "/")
        if name.startswith("/") or name[1:2] == ":" or "\0" in name or ".." in name.split("/"):
            raise Refused("unsafe-path", part=one_line(name))
        if name.casefold() in seen:
            raise Refused("duplicate-part", part=one_line(name))
        seen.add(name.casefold())
    return infos


def _is_skipped(name: str) -> bool:
    """True for folders and for parts that nobody here reads."""
    return name.endswith("/") or name.rpartition(".")[2].lower() in _SKIPPED or bool(_SKIPPED_PART.fullmatch(name))


def _inflate(data: memoryview, info: zipfile.ZipInfo, limits: Limits, before: int) -> bytes:
    """One part, stopped at the first byte too many. Raises `Refused`.

    Length and checksum have to be those of the directory, as has the name before the part.
    """
    if info.compress_type not in (_STORED, _DEFLATED):
        raise Refused("reader-error", detail=f"{one_line(info.filename)}: compression method {info.compress_type}")
    start = _start(data, info)
    packed = data[start : start + info.compress_size]
    most = min(limits.part_bytes, limits.total_bytes - before)
    if info.compress_type == _STORED:
        part = bytes(packed[: most + 1])
    else:
        try:
            part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
        except zlib.error as fault:
            raise _damaged(info, one_line(fault)) from fault
    if len(part) > most:
        if len(part) <= limits.part_bytes:
            raise Refused("too-large", what="package", size=f">{limits.total_bytes}", limit=limits.total_bytes)
        raise Refused(
            "too-large",
            what="part",
            part=one_line(info.filename),
            size=f">{limits.part_bytes}",
            limit=limits.part_bytes,
        )
    if len(part) != info.file_size or zlib.crc32(part) != info.CRC:
        raise _damaged(info, "length or checksum is not that of the directory")
    return part


def _start(data: memoryview, info: zipfile.ZipInfo) -> int:
    """Where the bytes of a part begin, behind its local header. Raises `Refused`."""
    at = info.header_offset
    if info.flag_bits & _PATCHED or not 0 <= at <= len(data) - _LOCAL.size:
        raise _damaged(info, "no part where the directory points")
    mark, length, extra = _LOCAL.unpack_from(data, at)
    at += _LOCAL.size
    try:
        name = str(data[at : at + length], "utf-8" if info.flag_bits & _UTF8 else "cp437")
    except ValueError:
        name = ""
    if mark != b"PK\x03\x04" or name != info.orig_filename:
        raise _damaged(info, "no part where the directory points")
    return at + int(length) + int(extra)


def _damaged(info: zipfile.ZipInfo, detail: str) -> Refused:
    return Refused("truncated", part=one_line(info.filename), detail=detail)


def _check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that share bytes, with which a small zip becomes a large one. Raises `Refused`."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise _damaged(info, "overlaps another part")
        end = info.header_offset + _LOCAL.size + info.compress_size


def one_line(text: object) -> str:
    """`text` on one line of at most 200 printable characters, fit for a message."""
    line = " ".join(str(text).split())
    return "".join(mark if mark.isprintable() else "?" for mark in line)[:200]
