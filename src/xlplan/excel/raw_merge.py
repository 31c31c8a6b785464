"""Merged areas, as the references of a file name them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlplan.excel.raw_formula import column_number

Area = tuple[int, int, int, int]

ROWS, COLUMNS = 1_048_576, 16_384
MOST = 100_000
"""Areas of one sheet that are kept: five times as many as anybody has seen."""
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def merged_areas(refs: Iterable[str]) -> list[Area]:
    """Areas as first row, first column, last row and last column, from 0.

    What is no area of a sheet, or a single cell, merges nothing and is left out.
    """
    areas: list[Area] = []
    for ref in refs:
        found = _AREA.fullmatch(ref.strip())
        if found:
            left, top, right, bottom = found.groups()
            add_area(areas, int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
    return areas


def add_area(areas: list[Area], row: int, col: int, last_row: int, last_col: int) -> None:
    """Add the area between two corners, whichever way round, if it merges anything."""
    top, bottom = sorted((row, last_row))
    left, right = sorted((col, last_col))
    in_sheet = top >= 0 and left >= 0 and bottom < ROWS and right < COLUMNS
    if in_sheet and (top, left) != (bottom, right) and len(areas) < MOST:
        areas.append((top, left, bottom, right))
