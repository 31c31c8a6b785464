"""Judging what was read of a damaged file. Nothing of the reader decides here: the truth is what was drawn and damaged.

What counts is every input cell of every row that the copy showed (its base) or that the department added. Cells that
are blank, were blank and should be blank are checked like the others but not counted.

**The reader's answer** for a cell of an issued row is what the aligned row with that id says (``Side.tables``); for an
added row, which has no id that the truth knows, it is what the row says that was read where it stands. It is a value,
a blank, a problem, or absent (no such row, no such column, no such table, file refused). A blank is a value: None.

**Verdicts**

* recovered: the value that is meant, and nothing is said about a repair
* repaired: the value that is meant, and a finding of any severity names the cell or its row
* reported: anything else, and somebody is told (see below)
* silently wrong: anything else, and nobody is told. Above all: another value taken for certain, a blank taken for a
  cleared cell, an edit that vanishes, a row that nobody meant

A cell **in doubt** (an error value typed over it, content covered by merging, two columns that say different things) is
not certain to anybody: any answer but a problem or absence needs a finding that names it, else it is silently wrong.

**Told** is told by: a finding of severity error or warning, or a merge detail with outcome conflict or rejected. It has
to name

* the cell: by its place on the sheet (its A1 address, or an area that holds it), by row id and column, or as a
  part of the row where the finding is about a row or gives no column
* or its row: by row id, or by an address in its sheet row without a column; ``second-table`` names the rows below it
* or its column: by its key without a row, or by an address at or above the header in its sheet column
* or its whole table or sheet: a finding with neither a row, a column nor a cell, and not about another sheet
* or the whole file, where nothing of it was used (no side was made)

A finding about one column, row or sheet never covers another. Findings of severity info cover repairs. They cover a
loss in one case only: a row or cell that was not edited and is merely absent, so that the master keeps what it has
(``row-absent``), because nothing is lost then. Rows on a sheet that only informs may be absent without a word.

**Rows**: an aligned row whose id was not issued and that does not stand where the department added one is spurious.
It is silently wrong unless told (its findings, or all of its details rejected or waiting), whatever else was said with
an info. A deleted row (on purpose) must be named by a finding of any severity and change nothing.

**The plan**: after a dry merge of the file alone no cell changes but edits with the value that is meant and what the
merge fills in by itself (codes and numbers, listed as consequences), or those that are told as above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from openpyxl.utils.cell import range_boundaries

from mangle.desk import Desk
from mangle.truth import JsonValue, Line, Meant, Page, stands
from xlplan.app.books import Submission
from xlplan.core.cell import Blank, Problem, Value
from xlplan.core.finding import Finding, Severity
from xlplan.forms.base import Column
from xlplan.merging.result import Detail, MergeResult
from xlplan.merging.words import Outcome
from xlplan.model.read import ReadRow
from xlplan.model.snapshot import present

ABSENT, PROBLEM = "absent", "problem"
TOLD = (Severity.ERROR, Severity.WARNING)


class Verdict(StrEnum):
    """What became of a cell."""

    RECOVERED = "recovered"
    REPAIRED = "repaired"
    REPORTED = "reported"
    WRONG = "silently wrong"


@dataclass(frozen=True)
class Wrong:
    """Something that nobody was told of."""

    table: str
    row: str
    key: str
    meant: str
    read: str
    why: str
    by: tuple[str, ...] = ()

    def __str__(self) -> str:
        by = f" [{', '.join(self.by)}]" if self.by else ""
        return f"{self.table}.{self.row or 'new row'}.{self.key}: meant {self.meant}, read {self.read}: {self.why}{by}"


@dataclass
class Account:
    """The verdicts on one file, counted in cells, and what was silently wrong."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    wrongs: list[Wrong] = field(default_factory=list)
    applied: int = 0

    @property
    def cells(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Spot:
    """Where something of the truth stands: sheet, row, column, and the header row of that sheet."""

    sheet: str
    row: int
    col: int
    header: int


def judge(desk: Desk, submission: Submission, result: MergeResult) -> Account:
    """Account for every cell of a file that was read and, for itself alone, merged."""
    return _Judge(desk, submission, result).account()


class _Judge:
    def __init__(self, desk: Desk, submission: Submission, result: MergeResult) -> None:
        self.desk, self.submission, self.result = desk, submission, result
        self.side = submission.side
        self.findings = [*submission.findings, *result.findings]
        self.told = [f for f in self.findings if f.severity in TOLD]
        self.open = [d for d in result.details if d.outcome in (Outcome.CONFLICT, Outcome.REJECTED)]
        self.rows: dict[str, dict[str, ReadRow]] = {}
        self.done = Account()
        self.refused = self.side is None and any(f.severity is Severity.ERROR for f in submission.findings)
        if self.side is not None:
            self.rows = {t: {r.id: r for r in rows} for t, rows in self.side.tables.items()}
        self.added: set[tuple[str, str]] = set()
        self.own_heads = {id(p): p.header_row for p in desk.pages}
        self.heads = {p.sheet.title: self.own_heads[id(p)] for p in desk.pages if p.sheet in desk.book.worksheets}

    def account(self) -> Account:
        for page in self.desk.pages:
            for line in page.lines:
                row = self._row(page, line)
                for key, meant in line.cells.items():
                    self._cell(page, line, key, meant, row)
        self._spurious()
        self._collateral()
        self.done.applied = self.result.counts.applied
        return self.done

    # --- cells ----------------------------------------------------------------------------------------

    def _row(self, page: Page, line: Line) -> ReadRow | None:
        """The row that was read for a line."""
        table = page.table.key
        if not line.new:
            return self.rows.get(table, {}).get(line.id)
        issued = self.desk.snapshot.rows(table)
        spots = {(s.sheet, s.row) for m in line.cells.values() if m.want is not None for s in self._spots(page, m)}
        for row in self.rows.get(table, {}).values():
            if row.id not in issued and spots & set(_sheet_rows(row)):
                self.added.add((table, row.id))
                return row
        return None

    def _answer(self, page: Page, key: str, row: ReadRow | None) -> JsonValue | Problem | str:
        if self.side is None or row is None or key not in self.side.columns.get(page.table.key, ()):
            return ABSENT
        cell = row.cells.get(key)
        if cell is None:
            return ABSENT
        if isinstance(cell, Problem):
            return cell
        return None if isinstance(cell, Blank) else plain_value(page.column(key), cell)

    def _cell(self, page: Page, line: Line, key: str, meant: Meant, row: ReadRow | None) -> None:
        got = self._answer(page, key, row)
        spots = self._spots(page, meant)
        verdict, why = self._verdict(page, line, key, meant, row, got, spots)
        if meant.counts or verdict is Verdict.WRONG:
            self.done.counts[verdict] += 1
        if verdict is Verdict.WRONG:
            wanted = "to be asked" if meant.doubt else repr(meant.want)
            read = f"problem {got.raw!r}" if isinstance(got, Problem) else repr(got)
            self.done.wrongs.append(Wrong(page.table.key, line.id, key, wanted, read, why, tuple(meant.by)))

    def _verdict(
        self, page: Page, line: Line, key: str, meant: Meant, row: ReadRow | None, got: Any, spots: list[Spot]
    ) -> tuple[Verdict, str]:
        ids = {line.id, row.id if row else ""} - {""}
        where = (page, key, ids, spots)
        if line.gone and (got == ABSENT or (not meant.doubt and got == meant.base)):
            said = page.context or any(self._names(f, *where) for f in self.findings) or self.refused
            return (Verdict.REPORTED, "") if said else (Verdict.WRONG, "a deleted row, and nothing said")
        if not meant.doubt and got == meant.want and not isinstance(got, Problem) and got != ABSENT:
            named = any(self._names(f, *where, closely=True) for f in self.findings)
            return (Verdict.REPAIRED if named else Verdict.RECOVERED), ""
        if self.refused or any(self._names(f, *where) for f in self.told) or self._waits(page, key, ids, spots):
            return Verdict.REPORTED, ""
        if got == ABSENT and not meant.edited and not meant.doubt:
            if line.new or page.context or any(self._names(f, *where) for f in self.findings):
                return Verdict.REPORTED, ""
            return Verdict.WRONG, "not read, and nothing said"
        if isinstance(got, Problem):
            return Verdict.WRONG, "a problem without a finding"
        if got == ABSENT:
            return Verdict.WRONG, "lost, and nothing said"
        return Verdict.WRONG, "taken for certain, and nothing said"

    def _waits(self, page: Page, key: str, ids: set[str], spots: list[Spot]) -> bool:
        """Whether the merge lists the cell as rejected or waiting."""
        for detail in self.open:
            if detail.table == page.table.key and detail.key == key and detail.row_id in ids:
                return True
            if _address(detail.place.sheet, detail.place.cell) & {(s.sheet, s.row, s.col) for s in spots}:
                return True
        return False

    # --- findings -------------------------------------------------------------------------------------

    def _spots(self, page: Page, meant: Meant) -> list[Spot]:
        return [
            Spot(c.parent.title, c.row, c.column, self.heads.get(c.parent.title, self.own_heads[id(page)]))
            for c in meant.at
            if stands(c)
        ]

    def _names(
        self, finding: Finding, page: Page, key: str, ids: set[str], spots: list[Spot], closely: bool = False
    ) -> bool:
        """Whether a finding names a cell, its row, its column or its table; ``closely``: the cell or its row."""
        place = finding.place
        about_row = not place.field or finding.type.name.startswith(("row-", "duplicate-row"))
        same_row = place.form == page.table.key and place.row_id in ids
        if same_row and (about_row or place.field == key):
            return True
        if place.cell:
            area = _area(place.cell)
            for spot in spots:
                if place.sheet != spot.sheet:
                    continue
                if area[0] <= spot.col <= area[2] and area[1] <= spot.row <= area[3]:
                    return True
                if about_row and area[1] <= spot.row <= area[3] and area[1] > spot.header:
                    return True
                if finding.type.name == "second-table" and spot.row > area[3]:
                    return True
                heading = area[3] <= spot.header and area[0] <= spot.col <= area[2]
                if heading and not closely:
                    return True
            return False
        if closely or place.row_id:
            return False
        if place.sheet and not place.field and any(place.sheet == spot.sheet for spot in spots):
            return True
        if place.form != page.table.key:
            return False
        if place.field:
            return place.field == key
        return not place.sheet or not spots or any(place.sheet == spot.sheet for spot in spots)

    # --- rows and the plan ----------------------------------------------------------------------------

    def _spurious(self) -> None:
        for table, rows in self.rows.items():
            issued = self.desk.snapshot.rows(table)
            for row in rows.values():
                if row.id in issued or (table, row.id) in self.added:
                    continue
                spots = set(_sheet_rows(row))
                said = any(
                    f.place.row_id == row.id or {(s, r) for s, r, _ in _address(f.place.sheet, f.place.cell)} & spots
                    for f in self.told
                )
                mine = [d for d in self.result.details if (d.table, d.row_id) == (table, row.id)]
                waits = bool(mine) and all(d in self.open for d in mine)
                if not said and not waits:
                    shown = {k: c.raw for k, c in row.cells.items() if isinstance(c, Value | Problem)}
                    self._wrong(table, row.id, "*", "no such row", repr(shown), "a row that nobody meant")

    def _collateral(self) -> None:
        """Cells of the plan that changed although nobody meant it."""
        meant = {
            (page.table.key, line.id, key): (page, m)
            for page in self.desk.pages
            for line in page.lines
            if not line.new
            for key, m in line.cells.items()
        }
        fed = {cell for cell, _ in self.result.consequences}
        before = self.desk.source.master.plan
        for table, row, key, value in self._changes():
            cell = (table, row, key)
            if cell in meant or cell in fed or (table, row) in self.added:
                continue  # judged as cells of the file
            if row not in before.rows(table) and row in self.rows.get(table, {}):
                continue  # a row of the file, judged above
            if not any(self._about(d, cell) for d in self.told):
                self._wrong(table, row, key, "no change", repr(value), "changed in the plan")

    def _changes(self) -> Iterator[tuple[str, str, str, JsonValue]]:
        template, before, after = self.desk.source.template, self.desk.source.master.plan, self.result.plan
        for _, table in template.tables():
            rows = dict.fromkeys([*before.rows(table.key), *after.rows(table.key)])
            for row in rows:
                if before.rows(table.key).get(row) is after.rows(table.key).get(row) and before.unread == after.unread:
                    continue
                for column in table.inputs:
                    was, now = (present(p, table, row, column.key) if row in p.rows(table.key) else None
                                for p in (before, after))  # fmt: skip
                    if was != now:
                        yield table.key, row, column.key, now

    @staticmethod
    def _about(finding: Finding, cell: tuple[str, str, str]) -> bool:
        return (finding.place.form, finding.place.row_id) == cell[:2] and finding.place.field in ("", cell[2])

    def _wrong(self, table: str, row: str, key: str, meant: str, read: str, why: str) -> None:
        self.done.counts[Verdict.WRONG] += 1
        self.done.wrongs.append(Wrong(table, row, key, meant, read, why))


def plain_value(column: Column, cell: Value) -> JsonValue:
    """What was read, in the shape of the truth."""
    value = column.kind.freeze(cell.value)
    return [list(e) if isinstance(e, tuple) else e for e in value] if isinstance(value, list) else value


def _sheet_rows(row: ReadRow) -> Iterator[tuple[str, int]]:
    for place in row.places.values():
        if place.cell:
            yield place.sheet, _area(place.cell)[1]


def _area(address: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row of an A1 address or area; all of a row or column where it names one."""
    first, top, last, bottom = range_boundaries(address.replace("$", ""))
    return first or 1, top or 1, last or 16_384, bottom or 1_048_576


def _address(sheet: str, cell: str) -> set[tuple[str, int, int]]:
    if not cell or not re.fullmatch(r"[A-Z]+\d+", cell):
        return set()
    col, row, _, _ = _area(cell)
    return {(sheet, row, col)}


def listed(wrongs: Iterable[Wrong], limit: int = 8) -> str:
    """Some of what was silently wrong, a line each."""
    found = list(wrongs)
    more = f"\n  … and {len(found) - limit} more" if len(found) > limit else ""
    return "\n".join(f"  {w}" for w in found[:limit]) + more


__all__ = ["Account", "Detail", "Verdict", "Wrong", "judge", "listed"]
