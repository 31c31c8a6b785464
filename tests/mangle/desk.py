"""A copy on somebody's desk: the workbook as openpyxl holds it, and beside it what it means.

Every cell of the truth holds on to the openpyxl cell that shows it, so it knows where it stands whatever is moved.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from mangle.source import Source
from mangle.spelling import draw, spell
from mangle.truth import Line, Meant, Page, stands
from xlplan.forms.base import Column, Table
from xlplan.model.snapshot import Snapshot
from xlplan.ownership.rights import is_frozen, may_edit

MARKER = "xlplan:"
FORMULA = "XLPLANMANGLE+"


class RefusedError(Exception):
    """A spreadsheet program refuses this, such as moving a part of merged cells."""


class Desk:
    """One copy with its truth. ``name`` is the name under which it is sent back, ``after`` what is done to the file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.snapshot: Snapshot = source.snapshot
        self.book = openpyxl.load_workbook(source.path)
        self.pages: list[Page] = []
        self.after: list[Callable[[bytes], bytes]] = []
        self.cached: list[tuple[str, Any]] = []
        self.name = source.path.name
        self.done: list[str] = []
        self.focus: frozenset[str] = frozenset()
        """Tables to which damage is done; all of them where it is empty."""
        for sheet in self.book.worksheets:
            for row in range(1, 8):
                text = sheet.cell(row, 1).value
                if isinstance(text, str) and text.startswith(MARKER):
                    self._page(sheet, row, *text.removeprefix(MARKER).split(":"))

    # --- what the copy shows ------------------------------------------------------------------------

    def _page(self, sheet: Worksheet, row: int, key: str, rest: str = "") -> None:
        if key not in self.snapshot.columns:
            return
        table = self.source.template.table(key)
        page = Page(table, sheet, rest == "context", {}, {}, marker=sheet.cell(row, 1))
        self.pages.append(page)
        if table.shape == "record":
            self._record(page, row, rest)
            return
        page.id_head = sheet.cell(row + 1, 1)
        for col in range(2, sheet.max_column + 1):
            if text := sheet.cell(row, col).value:
                page.keys[text], page.heads[text] = sheet.cell(row, col), sheet.cell(row + 1, col)
        shown = self.snapshot.columns[key]
        for r in range(row + 2, sheet.max_row + 1):
            id_ = sheet.cell(r, 1).value or ""
            if id_ not in self.snapshot.rows(key):
                page.free.append([sheet.cell(r, c) for c in range(1, sheet.max_column + 1)])
                continue
            line = Line(table, id_, id_cell=sheet.cell(r, 1))
            cells = self.snapshot.rows(key)[id_]
            for k in shown:
                if k in page.heads:
                    base = cells.get(k)
                    may = not page.context and self.may(table, table.column(k), id_)
                    line.cells[k] = Meant(base, base, [sheet.cell(r, page.col(k))], open=may)
            page.lines.append(line)

    def _record(self, page: Page, row: int, id_: str) -> None:
        sheet, table = page.sheet, page.table
        columns = {text[1:]: c.column for c in sheet[row] if isinstance(text := c.value, str) and text.startswith("@")}
        line = Line(table, id_ or table.prefix)
        base = self.snapshot.rows(table.key).get(line.id, {})
        for r in range(row + 1, sheet.max_row + 1):
            text = sheet.cell(r, 1).value
            if not isinstance(text, str) or "|" not in text:
                continue
            for n, key in enumerate(text.split("|"), 1):
                if key in self.snapshot.columns[table.key]:
                    at = sheet.cell(r, columns[str(n)])
                    may = self.may(table, table.column(key), line.id)
                    line.cells[key] = Meant(base.get(key), base.get(key), [at], open=may)
                    page.keys[key] = sheet.cell(r, 1)
        page.lines.append(line)

    def dept_of(self, task: str) -> str | None:
        value = self.snapshot.value("wbs", task, "dept")
        return value if isinstance(value, str) else None

    def may(self, table: Table, column: Column, id_: str) -> bool:
        """Whether the department fills a cell of a row that was issued."""
        cells = self.snapshot.rows(table.key).get(id_, {})
        tables = {t.key: t for _, t in self.source.template.tables()}
        if is_frozen(tables, table, column, cells, lambda t, i: self.snapshot.rows(t).get(i, {})):
            return False
        return may_edit(table, column, id_, cells, self.source.department, dept_of=self.dept_of)

    @property
    def own_tasks(self) -> list[str]:
        return [i for i, c in self.snapshot.rows("wbs").items() if c.get("dept") == self.source.department]

    # --- filling in -----------------------------------------------------------------------------------

    def write(self, meant: Meant, column: Column, value: Any) -> None:
        """Fill in a cell with a value as the form asks for it."""
        meant.want = value
        meant.cell.value = spell(value, column, self.snapshot)
        if isinstance(meant.cell.value, str):  # text that begins with = is text here
            meant.cell.data_type = "s"

    def draw(self, rng: random.Random, column: Column) -> Any:
        return draw(rng, column, self.snapshot, self.own_tasks)

    # --- choosing ------------------------------------------------------------------------------------

    def tables(self, lines: int = 1) -> list[Page]:
        """Sheets on which the department types, with at least some rows, that are still there."""
        return [
            p
            for p in self.pages
            if not p.context
            and not p.is_record
            and p.sheet in self.book.worksheets
            and p.header_row
            and len(p.standing) >= lines
            and p.table.appended_by.value == "department"
            and (not self.focus or p.table.key in self.focus)
        ]

    def records(self) -> list[Page]:
        """Records of which the department fills something."""
        return [
            p
            for p in self.pages
            if p.is_record
            and p.sheet in self.book.worksheets
            and any(m.open for x in p.lines for m in x.cells.values())
        ]

    def cells(
        self, rng: random.Random, wanted: Callable[[Column], bool], count: int = 3, filled: bool = True
    ) -> list[tuple[Page, Line, str, Meant]]:
        """Some cells of certain columns that the department fills; empty ones get a value first where ``filled``."""
        found = [
            (page, line, key, meant)
            for page in (*self.tables(), *self.records())
            for line in page.lines
            for key, meant in line.cells.items()
            if (meant.open or line.new) and not line.gone and not meant.doubt and stands(meant.cell) and wanted(page.column(key))
            and key not in page.table.natural
        ]  # fmt: skip
        chosen = rng.sample(found, min(count, len(found)))
        done = []
        for page, line, key, meant in chosen:
            if filled and meant.want is None:
                value = self.draw(rng, page.column(key))
                if value is None or (line.new and key == page.table.owner_field):
                    continue
                self.write(meant, page.column(key), value)
            done.append((page, line, key, meant))
        return done

    # --- moving things on a sheet ----------------------------------------------------------------------

    def rename(self, sheet: Worksheet, title: str) -> None:
        sheet.title = title

    @staticmethod
    def arrange(sheet: Worksheet, rows: Sequence[int], order: Sequence[int], cols: Sequence[int]) -> None:
        """Put what stands in ``order[n]`` into ``rows[n]``, in some columns."""
        refuse_merged(sheet, min(rows), max(rows), min(cols), max(cols))
        for col in cols:
            cells = {r: sheet.cell(r, col) for r in rows}
            for row, old in zip(rows, order, strict=True):
                cell = cells[old]
                cell.row = row
                sheet._cells[row, col] = cell

    @staticmethod
    def arrange_columns(sheet: Worksheet, cols: Sequence[int], order: Sequence[int], rows: Sequence[int]) -> None:
        refuse_merged(sheet, min(rows), max(rows), min(cols), max(cols))
        for row in rows:
            cells = {c: sheet.cell(row, c) for c in cols}
            for col, old in zip(cols, order, strict=True):
                cell = cells[old]
                cell.column = col
                sheet._cells[row, col] = cell

    @staticmethod
    def insert_rows(sheet: Worksheet, row: int, count: int = 1) -> None:
        sheet.insert_rows(row, count)
        for area in sheet.merged_cells.ranges:
            if area.min_row >= row:
                area.shift(row_shift=count)

    @staticmethod
    def insert_cols(sheet: Worksheet, col: int) -> None:
        """Insert a column; an area that it goes through grows."""
        sheet.insert_cols(col)
        for area in sheet.merged_cells.ranges:
            if area.min_col >= col:
                area.shift(col_shift=1)
            elif area.max_col >= col:
                area.expand(right=1)

    @staticmethod
    def delete_cols(sheet: Worksheet, col: int) -> None:
        refuse_merged(sheet, 1, sheet.max_row, col, col)
        sheet.delete_cols(col)
        for area in sheet.merged_cells.ranges:
            if area.min_col > col:
                area.shift(col_shift=-1)

    @staticmethod
    def delete_rows(sheet: Worksheet, row: int, count: int = 1) -> None:
        """Delete rows; merged areas within them go with them."""
        for area in list(sheet.merged_cells.ranges):
            if row <= area.min_row and area.max_row < row + count:
                sheet.merged_cells.remove(area)
        refuse_merged(sheet, row, row + count - 1, 1, sheet.max_column)
        # A last row is deleted by hand: openpyxl leaves its cells where nothing follows.
        gone = [place for place in sheet._cells if row <= place[0] < row + count]
        sheet.delete_rows(row, count)
        for place in gone:
            if place[0] > sheet.max_row - count and place in sheet._cells and sheet._cells[place].row != place[0]:
                del sheet._cells[place]
        for area in sheet.merged_cells.ranges:
            if area.min_row >= row + count:
                area.shift(row_shift=-count)

    @staticmethod
    def copy_row(sheet: Worksheet, source: int, target: int, first: int = 1) -> None:
        for col in range(first, sheet.max_column + 1):
            copy_cell(sheet.cell(source, col), sheet.cell(target, col))

    # --- saving ---------------------------------------------------------------------------------------

    def formula(self, cell: Cell, formula: str, value: Any) -> None:
        """Put a formula with a stored result into a cell, which openpyxl itself can't write."""
        self.cached.append((formula, value))
        cell.value = f"={FORMULA}{len(self.cached) - 1}"

    def data(self) -> bytes:
        """The file as it is sent back."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        data = buffer.getvalue()
        if self.cached:
            data = edit_parts(data, r"xl/worksheets/sheet\d+\.xml", self._with_results)
        for step in self.after:
            data = step(data)
        return data

    def _with_results(self, part: bytes) -> bytes:
        def result(found: re.Match[bytes]) -> bytes:
            formula, value = self.cached[int(found[2])]
            if isinstance(value, dt.datetime):
                value = int(to_excel(value, self.book.epoch))
            kind = b' t="str"' if isinstance(value, str) else b' t="b"' if isinstance(value, bool) else b""
            shown = str(int(value) if isinstance(value, bool) else value)
            escaped = [t.replace("&", "&amp;").replace("<", "&lt;").encode() for t in (formula, shown)]
            return b"<c " + found[1].strip() + kind + b"><f>" + escaped[0] + b"</f><v>" + escaped[1] + b"</v></c>"

        pattern = rb"<c ([^>]*?)(?: t=\"\w+\")?><f>" + re.escape(FORMULA.encode()) + rb"(\d+)</f><v ?/?>(?:</v>)?</c>"
        return re.sub(pattern, result, part)


def refuse_merged(sheet: Worksheet, top: int, bottom: int, left: int, right: int) -> None:
    """Raise RefusedError where an area holds merged cells."""
    for area in sheet.merged_cells.ranges:
        apart = area.max_row < top or area.min_row > bottom or area.max_col < left or area.min_col > right
        if not apart:
            raise RefusedError(str(area))


def copy_cell(old: Cell, new: Cell) -> None:
    """Copy content and format; text that begins with = stays text."""
    new.value, new._style = old.value, copy(old._style)
    new.data_type = old.data_type


def swap_cells(one: Cell, two: Cell) -> None:
    """Exchange the contents of two cells."""
    first, second = (one.value, one.data_type), (two.value, two.data_type)
    one.value, two.value = second[0], first[0]
    one.data_type, two.data_type = second[1], first[1]


def edit_parts(data: bytes, names: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with some of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if re.fullmatch(names, name) else part)
    return out.getvalue()
