"""Takes the bytes of a file, if that is what stands behind a path and they are here."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from xlplan.excel.raw_limits import MIB, Limits, Refused
from xlplan.excel.raw_package import one_line

# Attributes of Windows: the bytes of such a file are elsewhere, and opening it would fetch them, without a word and
# for as long as the network takes.
_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS = 0x1000, 0x40000, 0x400000
_ELSEWHERE = _OFFLINE | _RECALL_ON_OPEN | _RECALL_ON_DATA_ACCESS
# What other systems set on a file whose bytes were taken away to save space (macOS).
_DATALESS = 0x40000000


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of the file, never more than allowed. Raises `Refused`.

    Folders, pipes and devices are not opened, nor is a file that only stands for one in a cloud storage.
    """
    try:
        status = path.stat()
        _check(status, limits)
        # A pipe may have taken the place of the file by now; without this flag opening it would wait for a writer.
        with os.fdopen(os.open(path, os.O_RDONLY | _NO_WAIT), "rb") as stream:
            _check(os.fstat(stream.fileno()), limits)
            data = stream.read(limits.file_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise Refused("not-found") from fault
    except PermissionError as fault:
        raise Refused("locked") from fault
    except (OSError, ValueError) as fault:
        raise Refused(
            "reader-error",
            detail=os.strerror(fault.errno) if isinstance(fault, OSError) and fault.errno else one_line(fault),
        ) from fault
    if len(data) > limits.file_bytes:
        raise Refused("too-large", what="file", size=f">{limits.file_bytes}", limit=limits.file_bytes)
    if data[:1] == b"\0" and _is_zero(data):
        raise Refused("cloud-placeholder", detail="only zero bytes")
    return data


_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _check(status: os.stat_result, limits: Limits) -> None:
    """Refuse what is no file, not here, or too large. Raises `Refused`."""
    if not stat.S_ISREG(status.st_mode):
        raise Refused("not-a-workbook", kind="unknown")
    if getattr(status, "st_file_attributes", 0) & _ELSEWHERE or getattr(status, "st_flags", 0) & _DATALESS:
        raise Refused("cloud-placeholder", detail="offline")
    if status.st_size > limits.file_bytes:
        raise Refused("too-large", what="file", size=status.st_size, limit=limits.file_bytes)


def _is_zero(data: bytes) -> bool:
    """True for a file that a synchronising program laid out and never filled."""
    view = memoryview(data)
    blank = bytes(MIB)
    return all(view[at : at + MIB] == blank[: len(view) - at] for at in range(0, len(view), MIB))
