"""Rows on a sheet of a table that are none of it: totals, remarks, other tables, headings, phantoms."""

from __future__ import annotations

import random

from mangle.desk import Desk
from mangle.kinds import kind
from mangle.rows import columns_of, rows_of, some_page
from mangle.truth import Page, stands


@kind("phantom rows far below", plain=True)
def phantoms(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    for n in (3, 40, 5000):
        row = page.last_row + n
        for col in columns_of(page):
            cell = page.sheet.cell(row, col)
            cell.value = rng.choice((None, " ", "\u200b", "\u3000", "\n"))
            cell.number_format = "yyyy-mm-dd"
    return True


def _texts_below(page: Page, row: int, texts: dict[int, object]) -> None:
    for col, value in texts.items():
        page.sheet.cell(row, col).value = value  # type: ignore[assignment]


@kind("totals row")
def totals(desk: Desk, rng: random.Random) -> object:
    """A word for total, and sums under columns of numbers: in a free row, or below them all."""
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    zh = desk.source.lang == "zh"
    word = rng.choice(("合计", "总计", "小计：", "合  计") if zh else ("Total", "Sum", "TOTAL:", "Grand total"))
    numeric = [page.col(k) for k in page.inputs if page.column(k).kind.name in ("int", "num", "money")]
    in_free_row = rng.random() < 0.5 and page.free and stands(page.free[0][0])
    row = page.free.pop(0)[0].row if in_free_row else page.last_row + rng.choice((1, 2))
    first = rng.choice(page.inputs[:3])
    _texts_below(page, row, {page.col(first): word, **{col: 120 + col for col in numeric if col != page.col(first)}})
    return True


@kind("remarks below")
def remarks(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    zh = desk.source.lang == "zh"
    texts = (
        ("备注：以上工期按每周五天计算。", "注：1. 红字为新增；2. 其余不变", "填表人：刘洋    日期：2026-11-20")
        if zh
        else (
            "Note: durations count five days a week.",
            "Remarks: 1. new rows in red",
            "Filled in by: Liu Yang, 2026-11-20",
        )
    )
    row = page.last_row + rng.choice((1, 2, 4))
    for n in range(rng.choice((1, 2))):
        _texts_below(page, row + n, {rng.choice((2, 2, 3)): rng.choice(texts)})
    return True


@kind("a second small table below")
def table_below(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    row = page.last_row + rng.choice((2, 4))
    lines = (("序号", "会议", "时间", "地点"), (1, "周例会", "周一", "三楼"), (2, "评审会", "周四", "五楼"))
    for n, line in enumerate(lines):
        _texts_below(page, row + n, dict(enumerate(line, 2)))
    return True


@kind("a second small table beside")
def table_beside(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    col = page.sheet.max_column + rng.choice((1, 2))
    row = page.header_row + rng.choice((-2, 0, 1))
    lines = (("姓名", "电话"), ("刘洋", "6203"), ("孙立", "6204"), ("合计", 2))
    for n, line in enumerate(lines):
        _texts_below(page, max(1, row + n), dict(enumerate(line, col)))
    return True


@kind("header repeated in the middle")
def header_again(desk: Desk, rng: random.Random) -> object:
    """As people do for printing: keys, or only the words."""
    page = some_page(desk, rng)
    if page is None:
        return False
    row = rng.choice(rows_of(page)[1:])
    desk.insert_rows(page.sheet, row)
    desk.copy_row(page.sheet, page.header_row, row, rng.choice((1, 2)))
    return True


@kind("a copy of the whole table below")
def table_again(desk: Desk, rng: random.Random) -> object:
    """Header and first rows pasted once more below, ids included, nothing changed."""
    page = some_page(desk, rng, 2)
    if page is None:
        return False
    row = page.last_row + 2
    desk.copy_row(page.sheet, page.header_row, row)
    for n, line in enumerate([x for x in page.standing if not x.new][:3], 1):
        desk.copy_row(page.sheet, line.row, row + n)
    return True


@kind("a subtotal in the middle")
def subtotal(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    if page is None:
        return False
    row = rng.choice(rows_of(page)[1:])
    desk.insert_rows(page.sheet, row)
    numeric = [page.col(k) for k in page.inputs if page.column(k).kind.name in ("int", "num", "money")]
    word = "小计" if desk.source.lang == "zh" else "Subtotal"
    _texts_below(
        page, row, {page.col(page.inputs[0]): word, **{c: 45 for c in numeric if c != page.col(page.inputs[0])}}
    )
    return True


@kind("section headings between rows")
def sections(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    if page is None:
        return False
    row = rng.choice(rows_of(page))
    desk.insert_rows(page.sheet, row)
    page.sheet.cell(row, 2).value = "一、硬件部分" if desk.source.lang == "zh" else "A. Hardware"
    page.sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=min(8, page.sheet.max_column))
    return True
