"""Reads OpenDocument sheets: values, errors, formulas, formats and merged areas from the one XML that holds them all.

A sheet says "the same again, 16,384 times" for cells and rows. Only repetitions of cells with content are followed,
after the rectangle that they fill was measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xlplan.core.raw import RawSheet, RawValue
from xlplan.excel.raw_formula import column_letters
from xlplan.excel.raw_limits import Limits, Refused
from xlplan.excel.raw_merge import COLUMNS, ROWS, add_area
from xlplan.excel.raw_ods_cell import OdsCell, ods_cell
from xlplan.excel.raw_package import one_line
from xlplan.excel.raw_xml import parse, strict_parser

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_OASIS}office:1.0": "office:",
    f"{_OASIS}table:1.0": "table:",
    f"{_OASIS}text:1.0": "text:",
    f"{_OASIS}style:1.0": "style:",
    f"{_OASIS}datastyle:1.0": "number:",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext:",
}
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SILENT = ("text:note", "text:ruby-text", "text:tracked-changes")
_SPACE, _TAB, _BREAK = "\x01", "\x02", "\x03"  # no XML holds these, so that they stand for what must not collapse
_BLANKS = re.compile("[ \t\r\n]+")
_MARKS = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})
_MOST_SPACES = 1_000


@dataclass(slots=True)
class _Styles:
    """What styles tell by name: data styles that count on past 24 hours, cell styles with them, hidden tables."""

    elapsed: set[str] = field(default_factory=set)
    data: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


def ods_sheets(styles: bytes, content: bytes, limits: Limits) -> list[RawSheet]:
    """All sheets. Raises `Refused`: used-range, too-large, dtd, reader-error."""
    known = _Styles()
    if styles:
        _Reader("styles.xml", known, limits).run(styles)
    reader = _Reader("content.xml", known, limits)
    reader.run(content)
    return reader.sheets


class _Reader:
    """Handlers of one pass over a part."""

    def __init__(self, name: str, styles: _Styles, limits: Limits) -> None:
        self.sheets: list[RawSheet] = []
        self._name = name
        self._styles = styles
        self._limits = limits
        self._names: dict[str, str] = {}
        self._style = ""  # the style whose properties may follow
        self._depth = 0  # of elements inside the current cell that say nothing
        self._sheet: RawSheet | None = None
        self._area = 0  # cells of the rectangles of finished sheets
        self._row = self._col = self._repeat = self._width = 0
        self._content: list[tuple[int, int, OdsCell]] = []  # first column, repetitions
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._text: list[str] | None = None
        self._length = 0

    def run(self, part: bytes) -> None:
        """Go through the whole part. Raises `Refused`."""
        parser = strict_parser(self._name, namespaces=True)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parse(parser, self._name, part)

    def _short(self, name: str) -> str:
        """The name of an element or attribute with its usual prefix, whatever prefix the file uses."""
        found = self._names.get(name)
        if found is None:
            space, _, own = name.rpartition(" ")
            found = self._names[name] = _PREFIXES.get(space, f"{space} ") + own
        return found

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        tag = self._names.get(name) or self._short(name)
        if self._cell is not None:
            self._inside_cell(tag, attrs)
        elif self._sheet is not None and tag in _CELLS:
            self._cell = {self._short(key): value for key, value in attrs.items()}
            self._paragraphs, self._length = [], 0
        elif self._sheet is not None and tag == "table:table-row":
            self._repeat = self._count(attrs, "table:number-rows-repeated")
            self._content, self._col = [], 0
        elif tag == "table:table" and self._sheet is None and self._name == "content.xml":
            own = {self._short(key): value for key, value in attrs.items()}
            state = "hidden" if own.get("table:style-name") in self._styles.hidden else "visible"
            self._sheet = RawSheet(own.get("table:name", ""), state, [])
            self._row = self._width = 0
        elif tag.startswith(("style:", "number:")):
            self._style_tag(tag, {self._short(key): value for key, value in attrs.items()})

    def _style_tag(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "style:style":
            self._style = attrs.get("style:name", "")
            if attrs.get("style:family") == "table-cell":
                self._styles.data[self._style] = attrs.get("style:data-style-name", "")
        elif tag == "style:table-properties" and attrs.get("table:display") == "false":
            self._styles.hidden.add(self._style)
        elif tag == "number:time-style" and attrs.get("number:truncate-on-overflow") == "false":
            self._styles.elapsed.add(attrs.get("style:name", ""))

    def _inside_cell(self, tag: str, attrs: dict[str, str]) -> None:
        # Comments and drawings in a cell are no text of it, and tables in a cell no cells of the sheet.
        if self._depth or not tag.startswith("text:") or tag in _SILENT:
            self._depth += 1
        elif tag in ("text:p", "text:h"):
            self._text = []
        elif self._text is None:
            return
        elif tag == "text:s":
            self._text.append(_SPACE * min(self._count(attrs, "text:c"), _MOST_SPACES))
        elif tag == "text:tab":
            self._text.append(_TAB)
        elif tag == "text:line-break":
            self._text.append(_BREAK)

    def _characters(self, data: str) -> None:
        if self._text is not None and not self._depth:
            self._text.append(data)

    def _end(self, name: str) -> None:
        tag = self._names[name]
        if self._depth:
            self._depth -= 1
        elif self._cell is not None:
            if tag in ("text:p", "text:h"):
                self._end_paragraph()
            elif tag in _CELLS:
                self._end_cell(self._cell)
        elif tag == "table:table-row" and self._sheet is not None:
            self._end_row(self._sheet)
        elif tag == "table:table" and self._sheet is not None:
            self._area += len(self._sheet.rows) * self._width
            self.sheets.append(self._sheet)
            self._sheet = None

    def _end_paragraph(self) -> None:
        # A blank at the end is kept: LibreOffice stores there what was typed.
        text = _BLANKS.sub(" ", "".join(self._text or [])).lstrip(" ").translate(_MARKS)
        self._text = None
        self._length += len(text)
        limit = self._limits.text_chars
        if self._length > limit:
            raise Refused("too-large", what="text", part=self._name, size=f">{limit}", limit=limit)
        self._paragraphs.append(text)

    def _end_cell(self, attrs: dict[str, str]) -> None:
        assert self._sheet is not None
        repeat = _count(attrs.get("table:number-columns-repeated"))
        rows = _count(attrs.get("table:number-rows-spanned"))
        cols = _count(attrs.get("table:number-columns-spanned"))
        if rows > 1 or cols > 1:
            add_area(self._sheet.merges, self._row, self._col, self._row + rows - 1, self._col + cols - 1)
        is_elapsed = self._styles.data.get(attrs.get("table:style-name", ""), "") in self._styles.elapsed
        cell = ods_cell(attrs, self._paragraphs, is_elapsed)
        if cell is not None:
            self._content.append((self._col, repeat, cell))
        self._col += repeat
        self._cell = None

    def _end_row(self, sheet: RawSheet) -> None:
        if self._content:
            last, repeat, _ = self._content[-1]
            self._width = max(self._width, last + repeat)
            self._check(sheet, self._row + self._repeat)
            line: list[RawValue] = []
            for col, count, cell in self._content:
                if cell.value is not None:
                    line += [None] * (col - len(line))
                    line += [cell.value] * count
            sheet.rows += [[] for _ in range(self._row - len(sheet.rows))]
            for row in range(self._row, self._row + self._repeat):
                sheet.rows.append(list(line))
                for col, count, cell in self._content:
                    self._flags(sheet, row, range(col, col + count), cell)
        self._row += self._repeat

    def _flags(self, sheet: RawSheet, row: int, cols: range, cell: OdsCell) -> None:
        places = [(row, col) for col in cols]
        if cell.error is not None:
            sheet.errors |= dict.fromkeys(places, cell.error)
        if cell.formula is not None:
            sheet.formulas |= dict.fromkeys(places, cell.formula)
        if cell.uncached:
            sheet.uncached.update(places)
        if cell.percent:
            sheet.percents.update(places)

    def _check(self, sheet: RawSheet, rows: int) -> None:
        """Refuse content outside a sheet and a rectangle that is too large."""
        cells = self._area + rows * self._width
        if rows > ROWS or self._width > COLUMNS or cells > self._limits.cells:
            raise Refused(
                "used-range",
                sheet=one_line(sheet.name),
                part=self._name,
                cell=f"{column_letters(self._width - 1)}{rows}",
                cells=cells,
                limit=self._limits.cells,
            )

    def _count(self, attrs: dict[str, str], name: str) -> int:
        return next((_count(value) for key, value in attrs.items() if self._short(key) == name), 1)


def _count(spelt: str | None) -> int:
    """A number of repetitions, 1 where none is given. Raises `Refused`."""
    if spelt is None:
        return 1
    if not (spelt.isascii() and spelt.isdecimal() and len(spelt) < 10):
        raise Refused("reader-error", detail=f"repeated {one_line(spelt)} times")
    return max(int(spelt), 1)
