"""What was read from a workbook or document, before it becomes typed rows: cells with their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.finding import Finding, Place
from xlplan.core.raw import RawValue
from xlplan.forms.base import Row, Table, make_row


@dataclass
class ReadRow:
    """One row as it was read. ``places`` gives the sheet cell of each column; ``lost_id`` rows had none of ours.

    ``shown`` is what stands in calculated columns, by key, ``beside`` in columns that are not the table's, by the
    headers that :attr:`ReadTable.beside` lists. Neither is read into the plan.
    """

    id: str
    cells: dict[str, Cell]
    places: Mapping[str, Place]
    lost_id: bool = False
    shown: dict[str, RawValue] = field(default_factory=dict)
    beside: dict[str, RawValue] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return all(isinstance(c, Blank) for c in self.cells.values())

    def value(self, key: str) -> object:
        """The certain value of a column, else None."""
        cell = self.cells.get(key)
        return cell.value if isinstance(cell, Value) else None


@dataclass(frozen=True)
class Stray:
    """A row on a table's sheet that is none of the table's, such as a total or a remark: its cells as (A1, value)."""

    place: Place
    cells: tuple[tuple[str, RawValue], ...]


@dataclass
class ReadTable:
    """A table as read. ``present`` is False where its sheet or header could not be found; ``columns`` were found.

    ``cleared`` are rows of a matrix whose cell stands there and is blank. ``beside`` are headers of columns with content
    that are not the table's, ``stray`` rows that are not.
    """

    table: Table
    present: bool = False
    columns: tuple[str, ...] = ()
    rows: list[ReadRow] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    cleared: set[str] = field(default_factory=set)
    beside: tuple[str, ...] = ()
    stray: list[Stray] = field(default_factory=list)


@dataclass
class Reading:
    """All tables of one source with the findings that reading gave."""

    tables: dict[str, ReadTable] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, table: str, row_id: str, key: str = "") -> Place:
        """Where a cell was read, as exactly as is known."""
        read = self.tables.get(table)
        if read is None:
            return Place(form=table, row_id=row_id, field=key)
        for row in read.rows:
            if row.id == row_id:
                return row.places.get(key) or next(iter(row.places.values()), read.place)
        return read.place


def typed_rows(table: Table, rows: Iterable[ReadRow]) -> tuple[dict[str, Row], dict[tuple[str, str, str], str]]:
    """Typed rows of the cells that are certain, and the raw text of those that are problems."""
    typed: dict[str, Row] = {}
    unread: dict[tuple[str, str, str], str] = {}
    for read in rows:
        values = {k: c.value for k, c in read.cells.items() if isinstance(c, Value)}
        typed[read.id] = make_row(table.row, read.id, values)
        for key, cell in read.cells.items():
            if isinstance(cell, Problem):
                unread[(table.key, read.id, key)] = cell.raw
    return typed, unread
