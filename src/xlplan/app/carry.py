"""What stands in a master and is not ours: its values go into the plan, so that writing the master keeps them.

Sheets that people added stay sheets. Columns that they added to a table, totals and remarks below one have no place in
the table when it is written anew: they move to a sheet of their own, with the place where they stood.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from xlplan.core.cell import Problem, Value
from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.core.text import Lang, Text
from xlplan.excel.book import column_letter
from xlplan.excel.locate import has_marker
from xlplan.excel.reader import BookReader
from xlplan.model.plan import CarriedSheet
from xlplan.model.read import Reading, ReadRow

LEFT_OVER = Text("表外内容", "Outside the tables")
HEADERS = (
    Text("原来的表", "Sheet"),
    Text("原来的位置", "Cell"),
    Text("所在列", "Column"),
    Text("所在行", "Row"),
    Text("内容", "Content"),
)


def with_left_over(
    sheets: tuple[CarriedSheet, ...], reading: Reading, reader: BookReader, lang: Lang
) -> tuple[CarriedSheet, ...]:
    """The carried sheets with what stands beside and below the tables; what was left over earlier stays above it."""
    found = list(_left_over(reading, reader))
    if not found:
        return sheets
    name = LEFT_OVER(lang)
    earlier = next((s.rows for s in sheets if s.name == name), (tuple(h(lang) for h in HEADERS),))
    return (*(s for s in sheets if s.name != name), CarriedSheet(name, (*earlier, *found)))


def _left_over(reading: Reading, reader: BookReader) -> Iterator[tuple[Any, ...]]:
    for key, read in reading.tables.items():
        located = reader.located.get(key)
        for row in read.rows if located is not None else ():
            for header, value in row.beside.items():
                cell = f"{column_letter(located.beside[header])}{_line(row)}" if located else ""
                yield (read.place.sheet, cell, header, _label(row), _plain(value))
        for stray in read.stray:
            for cell, value in stray.cells:
                yield (stray.place.sheet, cell, None, None, _plain(value))


def _line(row: ReadRow) -> str:
    """The number of a row on its sheet."""
    return next((p.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for p in row.places.values()), "")


def _label(row: ReadRow) -> str | None:
    """The first two texts of a row: enough to know it by."""
    texts = [c.raw for c in row.cells.values() if isinstance(c, Value | Problem) and c.raw]
    return " ".join(texts[:2]) or None


def carried_sheets(raw: RawWorkbook, reader: BookReader) -> tuple[CarriedSheet, ...]:
    """The values of sheets without a mark of ours."""
    ours = names_of_ours(raw, reader)
    return tuple(CarriedSheet(sheet.name, _values(sheet)) for sheet in raw.sheets if sheet.name not in ours)


def names_of_ours(raw: RawWorkbook, reader: BookReader) -> frozenset[str]:
    """The sheets that the program writes: those with a mark of ours, those where a table was found, hidden ones."""
    located = {id(x.sheet) for x in reader.located.values()}
    return frozenset(s.name for s in raw.sheets if id(s) in located or s.name.startswith("xl_") or has_marker(s))


def _values(sheet: RawSheet) -> tuple[tuple[Any, ...], ...]:
    rows: list[tuple[Any, ...]] = []
    for r in range(sheet.height):
        row = [_plain(sheet.cell(r, c).value) for c in range(len(sheet.rows[r]))]
        while row and row[-1] is None:
            row.pop()
        rows.append(tuple(row))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _plain(value: Any) -> Any:
    """A value as text, so that a plan document gives it back the same."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)
