"""What a command was given: files, folders and zip archives become files to read, and a word on all that is not read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from xlplan.app.archives import holds_workbook, is_archive, members
from xlplan.app.file_names import DOCUMENTS, Kind, folder_name, kind_of, locked_name, shown_name
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.core.text import Text
from xlplan.excel import given_findings as f
from xlplan.excel.raw_limits import MIB, Limits, Refused
from xlplan.excel.rawread import read_raw
from xlplan.store.files import ARCHIVE

__all__ = ["NOTHING", "Gathered", "Given", "gather", "nothing_in", "read_given", "same_content"]

NOT_FOUND = Text("找不到：{file}", "not found: {file}")
NOTHING = Text("没有可读的文件：{file}", "nothing to read: {file}")
NAMED = 8
"""So many files are named in one note."""
_LOOKED_INTO = 10_000
_DEFAULT = Limits()
_SAID: dict[Kind, FindingType] = {
    Kind.LOCK: f.LOCK,
    Kind.LEFTOVER: f.LEFTOVER,
    Kind.OTHER: f.OTHER_TYPE,
    Kind.UNFINISHED: f.UNFINISHED,
    Kind.STUB: f.STUB,
    Kind.TABLE: f.OTHER_TABLE,
    Kind.ARCHIVE: f.ARCHIVE,
}
# What is said once for a whole folder.
_TOGETHER = (Kind.LOCK, Kind.LEFTOVER, Kind.OTHER)


class Progress(Protocol):
    """Called with how many files of how many are done, and the one that was done last."""

    def __call__(self, done: int, total: int, name: str = "") -> None: ...


@dataclass(frozen=True)
class Given:
    """A file to read: where it lies and what people call it, shortly and in full.

    ``refused`` says why it is not to be opened at all.
    """

    path: Path
    name: str
    full: str
    refused: Unreadable | None = None

    @property
    def is_document(self) -> bool:
        """Whether it is a plan document, which is text."""
        return self.path.suffix.lower() in DOCUMENTS


@dataclass
class Gathered:
    """Files to read, each once, and what is said of those that are not: notes and warnings, never errors."""

    files: list[Given] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@contextlib.contextmanager
def gather(paths: Iterable[Path], limits: Limits = _DEFAULT) -> Iterator[Gathered]:
    """Files in the order given, those of a folder or an archive by name; a file that is named is always taken.

    Archives are unpacked into a folder that is gone afterwards. InputError where a path does not exist, or where nothing
    is left to read and nothing to say either.
    """
    given = list(paths)
    with contextlib.ExitStack() as stack:
        gathering = _Gathering(limits, stack, {_key(p) for p in given})
        for path in given:
            gathering.take(path)
        found = gathering.found
        if not found.files and not found.findings:
            raise nothing_in(given)
        found.files = _told_apart(found.files)
        yield found


def nothing_in(paths: Iterable[Path]) -> InputError:
    """The error where there is nothing to read."""
    return InputError(NOTHING, file=", ".join(map(str, paths)))


def read_given(
    files: Sequence[Given], limits: Limits = _DEFAULT, progress: Progress | None = None
) -> Generator[RawWorkbook | Unreadable, None, None]:
    """What each workbook holds, under the name that people know, in the order given."""
    results = read_raw([x.path for x in files if x.refused is None], limits)
    for n, given in enumerate(files, 1):
        result = named(given.refused or next(results), given)
        if progress:
            progress(n, len(files), given.name)
        yield result


def named(result: RawWorkbook | Unreadable, given: Given) -> RawWorkbook | Unreadable:
    """What was read, under the name that people know."""
    if isinstance(result, RawWorkbook):
        result.shown = given.name
        return result
    return replace(result, shown=given.name)


def same_content(files: Sequence[Given]) -> dict[str, str]:
    """The names of files that equal an earlier one to the byte, with its name. Empty files are not each other's copies."""
    by_size: dict[int, list[Given]] = {}
    for given in files:
        with contextlib.suppress(OSError):
            if given.refused is None and given.path.is_file() and (size := given.path.stat().st_size):
                by_size.setdefault(size, []).append(given)
    found: dict[str, str] = {}
    first: dict[bytes, Given] = {}
    for alike in by_size.values():
        for given in alike if len(alike) > 1 else ():
            with contextlib.suppress(OSError):
                kept = first.setdefault(_sha256(given.path), given)
                if kept is not given:
                    found[given.name] = kept.name
    return found


def _sha256(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(MIB):
            digest.update(chunk)
    return digest.digest()


def _key(path: Path) -> str:
    """What two spellings of one place have in common."""
    return os.path.normcase(os.path.realpath(path))


def _told_apart(files: list[Given]) -> list[Given]:
    """Files of the same name are called by their whole path."""
    times = Counter(x.name for x in files)
    return [replace(x, name=x.full) if times[x.name] > 1 else x for x in files]


class _Gathering:
    def __init__(self, limits: Limits, stack: contextlib.ExitStack, given: set[str]) -> None:
        self.limits, self.stack, self.given = limits, stack, given
        self.found = Gathered()
        self.taken: set[str] = set()

    def take(self, path: Path) -> None:
        """A path of the command line."""
        if path.is_dir():
            self._folder(path)
        elif path.exists():
            self._file(path, shown_name(path.name))
        else:
            raise InputError(NOT_FOUND, file=str(path))

    def _file(self, path: Path, name: str) -> None:
        """A file to read, or an archive of such."""
        if (key := _key(path)) in self.taken:
            return
        self.taken.add(key)
        if path.suffix.lower() not in DOCUMENTS and is_archive(path, self.limits):
            self._archive(path, name)
        else:
            self.found.files.append(Given(path, name, shown_name(str(path))))

    def _folder(self, folder: Path) -> None:
        said = _Said(f"{folder_name(folder)}/")
        for path in sorted(folder.iterdir()):
            name = shown_name(path.name)
            if path.is_dir():
                self._subfolder(path, name)
                continue
            kind = kind_of(path.name)
            if kind in (Kind.WORKBOOK, Kind.ZIP):
                self._file(path, name)
            elif kind is Kind.UNKNOWN and holds_workbook(path, self.limits):
                self._file(path, name)
                self.found.findings += _taken_by_content(name)
            elif _key(path) not in self.given:
                said.add(Kind.OTHER if kind is Kind.UNKNOWN else kind, name, name)
        self.found.findings += said.findings()

    def _subfolder(self, path: Path, name: str) -> None:
        """Say what is not entered. Where a former master is kept, nobody returned anything."""
        if name.startswith(".") or name in (*ARCHIVE.both, "__MACOSX") or _key(path) in self.given:
            return
        looked = count = 0
        for _, _, names in os.walk(path):
            looked += len(names)
            count += sum(kind_of(x) in (Kind.WORKBOOK, Kind.ZIP) for x in names)
            if looked > _LOOKED_INTO:
                break
        if count:
            shown = shown_name(str(path))
            self.found.findings.append(Finding(f.SUBFOLDER, Place(f"{name}/"), {"count": count, "path": shown}))

    def _archive(self, path: Path, name: str) -> None:
        folder: list[Path] = []

        def unpacked() -> Path:
            if not folder:
                made = tempfile.TemporaryDirectory(prefix="xlplan-", ignore_cleanup_errors=True)
                folder.append(Path(self.stack.enter_context(made)))
            return folder[0]

        files, before, whole = self.found.files, len(self.found.files), shown_name(str(path))
        try:
            inside = members(path, self.limits, unpacked)
        except Refused as refused:
            files.append(Given(path, name, whole, Unreadable(path, refused.code, refused.params)))
            return
        said = _Said(name)
        for member in sorted(inside, key=lambda m: m.name):
            shown, full = (f"{x}/{member.name}" if member.name else x for x in (name, whole))
            kind = kind_of(member.base)
            if member.refused is not None:
                files.append(Given(path, shown, full, member.refused))
            elif member.path is None:
                kind = Kind.ARCHIVE if kind is Kind.ZIP else Kind.OTHER if kind is Kind.UNKNOWN else kind
                said.add(kind, member.name, shown)
            elif kind is Kind.WORKBOOK or holds_workbook(member.path, self.limits):
                files.append(Given(member.path, shown, full))
                self.found.findings += _taken_by_content(shown) if kind is not Kind.WORKBOOK else []
            else:
                said.add(Kind.OTHER, member.name, shown)
        self.found.findings += said.findings()
        if len(files) == before:
            self.found.findings.append(Finding(f.NO_WORKBOOK, Place(name)))


def _taken_by_content(name: str) -> list[Finding]:
    """The note on a file without an extension; of a wrong one the reader has its own."""
    return [] if Path(name).suffix else [Finding(f.BY_CONTENT, Place(name))]


class _Said:
    """What is said of the files of one folder or archive that are not read."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.together: dict[Kind, list[str]] = {}
        self.apart: list[Finding] = []

    def add(self, kind: Kind, name: str, full: str) -> None:
        """Note a file by its name in the folder and its full one."""
        if kind in _TOGETHER:
            self.together.setdefault(kind, []).append(name)
        else:
            self.apart.append(Finding(_SAID[kind], Place(full)))

    def findings(self) -> Iterator[Finding]:
        """Warnings one by one, notes together."""
        yield from self.apart
        for kind, names in self.together.items():
            shown = sorted({locked_name(n) for n in names}) if kind is Kind.LOCK else names
            yield Finding(_SAID[kind], Place(self.folder), {"count": len(names), "files": _listed(shown)})


def _listed(names: list[str]) -> Text:
    """The first names, and how many there are where that is not all."""
    some, more = names[:NAMED], len(names) > NAMED
    return Text("、".join(some) + (" 等" if more else ""), ", ".join(some) + (" …" if more else ""))
