"""What people added to a workbook: cells with what they are, sheets of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from xlplan.core.raw import RawCell

CarriedCell = str | RawCell | None
"""A cell that is not ours: text, or a number, date, error or formula with what it showed; None is blank."""


@dataclass(frozen=True, slots=True)
class CarriedSheet:
    """A sheet that somebody added to the master: what stands in its cells.

    One that a ``department`` brought knows what it was called there (``source``), and by its ``digest`` what it said then.
    """

    name: str
    rows: tuple[tuple[CarriedCell, ...], ...]
    department: str = ""
    source: str = ""
    digest: str = ""


def shown_cell(cell: CarriedCell) -> str:
    """A cell as people see it."""
    return cell.text if isinstance(cell, RawCell) else cell or ""


def carried(cell: RawCell) -> CarriedCell:
    """A cell in the one spelling that is kept: the same whether it comes from a workbook or a document."""
    value = cell.value
    if cell.error is not None:
        return RawCell(None, cell.error, cell.formula)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(value, int | float) and number:
        value = float(f"{value:.16G}")  # the digits that a workbook is written with
    if value == "":
        value = None
    if cell.formula is None and (value is None or isinstance(value, str)):
        return value
    shown = number or (cell.formula is not None and (value is None or isinstance(value, str)))
    return RawCell(value, None, cell.formula, percent=cell.percent and shown)
