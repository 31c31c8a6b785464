"""Reasons to accept findings that people typed into a list of findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from xlplan.app.accepting import Asked
from xlplan.app.books import open_raw
from xlplan.core.errors import InputError
from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.core.text import Text
from xlplan.excel.findings_book import FIRST_ROW, KEY_ROW

NO_LIST = Text(
    "{file} 里没有问题清单；用 xlplan check … -o 问题.xlsx 生成",
    "{file} holds no list of findings; xlplan check … -o findings.xlsx makes one",
)
NO_REASON = Text("{file} 里没有填写接受理由", "{file} has no reason to accept anything")
KEYS = ("code", "form", "row_id", "field", "reason")


def asked_in(path: Path, by: str = "", until: dt.date | None = None) -> list[Asked]:
    """What a list of findings asks to accept: each row with a reason, by the keys in its hidden columns.

    InputError where the file is no such list, or nobody typed a reason.
    """
    raw = open_raw(path)
    sheets = list(_lists(raw))
    if not sheets:
        raise InputError(NO_LIST, file=path.name)
    asked = [one for sheet, columns in sheets for one in _rows(sheet, columns, by, until)]
    if not asked:
        raise InputError(NO_REASON, file=path.name)
    return asked


def _lists(raw: RawWorkbook) -> Iterator[tuple[RawSheet, dict[str, int]]]:
    """Sheets whose row of keys has all that is needed, with the columns of the keys."""
    for sheet in raw.sheets:
        columns = {sheet.cell(KEY_ROW, c).text: c for c in range(sheet.width)}
        if all(key in columns for key in KEYS):
            yield sheet, columns


def _rows(sheet: RawSheet, columns: dict[str, int], by: str, until: dt.date | None) -> Iterator[Asked]:
    for row in range(FIRST_ROW, sheet.height):
        code, form, row_id, field, reason = (sheet.cell(row, columns[key]).text.strip() for key in KEYS)
        if code and reason:
            yield Asked([code], reason, key=(code, form, row_id, field), by=by, until=until)
