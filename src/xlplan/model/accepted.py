"""Findings that somebody accepted with a reason: they stay visible, but nobody has to act on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from xlplan.core.finding import Acceptance
from xlplan.core.kinds.base import JsonValue

Key = tuple[str, str, str, str]
"""Code, table, row id, column key."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding, by its code and its place in the plan.

    ``present`` is what the cell held, as frozen JSON, ``severity`` how much the finding mattered: where either becomes
    another, somebody has to look again. ``label`` and ``said`` are the row and the message as of then.
    """

    code: str
    table: str
    row_id: str
    key: str
    severity: str
    present: JsonValue
    label: str
    said: str
    acceptance: Acceptance

    @property
    def place(self) -> Key:
        return (self.code, self.table, self.row_id, self.key)

    def to_data(self) -> list[JsonValue]:
        """As it travels in a department's copy, which needs no more than to know what was accepted and why."""
        one = self.acceptance
        until = one.until.isoformat() if one.until else None
        return [*self.place, self.severity, self.present, one.reason, one.by, one.on.isoformat(), until]

    @classmethod
    def from_data(cls, data: object, cell: Callable[[object, str], JsonValue]) -> Accepted:
        """What :meth:`to_data` wrote; ``cell`` checks a frozen value. ValueError for anything else."""
        if not isinstance(data, list) or len(data) != _SIZE or not all(isinstance(x, str) for x in _texts(data)):
            raise ValueError("accepted")
        code, table, row_id, key, severity, present, reason, by, on, until = data
        held = None if present is None else cell(present, "accepted")
        end = None if until is None else dt.date.fromisoformat(until)
        acceptance = Acceptance(reason, by, dt.date.fromisoformat(on), end)
        return cls(code, table, row_id, key, severity, held, "", "", acceptance)


_SIZE = 10


def _texts(data: list[object]) -> list[object]:
    """What is text in every entry."""
    return [x for n, x in enumerate(data) if n != 5 and not (n == _SIZE - 1 and x is None)]
