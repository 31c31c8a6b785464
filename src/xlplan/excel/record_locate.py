"""Where the inputs of a paper form stand: by the keys beside its lines and the marks above its columns."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.core.normal import key as name_key
from xlplan.core.raw import RawSheet
from xlplan.excel.recordkeys import LABEL, NARROW, SECOND, SLOTS, WIDE, line_keys, marked_slot
from xlplan.forms.base import Table

Spot = tuple[int, int]
"""Row and column."""
_LABELLED = {WIDE: LABEL, NARROW: SECOND}
"""The column of the label beside each column of values."""


def record_cells(
    sheet: RawSheet, mark_row: int, key_column: int, table: Table
) -> tuple[dict[str, Spot], dict[str, tuple[Spot, ...]]]:
    """Where the inputs of a record stand, and where they stand again because somebody copied a line.

    Columns that lost their marks are taken where they were written, if the labels are still where they were; else the
    inputs in them are not found.
    """
    lines = {r: keys for r in range(mark_row + 1, sheet.height) if (keys := line_keys(sheet.cell(r, key_column).text))}
    marks = _marks(sheet, mark_row)
    if not set(SLOTS) <= set(marks) and _is_in_place(sheet, key_column, lines, table):
        marks = {slot: key_column + slot for slot in SLOTS} | marks
    places: dict[str, list[Spot]] = {}
    for r, keys in lines.items():
        for slot, key in keys.items():
            if slot in marks:
                places.setdefault(key, []).append((r, marks[slot]))
    single = _single_column(sheet, mark_row + 1, key_column)
    for r in range(mark_row + 1, sheet.height):
        text = sheet.cell(r, key_column).text.strip()
        if text and r not in lines:
            places.setdefault(text, []).append((r, single))
    return {k: v[0] for k, v in places.items()}, {k: tuple(v[1:]) for k, v in places.items() if len(v) > 1}


def _marks(sheet: RawSheet, mark_row: int) -> dict[int, int]:
    """The columns of the grid by their marks; of a doubled column the left one."""
    found: dict[int, int] = {}
    for c in range(sheet.width):
        slot = marked_slot(sheet.cell(mark_row, c).text)
        if slot is not None:
            found.setdefault(slot, c)
    return found


def _is_in_place(sheet: RawSheet, key_column: int, lines: Mapping[int, Mapping[int, str]], table: Table) -> bool:
    """Whether labels stand where they were written and nothing stands to the right of the grid: no column was inserted."""
    words = {c.key: {name_key(w) for w in c.header.both} for c in table.columns}
    for slot, label in _LABELLED.items():
        named = [(r, keys[slot]) for r, keys in lines.items() if slot in keys and SECOND not in keys]
        hits = sum(1 for r, k in named if _text(sheet, r, key_column + label) in words.get(k, ()))
        if named and not hits:
            return False
    return all(sheet.cell(r, key_column + max(SLOTS) + 1).is_blank for r in lines)


def _text(sheet: RawSheet, row: int, col: int) -> str:
    return name_key(sheet.cell(row, col).text.rstrip(" *＊"))


def _single_column(sheet: RawSheet, first_row: int, key_column: int) -> int:
    """Where files of the formats 1 and 2 have their values: under a heading, else two to the right of the keys."""
    labels = {name_key(w) for w in ("内容", "Content")}
    for row in range(first_row, min(first_row + 5, sheet.height)):
        for c in range(sheet.width):
            if name_key(sheet.cell(row, c).text) in labels:
                return c
    return key_column + 2
