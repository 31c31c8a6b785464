"""Puts back how people arranged a workbook, after the program's own layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from xlplan.excel.book import AUTHOR, Sheet
from xlplan.excel.marks import NOTE_CHARACTERS, Mark
from xlplan.excel.notes_read import place_of
from xlplan.excel.raw_formula import column_number
from xlplan.excel.tablepage import line_count
from xlplan.model.looks import LONGEST_NOTE, SheetLook, characters

MOST_ROWS = 1_048_576
Where = Callable[[str, str], tuple[int, int] | None]
"""Row and column of a table's cell, by row id and column key; None where it is not on the sheet."""


def arrange_own(sheet: Sheet, look: SheetLook) -> None:
    """Somebody's own sheet, by position."""
    widths = {column_number(k): w for k, w in look.widths if _is_column(k)}
    hidden = {column_number(k) for k in look.hidden_columns if _is_column(k)}
    for col in sorted({*widths, *hidden}):
        width = characters(widths[col]) if col in widths else None
        sheet.ws.set_column(col, col, width, None, {"hidden": True} if col in hidden else {})
    for row in look.hidden_rows:
        if row.isdecimal() and 0 < int(row) <= MOST_ROWS:
            sheet.ws.set_row(int(row) - 1, None, None, {"hidden": True})
    write_notes(sheet, look, lambda _row, _column: None, {})


def write_notes(sheet: Sheet, look: SheetLook, where: Where, marks: Mapping[tuple[str, str], Mark]) -> None:
    """The notes of a sheet; where one of ours stands, theirs follows in it."""
    for note in look.notes:
        place = place_of(note.cell) if note.cell else where(note.row, note.column)
        if place is None:
            continue
        author, text, mark = note.author, note.text, marks.get((note.row, note.column))
        if mark is not None:
            author, text = AUTHOR, f"{mark.note}\n\n{author}: {text}" if author else f"{mark.note}\n\n{text}"
            text = text[:LONGEST_NOTE]
        sheet.note(*place, text, line_count(text, NOTE_CHARACTERS), author)


def _is_column(letters: str) -> bool:
    return bool(re.fullmatch("[A-Z]{1,3}", letters)) and column_number(letters) < 16_384
