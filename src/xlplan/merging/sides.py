"""A side of the merge: one returned file beside its own base; and its edits, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlplan.core.cell import Cell, Problem
from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Table
from xlplan.merging import findings as f
from xlplan.merging.align import SetAside, align
from xlplan.merging.identity import frozen_cell, frozen_cells, same
from xlplan.merging.words import Reason
from xlplan.model.plan import CellKey
from xlplan.model.read import ReadRow, ReadTable
from xlplan.model.snapshot import Snapshot
from xlplan.template.resolve import Template

EditKey = tuple[str, "str | None", CellKey]
"""By what an edit is known: checksum of the file, department, cell."""


@dataclass(frozen=True)
class Side:
    """One file with its base. ``department`` is None for the project manager's master.

    ``tables`` holds rows whose ids are certain, ``aside`` those that are not compared as they stand,
    ``columns`` the input columns found in the file. ``anchored`` is False where the file's own base is lost
    and ``snapshot`` is one of the present plan: nothing is applied then, all differences are asked about.
    """

    file: str
    sha256: str
    department: str | None
    issue: int
    round: int
    snapshot: Snapshot
    tables: Mapping[str, list[ReadRow]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aside: Mapping[str, list[SetAside]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    modified_by: str = ""
    anchored: bool = True

    @property
    def order(self) -> tuple[str, str, str]:
        """Who comes first where several say the same: by department, then checksum."""
        return (self.department or "", self.sha256, self.file)

    def is_new(self, table: str, row_id: str) -> bool:
        return row_id not in self.snapshot.rows(table)


@dataclass(frozen=True)
class Edit:
    """A cell whose canonical value differs from the file's base. Values are frozen JSON, None is blank.

    ``aside`` says why the whole row can't be compared. An unreadable cell has its raw text for value.
    """

    table: str
    row_id: str
    key: str
    base: JsonValue
    value: JsonValue
    side: Side
    is_new: bool = False
    unreadable: bool = False
    aside: Reason = Reason.NONE
    place: Place = field(default_factory=Place)

    @property
    def cell(self) -> CellKey:
        return (self.table, self.row_id, self.key)

    @property
    def identity(self) -> EditKey:
        return (self.side.sha256, self.side.department, self.cell)


def make_side(
    tables: Mapping[str, ReadTable],
    snapshot: Snapshot,
    template: Template,
    *,
    file: str,
    sha256: str,
    modified_by: str = "",
    anchored: bool = True,
) -> Side:
    """The side of a file that was read: its rows brought to ids, what is missing noted."""
    rows: dict[str, list[ReadRow]] = {}
    aside: dict[str, list[SetAside]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    if not anchored:
        findings.append(Finding(f.NO_BASE, Place(file=file), {"file": file}))
    for _, table in template.tables():
        if table.key not in snapshot.columns:
            continue
        read = tables.get(table.key)
        if read is None or not read.present:
            findings.append(
                Finding(f.TABLE_MISSING, Place(file=file, form=table.key), {"table": template.title_of(table.key)})
            )
            continue
        columns[table.key] = tuple(k for k in snapshot.columns[table.key] if k in read.columns)
        findings += _missing_columns(table, read, snapshot, file)
        aligned = align(table, read, snapshot)
        rows[table.key], aside[table.key] = aligned.rows, aligned.aside
        findings += aligned.findings
    named = [replace(x, place=replace(x.place, file=x.place.file or file)) for x in findings]
    return Side(
        file, sha256, snapshot.department or None, snapshot.serial, snapshot.round, snapshot,
        rows, columns, aside, tuple(named), modified_by, anchored,
    )  # fmt: skip


def _missing_columns(table: Table, read: ReadTable, snapshot: Snapshot, file: str) -> Iterator[Finding]:
    for key in snapshot.columns[table.key]:
        if table.has(key) and key not in read.columns:
            params = {"table": table.title, "column": table.column(key).header}
            yield Finding(f.COLUMN_MISSING, replace(read.place, file=file, form=table.key, field=key), params)


def edits(side: Side, template: Template) -> list[Edit]:
    """All edits of a side: of a row in the base a cell that differs, of a new row each filled cell."""
    found: list[Edit] = []
    for _, table in template.tables():
        keys = [c.key for c in table.inputs if c.key in side.columns.get(table.key, ())]
        for row in side.tables.get(table.key, ()):
            found += _row_edits(side, table, row, keys)
        for aside in side.aside.get(table.key, ()):
            against = {} if aside.keeper is None else frozen_cells(table, aside.keeper, keys)
            for edit in _row_edits(side, table, aside.row, keys):
                # What a duplicate leaves blank or says like the row that counts is no edit of its own.
                counts = edit.value is not None and not same(edit.value, against.get(edit.key))
                if aside.keeper is None or counts:
                    found.append(replace(edit, aside=aside.reason))
    return found


def _row_edits(side: Side, table: Table, row: ReadRow, keys: list[str]) -> Iterator[Edit]:
    for key in keys:
        cell: Cell | None = row.cells.get(key)
        if cell is None:  # not read: says nothing
            continue
        base = side.snapshot.value(table.key, row.id, key)
        value = frozen_cell(table.column(key), cell)
        # A cell that was unreadable when the file was issued and still says the same is untouched.
        if not same(value, base):
            yield Edit(
                table.key, row.id, key, base, value, side,
                is_new=side.is_new(table.key, row.id),
                unreadable=isinstance(cell, Problem),
                place=row.places.get(key, Place(file=side.file, form=table.key, row_id=row.id, field=key)),
            )  # fmt: skip
