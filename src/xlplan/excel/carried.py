"""Sheets that people added: written back as they were read, formulas as formulas, without looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlplan.excel.book import Book, Sheet
from xlplan.excel.carriedcell import put_carried
from xlplan.excel.look import body
from xlplan.excel.lookpage import arrange_own
from xlplan.excel.sheets import safe_sheet_name
from xlplan.model.carried import CarriedSheet
from xlplan.model.looks import SheetLook


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
