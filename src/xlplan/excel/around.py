"""What a workbook holds around the values of its cells: widths, what is hidden, notes, and what only Excel can draw.

The value reader shows none of it. See :mod:`xlplan.excel.around_read` for how it is read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Thing(StrEnum):
    """Something on a sheet, or in a workbook, that writing a workbook anew leaves out."""

    CHART = "chart"
    PICTURE = "picture"
    SHAPE = "shape"
    PIVOT = "pivot"
    SPARKLINE = "sparkline"
    SLICER = "slicer"
    CONTROL = "control"
    OBJECT = "object"
    TABLE = "table"
    VALIDATION = "validation"
    CONDITION = "condition"
    LINK = "link"
    MACRO = "macro"
    EXTERNAL = "external"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An object that lies on a sheet. ``name`` and ``description`` are those that the file gives it."""

    kind: Thing
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class CellNote:
    """A note on a cell; of a conversation all remarks, one under the other."""

    author: str
    text: str


@dataclass(slots=True)
class SheetAround:
    """One sheet. Rows and columns count from 0; ``widths`` are in characters.

    ``things`` counts what is no object that lies on the sheet; ``tables`` are the names of tables, ``filtered`` says
    whether a filter hides rows, ``arrays`` are the
    cells whose formula fills others, too.
    """

    name: str
    widths: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    notes: dict[tuple[int, int], CellNote] = field(default_factory=dict)
    drawn: list[Drawn] = field(default_factory=list)
    things: Counter[Thing] = field(default_factory=Counter)
    tables: list[str] = field(default_factory=list)
    filtered: bool = False
    arrays: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Around:
    """All sheets of a workbook, by name; ``things`` belong to the workbook, ``names`` are its defined names."""

    sheets: dict[str, SheetAround] = field(default_factory=dict)
    things: Counter[Thing] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
