"""Writes a cell that is not ours as it stood: numbers, dates and formulas as what they are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlplan.core.raw import RawCell, RawValue
from xlplan.excel.book import ERRORS, Sheet
from xlplan.model.carried import CarriedCell

_DAY, _TIMED, _CLOCK, _ELAPSED = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss"
_EPOCH = dt.datetime(1899, 12, 30)
_PHANTOM = dt.datetime(1900, 3, 1)  # the first day after the one that 1900 did not have


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
