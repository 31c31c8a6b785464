"""Sheets that people added: their values are written back as they were read, without looks."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.excel.book import Book, Sheet
from xlplan.excel.look import body
from xlplan.excel.sheets import safe_sheet_name
from xlplan.model.plan import CarriedSheet


def write_carried(book: Book, sheets: Sequence[CarriedSheet]) -> None:
    """Write each carried sheet under its name, or one that is still free."""
    for carried in sheets:
        write_sheet(book, carried)


def free_name(book: Book, name: str) -> str:
    """A name for a sheet, with a number where it is taken."""
    free = safe_sheet_name(name)
    taken = {s.casefold() for s in book.sheets}
    n = 2
    while free.casefold() in taken:
        free = f"{safe_sheet_name(name)[:27]} ({n})"
        n += 1
    return free


def write_sheet(book: Book, carried: CarriedSheet) -> Sheet:
    """Write a carried sheet under its name, or one that is still free."""
    sheet = book.sheet(free_name(book, carried.name))
    for r, row in enumerate(carried.rows):
        for c, value in enumerate(row):
            if value is not None and value != "":
                sheet.put(r, c, value, body())
    return sheet
