"""Damage to the columns of a table, to its header and to its keys."""

from __future__ import annotations

import random

from openpyxl.utils import get_column_letter

from mangle.desk import Desk, copy_cell, swap_cells
from mangle.kinds import kind
from mangle.truth import Meant, Page, stands


def wide_page(desk: Desk, rng: random.Random, lines: int = 1) -> Page | None:
    """A sheet on which the department types, with more than a few columns."""
    pages = [p for p in desk.tables(lines) if len(p.inputs) > 4 and not p.alien]
    return rng.choice(pages) if pages else None


def _all_rows(page: Page) -> range:
    """Sheet rows from the keys down."""
    return range(min(page.key_row or page.header_row, page.header_row), page.sheet.max_row + 1)


@kind("column inserted, empty", plain=True)
def empty_column(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    desk.insert_cols(page.sheet, page.col(rng.choice(page.inputs)))
    return True


@kind("column inserted in front", plain=True)
def first_column(desk: Desk, rng: random.Random) -> object:
    """Before the hidden ids, where nobody sees that there is something."""
    page = wide_page(desk, rng)
    if page is None:
        return False
    desk.insert_cols(page.sheet, 1)
    if rng.random() < 0.5:
        page.sheet.cell(page.header_row, 1).value = "序号"
        for n, line in enumerate(page.standing, 1):
            page.sheet.cell(line.row, 1).value = n
    return True


@kind("column inserted, with notes")
def note_column(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    col = page.col(rng.choice(page.inputs))
    desk.insert_cols(page.sheet, col)
    page.sheet.cell(page.header_row, col).value = rng.choice(("内部备注", "核对", None))
    for line in page.standing:
        page.sheet.cell(line.row, col).value = rng.choice(("已核对", 3, None))
    return True


@kind("column inserted, with a header of the table")
def same_header(desk: Desk, rng: random.Random) -> object:
    """A second column that is called as one of ours, without a key: what stands in it is not ours."""
    page = wide_page(desk, rng)
    if page is None:
        return False
    key = rng.choice(page.inputs)
    text = page.heads[key].value
    col = page.col(key) + rng.choice((0, 1))
    desk.insert_cols(page.sheet, col)
    page.sheet.cell(page.header_row, col).value = text
    for line in page.standing:
        page.sheet.cell(line.row, col).value = rng.choice(("旧值", None, 5))
    if not page.keys.get(key) or page.keys[key].value != key:
        _doubt(page, key, "column inserted, with a header of the table", col)
    return True


def _doubt(page: Page, key: str, by: str, other: int = 0) -> None:
    for line in page.standing:
        if key in line.cells and stands(line.cells[key].cell):
            meant = line.cells[key]
            meant.doubt = True
            meant.by.append(by)
            if other:
                meant.at.append(page.sheet.cell(line.row, other))


@kind("column deleted")
def deleted_column(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    # Where a copy of the column is left that says otherwise, nobody doubts any more: that is another story.
    keys = [k for k in page.inputs if all(len(x.cells[k].at) < 2 for x in page.lines if k in x.cells)]
    if not keys:
        return False
    desk.delete_cols(page.sheet, page.col(rng.choice(keys)))
    return True


@kind("hidden id column deleted")
def ids_deleted(desk: Desk, rng: random.Random) -> object:
    """Together with the marker of the table, which stands in it."""
    page = wide_page(desk, rng)
    if page is None or page.id_head is None or not stands(page.id_head):
        return False
    desk.delete_cols(page.sheet, page.id_head.column)
    return True


def _duplicate(desk: Desk, page: Page, key: str) -> dict[int, Meant]:
    """A copy of a column at its right, key and header included; by row, what stands beside it."""
    sheet, col = page.sheet, page.col(key)
    desk.insert_cols(sheet, col + 1)
    for row in _all_rows(page):
        copy_cell(sheet.cell(row, col), sheet.cell(row, col + 1))
    return {x.row: x.cells[key] for x in page.standing if key in x.cells and stands(x.cells[key].cell)}


@kind("column duplicated", plain=True)
def duplicated(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    _duplicate(desk, page, rng.choice(page.inputs))
    return True


@kind("column duplicated and the copy changed")
def duplicated_and_changed(desk: Desk, rng: random.Random) -> object:
    """In the cells that differ nobody knows which one is meant."""
    page = wide_page(desk, rng)
    if page is None:
        return False
    keys = [k for k in page.inputs if k not in page.table.natural]
    if not keys:
        return False
    key = rng.choice(keys)
    beside = _duplicate(desk, page, key)
    swap = rng.random() < 0.5
    for row in rng.sample(list(beside), min(3, len(beside))):
        meant = beside[row]
        value = desk.draw(rng, page.column(key))
        if value is None or value == meant.want or meant.doubt:
            continue
        twin = page.sheet.cell(row, meant.cell.column + 1)
        scratch = Meant(None, None, [twin])
        desk.write(scratch, page.column(key), value)
        if swap:
            swap_cells(twin, meant.cell)
        meant.doubt = True
        meant.at.append(twin)
        meant.by.append("column duplicated and the copy changed")
    return True


@kind("column moved", plain=True)
def moved_column(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    cols = sorted(page.col(k) for k in page.heads if page.col(k))
    order = list(cols)
    order.insert(rng.randrange(len(order)), order.pop(rng.randrange(len(order))))
    desk.arrange_columns(page.sheet, cols, order, _all_rows(page))
    return True


@kind("columns shuffled with their keys", plain=True)
def shuffled_columns(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    cols = sorted(page.col(k) for k in page.heads if page.col(k))
    order = list(cols)
    rng.shuffle(order)
    desk.arrange_columns(page.sheet, cols, order, _all_rows(page))
    return True


def _two(page: Page, rng: random.Random) -> list[int]:
    return sorted(page.col(k) for k in rng.sample(page.inputs, 2))


@kind("two columns swapped with their keys", plain=True)
def swapped(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    cols = _two(page, rng)
    desk.arrange_columns(page.sheet, cols, cols[::-1], _all_rows(page))
    return True


@kind("two columns swapped, keys left")
def swapped_without_keys(desk: Desk, rng: random.Random) -> object:
    """Header and content moved, the hidden keys above them did not."""
    page = wide_page(desk, rng)
    if page is None or not page.key_row:
        return False
    cols = _two(page, rng)
    desk.arrange_columns(page.sheet, cols, cols[::-1], range(page.header_row, page.sheet.max_row + 1))
    return True


@kind("columns of one kind swapped, keys left")
def swapped_alike(desk: Desk, rng: random.Random) -> object:
    """Nothing but the header says that two dates or two persons changed places."""
    page = wide_page(desk, rng)
    if page is None or not page.key_row:
        return False
    alike = [
        (a, b)
        for a in page.inputs
        for b in page.inputs
        if a < b and page.column(a).kind.name == page.column(b).kind.name
    ]
    if not alike:
        return False
    cols = sorted(page.col(k) for k in rng.choice(alike))
    desk.arrange_columns(page.sheet, cols, cols[::-1], range(page.header_row, page.sheet.max_row + 1))
    return True


@kind("columns hidden", plain=True)
def hidden_columns(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, 3):
        page.sheet.column_dimensions[get_column_letter(page.col(key))].hidden = True
    return True
