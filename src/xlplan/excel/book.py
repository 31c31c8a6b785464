"""A workbook being written: xlsxwriter behind one door that turns its warnings and return codes into errors."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan.core.raw import RawCell, text_of
from xlplan.core.text import Lang
from xlplan.excel.themed import Themed
from xlplan.template.theme import Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

EPOCH = dt.datetime(2020, 1, 1)
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
"""Error values that a cell can hold; others are written as text."""
CHART = "xl_chart"
"""What charts of ours are called in the file, so that they are not taken for somebody's own."""
AUTHOR = "xlplan"
"""The author of notes of ours."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where a text looks like the escape of a character, which readers would put in its place."""
NOTE_WIDTH = 330
"""The width of notes on cells in pixels."""


class WriteError(RuntimeError):
    """xlsxwriter refused something: a mistake of this program, never of the data."""


class _EmptyText(str):
    """An empty string result that xlsxwriter writes as text; it would leave a plain one without a type."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return False


def _done(code: Any) -> None:
    if isinstance(code, int) and code < 0:
        raise WriteError(f"xlsxwriter returned {code}")


class Book:
    """A workbook on its way to disk. Text is always written as text; formats are made once.

    xlsxwriter is loaded with the first one: most modules of this package are also needed for reading.
    """

    def __init__(self, path: Path, lang: Lang, modified: dt.datetime | None = None, theme: Theme | None = None) -> None:
        self.path, self.lang = path, lang
        self.theme = Themed(theme or Theme())
        from xlsxwriter import Workbook

        self.workbook = Workbook(str(path))
        self.workbook.set_size(2400, 1400)
        # Times come from the plan, not from the clock: equal plans give equal bytes.
        self.workbook.set_properties({"created": modified or EPOCH, "author": AUTHOR})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.sheets: dict[str, Sheet] = {}

    def format(self, properties: dict[str, Any]) -> Any:
        """The format with these properties, in the colours and the font of the theme."""
        properties = self.theme.style(properties)
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def sheet(self, name: str) -> Sheet:
        """A new sheet."""
        from xlplan.excel.plain_formulas import PlainFormulas

        self.sheets[name] = Sheet(self, self.workbook.add_worksheet(name, PlainFormulas), name)
        return self.sheets[name]

    def name(self, name: str, formula: str) -> None:
        """A defined name."""
        _done(self.workbook.define_name(name, "=" + formula))

    def custom_property(self, name: str, value: str) -> None:
        """A custom document property of at most 255 characters."""
        _done(self.workbook.set_custom_property(name, value, "text"))

    def save(self) -> None:
        """Write the file; a warning of xlsxwriter is an error here."""
        from xlsxwriter.exceptions import FileCreateError

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                self.workbook.close()
            except FileCreateError as error:
                cause = error.args[0] if error.args else None
                raise cause if isinstance(cause, OSError) else error from None


class Sheet:
    """A sheet being written. Rows and columns count from 0. ``texts`` is what its cells show so far."""

    def __init__(self, book: Book, worksheet: Worksheet, name: str) -> None:
        self.book, self.ws, self.name = book, worksheet, name
        self.texts: set[str] = set()

    @property
    def quoted(self) -> str:
        """The name as formulas write it."""
        return quoted(self.name)

    def text(self, row: int, col: int, text: str, style: dict[str, Any]) -> None:
        """Text, whatever it looks like."""
        if text:
            self.texts.add(text)
            _done(self.ws.write_string(row, col, text, self.book.format(style)))
        else:
            self.blank(row, col, style)

    def blank(self, row: int, col: int, style: dict[str, Any]) -> None:
        _done(self.ws.write_blank(row, col, None, self.book.format(style)))

    def put(self, row: int, col: int, value: Any, style: dict[str, Any]) -> None:
        """A value by its Python type."""
        if isinstance(value, RawCell):
            self.as_typed(row, col, value, style)
        elif value is None or value == "":
            self.blank(row, col, style)
        elif isinstance(value, dt.date):
            self.texts.add(text_of(value))
            _done(
                self.ws.write_datetime(
                    row, col, dt.datetime(value.year, value.month, value.day), self.book.format(style)
                )
            )
        elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            self.texts.add(text_of(float(value)))
            _done(self.ws.write_number(row, col, float(value), self.book.format(style)))
        else:
            self.text(row, col, str(value), style)

    def as_typed(self, row: int, col: int, cell: RawCell, style: dict[str, Any]) -> None:
        """A cell that somebody typed, as it stood: its formats of numbers and dates too, of a formula the result."""
        value = cell.value
        if cell.error in ERRORS:
            self.formula(row, col, cell.error, style, cell.error)
        elif cell.error is not None or cell.uncached:
            self.text(row, col, cell.error or f"={cell.formula or ''}", {**style, "num_format": "@"})
        elif isinstance(value, bool):
            self.texts.add(cell.text)
            _done(self.ws.write_boolean(row, col, value, self.book.format(style)))
        elif isinstance(value, dt.date):
            self.texts.add(cell.text)
            timed = isinstance(value, dt.datetime) and value.time() != dt.time()
            style = {**style, "num_format": "yyyy-mm-dd hh:mm:ss" if timed else "yyyy-mm-dd"}
            _done(self.ws.write_datetime(row, col, value, self.book.format(style)))
        elif isinstance(value, (int, float)):
            percent = ("0%" if round(value * 100, 9).is_integer() else "0.0#######%") if cell.percent else "General"
            self.put(row, col, value, {**style, "num_format": percent})
            self.texts.add(cell.text)
        else:
            self.text(row, col, cell.text, {**style, "num_format": "@"})

    def note(self, row: int, col: int, text: str, lines: int, author: str = AUTHOR) -> None:
        """A note on a cell that shows when somebody points at it; ``lines`` of text that it has room for."""
        options = {"author": author, "font_name": self.book.theme.font, "font_size": 9, "color": "#FFFDF5"}
        options |= {"width": NOTE_WIDTH, "height": 14 + 17 * lines}
        _done(self.ws.write_comment(row, col, text, options))

    def formula(self, row: int, col: int, formula: str, style: dict[str, Any], value: Any) -> None:
        """A formula without its equals sign, with the value that it has."""
        if isinstance(value, str | int | float):
            self.texts.add(text_of(value))
        if isinstance(value, str):
            value = _ESCAPE.sub("_x005F_", value)  # the library does so for texts alone
        _done(
            self.ws.write_formula(
                row, col, "=" + formula, self.book.format(style), _EmptyText() if value == "" else value
            )
        )

    def link(self, row: int, col: int, target: str, text: str, style: dict[str, Any], cell: str = "A1") -> None:
        """A link to a cell of this workbook."""
        self.texts.add(text)
        _done(self.ws.write_url(row, col, f"internal:{quoted(target)}!{cell}", self.book.format(style), text))

    def file_link(self, row: int, col: int, link: Any, text: str, style: dict[str, Any]) -> None:
        """A link into another file, as ``filelink`` makes it."""
        self.texts.add(text)
        link.text = text
        _done(self.ws.write_url(row, col, link, self.book.format(style)))

    def image(self, row: int, col: int, data: bytes, x: int, y: int, scale: float, description: str) -> None:
        """A picture with its corner so many pixels inside a cell; it moves with the cell and keeps its size."""
        options = {
            "image_data": BytesIO(data),
            "x_offset": x,
            "y_offset": y,
            "x_scale": scale,
            "y_scale": scale,
            "object_position": 2,
            "description": description,
        }
        _done(self.ws.insert_image(row, col, "picture", options))

    def validation(self, first: int, col: int, last: int, options: dict[str, Any]) -> None:
        """One validation for a column range."""
        for key, limit in (
            ("input_message", 255),
            ("error_message", 225),
            ("input_title", 32),
            ("error_title", 32),
        ):
            if len(options.get(key, "")) > limit:
                options[key] = options[key][: limit - 1] + "…"
        _done(self.ws.data_validation(first, col, last, col, options))

    def condition(
        self,
        first_row: int,
        first_col: int,
        last_row: int,
        last_col: int,
        formula: str,
        style: dict[str, Any],
        stop: bool = False,
    ) -> None:
        """A conditional format by formula."""
        options = {
            "type": "formula",
            "criteria": "=" + formula,
            "format": self.book.format(style),
            "stop_if_true": stop,
        }
        _done(self.ws.conditional_format(first_row, first_col, last_row, last_col, options))


def quoted(name: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


@cache
def column_letter(index: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
