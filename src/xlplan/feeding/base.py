"""What a feeder gives: cells of a new row, or of a record's blank lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.model.plan import Plan

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Feeder:
    """Fills one table from others. ``cells`` yields a mapping for each new row; of a record the lines to fill in.

    ``since`` is the project state from which it does so, as for rules.
    """

    table: str
    cells: Callable[[Plan, Computed], Iterator[Cells]]
    since: str = "planning"


@dataclass(frozen=True, slots=True)
class Fed:
    """A row that was laid out, or a record's line that was filled in."""

    table: str
    row_id: str
    keys: tuple[str, ...]
