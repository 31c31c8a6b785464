"""Reads the old binary format (.xls, .et) with its errors, formats and merged areas, and where formulas are.

What a formula says is stored as a program, not as text, and is not spelt out: such a formula is "".
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import xlrd

from xlplan.core.raw import RawNote, RawSheet, RawValue
from xlplan.excel.raw_book import Book
from xlplan.excel.raw_formula import column_letters
from xlplan.excel.raw_limits import Limits, Refused
from xlplan.excel.raw_merge import add_area
from xlplan.excel.raw_package import one_line
from xlplan.excel.raw_styles import StyleKind, builtin_kind, format_kind, from_serial

_STATES = ("visible", "hidden", "veryHidden")
_SHEET_KINDS = {1: "macrosheet", 2: "chartsheet", 6: "module"}
_BOUNDSHEET, _END = 0x85, 0x0A
_BEGINS = (0x0009, 0x0209, 0x0409, 0x0809)
_FORMULAS = (0x0006, 0x0206, 0x0406)
_CUSTOM = 164  # number formats from here on are the workbook's own


class _Nowhere(io.TextIOBase):
    """The library's remarks, which nobody reads."""

    def write(self, text: str) -> int:
        return len(text)


def xls_sheets(data: bytes, limits: Limits, facts: Book, notes: list[RawNote]) -> list[RawSheet]:
    """All sheets with cells. Raises `Refused`, and whatever else for a file that is damaged or of another kind."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=_Nowhere()
        )
    except xlrd.XLRDError as fault:
        if "encrypted" in str(fault):
            raise Refused("encrypted", by="password") from fault
        raise
    facts.date1904 = bool(book.datemode)
    facts.modified_by = (book.user_name or "").strip()
    kinds = _kinds(book)
    listed = _entries(book.mem, book.base)
    for entry in listed:
        if entry.kind:
            kind = _SHEET_KINDS.get(entry.kind, "none")
            notes.append(RawNote("sheet-skipped", {"sheet": one_line(entry.name), "kind": kind}))
    starts = [entry.start for entry in listed if not entry.kind]
    if len(starts) != book.nsheets:
        raise xlrd.XLRDError("sheets are listed in another way")
    sheets: list[RawSheet] = []
    cells = 0
    for index in range(book.nsheets):
        page = book.sheet_by_index(index)
        cells += page.nrows * page.ncols
        if cells > limits.cells:
            raise Refused(
                "used-range",
                sheet=one_line(page.name),
                part="",
                cell=f"{column_letters(page.ncols - 1)}{page.nrows}",
                cells=cells,
                limit=limits.cells,
            )
        state = _STATES[page.visibility] if page.visibility in (0, 1, 2) else "visible"
        formulas = dict.fromkeys(_formula_places(book.mem, starts[index]), "")
        sheet = RawSheet(page.name, state, [], formulas=formulas)
        _fill(sheet, page, kinds, facts.date1904)
        for top, bottom, left, right in page.merged_cells:
            add_area(sheet.merges, top, left, bottom - 1, right - 1)
        sheets.append(sheet)
        book.unload_sheet(index)
    return sheets


def _kinds(book: xlrd.Book) -> list[StyleKind | None]:
    """What the number format of each cell style shows."""
    kinds: list[StyleKind | None] = []
    for style in book.xf_list:
        number = style.format_key
        found = book.format_map.get(number)
        code = found.format_str if found is not None else ""
        kinds.append(format_kind(code) if number >= _CUSTOM else builtin_kind(number) or format_kind(code))
    return kinds


def _fill(sheet: RawSheet, page: xlrd.sheet.Sheet, kinds: list[StyleKind | None], date1904: bool) -> None:
    """Values, errors and per cent."""
    for row in range(page.nrows):
        line: list[RawValue] = []
        types, values = page.row_types(row), page.row_values(row)
        for col, (kind, value) in enumerate(zip(types, values, strict=True)):
            line.append(None)
            if kind == xlrd.XL_CELL_TEXT:
                line[col] = value or None
            elif kind == xlrd.XL_CELL_BOOLEAN:
                line[col] = bool(value)
            elif kind == xlrd.XL_CELL_ERROR:
                sheet.errors[row, col] = xlrd.error_text_from_code.get(value, "#VALUE!")
            elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                style = page.cell_xf_index(row, col)
                shows = kinds[style] if style < len(kinds) else None
                if abs(value) == float("inf") or value != value:
                    sheet.errors[row, col] = "#NUM!"
                    continue
                line[col] = from_serial(value, shows, date1904) if shows else value
                if shows == "percent":
                    sheet.percents.add((row, col))
        while line and line[-1] is None:
            line.pop()
        sheet.rows.append(line)
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet in the list of the stream: where it begins, its kind (0 has cells), and its name."""

    start: int
    kind: int
    name: str


def _entries(stream: bytes, base: int) -> list[_Entry]:
    found = []
    for code, at, length in _records(stream, base):
        if code == _BOUNDSHEET and length >= 8:
            start, _, kind, count, wide = struct.unpack_from("<LBBBB", stream, at)
            spelt = stream[at + 8 : at + min(length, 8 + (2 * count if wide & 1 else count))]
            found.append(_Entry(base + start, kind, spelt.decode("utf-16-le" if wide & 1 else "latin-1", "replace")))
    return found


def _formula_places(stream: bytes, start: int) -> set[tuple[int, int]]:
    """The cells with formulas of the sheet that begins at `start`."""
    return {
        struct.unpack_from("<HH", stream, at)
        for code, at, length in _records(stream, start)
        if code in _FORMULAS and length >= 4
    }


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Code, position of the content, and length of each record, down to the end of what begins at `at`."""
    depth = 0
    while 0 <= at <= len(stream) - 4:
        code, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + length > len(stream):
            return
        depth += code in _BEGINS
        yield code, at, length
        at += length
        if code == _END:
            depth -= 1
            if depth <= 0:
                return
