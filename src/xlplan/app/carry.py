"""Sheets of a master that are not ours: their values go into the plan, so that writing the master keeps them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.excel.locate import has_marker
from xlplan.excel.reader import BookReader
from xlplan.model.plan import CarriedSheet


def carried_sheets(raw: RawWorkbook, reader: BookReader) -> tuple[CarriedSheet, ...]:
    """The values of sheets without a mark of ours."""
    ours = {id(x.sheet) for x in reader.located.values()}
    found = []
    for sheet in raw.sheets:
        if id(sheet) in ours or sheet.name.startswith("xl_") or has_marker(sheet):
            continue
        found.append(CarriedSheet(sheet.name, _values(sheet)))
    return tuple(found)


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
