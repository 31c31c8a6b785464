"""Formulas and their Python twins: columns of calculation sheets, evaluated in both worlds.

A calculation sheet has one row for each row of the sheet that people type on. Its input columns fetch by position,
its steps are formulas over named columns; the Python function beside them gives the same values for all rows at once.
Formulas name columns in brackets:

=================  =============================================================
``[key]``          the same row
``[key:all]``      the whole column
``[key:rest]``     the rows below this one
``[key:upto]``     the rows down to this one
``[key:above]``    the row above; above the first one stands the header, a text
``[key:top]``      the header cell, an anchor for OFFSET outside the column's rows
``[table.key…]``   a column of another calculation sheet
``[@name]``        a parameter
=================  =============================================================

Dates are serial day numbers in both worlds, blanks are empty strings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from xlplan.core.calendar import WorkCalendar
from xlplan.core.text import Lang, Text

Scalar = str | int | float
HEADER_ROW = 6
"""Row number of the header on every sheet with a table; data begin one row below."""
BEYOND = Text("超出日历", "beyond calendar")
"""What stands for a date that the calendar of the workbook doesn't reach."""
EPOCH = dt.date(1899, 12, 30).toordinal()


def serial(day: dt.date | None) -> int | str:
    """A date as a serial day number, an empty string for none."""
    return day.toordinal() - EPOCH if day else ""


def from_serial(number: float) -> dt.date:
    """The date of a serial day number."""
    return dt.date.fromordinal(int(number) + EPOCH)


@dataclass(frozen=True, slots=True)
class Fetch:
    """An input column of a calculation sheet, fetched by position.

    ``number`` ones ignore text; ``date`` ones do, too, drop the time of day and say where a date leaves the calendar.
    """

    key: str
    number: bool = False
    date: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A formula column; a :class:`Text` where the formula holds words that people see."""

    key: str
    formula: str | Text
    number_format: str = "General"

    def in_language(self, lang: Lang) -> str:
        if isinstance(self.formula, str):
            return self.formula
        return self.formula.zh if lang == "zh" else self.formula.en


@dataclass
class World:
    """All calculation columns in Python: inputs first, steps as they are evaluated."""

    lang: Lang
    rows: Mapping[str, int]
    params: dict[str, Scalar]
    calendar: WorkCalendar
    columns: dict[str, dict[str, list[Scalar]]] = field(default_factory=dict)
    cuts: list[str] = field(default_factory=list)
    """Links that are left out because they close a cycle, as ``task id>predecessor id``."""

    def column(self, table: str, key: str) -> list[Scalar]:
        return self.columns[table][key]

    def row_numbers(self, table: str) -> range:
        """Row numbers as the sheet counts them."""
        return range(HEADER_ROW + 1, HEADER_ROW + 1 + self.rows[table])

    def within(self, day: float) -> bool:
        """Whether a serial day lies inside the calendar, its first and last day apart."""
        low, high = self.calendar.first.toordinal() - EPOCH, self.calendar.last.toordinal() - EPOCH
        return low < day < high

    def count(self, day: Scalar) -> int:
        """Working days up to a serial day; ValueError outside the calendar."""
        return self.calendar.count(from_serial(float(day)))

    def later(self, day: Scalar, than: Scalar) -> Scalar:
        """Working days by which a day passes another; blank where one is none or outside the calendar."""
        if not (is_number(day) and is_number(than)):
            return ""
        try:
            return self.count(day) - self.count(than)
        except ValueError:
            return ""

    def day(self, count: int) -> int:
        """The serial of a working day by count; ValueError outside the calendar."""
        found = serial(self.calendar.day(count))
        assert isinstance(found, int)
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """Some steps of one calculation sheet, with the function that gives their values."""

    table: str
    steps: tuple[Step, ...]
    values: Callable[[World], dict[str, list[Scalar]]]


@dataclass(frozen=True, slots=True)
class Twin:
    """What is calculated for one table: input columns, and blocks in their order.

    They are evaluated after the network, so that every figure of a task is at hand.
    """

    inputs: tuple[Fetch, ...]
    blocks: tuple[Block, ...]


def literal(text: str) -> str:
    """A text in a formula as MATCH has to be given it, which takes ``*``, ``?`` and ``~`` for wildcards."""
    for wild in "~*?":
        text = f'SUBSTITUTE({text},"{wild}","~{wild}")'
    return text


def is_number(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def at(column: list[Scalar], row_number: Scalar) -> Scalar:
    """The value in a row by sheet row number."""
    return column[int(row_number) - HEADER_ROW - 1]


def count_of(day: str) -> str:
    """The formula for the working days up to a day, which must not lie before the calendar."""
    return f"INDEX([@counts],{day}-[@first_day]+1)"


def day_of(count: str) -> str:
    """The formula for the working day with a count; an error outside the calendar."""
    return f"INDEX([@dates],MATCH({count},[@counts],0))"


def row_of(table: str, key: str, row: str) -> str:
    """The formula for a value in a row of a calculation sheet by row number; the whole column is a precedent."""
    return f"INDEX([{table}.{key}:all],{row}-[@header])"


def jump(table: str, key: str, row: str) -> str:
    """The same anchored at the header, so that no range of the formula contains its own cell."""
    return f"OFFSET([{table}.{key}:top],{row}-[@header],0)"
