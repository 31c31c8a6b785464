"""Which rows a value refers to. A cell never comes into the plan before the row that it names."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.kinds.base import JsonValue
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.forms.base import Table
from xlplan.merge.state import State
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


def dangles(state: State, cell: CellKey, value: JsonValue) -> bool:
    """Whether a value, or the row that it stands in, names a row that the plan has not."""
    table_key, row_id, key = cell
    table = state.tables[table_key]
    named = list(referred(table, key, value))
    if table.rounds:
        named.append(("wbs", row_id.rpartition("@")[0]))
    return any(t in state.tables and not state.has(t, i) for t, i in named)
