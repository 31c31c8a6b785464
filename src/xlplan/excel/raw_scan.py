"""What a sheet's XML says about its cells besides values: errors, formulas, formats, and how far they reach.

The reading library gives an empty string for an error, for a formula without a stored result and for a blank
alike, and allocates the whole rectangle up to the last cell before anybody can object.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from xlplan.excel.raw_formula import SharedFormulas, column_letters, column_number
from xlplan.excel.raw_limits import Refused
from xlplan.excel.raw_merge import COLUMNS, ROWS, Area, merged_areas
from xlplan.excel.raw_package import one_line
from xlplan.excel.raw_styles import StyleKind
from xlplan.excel.raw_xml import local, parse, strict_parser

Place = tuple[int, int]
_Tag = Literal["c", "v", "f", "is", "row", "merge", "data", "inside", "other"]

_REF = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TAGS: dict[str, _Tag] = {
    "c": "c",
    "v": "v",
    "f": "f",
    "is": "is",
    "row": "row",
    "mergeCell": "merge",
    "sheetData": "data",
    "t": "inside",
    "r": "inside",
}
_BATCH = 50_000


@dataclass(slots=True)
class SheetScan:
    """One sheet: rows and columns of the rectangle from A1 to the last cell with content, and per place
    (0-based) errors, formulas, formulas without a stored result, and the kinds of number formats of cells
    with content; and the merged areas.
    """

    rows: int = 0
    cols: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    styled: dict[Place, StyleKind] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    begin: int = field(default=0, compare=False)
    """Where the slow scan saw the table of cells begin, in bytes of the part."""

    @property
    def corner(self) -> str:
        """Reference of the last cell of the rectangle."""
        return f"{column_letters(self.cols - 1)}{self.rows}"


def scan_sheet(name: str, part: bytes, kinds: dict[str, StyleKind]) -> SheetScan:
    """Scan a sheet part. Raises `Refused`: used-range (a cell outside the grid), dtd, reader-error."""
    scanner = _Scanner(name, kinds)
    scanner.run(part)
    return scanner.scan


class _Scanner:
    """Handlers of one pass. Only start tags are followed: a cell is over when the next one begins, and any
    element unknown to cells ends it too (an extension list holds elements named f that are not formulas of
    cells).
    """

    def __init__(self, name: str, kinds: dict[str, StyleKind]) -> None:
        self.scan = SheetScan()
        self._name = name
        self._kinds = kinds
        self._parser = strict_parser(name)
        self._cell: dict[str, str] | None = None  # attributes of the current cell
        self._ref = "@0"  # its reference; cells may leave it out and then follow their neighbour
        self._refs: list[str] = []  # of cells with content, not yet measured
        self._pending: dict[str, str] | None = None  # attributes of the formula whose result is still to come
        self._reading: Literal["", "formula", "value"] = ""
        self._text: list[str] = []
        self._shared = SharedFormulas()
        self._merges: list[str] = []

    def run(self, part: bytes) -> None:
        """Go through the whole part. Raises `Refused`."""
        self._parser.StartElementHandler = self._starter()
        parse(self._parser, self._name, part)
        self._leave_cell()
        self._measure()
        self.scan.merges = merged_areas(self._merges)

    def _starter(self) -> Callable[[str, dict[str, str]], None]:
        """The handler of start tags; a closure that settles plain cells itself: it runs for every tag."""
        tags: dict[str, _Tag] = {}
        kinds = self._kinds

        def start(raw: str, attrs: dict[str, str]) -> None:
            if self._reading:
                self._end_text()
            tag = tags.get(raw)
            if tag == "c":
                self._cell, self._pending = attrs, None
                self._ref = attrs.get("r") or _next(self._ref)
            elif tag == "v" or tag == "f" or tag == "is":
                cell = self._cell
                if cell is None:
                    return
                self._refs.append(self._ref)
                if (style := cell.get("s", "0")) in kinds:
                    self.scan.styled[self._place()] = kinds[style]
                if tag != "v" or self._pending is not None or cell.get("t") == "e":
                    self._content(tag, attrs)
            elif tag is None:
                tags[raw] = _TAGS.get(local(raw), "other")
                start(raw, attrs)
            elif tag == "row":
                self._leave_cell()
                self._ref = f"@{attrs['r'] if 'r' in attrs else _row(self._ref) + 1}"
                if len(self._refs) > _BATCH:
                    self._measure()
            elif tag == "merge":
                self._leave_cell()
                self._merges.append(attrs.get("ref", ""))
            elif tag == "data":
                self._leave_cell()
                self.scan.begin = self.scan.begin or self._parser.CurrentByteIndex
            elif tag == "other":
                self._leave_cell()

        return start

    def _content(self, tag: _Tag, attrs: dict[str, str]) -> None:
        """A formula, the value of a formula, an error, or rich text begins."""
        if tag == "f":
            self._pending = attrs
            self._read("formula")
        elif tag == "v":
            self._read("value")
        elif self._pending is not None:
            self.scan.uncached.discard(self._place())
            self._pending = None

    def _read(self, what: Literal["formula", "value"]) -> None:
        self._reading, self._text = what, []
        self._parser.CharacterDataHandler = self._text.append

    def _end_text(self) -> None:
        """The text of a formula or value is complete, since the next element begins."""
        text, what, self._reading = "".join(self._text).strip(), self._reading, ""
        self._parser.CharacterDataHandler = None
        place, cell = self._place(), self._cell or {}
        if what == "formula":
            self.scan.formulas[place] = self._formula(place, text, self._pending or {})
            self.scan.uncached.add(place)
            return
        if cell.get("t") == "e":
            self.scan.errors[place] = text or "#VALUE!"
        # An empty stored value is a result only where the result is text.
        if text or cell.get("t") == "str":
            self.scan.uncached.discard(place)
        self._pending = None

    def _formula(self, place: Place, text: str, attrs: dict[str, str]) -> str:
        if attrs.get("t") != "shared":
            return text
        return self._shared.spell(place, text, attrs.get("si", ""))

    def _leave_cell(self) -> None:
        if self._reading:
            self._end_text()
        self._pending = self._cell = None

    def _place(self) -> Place:
        found = _REF.fullmatch(self._ref)
        if not found:
            raise Refused("used-range", part=one_line(self._name), cell=one_line(self._ref))
        return int(found.group(2)) - 1, column_number(found.group(1))

    def _measure(self) -> None:
        """Widen the rectangle by the collected references; one by one would cost as much as the parsing."""
        joined = " ".join(self._refs)
        self._refs.clear()
        encoded = joined.encode()
        letters = encoded.translate(None, b"0123456789").decode()
        rows = encoded.translate(None, string.ascii_letters.encode()).decode()
        for column in set(letters.split()):
            if not column.isascii() or not column.isalpha() or len(column) > 3 or column_number(column) >= COLUMNS:
                self._outside(column, joined)
            self.scan.cols = max(self.scan.cols, column_number(column) + 1)
        for row in set(rows.split()):
            if not row.isascii() or not row.isdecimal() or len(row) > 7 or not 0 < int(row) <= ROWS:
                self._outside(row, joined)
            self.scan.rows = max(self.scan.rows, int(row))

    def _outside(self, piece: str, joined: str) -> None:
        ref = next((ref for ref in joined.split(" ") if piece in ref), piece)
        raise Refused("used-range", part=one_line(self._name), cell=one_line(ref))


def _row(ref: str) -> int:
    """1-based row of a reference, 0 when there is none."""
    digits = ref.lstrip("@ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return int(digits) if digits.isdecimal() and len(digits) < 9 else 0


def _next(ref: str) -> str:
    """The reference right of `ref`; "@5" stands for the left edge of row 5."""
    row = _row(ref)
    letters = ref[: len(ref) - len(str(row))]
    column = 0 if letters == "@" else column_number(letters) + 1 if letters.isascii() and letters.isalpha() else COLUMNS
    return f"{column_letters(min(column, COLUMNS))}{row}"
