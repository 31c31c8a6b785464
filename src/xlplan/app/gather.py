"""Files that a command was given: folders opened up, lock files and other leftovers passed over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlplan.core.errors import InputError
from xlplan.core.text import Text

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xltx", ".wps")
DOCUMENTS = (".yaml", ".yml", ".json")
NOT_FOUND = Text("找不到：{file}", "not found: {file}")
NOTHING = Text("没有可读的文件：{file}", "nothing to read: {file}")


def is_leftover(path: Path) -> bool:
    """Lock files of Office, hidden files and what systems leave behind."""
    return path.name.startswith((".", "~$", "._")) or path.name in ("Thumbs.db", "desktop.ini")


def gather(paths: Iterable[Path]) -> list[Path]:
    """Workbooks in the order given, those of a folder by name; a file that is named is always taken.

    InputError where a path does not exist or nothing is left.
    """
    given, found = list(paths), []
    for path in given:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in WORKBOOKS)
            found += [p for p in inside if not is_leftover(p)]
        elif path.exists():
            found.append(path)
        else:
            raise InputError(NOT_FOUND, file=str(path))
    if not found:
        raise InputError(NOTHING, file=", ".join(map(str, given)))
    return list(dict.fromkeys(found))
