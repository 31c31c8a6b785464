"""Sheets that people added: written back as they were read, formulas as formulas, without looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from xlplan.core.raw import RawCell, RawValue
from xlplan.excel.book import ERRORS, Book, Sheet
from xlplan.excel.look import body
from xlplan.excel.lookpage import arrange_own
from xlplan.excel.sheets import safe_sheet_name
from xlplan.model.carried import CarriedCell, CarriedSheet
from xlplan.model.looks import SheetLook

_DAY, _TIMED, _CLOCK, _ELAPSED = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss"
_EPOCH = dt.datetime(1899, 12, 30)
_PHANTOM = dt.datetime(1900, 3, 1)  # the first day after the one that 1900 did not have


def write_carried(book: Book, sheets: Sequence[CarriedSheet], looks: Iterable[SheetLook] = ()) -> None:
    """Write each carried sheet under its name, or one that is still free, as it was arranged."""
    arranged = {look.sheet: look for look in looks if not look.table}
    for carried in sheets:
        sheet = book.sheet(free_name(book, carried.name))
        for r, row in enumerate(carried.rows):
            for c, cell in enumerate(row):
                if cell is not None and cell != "":
                    put_carried(sheet, r, c, cell, body())
        if carried.name in arranged:
            arrange_own(sheet, arranged[carried.name])


def free_name(book: Book, name: str) -> str:
    """A name for a sheet, with a number where it is taken."""
    free = safe_sheet_name(name)
    taken = {s.casefold() for s in book.sheets}
    n = 2
    while free.casefold() in taken:
        free = f"{safe_sheet_name(name)[:27]} ({n})"
        n += 1
    return free


def write_values(book: Book, carried: CarriedSheet) -> Sheet:
    """Write a sheet under its name, or one that is still free; of formulas the value."""
    sheet = book.sheet(free_name(book, carried.name))
    for r, row in enumerate(carried.rows):
        for c, value in enumerate(row):
            if value is not None and value != "":
                sheet.put(r, c, value, body())
    return sheet


def put_carried(sheet: Sheet, row: int, col: int, cell: CarriedCell, style: dict[str, Any]) -> None:
    """A cell as it stood: a formula only where it was one, text that begins with = as text."""
    if not isinstance(cell, RawCell):
        sheet.put(row, col, cell, style)
        return
    value = cell.value
    style = {**style, "num_format": number_format(cell)}
    if cell.formula is not None and (cell.error is None or cell.error in ERRORS):
        sheet.formula(row, col, cell.formula, style, cell.error or _stored(value))
    elif isinstance(value, dt.time | dt.timedelta):
        sheet.put(row, col, _stored(value), style)
    else:
        sheet.as_typed(row, col, cell, style)


def number_format(cell: RawCell) -> str:
    """The number format that makes a cell read as what it is."""
    match cell.value:
        case dt.datetime():
            return _TIMED
        case dt.date():
            return _DAY
        case dt.time():
            return _CLOCK
        case dt.timedelta():
            return _ELAPSED
        case int() | float() if cell.percent:
            return "0%" if round(float(cell.value) * 100, 9).is_integer() else "0.0#######%"
        case _:
            return "0%" if cell.percent else "General"


def _stored(value: RawValue) -> Any:
    """A value as Excel stores it: days for dates, times and durations."""
    match value:
        case None:
            return ""
        case dt.datetime():
            return _days(value)
        case dt.date():
            return _days(dt.datetime(value.year, value.month, value.day))
        case dt.time():
            return _days(dt.datetime.combine(_EPOCH, value))
        case dt.timedelta():
            return value / dt.timedelta(days=1)
        case _:
            return value


def _days(moment: dt.datetime) -> float:
    days = (moment - _EPOCH) / dt.timedelta(days=1)
    return days - 1 if dt.datetime(1899, 12, 31) < moment < _PHANTOM else days
