"""What stands in a workbook before anybody interprets it, or why it cannot be read.

Nothing here opens a file. Rows and columns are counted from 0, and row 0, column 0 is always cell A1.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

RawValue = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta | None

# Characters that show nothing although `str.strip` keeps them: zero-width ones, word joiner, byte order mark,
# soft hyphen.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u180e"))

# Excel shows whole numbers digit by digit; past this a float no longer holds every whole number up to it
# anyway.
_WHOLE = 1e21


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as stored.

    `error` is the error a cell shows ("#N/A"), `formula` its formula without the equals sign (empty when the
    file stores none, as for data tables), `uncached` a formula whose result was never stored, so that `value`
    says nothing, and `percent` a number format that shows per cent: the value 0.5 is seen as 50%.
    """

    value: RawValue = None
    error: str | None = None
    formula: str | None = None
    uncached: bool = False
    percent: bool = False

    @property
    def is_blank(self) -> bool:
        """True when a person sees nothing and nothing is behind it; a stray space counts as nothing."""
        if self.error is not None or self.uncached:
            return False
        return self.value is None or (isinstance(self.value, str) and _is_nothing(self.value))

    @property
    def text(self) -> str:
        """The value as a person would see it: ISO dates, whole numbers without `.0`, the code of an error."""
        if self.error is not None:
            return self.error
        if self.percent and isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return f"{_number(self.value * 100)}%"
        return text_of(self.value)


def _is_nothing(text: str) -> bool:
    """Whether a text shows nothing."""
    return not text.translate(_INVISIBLE).strip()


def text_of(value: RawValue) -> str:
    """Spell a value the way a cell shows it; line breaks become `\\n`."""
    match value:
        case None:
            return ""
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n")
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value)
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case datetime.timedelta():
            return _elapsed(value)
        case _:
            return value.isoformat()


def _number(value: int | float) -> str:
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    return f"{value:.15g}"  # a double carries 15 digits; the 17 of repr would show 0.30000000000000004


def _elapsed(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{sign}{hour}:{minute:02}:{second:02}"


EMPTY = RawCell()
"""The cell where nothing is stored; there is but this one."""


@dataclass(slots=True)
class RawSheet:
    """One sheet. Rows start at A1 and may be of different lengths: blanks at the end of a row are not stored.

    `state` is "visible", "hidden" or "veryHidden". The other fields say per (row, column) what a value
    cannot: see `RawCell`.
    """

    name: str
    state: str
    rows: list[list[RawValue]]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged areas as first row, first column, last row, last column; only the top left cell has content."""
    _valueless: dict[int, set[int]] | None = field(default=None, init=False, repr=False, compare=False)

    def filled(self, row: int) -> list[int]:
        """Columns of a row in which something stands: a value, an error, a formula without a result."""
        if self._valueless is None:
            self._valueless = {}
            for r, c in (*self.errors, *self.uncached):
                self._valueless.setdefault(r, set()).add(c)
        values = self.rows[row] if 0 <= row < len(self.rows) else ()
        found = [c for c, v in enumerate(values) if v is not None and not (v.__class__ is str and _is_nothing(v))]
        marked = self._valueless.get(row)
        return sorted({*found, *marked}) if marked else found

    @property
    def height(self) -> int:
        """Rows from A1 down to the last one with a value."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Columns from A to the last one with a value."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, col: int) -> RawCell:
        """The cell at 0-based `row`, `col`; blank where nothing is stored."""
        place = (row, col)
        value: RawValue = None
        if 0 <= row < len(self.rows) and 0 <= col < len(self.rows[row]):
            value = self.rows[row][col]
        error, formula = self.errors.get(place), self.formulas.get(place)
        if value is None and error is None and formula is None:
            return EMPTY
        return RawCell(value, error, formula, place in self.uncached, place in self.percents)


@dataclass(frozen=True, slots=True)
class RawNote:
    """Something worth saying about a file that could be read; `code` is frozen, words are made elsewhere.

    macros; external-links (count); dde (part); renamed (extension, kind); high-ratio (ratio);
    sheet-skipped (sheet, kind): a chart, dialog or macro sheet; repaired-xml (part): control characters left
    out; no-cell-flags (kind): errors, formulas and per cent cannot be told apart in this file, a damaged .xls.
    """

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RawWorkbook:
    """A workbook as stored. `size` in bytes, `sha256` of the file in hex, `modified` as the file spells it.

    `properties` are the custom document properties with their values as text; `producer` is the application
    which last wrote the file, `modified_by` the person. `date1904` is information: dates are converted
    already.
    """

    path: Path
    sha256: str
    size: int
    sheets: list[RawSheet]
    properties: dict[str, str] = field(default_factory=dict)
    producer: str = ""
    modified_by: str = ""
    modified: str = ""
    date1904: bool = False
    notes: list[RawNote] = field(default_factory=list)
    shown: str = ""

    @property
    def name(self) -> str:
        """What people call the file, such as `returned.zip/rd.xlsx`; else its own name."""
        return self.shown or self.path.name


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gives no workbook, and why; `code` is frozen, words are made elsewhere.

    not-found · locked · cloud-placeholder (detail: the file stands for one in a cloud storage whose bytes are not
    on this computer, "offline", or were never filled in, "only zero bytes") · empty-file · truncated (part,
    detail) · not-a-workbook (kind: text csv html pdf zip image xlsb unknown) · encrypted (by: password, drm, archive; count) ·
    too-large (what: file part package ratio text memory; size, limit, part) · too-many-parts (count, limit) ·
    used-range (part, cell; sheet, cells, limit) · dtd (part) · duplicate-part (part) · unsafe-path (part) ·
    reader-crashed (exit, detail) · reader-timeout (seconds) · reader-error (detail)
    """

    path: Path
    code: str
    params: dict[str, str] = field(default_factory=dict)
    shown: str = ""

    @property
    def name(self) -> str:
        """What people call the file; see `RawWorkbook.name`."""
        return self.shown or self.path.name
