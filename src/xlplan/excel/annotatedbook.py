"""A returned copy written again: what people filled in on healthy sheets, with marks, and the list of problems first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlplan.core.finding import Severity
from xlplan.core.text import Text
from xlplan.excel.book import Sheet, column_letter
from xlplan.excel.carried import free_name, write_values
from xlplan.excel.copybook import CopyWriter
from xlplan.excel.guidepage import Entry
from xlplan.excel.listing import Listed
from xlplan.excel.marks import Mark
from xlplan.excel.now import Now
from xlplan.excel.paperlayout import FIRST_LINE_ROW, slots
from xlplan.excel.problempage import (
    BY,
    LEFT_HINT,
    LEFT_TITLE,
    PROBLEMS_HINT,
    PROBLEMS_TITLE,
    PROBLEMS_WHAT,
    Leftover,
    ProblemLine,
    write_left,
    write_problems,
)
from xlplan.excel.recordkeys import SLOTS
from xlplan.excel.recordpage import record_lines, write_record
from xlplan.excel.sheets import FIRST_COLUMN, sheet_name
from xlplan.excel.tablepage import ADDED, Given, Head, TablePage, write_table
from xlplan.forms.base import Column, Form, Party, Table
from xlplan.model.carried import CarriedSheet
from xlplan.model.plan import Plan
from xlplan.model.snapshot import Snapshot
from xlplan.ownership.filling import MayFill
from xlplan.ownership.view import View
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW

FACT_RETURNED = Text("退回更正", "Returned to you")
FACT_FIRST = Text("请先看“{sheet}”，改好后交回", "begin with “{sheet}”")
Spot = tuple[str, str, str]
"""A cell by table, row and key. A blank row is the header, a blank key the row, and both the sheet."""
Found = tuple[str, int, int]
"""Where a spot is: sheet, row and column, counted from 0; column -1 for a sheet as a whole."""


@dataclass(frozen=True)
class Returned:
    """What a returned copy holds. Rows go by keys that are the caller's own: several may have one id.

    ``value`` and ``shown`` give what stands in input and calculated columns, ``written_id`` and ``row_id`` the id for the
    hidden column and the one by which the row is judged. ``beside`` are headers of columns that people added, on the
    table's sheet and on the one for information (``besides``: what stands in them). ``listed`` gives what a list on
    a record's page showed, by the row and column of the grid beside a known line.
    """

    value: Callable[[Table, str, Column], Any]
    shown: Callable[[str, str, str], Any]
    written_id: Callable[[str, str], str]
    row_id: Callable[[str, str], str]
    beside: Callable[[str, bool], tuple[str, ...]]
    besides: Callable[[str, str, str], Any]
    mark: Callable[[Spot], Mark | None]
    listed: Callable[[str, str, int, int], Any]


@dataclass(frozen=True)
class Report:
    """What the sheets around the tables say, asked for when those are written.

    ``problems`` makes the lines of the list from where spots are, in the order of the sheets; ``left`` tells from the texts
    on each sheet what of the returned file is still missing; ``extra`` are sheets that people added.
    """

    problems: Callable[[Callable[[Spot], Found | None], Sequence[str]], Sequence[ProblemLine]]
    left: Callable[[Mapping[str, set[str]]], Sequence[Leftover]]
    extra: Sequence[tuple[CarriedSheet, bool]]


class AnnotatedWriter(CopyWriter):
    """Writes a returned copy again. ``view`` names the rows of each sheet by the keys of ``returned``."""

    def __init__(
        self,
        path: Path,
        plan: Plan,
        template: Template,
        view: View,
        snapshot: Snapshot,
        may_fill: MayFill,
        returned: Returned,
        report: Report,
    ) -> None:
        def may(table: Table, row: str, column: Column) -> bool:
            return may_fill(table, returned.row_id(table.key, row), column)

        super().__init__(path, plan, template, None, view, snapshot, may)
        self.returned, self.report = returned, report
        self.problems = PROBLEMS_TITLE(self.lang)
        self.at: dict[Spot, Found] = {}

    # --- what stands in cells -------------------------------------------------------------------------

    def _value(self, table: Table, row_id: str, column: Column) -> Any:
        return self.returned.value(table, row_id, column)

    def _computed(self, table: Table, row_id: str, column: Column) -> Any:
        return self.returned.shown(table.key, row_id, column.key)

    def _own_tasks(self) -> Sequence[str]:
        own = (self.returned.row_id("wbs", key) for key in super()._own_tasks())
        return [i for i in own if i in self.plan.tasks and i in self.snapshot.rows("wbs")]

    # --- sheets ---------------------------------------------------------------------------------------

    def _begin(self) -> None:
        taken = {sheet_name(self.lang, f, t) for f in self.template.forms for t in f.tables or (None,)}
        if self.problems in taken:
            self.problems = f"{self.problems} (2)"
        self.first = self.book.sheet(self.problems)

    def _facts(self) -> list[tuple[str, str]]:
        return [(FACT_RETURNED(self.lang), FACT_FIRST(self.lang, sheet=self.problems))]

    def _write_table(self, table: Table, page: TablePage) -> Sheet:
        key = table.key
        beside = self.returned.beside(key, page.context)
        given = Given(
            lambda row: self.returned.written_id(key, row),
            lambda row, column: self.returned.mark((key, row, column)),
            beside,
            lambda row, name: self.returned.besides(key, row, name),
        )
        keys = [*(c.key for c in page.placed.columns), *(ADDED + name for name in beside)]
        self._note_places(key, page.sheet_name, [("", HEADER_ROW - 1), *_rows(page.ids)], keys)
        return write_table(self.book, replace(page, given=given))

    def _note_places(self, table: str, sheet: str, rows: Sequence[tuple[str, int]], keys: Sequence[str]) -> None:
        """Remember where cells are; of two sheets of a table the one that the department fills counts for headers."""
        self.at.setdefault((table, "", ""), (sheet, HEADER_ROW - 1, -1))
        for row, r in rows:
            if row:
                self.at.setdefault((table, row, ""), (sheet, r, FIRST_COLUMN))
            for col, key in enumerate(keys, FIRST_COLUMN):
                self.at.setdefault((table, row, key), (sheet, r, col))

    def _write_record(
        self,
        name: str,
        table: Table,
        row_id: str,
        columns: Sequence[Column],
        head: Head,
        value: Callable[[Column], tuple[str, Any]],
        party: Callable[[Column], Party | None],
        listed: Mapping[str, Listed],
    ) -> Sheet:
        lines = record_lines(table, columns, listed)
        self.at[table.key, "", ""] = (name, FIRST_LINE_ROW, -1)
        anchors: dict[int, tuple[str, int]] = {}
        known: tuple[str, int] | None = None
        for r, line in enumerate(lines, FIRST_LINE_ROW):
            for slot, key in slots(line).items():
                self.at[table.key, row_id, key] = (name, r, slot)
                known = (key, r)
            if known:
                anchors[r] = (known[0], r - known[1])

        def as_shown(row: int, slot: int) -> Any:
            if row not in anchors:
                return None
            key, below = anchors[row]
            return self.returned.listed(table.key, key, below, slot - SLOTS[0])

        def mark(key: str) -> Mark | None:
            return self.returned.mark((table.key, row_id, key))

        return write_record(self.book, name, table, row_id, columns, head, value, party, listed, mark, as_shown)

    def _add_sheets(self) -> None:
        for carried, is_hidden in self.report.extra:
            sheet = write_values(self.book, carried)
            if is_hidden:
                sheet.ws.hide()
        what = PROBLEMS_WHAT(self.lang)
        self.entries.insert(0, Entry(self.problems, BY(self.lang), what, self._general().phase, Now.FILL))

    def _finish(self) -> None:
        left = self.report.left({name: sheet.texts for name, sheet in self.book.sheets.items()})
        other = free_name(self.book, LEFT_TITLE(self.lang)) if left else ""
        if left:
            write_left(self.book, other, self._page_head(LEFT_TITLE(self.lang), LEFT_HINT(self.lang)), left)
        lines = self.report.problems(self.at.get, list(self.book.sheets))
        counts = {s: sum(1 for x in lines if x.severity is s) for s in Severity}
        hint = PROBLEMS_HINT(self.lang, errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING])
        write_problems(self.book, self.first, self._page_head(self.problems, hint), lines, other)

    def _general(self) -> Form:
        return self.template.form("guide")

    def _page_head(self, title: str, hint: str) -> Head:
        return self._head(self._general(), title, hint)


def _rows(ids: Sequence[str]) -> list[tuple[str, int]]:
    return [(row, r) for r, row in enumerate(ids, HEADER_ROW) if row]


def address(found: Found) -> str:
    """The cell of a place as people write it; blank for a sheet as a whole."""
    _, row, col = found
    return "" if col < 0 else f"{column_letter(col)}{row + 1}"
