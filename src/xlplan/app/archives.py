"""Zip archives of files: as hostile as workbooks, so what comes out is counted and names are never used as paths."""

from __future__ import annotations

import errno
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xlplan.app.file_names import Kind, decoded, kind_of, shown_name
from xlplan.core.raw import Unreadable
from xlplan.excel.raw_limits import MIB, Limits, Refused
from xlplan.excel.raw_package import one_line
from xlplan.excel.raw_sniff import sniff

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_ENTRY = b"PK\x01\x02"
# Workbooks that were stored as they are bring their own directories along.
_ENTRIES_FACTOR = 200
_STORED, _DEFLATED = 0, 8
_UTF8, _ENCRYPTED = 0x800, 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)
# Errors of the place where things are unpacked, which say nothing about the archive.
_OURS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


@dataclass(frozen=True)
class Member:
    """A file in an archive under the name that people see. ``path`` is where it was unpacked, where it was."""

    name: str
    path: Path | None = None
    refused: Unreadable | None = None

    @property
    def base(self) -> str:
        """The name without its folders."""
        return self.name.rpartition("/")[2]


def is_archive(path: Path, limits: Limits) -> bool:
    """Whether a file is a zip of files, told by its content: workbooks and documents are zips, too."""
    names = _names(path, limits)
    if names is None:
        return False
    lower = {name.replace("\\", "/").casefold() for name in names}
    return not ({"[content_types].xml", "mimetype"} & lower or any(n.startswith("xl/workbook.") for n in lower))


def holds_workbook(path: Path, limits: Limits) -> bool:
    """Whether a file without a telling name is a workbook."""
    head = _head(path)
    if head.startswith(_ZIP):
        lower = {name.replace("\\", "/").casefold() for name in _names(path, limits) or ()}
        return any(n.startswith("xl/workbook.") for n in lower) or {"mimetype", "content.xml"} <= lower
    if head.startswith(_OLE) and path.stat().st_size <= limits.file_bytes:
        return sniff(path.read_bytes()) in ("xls", "encrypted")
    return False


def _head(path: Path) -> bytes:
    """The first bytes; none where there is no file, which is for the reader to say."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(4)
    except OSError:
        return b""


def _names(path: Path, limits: Limits) -> list[str] | None:
    """The names in a zip, none where there are too many; None where it is no zip that can be opened."""
    if _head(path) not in _ZIP:
        return None
    try:
        _guard(path, limits)
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except Refused:
        return []
    except _FAULTS:
        return None


def _guard(path: Path, limits: Limits) -> None:
    """Count the entries on the bytes: a directory of millions must not become millions of objects. Raises Refused."""
    size, count, rest = path.stat().st_size, 0, b""
    if size > limits.file_bytes:
        raise Refused("too-large", what="file", size=size, limit=limits.file_bytes)
    with path.open("rb") as stream:
        while chunk := stream.read(MIB):
            count += (rest + chunk).count(_ENTRY)
            rest = chunk[-3:]
    if count > _ENTRIES_FACTOR * limits.parts:
        raise Refused("too-many-parts", count=count, limit=limits.parts)


def members(path: Path, limits: Limits, folder: Callable[[], Path]) -> list[Member]:
    """The files of an archive, those that may be workbooks unpacked into ``folder()`` under plain numbers.

    Raises `Refused` where the archive as a whole can't be used.
    """
    try:
        _guard(path, limits)
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
            if len(infos) > limits.parts:
                raise Refused("too-many-parts", count=len(infos), limit=limits.parts)
            return list(_Unpacking(archive, path, limits, folder).all(infos))
    except PermissionError as fault:
        raise Refused("locked") from fault
    except _FAULTS as fault:
        if isinstance(fault, OSError) and fault.errno in _OURS:
            raise
        raise Refused("truncated", detail=one_line(fault)) from fault


class _Unpacking:
    def __init__(self, archive: zipfile.ZipFile, path: Path, limits: Limits, folder: Callable[[], Path]) -> None:
        self.archive, self.path, self.limits, self.folder = archive, path, limits, folder
        self.total = self.count = 0
        self.seen: dict[str, int] = {}

    def all(self, infos: list[zipfile.ZipInfo]) -> Iterator[Member]:
        encrypted = 0
        for info in infos:
            name = self._unique(entry_name(info))
            kind = kind_of(name.rpartition("/")[2])
            if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
                yield self._refused(name, Refused("unsafe-path", part=one_line(name)))
            elif kind not in (Kind.WORKBOOK, Kind.UNKNOWN) or (kind is Kind.UNKNOWN and not self._may_be_one(info)):
                yield Member(name)
            elif info.flag_bits & _ENCRYPTED:
                encrypted += 1
            else:
                yield self._unpacked(info, name)
        if encrypted:
            yield self._refused("", Refused("encrypted", by="archive", count=encrypted))

    def _unique(self, name: str) -> str:
        """The name, numbered where the archive has it twice."""
        n = self.seen[name] = self.seen.get(name, 0) + 1
        self.count += 1
        suffix = PurePosixPath(name).suffix
        return name if n == 1 else f"{name.removesuffix(suffix)} ({n}){suffix}"

    def _may_be_one(self, info: zipfile.ZipInfo) -> bool:
        """Whether a file without a telling name begins like a workbook."""
        if info.flag_bits & _ENCRYPTED or info.compress_type not in (_STORED, _DEFLATED):
            return False
        try:
            with self.archive.open(info) as stream:
                return stream.read(4) in (*_ZIP, _OLE)
        except _FAULTS:
            return False

    def _refused(self, name: str, why: Refused) -> Member:
        return Member(name, refused=Unreadable(self.path, why.code, why.params))

    def _unpacked(self, info: zipfile.ZipInfo, name: str) -> Member:
        suffix = PurePosixPath(name).suffix
        plain = suffix if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", suffix) else ""
        target = self.folder() / f"{self.count:04}{plain}"
        if info.compress_type not in (_STORED, _DEFLATED):
            return self._refused(name, Refused("reader-error", detail=f"compression method {info.compress_type}"))
        try:
            self._inflate(info, target)
        except Refused as refused:
            target.unlink(missing_ok=True)
            if refused.params.get("what") == "package":
                raise
            return self._refused(name, refused)
        return Member(name, target)

    def _inflate(self, info: zipfile.ZipInfo, target: Path) -> None:
        """Write one file, stopped at the first byte too many. Raises `Refused`."""
        limits, size = self.limits, 0
        try:
            with self.archive.open(info) as stream, target.open("wb") as out:
                while chunk := stream.read(MIB):
                    size += len(chunk)
                    self.total += len(chunk)
                    if size > limits.file_bytes:
                        raise Refused("too-large", what="file", size=f">{limits.file_bytes}", limit=limits.file_bytes)
                    if self.total > limits.total_bytes:
                        most = limits.total_bytes
                        raise Refused("too-large", what="package", size=f">{most}", limit=most)
                    ratio = size // max(1, min(info.compress_size, self.path.stat().st_size))
                    if size > limits.ratio_from and ratio > limits.ratio:
                        raise Refused("too-large", what="ratio", size=ratio, limit=limits.ratio)
                    out.write(chunk)
        except _FAULTS as fault:
            if isinstance(fault, OSError) and fault.errno in _OURS:
                raise
            raise Refused("truncated", detail=one_line(fault)) from fault


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry as it was meant: UTF-8 where that is said, else the encoding of whoever packed it.

    Windows in China writes the bytes of GBK and says nothing; zipfile takes them for those of an American PC.
    """
    name = _unicode_path(info.extra) or info.orig_filename
    if not info.flag_bits & _UTF8 and name == info.orig_filename:
        try:
            name = decoded(info.orig_filename.encode("cp437"))
        except UnicodeEncodeError:
            name = info.orig_filename
    return shown_name(name.replace("\\", "/"))


def _unicode_path(extra: bytes) -> str:
    """The name in Info-ZIP's own field, empty where there is none."""
    while len(extra) >= 4:
        key, size = struct.unpack("<HH", extra[:4])
        if key == 0x7075 and size > 5 and extra[4:5] == b"\x01":
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""
