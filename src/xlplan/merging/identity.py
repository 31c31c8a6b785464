"""By what a row is recognised when its hidden id does not tell: the natural key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from xlplan.core.cell import Blank, Cell, Problem
from xlplan.core.checksum import checksum
from xlplan.core.kinds.base import JsonValue
from xlplan.core.kinds.text import TextKind
from xlplan.core.normal import clean, key
from xlplan.forms.base import Column, Table
from xlplan.model.read import ReadRow
from xlplan.model.snapshot import UNREAD, is_unread, unread

NaturalKey = tuple[str, ...]
_PIECES = re.compile(r"(\d+)")


def frozen_cell(column: Column, cell: Cell) -> JsonValue:
    """A cell as frozen JSON: None for blank, the raw text where it could not be read."""
    if isinstance(cell, Blank):
        return None
    return unread(cell.raw) if isinstance(cell, Problem) else column.kind.freeze(cell.value)


def frozen_cells(table: Table, row: ReadRow, keys: Iterable[str]) -> dict[str, JsonValue]:
    """The filled cells of a row as read."""
    found = {k: frozen_cell(table.column(k), row.cells[k]) for k in keys if k in row.cells}
    return {k: v for k, v in found.items() if v is not None}


def same(left: JsonValue, right: JsonValue) -> bool:
    """Whether two frozen values say the same; raw texts are compared without regard to spaces and width."""
    if is_unread(left) and is_unread(right):
        return clean(left[UNREAD]) == clean(right[UNREAD])
    return type(left) is type(right) and bool(left == right)


def natural_key(cells: Mapping[str, JsonValue], keys: Iterable[str]) -> NaturalKey | None:
    """What recognises a row, in one spelling; None where nothing of it is filled in."""
    found = tuple("" if cells.get(k) is None else _spelling(cells[k]) for k in keys)
    return found if any(found) else None


def _spelling(value: JsonValue) -> str:
    return key(value) if isinstance(value, str) else json.dumps(value, sort_keys=True)


def label_key(table: Table) -> str:
    """The column that names a row in words, such as the name of a task; empty where none does."""
    natural = (k for k in table.natural if table.has(k))
    return next((k for k in natural if isinstance(table.column(k).kind, TextKind)), "")


def mark(parts: object) -> str:
    """What a row that lost its id gets instead of a number: always the same for the same content."""
    return "h" + checksum(parts, 8)


def id_order(id_: str) -> tuple[tuple[int, str], ...]:
    """Sort key by which t7-03 comes before t10-01."""
    return tuple((int(p), "") if p.isdigit() else (-1, p) for p in _PIECES.split(id_) if p)
