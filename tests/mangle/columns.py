"""Damage to the columns of a table, to its header and to its keys."""

from __future__ import annotations

import random

from openpyxl.utils import get_column_letter

from mangle.desk import Desk, copy_cell, swap_cells
from mangle.kinds import kind
from mangle.truth import Meant, Page, stands


def _page(desk: Desk, rng: random.Random, lines: int = 1) -> Page | None:
    pages = [p for p in desk.tables(lines) if len(p.inputs) > 4]
    return rng.choice(pages) if pages else None


def _all_rows(page: Page) -> range:
    """Sheet rows from the keys down."""
    return range(min(page.key_row or page.header_row, page.header_row), page.sheet.max_row + 1)


@kind("column inserted, empty", plain=True)
def empty_column(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    desk.insert_cols(page.sheet, page.col(rng.choice(page.inputs)))
    return True


@kind("column inserted in front", plain=True)
def first_column(desk: Desk, rng: random.Random) -> object:
    """Before the hidden ids, where nobody sees that there is something."""
    page = _page(desk, rng)
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
    page = _page(desk, rng)
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
    page = _page(desk, rng)
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
    page = _page(desk, rng)
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
    page = _page(desk, rng)
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
    page = _page(desk, rng)
    if page is None:
        return False
    _duplicate(desk, page, rng.choice(page.inputs))
    return True


@kind("column duplicated and the copy changed")
def duplicated_and_changed(desk: Desk, rng: random.Random) -> object:
    """In the cells that differ nobody knows which one is meant."""
    page = _page(desk, rng)
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
    page = _page(desk, rng)
    if page is None:
        return False
    cols = sorted(page.col(k) for k in page.heads if page.col(k))
    order = list(cols)
    order.insert(rng.randrange(len(order)), order.pop(rng.randrange(len(order))))
    desk.arrange_columns(page.sheet, cols, order, _all_rows(page))
    return True


@kind("columns shuffled with their keys", plain=True)
def shuffled_columns(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
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
    page = _page(desk, rng)
    if page is None:
        return False
    cols = _two(page, rng)
    desk.arrange_columns(page.sheet, cols, cols[::-1], _all_rows(page))
    return True


@kind("two columns swapped, keys left")
def swapped_without_keys(desk: Desk, rng: random.Random) -> object:
    """Header and content moved, the hidden keys above them did not."""
    page = _page(desk, rng)
    if page is None or not page.key_row:
        return False
    cols = _two(page, rng)
    desk.arrange_columns(page.sheet, cols, cols[::-1], range(page.header_row, page.sheet.max_row + 1))
    return True


@kind("columns of one kind swapped, keys left")
def swapped_alike(desk: Desk, rng: random.Random) -> object:
    """Nothing but the header says that two dates or two persons changed places."""
    page = _page(desk, rng)
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
    page = _page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, 3):
        page.sheet.column_dimensions[get_column_letter(page.col(key))].hidden = True
    return True


# --- header and keys --------------------------------------------------------------------------------------


@kind("headers renamed", plain=True)
def renamed(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, 2):
        head = page.heads[key]
        head.value = rng.choice((f"{head.value}（必填）", "本部门填写", f"{head.value}\n说明见后", "Column1"))
    return True


@kind("headers in the other language", plain=True)
def translated(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    other = "en" if desk.source.lang == "zh" else "zh"
    for key, head in page.heads.items():
        if stands(head):
            head.value = page.column(key).header(other)
    return True


@kind("headers in the other language, keys deleted")
def translated_without_keys(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None or not page.key_row or page.key_row >= page.header_row:
        return False
    other = "en" if desk.source.lang == "zh" else "zh"
    for key, head in page.heads.items():
        if stands(head):
            head.value = page.column(key).header(other)
    desk.delete_rows(page.sheet, page.key_row)
    return True


@kind("headers cleared", plain=True)
def headers_cleared(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, rng.choice((1, 2))):
        page.heads[key].value = None
    return True


@kind("header row cleared", plain=True)
def header_row_cleared(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    for head in page.heads.values():
        if stands(head):
            head.value = None
    return True


@kind("header row deleted")
def header_row_deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None or not page.key_row:
        return False
    desk.delete_rows(page.sheet, page.header_row)
    return True


@kind("header in two rows", plain=True)
def two_rows(desk: Desk, rng: random.Random) -> object:
    """A row of groups above the header, merged."""
    page = _page(desk, rng)
    if page is None:
        return False
    row = page.header_row
    desk.insert_rows(page.sheet, row)
    first = page.col(page.inputs[0])
    for n, text in enumerate(("基本", "计划")):
        page.sheet.cell(row, first + 3 * n).value = text
        page.sheet.merge_cells(start_row=row, end_row=row, start_column=first + 3 * n, end_column=first + 3 * n + 2)
    return True


@kind("keys cleared in part")
def keys_cleared(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, 3):
        if key in page.keys:
            page.keys[key].value = None
    return True


@kind("keys and headers of a column cleared")
def both_cleared(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    key = rng.choice(page.inputs)
    page.heads[key].value = None
    if key in page.keys:
        page.keys[key].value = None
    return True


@kind("marker cleared", plain=True)
def marker_cleared(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None or page.marker is None or not stands(page.marker):
        return False
    page.marker.value = None
    return True


@kind("a key row of another table pasted")
def foreign_keys(desk: Desk, rng: random.Random) -> object:
    """Rows 1 to 6 of another sheet copied over these: the keys are another table's, so is the marker."""
    pages = [p for p in desk.tables(1) if p.key_row and p.marker is not None and stands(p.marker)]
    if len(pages) < 2:
        return False
    one, other = rng.sample(pages, 2)
    for col in range(1, max(one.sheet.max_column, other.sheet.max_column) + 1):
        for target, source in ((one.key_row, other.key_row), (one.header_row, other.header_row)):
            one.sheet.cell(target, col).value = other.sheet.cell(source, col).value
    for line in one.standing:
        for meant in line.cells.values():
            meant.doubt = meant.doubt or meant.counts
            meant.by.append("a key row of another table pasted")
    return True


# --- merged cells -----------------------------------------------------------------------------------------


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
    page = _page(desk, rng, 3)
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
    page = _page(desk, rng)
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
    page = _page(desk, rng)
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
