"""What a cell of a returned file holds when it is written again: it must read the same as it did."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.kinds.base import Ctx
from xlplan.core.normal import tidy
from xlplan.core.raw import RawCell, RawSheet, RawValue
from xlplan.forms.base import Column
from xlplan.merging.identity import frozen_cell, same

UNSAID = object()
"""What is doubtful for another reason than its own content can't be written so that it is doubtful again."""
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def position(address: str) -> tuple[int, int] | None:
    """Row and column, counted from 0, of a cell such as B7; None for anything else."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def cell_at(sheet: RawSheet | None, address: str) -> RawCell:
    """The cell of a sheet with an address; a blank one where there is none."""
    at = position(address)
    return sheet.cell(*at) if sheet and at else RawCell()


def standing(column: Column, cell: Cell, raw: RawCell, ctx: Ctx) -> Any:
    """What stands in a cell: the value as its kind writes it, of a problem the raw text; else what was typed.

    The first of these that reads like the cell did is taken; what needed no repair stays as it was spelt. So a number
    that may have been another code stays a number, a name that leads to somebody only by his number keeps it, and an
    error stays an error. :data:`UNSAID` where none does, as in a cell under a merged area.
    """
    if isinstance(cell, Blank):
        return None if raw.is_blank else raw
    text = cell.raw if isinstance(cell, Problem) else column.kind.to_cell(cell.value, ctx)
    if isinstance(cell, Value) and not cell.repair and isinstance(raw.value, str) and tidy(raw.value) != text:
        return tidy(raw.value)  # another spelling that needs no repair is theirs to choose
    if raw.error is None and _reads(column, cell, text, ctx):
        return text
    if raw.uncached:
        return f"={raw.formula or ''}"
    if isinstance(cell, Problem) and not _is_same_problem(cell, column.kind.parse(raw, ctx)):
        return UNSAID
    return text if raw.is_blank else raw


def _reads(column: Column, cell: Cell, written: Any, ctx: Ctx) -> bool:
    """Whether a written value is read as the cell was."""
    if isinstance(written, Decimal):
        written = float(written)
    if isinstance(written, dt.date) and not isinstance(written, dt.datetime):
        written = dt.datetime(written.year, written.month, written.day)
    is_number = isinstance(written, int | float) and not isinstance(written, bool)
    read = column.kind.parse(RawCell(written, percent=is_number and column.kind.name == "pct"), ctx)
    if isinstance(cell, Problem):
        return _is_same_problem(cell, read)
    return isinstance(read, Value) and same(frozen_cell(column, read), frozen_cell(column, cell))


def _is_same_problem(problem: Problem, read: Cell) -> bool:
    return isinstance(read, Problem) and read.code == problem.code and read.raw == problem.raw


def calculated(column: Column, value: RawValue) -> Any:
    """What a calculated column showed; other than what it calculates stands as it was typed."""
    is_date = isinstance(value, dt.date)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(value, str) or (is_number and column.kind.name != "date"):
        return value
    if is_date and column.kind.name == "date" and not _is_timed(value):
        return value
    return RawCell(value)


def _is_timed(value: RawValue) -> bool:
    return isinstance(value, dt.datetime) and value.time() != dt.time()
