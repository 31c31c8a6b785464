"""One command at a time: a lock beside a file, which goes with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from xlplan.core.errors import OutputError
from xlplan.core.notices import tell
from xlplan.core.text import Text
from xlplan.store.failures import failed

BUSY = Text(
    "{file} 正在被另一个 xlplan 使用，请稍后再试",
    "another xlplan is at work on {file}; try again in a moment",
)
WAITING = Text(
    "另一个 xlplan 正在处理 {file}，最多等 {seconds} 秒……",
    "another xlplan is at work on {file}; waiting up to {seconds} s …",
)
WAIT = 15.0
"""Seconds that a second command waits for the first."""
_PATIENCE, _STEP = 0.3, 0.05


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a file. It is waited for, which is said; OutputError where it isn't to be had in ``wait`` seconds."""
    lock = path.with_name(f".{path.name}.lock")
    stream = _taken(lock, path.name, wait)
    try:
        yield
    finally:
        # Gone before it is let go: whoever waited for this very file sees that and takes the next one.
        # Windows removes no open file; there it is removed after, unless another one has it by then.
        if os.name == "nt":
            stream.close()
        with contextlib.suppress(OSError):
            lock.unlink()
        stream.close()


def _taken(lock: Path, name: str, wait: float) -> BinaryIO:
    began, said = time.monotonic(), False
    while True:
        try:
            stream = lock.open("a+b")
        except PermissionError as error:
            # Windows: the former holder is just removing it.
            if os.name != "nt" or time.monotonic() - began >= wait:
                raise failed(lock, error) from error
        except OSError as error:
            raise failed(lock, error) from error
        else:
            if _try_lock(stream.fileno()) and _is_there(lock, stream.fileno()):
                return stream
            stream.close()
        waited = time.monotonic() - began
        if waited >= wait:
            raise OutputError(BUSY, file=name)
        if waited >= _PATIENCE and not said:
            said = True
            tell(WAITING, file=name, seconds=round(wait))
        time.sleep(_STEP)


def _is_there(lock: Path, descriptor: int) -> bool:
    """Whether the file that was locked is still the one in its place."""
    if os.name == "nt":
        return True
    try:
        return os.path.samestat(lock.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _try_lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
