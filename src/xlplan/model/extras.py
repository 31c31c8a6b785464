"""Columns that people added to tables: their cells by the id of the row, so that they follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.model.carried import CarriedCell

LONGEST_HEADER = 255
"""How long the header of a table's column may be."""


@dataclass(frozen=True, slots=True)
class ExtraColumn:
    """A column that is not the table's. ``cells`` are row ids with what stands there, in the order of the ids, ``said``
    what departments said of theirs last.
    """

    table: str
    header: str
    cells: tuple[tuple[str, CarriedCell], ...]
    said: tuple[tuple[str, CarriedCell], ...] = ()


def extra_column(
    table: str, header: str, cells: Mapping[str, CarriedCell], said: Mapping[str, CarriedCell] | None = None
) -> ExtraColumn:
    """A column in its fixed order; blank cells say nothing."""

    def listed(found: Mapping[str, CarriedCell]) -> tuple[tuple[str, CarriedCell], ...]:
        return tuple((i, found[i]) for i in sorted(found) if found[i] not in (None, ""))

    return ExtraColumn(table, header, listed(cells), listed(said or {}))


def plain_header(text: str) -> str:
    """A header in one line, as the program writes it again."""
    return " ".join(text.split())[:LONGEST_HEADER].rstrip()
