"""What speaks for a row being a certain row of the base: its content, compared by natural key."""

from __future__ import annotations

from functools import cached_property

from xlplan.core.cell import Problem
from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.forms.base import Table
from xlplan.merging.identity import NaturalKey, frozen_cell, frozen_cells, natural_key
from xlplan.merging.words import row_label
from xlplan.model.read import ReadRow, ReadTable
from xlplan.model.snapshot import Snapshot, names_of_snapshot


class Evidence:
    """One table of one file beside its base: what each row says, and which rows of the base say the same."""

    def __init__(self, table: Table, read: ReadTable, snapshot: Snapshot) -> None:
        self.table, self.read, self.snapshot = table, read, snapshot
        self.base = snapshot.rows(table.key)
        self.is_master = snapshot.serial == 0
        self.spare = frozenset(snapshot.spare.get(table.key, ()))
        shown = snapshot.columns.get(table.key, ())
        self.keys = tuple(k for k in shown if table.has(k) and (k in read.columns or not read.columns))
        self.natural = tuple(k for k in table.natural if k in self.keys)
        self.by_key: dict[NaturalKey, list[str]] = {}
        for id_, cells in self.base.items():
            if (found := natural_key(cells, self.natural)) is not None:
                self.by_key.setdefault(found, []).append(id_)

    @cached_property
    def ctx(self) -> Ctx:
        """What names mean in the file; asked for by notes alone."""
        return Ctx(self.snapshot.language, names_of_snapshot(self.snapshot))

    # --- what a row says --------------------------------------------------------------------------

    def key(self, row: ReadRow) -> NaturalKey | None:
        return natural_key(frozen_cells(self.table, row, self.natural), self.natural)

    def base_key(self, id_: str) -> NaturalKey | None:
        return natural_key(self.base.get(id_, {}), self.natural)

    def cells(self, row: ReadRow) -> dict[str, JsonValue]:
        return frozen_cells(self.table, row, self.keys)

    def is_blank(self, row: ReadRow) -> bool:
        """Nothing filled in. A row that says nothing but whose it would be is not begun either, nor is one that is merely
        covered by a cell above.
        """
        filled = self.cells(row)
        if row.id not in self.base:
            filled.pop(self.table.owner_field, None)
            for key, cell in row.cells.items():
                if isinstance(cell, Problem) and cell.code == "merged-cell":
                    filled.pop(key, None)
        return not filled

    def owner(self, row: ReadRow) -> JsonValue:
        """The department that a row says it belongs to, else the one that submits it."""
        cell = row.cells.get(self.table.owner_field)
        said = frozen_cell(self.table.column(self.table.owner_field), cell) if cell else None
        return said or self.snapshot.department or None

    def matches(self, row: ReadRow) -> list[str]:
        """Rows of the base with a row's natural key; a namesake in another department is someone else."""
        found = self.key(row)
        ids = self.by_key.get(found, []) if found is not None else []
        if not self.table.has(self.table.owner_field):
            return ids
        owner = self.owner(row)
        return [i for i in ids if (b := self.base[i].get(self.table.owner_field)) is None or owner in (None, b)]

    def label(self, row: ReadRow) -> str:
        return row_label(self.table, row.id, self.cells(row), self.ctx)

    def base_label(self, id_: str) -> str:
        return row_label(self.table, id_, self.base.get(id_, {}), self.ctx)
