"""Which columns the words of a header row mean."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.core.normal import key as name_key
from xlplan.core.raw import RawSheet
from xlplan.forms.base import Table

ENOUGH = 3
"""Column keys or headers that must be there before a sheet without a mark counts as one of ours."""
Words = Mapping[str, Mapping[str, bool]]
"""Which columns a header means, see :func:`header_words`."""


def header_words(table: Table) -> dict[str, dict[str, bool]]:
    """Which columns a header means, by its normal spelling; True where it is the very header and no other name for it."""
    words: dict[str, dict[str, bool]] = {}
    for column in table.columns:
        for word in column.header.both:
            words.setdefault(name_key(word), {})[column.key] = True
    for column in table.columns:
        for word in column.aliases:
            # A header of one column is no other name for another one.
            if not any(words.get(name_key(word), {}).values()):
                words.setdefault(name_key(word), {})[column.key] = False
    return words


def header_at(sheet: RawSheet, row: int, col: int) -> str:
    """A header in its normal spelling, without the asterisk of required columns."""
    return name_key(sheet.cell(row, col).text.rstrip(" *＊"))


def is_header_row(
    sheet: RawSheet, row: int, words: Mapping[str, Mapping[str, bool]], columns: Mapping[str, int]
) -> bool:
    """Whether a row repeats the headers of a table, or looks like those of another part of it."""
    cells = sheet.filled(row)
    in_place = sum(1 for k, c in columns.items() if k in words.get(header_at(sheet, row, c), ()))
    anywhere = sum(1 for c in cells if words.get(header_at(sheet, row, c)))
    return in_place >= ENOUGH or (anywhere >= ENOUGH and 2 * anywhere > len(cells))


def width(sheet: RawSheet, row: int) -> int:
    """Cells of a row up to the last one with a value."""
    return len(sheet.rows[row]) if row < len(sheet.rows) else 0
