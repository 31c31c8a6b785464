"""Where a finding is, as people say it, and where its file lies for a link in a report."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from xlplan.core.finding import Place
from xlplan.core.text import Lang, Text

DOCUMENT_LINE = Text("第 {n} 行", "line {n}")
Base = str | Mapping[str, str]
"""Where the files lie, seen from the report: one folder for all, or a path for each file by its name."""
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_MEMBER = re.compile(r"(.+?\.zip)/.", re.IGNORECASE | re.DOTALL)


def at(place: Place, lang: Lang) -> str:
    """The place inside its file: ``sheet!cell``, a line of a document, or nothing."""
    if place.cell.startswith("line "):
        return DOCUMENT_LINE(lang, n=place.cell.removeprefix("line "))
    return f"{place.sheet}!{place.cell}" if place.sheet and place.cell else place.sheet or place.cell


def path_to(file: str, base: Base = "") -> str:
    """The path of a file seen from the report, with slashes and not encoded; empty where there is nothing to open.

    A file inside an archive cannot be opened by a link; the archive can.
    """
    member = _MEMBER.match(file)
    outer = member[1] if member else file
    if not isinstance(base, str):
        path = base.get(file) or base.get(outer) or ""
    elif not file or not base or is_absolute(outer):
        path = outer
    else:
        path = f"{base.removesuffix('/')}/{outer}"
    if os.sep == "\\" or _DRIVE.match(path):
        path = path.replace("\\", "/")
    return "" if path.startswith(("//", "\\\\")) else path  # a link to another machine is nobody's wish


def is_absolute(path: str) -> bool:
    """Whether a path stands for itself, on whatever system it was written."""
    return path.startswith("/") or _DRIVE.match(path) is not None


def typed(path: object) -> str:
    """A path as one types it behind a command: in quotes where it would fall apart without."""
    text, windows = str(path), os.name == "nt"
    if re.fullmatch(r"[\w@+=:,./\\-]+" if windows else r"[\w@+=:,./-]+", text):
        return text
    if windows:
        return f'"{text}"'
    import shlex

    return shlex.quote(text)
