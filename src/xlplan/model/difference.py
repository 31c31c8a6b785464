"""What differs between two states of a plan, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Table
from xlplan.model.plan import CellKey, Plan
from xlplan.model.snapshot import frozen_row


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that two plans hold differently. Values are frozen JSON: None is blank, ``{"unread": …}`` a raw text.

    ``row`` says whether the whole row is new in the later plan or gone from it.
    """

    table: str
    row_id: str
    key: str
    before: JsonValue
    after: JsonValue
    row: str = ""

    @property
    def cell(self) -> CellKey:
        return (self.table, self.row_id, self.key)


def differences(before: Plan, after: Plan, tables: Iterable[Table]) -> Iterator[Change]:
    """The cells that differ, by table, row and column in their order.

    A row that is new or gone counts with its filled cells; one that has none is a single change without a key.
    """
    for table in tables:
        keys = [c.key for c in table.inputs]
        old, new = before.rows(table.key), after.rows(table.key)
        for row_id in dict.fromkeys([*old, *new]):
            row = "" if row_id in old and row_id in new else "new" if row_id in new else "gone"
            was, now = frozen_row(before, table, row_id, keys), frozen_row(after, table, row_id, keys)
            if row and not was and not now:
                yield Change(table.key, row_id, "", None, None, row)
            for key in keys:
                if was.get(key) != now.get(key):
                    yield Change(table.key, row_id, key, was.get(key), now.get(key), row)
