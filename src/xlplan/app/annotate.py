"""Annotated returns: a department's copy written again with what is wrong in it marked, to be corrected and sent back.

The file holds the same identity and the same base as the copy that was issued, so it is read and merged like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xlplan.app.annotate_cells import UNSAID, calculated, cell_at, position, standing
from xlplan.app.annotate_left import Account, extra_sheets
from xlplan.app.annotate_marks import Findings, Locate
from xlplan.app.annotate_rows import Line, TableLines, table_lines
from xlplan.app.books import Submission
from xlplan.calculate.compute import cell_value
from xlplan.core.cell import Problem
from xlplan.core.errors import UsageError
from xlplan.core.finding import Finding, Severity
from xlplan.core.kinds.base import Ctx
from xlplan.core.raw import RawCell, RawWorkbook
from xlplan.core.text import Text
from xlplan.excel.annotatedbook import AnnotatedWriter, Report, Returned, Spot
from xlplan.excel.identity import VERSION, Identity, digest, verified_base
from xlplan.excel.locate import Located
from xlplan.excel.problempage import ProblemLine
from xlplan.excel.reader import BookReader
from xlplan.forms.base import Column, Table
from xlplan.merging.sides import Side
from xlplan.model.read import ReadRow
from xlplan.ownership.filling import fillable
from xlplan.ownership.issued import issued_dept_of, issued_plan, issued_view
from xlplan.ownership.view import View
from xlplan.store.files import free_path, make_folder, write_atomic
from xlplan.template.resolve import Template

NOTHING_WRONG = Text("没有要改的", "nothing to correct")
NOT_A_COPY = Text("不是能用的部门文件", "no copy of a department that can be used")
NO_BASE = Text("基准丢失，只能在下发的原文件里改", "its base is lost: only the file that was issued can be corrected")
INSIDE = Text(
    "退回的文件不要写进 {folder}：里面的文件正要检查，下次会被一起读取。请换一个文件夹",
    "don't write annotated returns into {folder}: its files are being checked and would be read along; take another folder",
)


@dataclass
class Annotator:
    """Writes annotated returns into a folder while files are checked, and keeps account of them."""

    folder: Path
    written: list[Path] = field(default_factory=list)
    without: list[tuple[str, Text]] = field(default_factory=list)

    def __call__(self, submission: Submission, findings: Sequence[Finding]) -> None:
        path = annotate_file(submission, findings, self.folder)
        if path is not None:
            self.written.append(path)
        elif (reason := why_not(submission, findings)) is not None:
            self.without.append((submission.name, reason))


def annotator(folder: Path, paths: Iterable[Path]) -> Annotator:
    """What to hand to :func:`xlplan.app.check.check`. UsageError where the folder holds what is being checked."""
    place = folder.resolve()
    if any(place == (p if p.is_dir() else p.parent).resolve() for p in paths if p.suffix.lower() != ".zip"):
        raise UsageError(INSIDE, folder=str(folder))
    return Annotator(folder)


def why_not(submission: Submission, findings: Iterable[Finding]) -> Text | None:
    """Why a file gets no annotated return; None where it gets one."""
    if submission.side is None or submission.reader is None:
        return NO_BASE if any(x.type.name == "base-lost" for x in findings) else NOT_A_COPY
    if not submission.side.anchored:
        return NO_BASE
    if all(x.severity is Severity.INFO for x in findings):
        return NOTHING_WRONG
    return None


def annotate_file(submission: Submission, findings: Sequence[Finding], out_dir: Path) -> Path | None:
    """Write the annotated return of a department's copy into a folder; None where :func:`why_not` has a reason.

    ``findings`` are those of :func:`xlplan.app.check.check_submission`. Files that are there are not replaced.
    OutputError where the folder can't be written.
    """
    if why_not(submission, findings) is not None:
        return None
    return write_annotated(submission, findings, out_dir)


def write_annotated(submission: Submission, findings: Sequence[Finding], out_dir: Path) -> Path:
    """Write a copy again, whether or not something is wrong in it."""
    make_folder(out_dir)
    path = free_path(out_dir / Path(submission.name).with_suffix(".xlsx").name)
    again = _Again(submission, findings)
    write_atomic(path, again.write)
    return path


class _Again:
    """One file on its way back."""

    def __init__(self, submission: Submission, findings: Sequence[Finding]) -> None:
        side, reader, raw, identity = submission.side, submission.reader, submission.raw, submission.identity
        assert side and reader and raw and identity and submission.template and submission.names and submission.reading
        self.side: Side = side
        self.reader: BookReader = reader
        self.raw: RawWorkbook = raw
        self.identity: Identity = identity
        self.template: Template = submission.template
        self.snapshot = side.snapshot
        self.ctx = Ctx(self.snapshot.language, submission.names, self.snapshot.status_date)
        self.plan = issued_plan(self.snapshot, self.template)
        self.issued = issued_view(self.snapshot, self.template, self.plan)
        self.sheets = {sheet.name: sheet for sheet in raw.sheets}
        self.lines: dict[str, TableLines] = {}
        for key, view in self.issued.tables.items():
            table, read = self.template.table(key), submission.reading.tables[key]
            self.lines[key] = table_lines(table, read, side, view, self.plan, reader)
        self.by_key: dict[str, Mapping[str, Line]] = {k: x.by_key() for k, x in self.lines.items()}
        self.findings = Findings(findings, self.lines, self.snapshot, self.ctx)

    def write(self, path: Path) -> None:
        """Write the file."""
        base = verified_base(self.raw, self.identity)
        dept_of = issued_dept_of(self.snapshot, self.plan)
        writer = AnnotatedWriter(
            path,
            self.plan,
            self.template,
            self._view(),
            self.snapshot,
            fillable(self.plan, self.template, self.snapshot.department, dept_of),
            Returned(
                self._value,
                self._shown,
                self._written_id,
                self._row_id,
                self._beside,
                self._besides,
                self.findings.mark,
                self._listed,
            ),
            Report(
                self._problems,
                Account(self.raw, self.reader, self.lines, self._unsaid()).left,
                extra_sheets(self.raw, self.reader),
            ),
        )
        round_ = self.plan.round
        assert round_ is not None
        writer.write(replace(self.identity, format=str(VERSION), base_sha256=digest(base)), base, round_)

    def _view(self) -> View:
        """The sheets as they were issued, with the rows that the file has now."""
        tables = {}
        for key, found in self.lines.items():
            own, context = (tuple(line.key for line in group) for group in (found.own, found.context))
            if found.table.shape == "record":
                own = found.view.own  # a record for information stays one
            tables[key] = replace(found.view, own=own, context=context, spare=found.spare)
        return replace(self.issued, tables=tables)

    # --- what stands where ----------------------------------------------------------------------------

    def _value(self, table: Table, key: str, column: Column) -> Any:
        line = self.by_key[table.key].get(key)
        if line is None:
            return None
        if line.read and column.key in line.read.cells:
            value = self._standing(line.read, column)
            if value is not UNSAID:
                return value
        if line.row_id not in self.snapshot.rows(table.key):
            return None
        return cell_value(self.plan, table, self.plan.rows(table.key).get(line.row_id), column.key, self.ctx)

    def _standing(self, row: ReadRow, column: Column) -> Any:
        """What stands in a cell that was read, :data:`UNSAID` where that can't be written again."""
        place = row.places.get(column.key)
        raw = cell_at(self.sheets.get(place.sheet), place.cell) if place else RawCell()
        if self.reader.unformatted and column.kind.name == "pct":
            raw = replace(raw, percent=True)  # as it was read
        return standing(column, row.cells[column.key], raw, self.ctx)

    def _unsaid(self) -> set[tuple[str, str]]:
        """Sheet and cell of what was read and comes back as issued."""
        found = set()
        for lines in self.lines.values():
            for row in (line.read for line in lines.all() if line.read):
                doubtful = (k for k, cell in row.cells.items() if isinstance(cell, Problem))
                keys = [k for k in doubtful if self._standing(row, lines.table.column(k)) is UNSAID]
                found |= {(p.sheet, p.cell) for k, p in row.places.items() if k in keys}
        return found

    def _shown(self, table: str, key: str, column: str) -> Any:
        line = self.by_key[table].get(key)
        value = line.source.shown.get(column) if line and line.source else None
        return None if value is None else calculated(self.template.table(table).column(column), value)

    def _written_id(self, table: str, key: str) -> str:
        line = self.by_key[table].get(key)
        return line.id if line else key

    def _row_id(self, table: str, key: str) -> str:
        line = self.by_key[table].get(key)
        return line.row_id if line else key

    def _beside(self, table: str, is_context: bool) -> tuple[str, ...]:
        found = self.lines[table]
        home = found.home(is_context or not found.view.own_columns)
        filled = {k for x in (found.context if is_context else found.own) if x.source for k in x.source.beside}
        return tuple(k for k in home.beside if k in filled) if home else ()

    def _besides(self, table: str, key: str, name: str) -> Any:
        line = self.by_key[table].get(key)
        row = line.source if line else None
        if row is None or name not in row.beside:
            return None
        place = next(iter(row.places.values()), None)
        sheet = self.sheets.get(place.sheet) if place else None
        at = position(place.cell) if place else None
        home = next((h for h in self._homes(table) if sheet is h.sheet), None)
        if at is None or home is None or name not in home.beside:
            return RawCell(row.beside[name])
        return home.sheet.cell(at[0], home.beside[name])

    def _homes(self, table: str) -> list[Located]:
        found = self.lines[table]
        return [home for home in (found.located, found.information) if home]

    def _listed(self, table: str, key: str, below: int, slot: int) -> Any:
        """What stood in the grid of a record's page so many lines below the one with a key."""
        located = self.reader.located.get(table)
        if located is None or key not in located.cells or located.id_column is None:
            return None
        cell = located.sheet.cell(located.cells[key][0] + below, located.id_column + 1 + slot)
        return cell.value if isinstance(cell.value, str) and cell.error is None else cell

    # --- what is said ---------------------------------------------------------------------------------

    def _problems(self, locate: Locate, order: Sequence[str]) -> Sequence[ProblemLine]:
        def value(spot: Spot) -> Any:
            table = self.template.table(spot[0])
            column = table.column(spot[2])
            return self._value(table, spot[1], column) if column.is_input else self._shown(*spot)

        return self.findings.problems(locate, order, value)
