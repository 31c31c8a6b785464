"""A link from a workbook into another file, as Excel and LibreOffice both open it."""

from __future__ import annotations

import re
from urllib.parse import quote

from xlsxwriter.url import Url

from xlplan.core.finding import Place
from xlplan.core.where import is_absolute
from xlplan.excel.book import quoted

MOST_LINKS = 65_530
"""So many links a sheet may hold."""
MOST_PATH, MOST_ANCHOR = 2_000, 255
"""Longer ones Excel does not keep."""
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class FileLink(Url):  # type: ignore[misc]  # xlsxwriter has no types
    """A link whose path stays as it is given.

    xlsxwriter would write backslashes, which only Windows takes for separators, and would not encode ``#`` and ``?``.
    """

    def __init__(self, target: str, anchor: str) -> None:
        super().__init__("external:" + target)
        self._link = self._relationship_link = target
        self._anchor = anchor


def file_link(path: str, place: Place) -> FileLink | None:
    """A link to a place in the file at ``path``; None where there is none that works."""
    anchor = anchor_of(place)
    if not path or _UNFIT.search(path + anchor):
        return None
    target = encoded(path)
    return FileLink(target, anchor if len(anchor) <= MOST_ANCHOR else "") if len(target) <= MOST_PATH else None


def anchor_of(place: Place) -> str:
    """The cell as links write it: ``'sheet'!A1``; empty for a place without a sheet."""
    if not place.sheet:
        return ""
    return f"{quoted(place.sheet)}!{place.cell if _CELL.fullmatch(place.cell) else 'A1'}"


def encoded(path: str) -> str:
    """A path as the target of a link. Only ASCII is encoded, as Excel does it: it reads other letters as they are."""
    kept = "".join(c if ord(c) > 0x7F else quote(c, safe="/!'()*,;=@&$+") for c in path)
    if not is_absolute(path):
        return kept
    return "file:///" + re.sub(r"\A([A-Za-z])%3A", r"\1:", kept).lstrip("/")
