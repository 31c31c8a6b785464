"""Damage to the hidden ids of rows."""

from __future__ import annotations

import random

from openpyxl.cell.cell import Cell

from mangle.desk import Desk
from mangle.kinds import kind
from mangle.rows import some_page
from mangle.truth import Page, stands


def _id_cells(page: Page, new: bool = False) -> list[Cell]:
    return [x.id_cell for x in page.standing if x.id_cell is not None and stands(x.id_cell) and (new or not x.new)]


@kind("ids cleared in some rows")
def ids_cleared(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    cells = _id_cells(page) if page else []
    if len(cells) < 2:
        return False
    for cell in rng.sample(cells, 2):
        cell.value = None
    return True


@kind("all ids cleared")
def all_ids_cleared(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    cells = _id_cells(page) if page else []
    for cell in cells:
        cell.value = None
    return bool(cells)


@kind("an id filled down")
def ids_dragged(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    cells = _id_cells(page) if page else []
    if len(cells) < 3:
        return False
    at = rng.randrange(len(cells) - 2)
    for cell in cells[at + 1 : at + 4]:
        cell.value = cells[at].value
    return True


@kind("ids counted on by dragging")
def ids_counted(desk: Desk, rng: random.Random) -> object:
    """The fill handle counts: t017 is followed by t018, which is another row's id."""
    page = some_page(desk, rng)
    cells = _id_cells(page) if page else []
    if len(cells) < 3:
        return False
    at = rng.randrange(len(cells) - 2)
    text = str(cells[at].value)
    digits = text[len(text.rstrip("0123456789")) :]
    if not digits:
        return False
    for n, cell in enumerate(cells[at + 1 : at + 4], 1):
        cell.value = f"{text[: -len(digits)]}{int(digits) + n:0{len(digits)}d}"
    return True


@kind("ids swapped")
def ids_swapped(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    cells = _id_cells(page) if page else []
    if len(cells) < 2:
        return False
    one, two = rng.sample(cells, 2)
    one.value, two.value = two.value, one.value
    return True
