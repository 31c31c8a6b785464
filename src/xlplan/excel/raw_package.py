"""Unpacks the zip of a workbook by counting what comes out, never by believing what the directory says."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from xlplan.excel.raw_limits import MIB, Limits, Refused

Parts = dict[str, bytes]

_CHUNK = 1 * MIB
_NOTED_FROM = 1 * MIB
# Parts which say nothing about cells. They are not even inflated, so that a large video is no reason to
# refuse.
_SKIPPED = re.compile(
    r"(?:\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|wdp|mp[34]|avi|wav|vml|ttf|odttf|fntdata"
    r"|docx?|pptx?|xls[xm]?|pdf)"
    r"|(?:vbaProject|vbaProjectSignature|printerSettings\d*|oleObject\d*)\.bin)$",
    re.IGNORECASE,
)
_STORED, _DEFLATED = 0, 8


def unpack(data: bytes, limits: Limits) -> tuple[list[str], Parts, int]:
    """Return all names of the zip, the inflated parts that matter, and the ratio of inflated to stored size.

    The ratio is 0 below 1 MiB, where it means nothing. Raises `Refused`.
    """
    infos = _directory(data, limits)
    parts: Parts = {}
    total = stored = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in infos:
            if info.is_dir() or _SKIPPED.search(info.filename):
                continue
            if info.flag_bits & 0x1:
                raise Refused("encrypted", by="password")
            part = _inflate(archive, info, limits, total)
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


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, before: int) -> bytes:
    """One part, stopped at the first byte too many. Raises `Refused`."""
    if info.compress_type not in (_STORED, _DEFLATED):
        raise Refused("reader-error", detail=f"{one_line(info.filename)}: compression method {info.compress_type}")
    out = bytearray()
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                out += chunk
                if len(out) > limits.part_bytes:
                    raise Refused(
                        "too-large",
                        what="part",
                        part=one_line(info.filename),
                        size=f">{limits.part_bytes}",
                        limit=limits.part_bytes,
                    )
                if before + len(out) > limits.total_bytes:
                    raise Refused("too-large", what="package", size=f">{limits.total_bytes}", limit=limits.total_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as fault:
        raise Refused("truncated", part=one_line(info.filename), detail=one_line(fault)) from fault
    return bytes(out)


def one_line(text: object) -> str:
    """`text` on one line of at most 200 printable characters, fit for a message."""
    line = " ".join(str(text).split())
    return "".join(mark if mark.isprintable() else "?" for mark in line)[:200]
