"""Cells merged over data."""

from __future__ import annotations

import random

from mangle.columns import wide_page
from mangle.desk import Desk
from mangle.kinds import kind
from mangle.truth import Meant, Page


def _keeps_its_place(first: Meant, others: list[Meant]) -> bool:
    """Whether the first cell is the one that is kept: where it is blank, programs keep what follows in its place."""
    return first.cell.value is not None or all(m.cell.value is None for m in others)


def _cover(meant: Meant, by: str) -> None:
    """What a merge covers is gone; where nothing was there or it had been cleared, nothing is."""
    if meant.want is None and not meant.doubt:
        return
    meant.doubt = True
    meant.by.append(by)


@kind("cells merged downwards")
def merged_down(desk: Desk, rng: random.Random) -> object:
    """Rows with the same owner or department under one cell: what the lower ones said is gone."""
    page = wide_page(desk, rng, 3)
    if page is None:
        return False
    keys = [k for k in page.inputs if any(x.cells[k].counts for x in page.standing if k in x.cells)]
    key = rng.choice(keys or page.inputs)
    lines = [x for x in page.standing if key in x.cells]
    filled = [n for n, x in enumerate(lines[:-1]) if x.cells[key].cell.value is not None]
    if not filled:
        return False
    at = rng.choice(filled)
    chosen = [x for x in lines if lines[at].row <= x.row <= lines[at].row + 2]
    rows = [x.row for x in chosen]
    if len(rows) < 2 or not _keeps_its_place(chosen[0].cells[key], [x.cells[key] for x in chosen[1:]]):
        return False
    _merge(page, rows[0], rows[-1], page.col(key), page.col(key))
    for line in chosen[1:]:
        _cover(line.cells[key], "cells merged downwards")
    return True


@kind("cells merged sidewards")
def merged_sideways(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    line = rng.choice(page.standing)
    by_col = {page.col(k): k for k in page.inputs if k in line.cells}
    cols = [c for c in by_col if c + 1 in by_col]
    if not cols:
        return False
    col = rng.choice(cols)
    if not _keeps_its_place(line.cells[by_col[col]], [line.cells[by_col[col + 1]]]):
        return False
    _merge(page, line.row, line.row, col, col + 1)
    _cover(line.cells[by_col[col + 1]], "cells merged sidewards")
    return True


@kind("header cells merged", plain=True)
def merged_header(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    col = page.col(rng.choice(page.inputs[:-1]))
    _merge(page, page.header_row, page.header_row, col, col + 1)
    return True


def _merge(page: Page, top: int, bottom: int, left: int, right: int) -> None:
    """Merge cells as a spreadsheet program does: the content of all but the first is dropped."""
    for row in range(top, bottom + 1):
        for col in range(left, right + 1):
            if (row, col) != (top, left):
                page.sheet.cell(row, col).value = None
    kept = {place: page.sheet._cells[place] for place in page.sheet._cells}
    page.sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    for row in range(top, bottom + 1):
        for col in range(left, right + 1):
            page.sheet._cells[row, col] = kept[row, col]  # the truth holds on to its cells
