"""Sheets that people added: their values are written back as they were read, without looks."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.excel.book import Book
from xlplan.excel.look import body
from xlplan.excel.sheets import safe_sheet_name
from xlplan.model.plan import CarriedSheet


def write_carried(book: Book, sheets: Sequence[CarriedSheet]) -> None:
    """Write each carried sheet under its name, or one that is still free."""
    for carried in sheets:
        name = safe_sheet_name(carried.name)
        taken = {s.casefold() for s in book.sheets}
        n = 2
        while name.casefold() in taken:
            name = f"{safe_sheet_name(carried.name)[:27]} ({n})"
            n += 1
        sheet = book.sheet(name)
        for r, row in enumerate(carried.rows):
            for c, value in enumerate(row):
                if value is not None and value != "":
                    sheet.put(r, c, value, body())
