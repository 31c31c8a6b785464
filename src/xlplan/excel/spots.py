"""One cell to be read, and what makes its content uncertain before anybody parses it."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.core.cell import BLANK, Cell, Problem
from xlplan.core.raw import RawCell, RawSheet
from xlplan.excel.book import column_letter

Covered = Mapping[tuple[int, int], tuple[int, int]]
"""Cells under a merged area, by row and column, with the cell whose content covers them."""


class Spot:
    """Where a cell is read: its place, further places that claim the same key, the cell that covers it if any."""

    __slots__ = ("again", "col", "row", "under")

    def __init__(
        self, row: int, col: int, again: tuple[tuple[int, int], ...] = (), under: tuple[int, int] | None = None
    ) -> None:
        self.row, self.col, self.again, self.under = row, col, again, under

    def doubt(self, sheet: RawSheet, raw: RawCell) -> Cell | None:
        """What makes the content of the cell uncertain before anybody parses it."""
        if self.under is not None and raw.is_blank:
            over = sheet.cell(*self.under)
            anchor = f"{column_letter(self.under[1])}{self.under[0] + 1}"
            return BLANK if over.is_blank else Problem(over.text, "merged-cell", {"anchor": anchor})
        for row, col in self.again:
            other = sheet.cell(row, col)
            if other.text.strip() != raw.text.strip():
                params = {"other": other.text, "at": f"{column_letter(col)}{row + 1}"}
                return Problem(raw.text or other.text, "column-twice", params)
        return None


def covered_cells(sheet: RawSheet) -> Covered:
    """The cells under merged areas; areas far beyond what is filled cost nothing."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    height, across = sheet.height, sheet.width
    for top, left, bottom, right in sheet.merges:
        for r in range(top, min(bottom, height - 1) + 1):
            for c in range(left, min(right, across - 1) + 1):
                if (r, c) != (top, left):
                    found[r, c] = (top, left)
    return found
