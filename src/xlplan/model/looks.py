"""How people arranged a workbook: widths, what they hid, notes on cells. It is kept by what things are, not where.

Columns of a table are named by their keys, its rows by their ids, so that all of it follows sorting and new rows. On
other sheets columns are letters, rows numbers as they stand on the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class LookNote:
    """A note on a cell. ``row`` and ``column`` are blank where ``cell`` (such as ``B3``) says where it is.

    A blank ``row`` with a ``column`` is the column's header; in a record it is the column's box.
    """

    row: str
    column: str
    cell: str
    author: str
    text: str

    @property
    def at(self) -> tuple[str, str, str]:
        """Where it is."""
        return (self.row, self.column, self.cell)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """One sheet: of ours by the key of its ``table`` or view, somebody's own by its name (``sheet``).

    ``widths`` are in pixels. Only what differs from what the program writes is here, in a fixed order.
    """

    table: str = ""
    sheet: str = ""
    widths: tuple[tuple[str, int], ...] = ()
    hidden_columns: tuple[str, ...] = ()
    hidden_rows: tuple[str, ...] = ()
    notes: tuple[LookNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.widths or self.hidden_columns or self.hidden_rows or self.notes)


LONGEST_NOTE = 32_000
"""Characters of a note that are kept; Excel takes a few more."""


def look_of(
    table: str,
    sheet: str,
    widths: Mapping[str, int],
    hidden_columns: set[str],
    hidden_rows: set[str],
    notes: Mapping[tuple[str, str, str], LookNote],
) -> SheetLook:
    """A look in its fixed order."""
    return SheetLook(
        table,
        sheet,
        tuple(sorted(widths.items())),
        tuple(sorted(hidden_columns)),
        tuple(sorted(hidden_rows)),
        tuple(replace(notes[k], text=notes[k].text[:LONGEST_NOTE]) for k in sorted(notes)),
    )


def characters(pixels: int) -> float:
    """A width in characters of the standard font, as the writer of workbooks takes it."""
    return (pixels - 5) / 7 if pixels >= 12 else pixels / 12
