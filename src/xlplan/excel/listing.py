"""Rows of a table shown on another sheet: which ones, by formulas that follow the table's sheet, and what they hold.

A hidden cell beside each line counts out the next row that qualifies; the cells of the line look into it. Rows are
counted from the header, so that nothing changes when somebody inserts, deletes or sorts rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.raw import RawCell
from xlplan.core.text import Lang
from xlplan.excel.formula import DELETABLE
from xlplan.forms.base import Table
from xlplan.forms.paper import Listing
from xlplan.twins.engine import HEADER_ROW, Scalar, serial

FAR = 1_000_000
"""Positions above it stand for no row."""
NOWHERE = FAR + 1


@dataclass(frozen=True)
class Listed:
    """A table as its own sheet shows it.

    ``value`` gives what a cell holds by row id and key. ``sheet`` is the quoted sheet, blank where formulas can't look
    into it; ``rows`` is how many rows it may have.
    """

    table: Table
    title: str
    ids: Sequence[str]
    value: Callable[[str, str], Any]
    sheet: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0

    def area(self, key: str) -> str:
        """The cells of a column, and more, so that deleting rows leaves no formula without its cell."""
        letter = self.letters[key]
        return f"{self.sheet}!${letter}${HEADER_ROW + 1}:${letter}${HEADER_ROW + self.rows + DELETABLE}"

    def position(self, key: str) -> str:
        """The positions of a column's cells, counted from the header."""
        return f"(ROW({self.area(key)})-ROW({self.sheet}!${self.letters[key]}${HEADER_ROW}))"

    def cell(self, row_id: str, key: str) -> Scalar:
        """What a formula sees in a cell."""
        return seen(self.value(row_id, key))

    def entry(self, key: str, position: str, otherwise: str = "") -> str:
        """The formula for a cell of the row at a position: empty where the cell is."""
        found = f"INDEX({self.area(key)},{position})"
        return f'IF({position}>{FAR},"{otherwise}",IF({found}="","",{found}))'


def seen(value: Any) -> Scalar:
    """A written cell as a formula on another sheet shows it."""
    if isinstance(value, RawCell):
        value = value.error or value.value
    if isinstance(value, dt.date):
        return serial(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return int(value) if value == int(value) else float(value)
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The row that a page shows: what others may call it, and the cells of the page where that stands."""

    names: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Picked:
    """The rows of a listing: their ids in the order of the sheet, with positions counted from 1, and the formulas."""

    listing: Listing
    listed: Listed
    ids: tuple[str, ...]
    positions: tuple[int, ...]
    condition: str

    @property
    def count(self) -> str:
        """The formula for how many rows qualify."""
        return f"IFERROR(SUMPRODUCT(1*{self.condition}),0)"

    def next(self, former: str) -> str:
        """The formula for the position of the next row after a former one."""
        at = self.listed.position(self.listing.filled)
        return f"IFERROR(SUMPRODUCT(MIN({at}+{FAR}*(1-{self.condition}*({at}>{former})))),{NOWHERE})"

    def position(self, number: int) -> int:
        """The position of the ``number``-th row, counted from 1."""
        return self.positions[number - 1] if number <= len(self.positions) else NOWHERE


def picked(listing: Listing, listed: Listed, lang: Lang, chosen: Chosen | None = None) -> Picked:
    """The rows that a listing shows, of all rows or of those that refer to the ``chosen`` one."""
    first = listing.filled
    tests: list[tuple[str, tuple[str, ...]]] = []
    conditions = [f'({listed.area(first)}<>"")'] if listed.sheet else []
    if listing.where:
        key, options = listing.where
        kind = listed.table.column(key).kind
        assert isinstance(kind, ChoiceKind)
        labels = tuple(kind.label(option, lang) for option in options)
        tests.append((key, labels))
        if listed.sheet:
            conditions.append(_any_of(listed.area(key), tuple(f'"{label}"' for label in labels)))
    if listing.of and chosen:
        tests.append((listing.of, chosen.names))
        if listed.sheet:
            area = listed.area(listing.of)
            conditions.append(f'({area}<>"")*{_any_of(area, chosen.cells)}')

    def qualifies(row_id: str) -> bool:
        if listed.cell(row_id, first) == "":
            return False
        return all(_is_one(listed.cell(row_id, key), names) for key, names in tests)

    found = [(n, i) for n, i in enumerate(listed.ids, 1) if qualifies(i)]
    return Picked(listing, listed, tuple(i for _, i in found), tuple(n for n, _ in found), "*".join(conditions))


def _any_of(area: str, values: tuple[str, ...]) -> str:
    return "((" + "+".join(f"({area}={value})" for value in values) + ")>0)"


def _is_one(value: Scalar, names: tuple[str, ...]) -> bool:
    """Compared as formulas do: case does not count, and nothing is equal to a blank."""
    return value != "" and str(value).casefold() in {name.casefold() for name in names if name}
