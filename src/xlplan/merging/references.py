"""Which rows a value refers to. A cell never comes into the plan before the row that it names."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.kinds.base import JsonValue
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.forms.base import Table
from xlplan.merging.state import State
from xlplan.model.plan import CellKey

TABLES = {"dept": "departments", "person": "people", "task": "wbs"}
"""The table behind what a reference is to, where it has another name."""


def referred(table: Table, key: str, value: JsonValue) -> Iterator[tuple[str, str]]:
    """Table and id of the rows that a frozen value names."""
    kind = table.column(key).kind
    if isinstance(kind, PredecessorsKind) and isinstance(value, list):
        yield from (("wbs", str(link[0])) for link in value)
    elif isinstance(kind, ManyKind) and isinstance(value, list):
        yield from ((TABLES.get(kind.to, kind.to), str(id_)) for id_ in value)
    elif isinstance(kind, ReferenceKind) and isinstance(value, str):
        yield TABLES.get(kind.to, kind.to), value


def named(table: Table, cell: CellKey, value: JsonValue) -> Iterator[tuple[str, str]]:
    """Table and id of the rows that a cell names, and that its row is about where that is the report of a task."""
    if table.rounds:
        yield "wbs", cell[1].rpartition("@")[0]
    yield from referred(table, cell[2], value)


def dangles(state: State, cell: CellKey, value: JsonValue) -> bool:
    """Whether a value, or the row that it stands in, names a row that the plan has not."""
    rows = named(state.tables[cell[0]], cell, value)
    return any(table in state.tables and not state.has(table, row_id) for table, row_id in rows)
