"""Files on disk: written whole or not at all, the former state kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from xlplan.core.errors import OutputError
from xlplan.core.text import Text

CANNOT_WRITE = Text("无法写入 {file}：{why}", "can't write {file}: {why}")
LOCKED = Text(
    "{file} 被占用（可能在 Excel 中打开着）；结果已另存为 {beside}",
    "{file} is in use (open in Excel?); the result was saved as {beside}",
)
BUSY = Text(
    "{file} 正在被另一个 xlplan 使用，请稍后再试",
    "another xlplan is at work on {file}; try again in a moment",
)
ARCHIVE = Text("归档", "archive")
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(1, 10)),
    *(f"lpt{n}" for n in range(1, 10)),
}


def safe_file_name(text: str) -> str:
    """A file name part that every system accepts."""
    cleaned = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", text).strip(" .")[:80]
    return f"_{cleaned}" if cleaned.casefold().split(".")[0] in _RESERVED else cleaned or "_"


def free_path(path: Path) -> Path:
    """The path, or one with a number where something is there already."""
    n, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem} ({n}){path.suffix}")
        n += 1
    return found


def sha256_of(path: Path) -> str:
    """The checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_folder(path: Path) -> None:
    """Make a folder; OutputError where that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(CANNOT_WRITE, file=str(path), why=error.strerror or str(error)) from error


def write_atomic(path: Path, write: Callable[[Path], object], verify: Callable[[Path], None] | None = None) -> None:
    """Have a file written beside its place, flushed and verified, then put into place in one step.

    OutputError where that is not possible; a former file then stays as it was.
    """
    make_folder(path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=".~xlplan-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise OutputError(CANNOT_WRITE, file=str(path), why=error.strerror or str(error)) from error
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        if verify:
            verify(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        _replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(CANNOT_WRITE, file=str(path), why=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        beside = free_path(path.with_name(f"{path.stem}.new{path.suffix}"))
        temporary.replace(beside)
        raise OutputError(LOCKED, file=str(path), beside=str(beside)) from None


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def archive(path: Path, revision: int, folder_name: str) -> Path | None:
    """Keep a copy of a file before it is replaced; None where there is none yet.

    ``folder_name`` is seen from the file's own folder, ``../`` included.
    """
    if not path.exists():
        return None
    folder = Path(os.path.normpath(path.parent / folder_name))
    make_folder(folder)
    kept = free_path(folder / f"{path.stem}.r{revision:04d}{path.suffix}")
    try:
        shutil.copy2(path, kept)
    except OSError as error:
        raise OutputError(CANNOT_WRITE, file=str(kept), why=error.strerror or str(error)) from error
    return kept


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock beside a file, so that two commands don't change it at once. It goes with the process."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        stream = lock.open("a+b")
    except OSError as error:
        raise OutputError(CANNOT_WRITE, file=str(lock), why=error.strerror or str(error)) from error
    try:
        if not _try_lock(stream.fileno()):
            raise OutputError(BUSY, file=path.name)
        yield
    finally:
        stream.close()
        with contextlib.suppress(OSError):
            lock.unlink()


def _try_lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
