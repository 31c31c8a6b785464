"""A project's folder: where its master lies, what was handed out, what came back, by round.

    主计划/  发出/第3轮/  收回/第3轮/  退回/第3轮/  报告/  归档/
    master/  issued/round 3/  returned/round 3/  to be corrected/round 3/  reports/  archive/

Folders are found by either name, with a number before it as well (``1-主计划``); new ones are named in the language of
the master.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from xlplan.app.file_names import Kind, kind_of, shown_name
from xlplan.core.errors import InputError, UsageError
from xlplan.core.raw import RawWorkbook
from xlplan.core.text import Lang, Text
from xlplan.excel.identity import read_identity
from xlplan.excel.raw_limits import Limits
from xlplan.excel.rawread import read_raw
from xlplan.store.files import ARCHIVE, make_folder

PARTS = {
    "master": Text("主计划", "master"),
    "issued": Text("发出", "issued"),
    "returned": Text("收回", "returned"),
    "back": Text("退回", "to be corrected"),
    "reports": Text("报告", "reports"),
    "archive": ARCHIVE,
}
ROUND = Text("第{n}轮", "round {n}")
_ALSO = {"back": ("退回更正",)}
_NUMBER = re.compile(r"^\d+\s*[-_.、 ]\s*")
_ROUND_NAME = re.compile(r"第\s*(\d+)\s*轮|round[ _-]*(\d+)", re.IGNORECASE)

NOT_FOUND = Text("找不到：{path}", "not found: {path}")
NO_MASTER = Text(
    "{folder} 里没有主计划；请放到 {place} 下，或写出主计划文件",
    "there is no master in {folder}; put it into {place}, or name its file",
)
SEVERAL = Text(
    "{folder} 里有多个主计划：{files}；请写出要用哪一个",
    "there are several masters in {folder}: {files}; name the one to be used",
)


def _is_part(name: str, key: str) -> bool:
    plain = _NUMBER.sub("", name).casefold()
    return plain in (*(n.casefold() for n in PARTS[key].both), *_ALSO.get(key, ()))


def _subfolders(folder: Path) -> list[Path]:
    """The folders in a folder by name; none where there is no such folder."""
    return sorted(p for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []


@dataclass(frozen=True)
class ProjectFolder:
    """The folder of a project and its master."""

    root: Path
    master: Path

    def part(self, key: str, lang: Lang) -> Path:
        """One of :data:`PARTS`: the folder that is there, else the one to be made."""
        return next((p for p in _subfolders(self.root) if _is_part(p.name, key)), self.root / PARTS[key](lang))

    def round(self, key: str, number: int, lang: Lang) -> Path:
        """The folder of a round in a part."""
        return self.rounds(key, lang).get(number) or self.part(key, lang) / ROUND(lang, n=number)

    def rounds(self, key: str, lang: Lang) -> dict[int, Path]:
        """The folders of rounds that are there in a part, by number."""
        found: dict[int, Path] = {}
        for path in _subfolders(self.part(key, lang)):
            if match := _ROUND_NAME.fullmatch(path.name.strip()):
                found.setdefault(int(match[1] or match[2]), path)
        return found

    def lay_out(self, lang: Lang) -> None:
        """Make the folders that every project has and that are not there yet."""
        for key in ("issued", "returned"):
            make_folder(self.part(key, lang))
        # Former masters stay together: where some lie beside the master already, the next ones do, too.
        if not any(_is_part(p.name, "archive") for p in _subfolders(self.master.parent)):
            make_folder(self.part("archive", lang))


def archive_name(master: Path, lang: Lang) -> str:
    """Where former masters are kept, seen from the master's folder: beside it, or beside that folder in a project's."""
    folder = master.parent
    if _is_part(folder.absolute().name, "master") and not any(_is_part(p.name, "archive") for p in _subfolders(folder)):
        for path in _subfolders(folder.absolute().parent):
            if _is_part(path.name, "archive"):
                return f"../{path.name}"
    return ARCHIVE(lang)


def find_project(path: Path, limits: Limits | None = None) -> ProjectFolder:
    """The project of a folder, of its folder for the master, or of a master.

    InputError where there is nothing or no workbook, UsageError where there are several masters.
    """
    if not path.exists():
        raise InputError(NOT_FOUND, path=str(path))
    if not path.is_dir():
        return ProjectFolder(_root(path.parent), path)
    root = _root(path)
    places = [*(p for p in _subfolders(root) if _is_part(p.name, "master")), root]
    for place in places:
        if master := _master_in(place, limits or Limits()):
            return ProjectFolder(root, master)
    wanted = Text(*(f"{name}/" for name in PARTS["master"].both))
    raise InputError(NO_MASTER, folder=str(path), place=wanted)


def _root(folder: Path) -> Path:
    """The project's folder, seen from one in which a master lies."""
    if not _is_part(folder.absolute().name, "master"):
        return folder
    return folder.parent if folder.name else folder.absolute().parent


def _master_in(folder: Path, limits: Limits) -> Path | None:
    """The one master in a folder; a single workbook is taken for it, whatever it turns out to be."""
    found = [p for p in sorted(folder.iterdir()) if p.is_file() and kind_of(p.name) is Kind.WORKBOOK]
    if len(found) > 1:
        found = [r.path for r in read_raw(found, limits) if isinstance(r, RawWorkbook) and _is_master(r)]
    if len(found) > 1:
        names = [shown_name(p.name) for p in found]
        raise UsageError(SEVERAL, folder=str(folder), files=Text("、".join(names), ", ".join(names)))
    return found[0] if found else None


def _is_master(raw: RawWorkbook) -> bool:
    identity = read_identity(raw)
    return identity is not None and identity.kind == "master"
