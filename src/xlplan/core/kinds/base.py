"""What every kind of cell can do."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal

from xlplan.core.cell import BLANK, Blank, Cell, Problem, Value
from xlplan.core.names import Names
from xlplan.core.normal import clean, utf16_length
from xlplan.core.raw import RawCell
from xlplan.core.text import Lang, Text

CellValue = str | Decimal | int | dt.date | None
JsonValue = Any


CELL_LIMIT = 32_767
"""Characters that a cell holds."""
# Errors that were pasted or exported as text.
_ERROR_TEXT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:5\d\d|#{4,}")


@dataclass
class Ctx:
    """What reading and writing a cell may need to know: the language and what names mean.

    ``today`` is the status date of the round, where it is known. It completes suggestions (5月28日: which year?), never
    a value.
    """

    lang: Lang = "zh"
    names: Names = field(default_factory=Names)
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ListSource:
    """Where a dropdown takes its entries: a defined name without its prefix."""

    name: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What typing is limited to, as plain data."""

    type: Literal["date", "integer", "decimal"]
    minimum: Any
    maximum: Any


@dataclass(frozen=True, slots=True)
class ExcelSpec:
    """How cells of a kind look and what a spreadsheet program checks while typing."""

    number_format: str = "@"
    align: Literal["left", "center", "right"] = "left"
    wrap: bool = True
    width: float = 12
    check: ListSource | Limits | None = None


class Kind(ABC):
    """A kind of cell: the only place that knows how its values are spelt.

    ``parse`` answers blank, value or problem for what stands in a cell; ``to_cell`` gives what is written;
    ``freeze``/``thaw`` go to and from JSON with ids, for the base; ``to_doc``/``from_doc`` with names, for documents.
    """

    name: ClassVar[str]
    target: ClassVar[str | None] = None

    def parse(self, raw: RawCell, ctx: Ctx) -> Cell:
        """Read a cell. Never raises."""
        if raw.error:
            return Problem(raw.error, "error-cell")
        if raw.uncached:
            return Problem("=" + (raw.formula or ""), "uncached-formula")
        if raw.is_blank:
            return BLANK
        if isinstance(raw.value, str):
            if (length := utf16_length(raw.value)) > CELL_LIMIT:
                # No cell holds more, so what is kept of it is what a workbook can give back.
                return Problem(raw.text[: CELL_LIMIT // 2], "too-long", {"length": length, "limit": CELL_LIMIT})
            if not (text := text_of(raw)):
                return Blank(raw.text)
            if _ERROR_TEXT.fullmatch(text) and not self.takes_error_text(text, ctx):
                return Problem(raw.text, "error-cell")
        return self.read(raw, ctx)

    def takes_error_text(self, text: str, ctx: Ctx) -> bool:
        """Whether even the code of an error, stored as text, is a value."""
        return False

    @abstractmethod
    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        """Read a cell that holds something."""

    def to_cell(self, value: Any, ctx: Ctx) -> CellValue:
        """The value as it is written into a sheet."""
        written: CellValue = value
        return written

    def show(self, value: Any, ctx: Ctx) -> str:
        """The value in a sentence, as people see it in the cell."""
        written = self.to_cell(value, ctx)
        return written.isoformat() if isinstance(written, dt.date) else str(written)

    def freeze(self, value: Any) -> JsonValue:
        """The value as JSON, independent of language and names; equal values give equal JSON."""
        return value

    def thaw(self, data: JsonValue) -> Any:
        """The inverse of :meth:`freeze`; raises ValueError or TypeError on foreign data."""
        return data

    def to_doc(self, value: Any, ctx: Ctx) -> JsonValue:
        """The value as it stands in a plan document."""
        return self.freeze(value)

    def from_doc(self, data: JsonValue, ctx: Ctx) -> Cell:
        """Read a value of a plan document, where scalars may come as text."""
        if data is None or data == "" or data == []:
            return BLANK
        if isinstance(data, (list, dict)):
            return Problem(str(data), "not-a-scalar")
        cell = self.parse(RawCell(value=data), ctx)
        if isinstance(cell, Value) and cell.rest:  # loading records no repairs: nothing may go without a word
            params = {"meant": self.show(cell.value, ctx), "rest": cell.rest}
            return Problem(cell.raw, "remark-in-cell", params)
        return cell

    @abstractmethod
    def spec(self) -> ExcelSpec:
        """Look and limits in a spreadsheet."""

    @abstractmethod
    def describe(self) -> Text:
        """What is expected, in a few words."""

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the value in a plan document."""
        return {"type": "string"}


def text_of(raw: RawCell) -> str:
    """The cleaned text of a cell."""
    return clean(raw.text)


def repaired(value: Any, raw: RawCell, repair: str, rest: str = "") -> Value:
    """A value that took a certain repair to read; ``rest`` is what it leaves out."""
    return Value(value, raw.text, repair, rest)
