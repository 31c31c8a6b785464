"""Damage to the header of a table and to the hidden keys above it."""

from __future__ import annotations

import random

from mangle.columns import wide_page
from mangle.desk import Desk
from mangle.kinds import kind
from mangle.truth import stands


@kind("headers renamed", plain=True)
def renamed(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, 2):
        head = page.heads[key]
        head.value = rng.choice((f"{head.value}（必填）", "本部门填写", f"{head.value}\n说明见后", "Column1"))
    return True


@kind("headers in the other language", plain=True)
def translated(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    other = "en" if desk.source.lang == "zh" else "zh"
    for key, head in page.heads.items():
        if stands(head):
            head.value = page.column(key).header(other)
    return True


@kind("headers in the other language, keys deleted")
def translated_without_keys(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
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
    page = wide_page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, rng.choice((1, 2))):
        page.heads[key].value = None
    return True


@kind("header row cleared", plain=True)
def header_row_cleared(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    for head in page.heads.values():
        if stands(head):
            head.value = None
    return True


@kind("header row deleted")
def header_row_deleted(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None or not page.key_row:
        return False
    desk.delete_rows(page.sheet, page.header_row)
    return True


@kind("header in two rows", plain=True)
def two_rows(desk: Desk, rng: random.Random) -> object:
    """A row of groups above the header, merged."""
    page = wide_page(desk, rng)
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
    page = wide_page(desk, rng)
    if page is None:
        return False
    for key in rng.sample(page.inputs, 3):
        if key in page.keys:
            page.keys[key].value = None
    return True


@kind("keys and headers of a column cleared")
def both_cleared(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
    if page is None:
        return False
    key = rng.choice(page.inputs)
    page.heads[key].value = None
    if key in page.keys:
        page.keys[key].value = None
    return True


@kind("marker cleared", plain=True)
def marker_cleared(desk: Desk, rng: random.Random) -> object:
    page = wide_page(desk, rng)
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
    one.alien = True
    for col in range(1, max(one.sheet.max_column, other.sheet.max_column) + 1):
        for target, source in ((one.key_row, other.key_row), (one.header_row, other.header_row)):
            one.sheet.cell(target, col).value = other.sheet.cell(source, col).value
    for line in one.standing:
        for meant in line.cells.values():
            meant.doubt = meant.doubt or meant.counts
            meant.by.append("a key row of another table pasted")
    return True
