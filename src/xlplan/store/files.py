"""Files on disk: written whole or not at all, the former state kept."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from xlplan.core.errors import OutputError
from xlplan.core.text import Text
from xlplan.store.failures import CANNOT_WRITE as CANNOT_WRITE
from xlplan.store.failures import failed
from xlplan.store.lock import locked as locked

LOCKED = Text(
    "{file} 被占用（可能在 Excel 中打开着）；结果已另存为 {beside}",
    "{file} is in use (open in Excel?); the result was saved as {beside}",
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
        raise failed(path, error) from error


class Beside(OutputError):  # noqa: N818  # says where the result is
    """A file that another program holds; what was to replace it lies beside it, at ``path``."""

    def __init__(self, wanted: Path, path: Path) -> None:
        super().__init__(LOCKED, file=str(wanted), beside=str(path))
        self.path = path


def write_atomic(
    path: Path,
    write: Callable[[Path], object],
    verify: Callable[[Path], None] | None = None,
    ready: Callable[[Path], object] | None = None,
) -> None:
    """Have a file written beside its place, flushed and verified, then put into place in one step.

    ``ready`` is called with the finished file right before it is put into place. OutputError where something is not
    possible; a former file then stays as it was. :class:`Beside` where another program holds the former file.
    """
    make_folder(path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=temporary_prefix(path), suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise failed(path, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        _sync(temporary)
        if verify:
            verify(temporary)
        temporary.chmod(0o644)
        if ready:
            ready(temporary)
        _replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        raise failed(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(path: Path, folder: Path | None = None) -> None:
    """Remove what a process that was killed left of its attempts to write a file. Hold the file's lock.

    ``folder``: where it worked, if not beside the file.
    """
    for left in (folder or path.parent).glob(f"{temporary_prefix(path)}*"):
        with contextlib.suppress(OSError):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def temporary_prefix(path: Path) -> str:
    """How temporary files of a target begin: with a mark of its name, so that others' are told apart."""
    mark = hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f".~xlplan-{mark}-"


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        beside = free_path(path.with_name(f"{path.stem}.new{path.suffix}"))
        temporary.replace(beside)
        raise Beside(path, beside) from None


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk. Some file systems have no such thing."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES):
            raise
    finally:
        os.close(descriptor)


def archive_path(path: Path, revision: int, folder_name: str) -> Path:
    """Where a file is kept as it was with a revision. ``folder_name`` is seen from its own folder, ``../`` included."""
    return Path(os.path.normpath(path.parent / folder_name)) / f"{path.stem}.r{revision:04d}{path.suffix}"


def archive(path: Path, revision: int, folder_name: str) -> Path | None:
    """Keep a copy of a file before it is replaced; None where there is none yet. The same content is kept once."""
    if not path.exists():
        return None
    wanted = archive_path(path, revision, folder_name)
    if wanted.is_file() and sha256_of(wanted) == sha256_of(path):
        return wanted
    make_folder(wanted.parent)
    kept = free_path(wanted)
    temporary = wanted.parent / f"{temporary_prefix(wanted)}{os.getpid()}{wanted.suffix}"
    try:
        shutil.copy2(path, temporary)
        _sync(temporary)
        temporary.replace(kept)
        sync_folder(wanted.parent)
    except OSError as error:
        raise failed(kept, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return kept
