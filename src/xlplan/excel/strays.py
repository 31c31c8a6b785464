"""Rows on a table's sheet that are none of the table's: totals, remarks, signatures, the header of another table.

Such a row is set aside with its content, never taken for data and never dropped without a word. A row with the hidden
id that it was issued with is always the table's, unless it plainly says that it is a total or a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from xlplan.core.cell import Blank
from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.normal import clean
from xlplan.core.raw import RawSheet
from xlplan.excel import structure_findings as f
from xlplan.excel.book import column_letter
from xlplan.excel.header_words import ENOUGH, is_header_row
from xlplan.excel.locate import Located
from xlplan.forms.base import Column, Table
from xlplan.model.read import ReadRow, ReadTable, Stray

_TOTAL = re.compile(
    r"(?:合 ?计|总 ?计|小 ?计|共 ?计|累 ?计|(?:grand |sub-?)?totals?|sum)(?: ?[(（][^()（）]*[)）])? ?[:：]?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:注|备注|说明|附注|填表说明|填报说明|填表人|填报人|填表日期|填报日期|制表人?|审核人?|签字|日期"
    r"|note|notes|remarks?|signed|date|(?:filled in|prepared|checked|signed) (?:by|on))"
    r" ?\d* ?[:：].*",
    re.IGNORECASE | re.DOTALL,
)
_SUMS = re.compile(r"(?:SUM|SUBTOTAL|SUMIFS?|AGGREGATE)\(", re.IGNORECASE)
_COUNTING = frozenset(("序号", "编号", "no", "no.", "nr", "nr.", "#", "s/n", "item no."))
"""With such a word a table of people's own begins: below the table's header it heads no column of ours."""
_WIDE = 3
_GIVEN = ("code", "number")
"""Columns that people know a row by but that say nothing about it."""


class StrayKind(StrEnum):
    """Why a row is none of the table's."""

    HEADER = "header"
    TOTAL = "total"
    REMARK = "remark"


def telling_columns(table: Table) -> tuple[Column, ...]:
    """Columns one of which says what a row is about; none where ids follow from the content anyway."""
    if table.id_of is not None:
        return ()
    natural = [table.column(k) for k in table.natural if table.has(k)]
    return tuple(c for c in natural if c.key not in _GIVEN) or tuple(natural)


class StrayFinder:
    """Tells rows that are none of the table's on the sheet where it is located."""

    def __init__(self, table: Table, located: Located) -> None:
        self._table, self._sheet, self._ids = table, located.sheet, located.id_column
        columns = self._columns = located.columns
        self._words = located.words
        self._exact = {w for c in table.columns for w in c.header.both}
        self._computed = {columns[c.key] for c in table.columns if not c.is_input and c.key in columns}
        self._telling = [c.key for c in telling_columns(table)]

    def kind(self, row: int, read: ReadRow) -> StrayKind | None:
        """Why a row that holds something is none of the table's; None for the table's own."""
        sheet = self._sheet
        cells = [c for c in sheet.filled(row) if c != self._ids and c not in self._computed]
        if not cells:
            return None
        if self._is_header(row, cells, read) or (read.lost_id and self._begins_another(row)):
            return StrayKind.HEADER
        first = clean(sheet.cell(row, cells[0]).text)
        if _TOTAL.fullmatch(first) and _says_total(self._table, self._columns, cells[0]):
            return StrayKind.TOTAL
        if len(cells) == 1 and _REMARK.fullmatch(first):
            return StrayKind.REMARK
        if not read.lost_id:
            return None
        if len(cells) == 1 and re.search("[:：]", first):
            return StrayKind.REMARK
        if all(_SUMS.match(sheet.cell(row, c).formula or "") for c in cells):
            return StrayKind.TOTAL
        telling = [k for k in self._telling if k in read.cells]
        if telling and all(isinstance(read.cells[k], Blank) for k in telling):
            return StrayKind.REMARK
        return None

    def _begins_another(self, row: int) -> bool:
        """Whether a row of words begins with one that counts rows, as the header of another table does."""
        raws = [self._sheet.cell(row, c) for c in self._sheet.filled(row) if c != self._ids]
        words = [raw.value for raw in raws if isinstance(raw.value, str) and not raw.formula]
        return len(raws) >= _WIDE and len(words) == len(raws) and clean(str(words[0])).casefold() in _COUNTING

    def _is_header(self, row: int, cells: list[int], read: ReadRow) -> bool:
        if len(cells) < ENOUGH:
            return False
        values = self._sheet.rows[row]
        # Bringing every text to its normal spelling is dear, so a row that is known must give a reason first.
        if not read.lost_id and sum(1 for c in cells if c < len(values) and values[c] in self._exact) < 2:
            return False
        return is_header_row(self._sheet, row, self._words, self._columns)


def _says_total(table: Table, columns: Mapping[str, int], col: int) -> bool:
    """A total says so where rows say what they are, or outside the table; not in a column that lists such words."""
    key = next((k for k, c in columns.items() if c == col), None)
    return key is None or not table.has(key) or table.column(key).kind.name in ("id", "text", "long", "ref")


def row_texts(sheet: RawSheet, row: int, id_column: int | None, first: int = 0) -> str:
    """What stands in a row from a column on, in one line."""
    texts = [clean(sheet.cell(row, c).text) for c in sheet.filled(row) if c != id_column and c >= first]
    return " ".join(t for t in texts if t)[:80]


class StrayRows:
    """Rows of one sheet that are none of the table's, taken out while reading goes down the sheet."""

    def __init__(
        self, say: Callable[[Finding], None], file: str, table: Table, located: Located, read: ReadTable
    ) -> None:
        self._report, self._file = say, file
        self.table, self.located, self.read = table, located, read
        self._finder = StrayFinder(table, located)
        self._second: int | None = None
        self._below = 0
        self._last: tuple[StrayKind | None, int] = (None, 0)

    def take(self, r: int, row: ReadRow) -> bool:
        """Whether a row is not the table's; its content is kept."""
        if row.id and row.is_blank and not row.beside:
            return False
        sheet, ids = self.located.sheet, self.located.id_column
        kind = self._finder.kind(r, row)
        if kind is StrayKind.HEADER and self._second is None:
            self._second = r
        below = self._second not in (None, r) and row.lost_id and bool(sheet.filled(r))
        if kind is None and not below:
            return False
        self._below += below
        self._last = (None if below else kind, r)
        cells = []
        for c in sheet.filled(r):
            raw = sheet.cell(r, c)
            if c != ids:
                cells.append((f"{column_letter(c)}{r + 1}", raw.error or raw.value))
        self.read.stray.append(Stray(Place(self._file, sheet.name, cells[0][0], self.table.key), tuple(cells)))
        return True

    def say(self) -> None:
        """Say what the row taken last is; what stands below a second header is said once, at its end."""
        kind, r = self._last
        if kind is None or (kind is StrayKind.HEADER and self._second == r):
            return
        text = row_texts(self.located.sheet, r, self.located.id_column)
        place = self.read.stray[-1].place
        if kind is StrayKind.TOTAL:
            self._found(f.TOTAL_ROW, place, text, row=text, table=self.table.title)
        else:
            telling = telling_columns(self.table) or self.table.inputs
            self._found(f.STRAY_ROW, place, text, row=text, table=self.table.title, column=telling[0].header)

    def close(self) -> None:
        """Say where another table begins."""
        if self._second is None:
            return
        place = Place(self._file, self.located.sheet.name, f"A{self._second + 1}", self.table.key)
        if self._below:
            self._found(f.SECOND_TABLE, place, "", line=self._second + 1, count=self._below)
        else:
            text = row_texts(self.located.sheet, self._second, self.located.id_column)
            self._found(f.HEADER_REPEATED, place, text, line=self._second + 1)

    def _found(self, kind: FindingType, place: Place, value: str, **params: object) -> None:
        self._report(Finding(kind, place, params, value))
