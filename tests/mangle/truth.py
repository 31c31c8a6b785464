"""What a damaged file means: every cell with the value that its department wants, known since the file was filled.

Values are plain data in the shape of a snapshot (ISO dates, decimal texts, keys, ids, lists of ids, links); they come
from the base and from what the mangler drew, never from the reader that is judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.forms.base import Column, Table

JsonValue = Any


def stands(cell: Cell) -> bool:
    """Whether a cell still is where it says: its row, column or sheet was not deleted."""
    sheet = cell.parent
    return sheet._cells.get((cell.row, cell.column)) is cell and sheet in sheet.parent._sheets


@dataclass
class Meant:
    """One cell of the truth.

    ``at`` are the cells that show it, its own one first; they move with whatever is done to the sheet. ``doubt`` says
    that nobody can be certain any more what is meant, so that it has to be reported. ``by`` names the damage done to it.
    """

    base: JsonValue
    want: JsonValue
    at: list[Cell] = field(default_factory=list)
    doubt: bool = False
    open: bool = False
    by: list[str] = field(default_factory=list)

    @property
    def cell(self) -> Cell:
        return self.at[0]

    @property
    def counts(self) -> bool:
        """Whether the cell holds, held or should hold something: empty ones are checked and not counted."""
        return self.doubt or self.base is not None or self.want is not None

    @property
    def edited(self) -> bool:
        return bool(self.base != self.want)


@dataclass
class Line:
    """A row of the truth; without an ``id`` it is one that the department added. ``gone``: deleted on purpose."""

    table: Table
    id: str
    cells: dict[str, Meant] = field(default_factory=dict)
    new: bool = False
    gone: bool = False
    id_cell: Cell | None = None

    @property
    def row(self) -> int:
        """The number of the sheet row in which most of it stands."""
        rows = [m.cell.row for m in self.cells.values() if stands(m.cell)]
        return max(set(rows), key=rows.count) if rows else 0

    @property
    def stands(self) -> bool:
        return any(stands(m.cell) for m in self.cells.values())


@dataclass
class Page:
    """A sheet of a table: the cells of its key row and of its header by key, its rows, and the rows that are free."""

    table: Table
    sheet: Worksheet
    context: bool
    keys: dict[str, Cell]
    heads: dict[str, Cell]
    lines: list[Line] = field(default_factory=list)
    free: list[list[Cell]] = field(default_factory=list)
    """Id and value cells of rows offered for additions."""
    marker: Cell | None = None
    id_head: Cell | None = None
    alien: bool = False
    """Whether its header is another table's by now."""

    @property
    def is_record(self) -> bool:
        return self.table.shape == "record"

    def col(self, key: str) -> int:
        """The number of a column, 0 where it was deleted."""
        return self.heads[key].column if key in self.heads and stands(self.heads[key]) else 0

    def column(self, key: str) -> Column:
        return self.table.column(key)

    @property
    def inputs(self) -> list[str]:
        """Keys of the input columns that are still there, from left to right."""
        there = [c.key for c in self.table.inputs if self.col(c.key)]
        return sorted(there, key=self.col)

    @property
    def standing(self) -> list[Line]:
        """Rows from top to bottom, without those that were deleted or emptied on purpose."""
        there = (line for line in self.lines if line.stands and not line.gone)
        return sorted(there, key=lambda line: line.row)

    @property
    def header_row(self) -> int:
        there = [c.row for c in self.heads.values() if stands(c)]
        return max(set(there), key=there.count) if there else 0

    @property
    def key_row(self) -> int:
        there = [c.row for c in self.keys.values() if stands(c)]
        return max(set(there), key=there.count) if there else 0

    @property
    def first_row(self) -> int:
        return min((line.row for line in self.standing), default=self.header_row + 1)

    @property
    def last_row(self) -> int:
        """The last row that belongs to the table, filled or free."""
        rows = [line.row for line in self.lines if line.stands]
        rows += [c.row for cells in self.free for c in cells[:1] if stands(c)]
        return max(rows, default=self.header_row)
