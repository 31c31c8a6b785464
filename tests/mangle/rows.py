"""Damage to the rows of a table."""

from __future__ import annotations

import random

from openpyxl.cell.cell import Cell

from mangle.desk import Desk
from mangle.filling import add_row
from mangle.kinds import kind
from mangle.truth import Line, Meant, Page, stands


def _page(desk: Desk, rng: random.Random, lines: int = 3) -> Page | None:
    pages = desk.tables(lines)
    return rng.choice(pages) if pages else None


def _cols(page: Page, first: int = 2) -> range:
    return range(first, page.sheet.max_column + 1)


def _rows(page: Page) -> list[int]:
    return [line.row for line in page.standing]


@kind("title rows inserted above", plain=True)
def titles_added(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None:
        return False
    count = rng.choice((1, 3, 12))
    desk.insert_rows(page.sheet, 1, count)
    page.sheet.cell(1, rng.choice((1, 2, 4))).value = "内部资料 请勿外传"
    return True


@kind("title rows deleted", plain=True)
def titles_deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None or page.key_row < 2:
        return False
    desk.delete_rows(page.sheet, 1, page.key_row - 1)
    return True


@kind("title rows and key row deleted")
def head_deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None or page.header_row < 2:
        return False
    desk.delete_rows(page.sheet, 1, page.header_row - 1)
    return True


@kind("key row deleted")
def keys_deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None or not page.key_row or page.key_row >= page.header_row:
        return False
    desk.delete_rows(page.sheet, page.key_row)
    return True


@kind("everything above the data deleted")
def all_heads_deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None:
        return False
    desk.delete_rows(page.sheet, 1, page.header_row)
    return True


@kind("blank rows inserted", plain=True)
def blanks(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    for row in sorted(rng.sample(_rows(page), 2), reverse=True):
        desk.insert_rows(page.sheet, row, rng.choice((1, 2, 15)))
    return True


@kind("blank row between header and data", plain=True)
def below_header(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None:
        return False
    desk.insert_rows(page.sheet, page.header_row + 1, rng.choice((1, 2)))
    return True


@kind("rows between keys and header", plain=True)
def above_header(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None:
        return False
    row = page.header_row
    desk.insert_rows(page.sheet, row, rng.choice((1, 3)))
    page.sheet.cell(row, 3).value = "本部门只填白色单元格"
    return True


@kind("row inserted and filled in")
def inserted(desk: Desk, rng: random.Random) -> object:
    pages = [p for p in desk.tables(3) if p.table.key in ("wbs", "risks", "actions", "people", "resources", "budget")]
    if not pages:
        return False
    page = rng.choice(pages)
    row = rng.choice(_rows(page))
    desk.insert_rows(page.sheet, row)
    return add_row(desk, rng, page, row) is not None


@kind("rows added below the capacity")
def below(desk: Desk, rng: random.Random) -> object:
    pages = [p for p in desk.tables(1) if p.table.key in ("wbs", "risks", "actions", "people", "resources", "budget")]
    if not pages:
        return False
    page = rng.choice(pages)
    last = page.last_row
    added = [add_row(desk, rng, page, last + n) for n in (1, 2)]
    return any(added)


def _changed(desk: Desk, rng: random.Random, page: Page, line: Line, row: int, keys: list[str]) -> Line:
    """The row into which a line was copied, with some of its cells changed, as a line of its own."""
    copied = Line(page.table, "", new=True)
    for key, meant in line.cells.items():
        cell = page.sheet.cell(row, meant.cell.column)
        copied.cells[key] = Meant(None, meant.want, [cell], doubt=meant.doubt, open=meant.open, by=list(meant.by))
        if key in keys:
            value = desk.draw(rng, page.column(key))
            if value is not None:
                desk.write(copied.cells[key], page.column(key), value)
    return copied


def _free_row(desk: Desk, page: Page) -> int:
    free = [row for row in page.free if stands(row[0])]
    if free:
        page.free.remove(free[0])
        return int(free[0][0].row)
    return page.last_row + 1


def _copy(desk: Desk, page: Page, line: Line, row: int) -> None:
    """Copy a whole row, hidden id included."""
    desk.copy_row(page.sheet, line.row, row)


@kind("row copied whole", plain=True)
def copied(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None:
        return False
    line = rng.choice([x for x in page.standing if not x.new] or [None])  # type: ignore[list-item]
    if line is None:
        return False
    if rng.random() < 0.5:
        row = line.row + 1
        desk.insert_rows(page.sheet, row)
    else:
        row = _free_row(desk, page)
    _copy(desk, page, line, row)
    return True


@kind("row copied and made another one")
def copied_and_renamed(desk: Desk, rng: random.Random) -> object:
    """A row copied to save typing; what names it is written anew, its number or code taken out."""
    pages = [p for p in desk.tables(1) if p.table.key in ("wbs", "risks", "actions", "people", "budget")]
    page = rng.choice(pages) if pages else None
    lines = [x for x in page.standing if not x.new] if page else []
    if page is None or not lines:
        return False
    line = rng.choice(lines)
    row = _free_row(desk, page)
    _copy(desk, page, line, row)
    named = [k for k in page.table.natural if k not in ("number", "code", "employee_no")]
    copied = _changed(desk, rng, page, line, row, [*named, "duration", "due", "impact"])
    for key in ("number", "code", "employee_no"):
        if key in copied.cells:
            copied.cells[key].cell.value, copied.cells[key].want = None, None
    page.lines.append(copied)
    return True


@kind("row copied and changed a little")
def copied_and_changed(desk: Desk, rng: random.Random) -> object:
    """The same row twice, with other values: which of them counts has to be asked."""
    page = _page(desk, rng, 1)
    lines = [x for x in page.standing if not x.new] if page else []
    if page is None or not lines:
        return False
    line = rng.choice(lines)
    row = _free_row(desk, page)
    _copy(desk, page, line, row)
    there = [k for k, m in line.cells.items() if m.open and k not in page.table.natural and not m.doubt]
    for key in rng.sample(there, min(2, len(there))):
        value = desk.draw(rng, page.column(key))
        meant = line.cells[key]
        if value is None or value == meant.want:
            continue
        twin = page.sheet.cell(row, meant.cell.column)
        scratch = Meant(None, None, [twin])
        desk.write(scratch, page.column(key), value)
        meant.doubt = True
        meant.at.append(twin)
        meant.by.append("row copied and changed a little")
    return True


@kind("rows deleted")
def deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 4)
    if page is None:
        return False
    for line in rng.sample(page.standing, 2):
        row = line.row
        line.gone = not line.new
        desk.delete_rows(page.sheet, row)
        if line.new:
            page.lines.remove(line)
    return True


@kind("content of rows cleared, rows left")
def cleared(desk: Desk, rng: random.Random) -> object:
    """All that is visible of a row deleted with the Del key: as if the row itself had been deleted."""
    page = _page(desk, rng)
    lines = [x for x in page.standing if not x.new] if page else []
    if page is None or not lines:
        return False
    line = rng.choice(lines)
    row = line.row
    for col in _cols(page):
        page.sheet.cell(row, col).value = None
    line.gone = True
    return True


@kind("rows sorted with their ids", plain=True)
def sorted_rows(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    rows = _rows(page)
    order = list(rows)
    rng.shuffle(order)
    desk.arrange(page.sheet, rows, order, _cols(page, 1))
    return True


@kind("visible columns sorted, ids left")
def sorted_without_ids(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    rows = _rows(page)
    order = list(rows)
    rng.shuffle(order)
    desk.arrange(page.sheet, rows, order, _cols(page))
    return True


@kind("free rows sorted among the others", plain=True)
def sorted_to_top(desk: Desk, rng: random.Random) -> object:
    """Sorted with free rows, which go to the top."""
    page = _page(desk, rng)
    if page is None:
        return False
    filled = _rows(page)
    free = [row[0].row for row in page.free if stands(row[0])]
    rows = sorted(filled + free)
    desk.arrange(page.sheet, rows, [*sorted(free), *filled], _cols(page, 1))
    return True


@kind("one column sorted by itself")
def one_column_sorted(desk: Desk, rng: random.Random) -> object:
    """Values slip into other rows. Of what names rows that has to be asked; other columns say what they now say."""
    page = _page(desk, rng, 4)
    if page is None:
        return False
    lines = [x for x in page.standing if not x.new]
    keys = [k for k in page.inputs if all(k in x.cells and not x.cells[k].doubt for x in lines)]
    keys = [k for k in keys if len({repr(x.cells[k].want) for x in lines}) > 1]
    if len(lines) < 3 or not keys:
        return False
    key = rng.choice(keys)
    rows = [x.row for x in lines]
    order = list(rows)
    rng.shuffle(order)
    meants = {x.row: x.cells[key] for x in lines}
    wants = {row: m.want for row, m in meants.items()}
    cells = {row: m.cell for row, m in meants.items()}
    desk.arrange(page.sheet, rows, order, [page.col(key)])
    for row, old in zip(rows, order, strict=True):
        meant = meants[row]
        moved = wants[old] != meant.want
        meant.at[0] = cells[old]
        if moved:
            meant.doubt = key in page.table.natural or not meant.open
            meant.want = wants[old]
            meant.by.append("one column sorted by itself")
    return True


@kind("rows cut and pasted elsewhere", plain=True)
def moved(desk: Desk, rng: random.Random) -> object:
    """The place where they were stays blank."""
    page = _page(desk, rng)
    if page is None:
        return False
    last = page.last_row
    for n, line in enumerate(rng.sample(page.standing, 2), 1):
        row = line.row
        desk.arrange(page.sheet, [row, last + n], [last + n, row], _cols(page, 1))
    return True


@kind("visible part of rows cut and pasted elsewhere")
def moved_without_ids(desk: Desk, rng: random.Random) -> object:
    """The ids stay beside the blank."""
    page = _page(desk, rng)
    if page is None:
        return False
    last = page.last_row
    for n, line in enumerate(rng.sample(page.standing, 2), 1):
        row = line.row
        desk.arrange(page.sheet, [row, last + n], [last + n, row], _cols(page))
    return True


@kind("phantom rows far below", plain=True)
def phantoms(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
    if page is None:
        return False
    for n in (3, 40, 5000):
        row = page.last_row + n
        for col in _cols(page):
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
    page = _page(desk, rng, 1)
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
    page = _page(desk, rng, 1)
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
    page = _page(desk, rng, 1)
    if page is None:
        return False
    row = page.last_row + rng.choice((2, 4))
    lines = (("序号", "会议", "时间", "地点"), (1, "周例会", "周一", "三楼"), (2, "评审会", "周四", "五楼"))
    for n, line in enumerate(lines):
        _texts_below(page, row + n, dict(enumerate(line, 2)))
    return True


@kind("a second small table beside")
def table_beside(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng, 1)
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
    page = _page(desk, rng)
    if page is None:
        return False
    row = rng.choice(_rows(page)[1:])
    desk.insert_rows(page.sheet, row)
    desk.copy_row(page.sheet, page.header_row, row, rng.choice((1, 2)))
    return True


@kind("a copy of the whole table below")
def table_again(desk: Desk, rng: random.Random) -> object:
    """Header and first rows pasted once more below, ids included, nothing changed."""
    page = _page(desk, rng, 2)
    if page is None:
        return False
    row = page.last_row + 2
    desk.copy_row(page.sheet, page.header_row, row)
    for n, line in enumerate([x for x in page.standing if not x.new][:3], 1):
        desk.copy_row(page.sheet, line.row, row + n)
    return True


@kind("a subtotal in the middle")
def subtotal(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    row = rng.choice(_rows(page)[1:])
    desk.insert_rows(page.sheet, row)
    numeric = [page.col(k) for k in page.inputs if page.column(k).kind.name in ("int", "num", "money")]
    word = "小计" if desk.source.lang == "zh" else "Subtotal"
    _texts_below(
        page, row, {page.col(page.inputs[0]): word, **{c: 45 for c in numeric if c != page.col(page.inputs[0])}}
    )
    return True


@kind("section headings between rows")
def sections(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    row = rng.choice(_rows(page))
    desk.insert_rows(page.sheet, row)
    page.sheet.cell(row, 2).value = "一、硬件部分" if desk.source.lang == "zh" else "A. Hardware"
    page.sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=min(8, page.sheet.max_column))
    return True


@kind("rows filtered", plain=True)
def filtered(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    for line in rng.sample(page.standing, len(page.standing) // 2):
        page.sheet.row_dimensions[line.row].hidden = True
    return True


# --- hidden ids -------------------------------------------------------------------------------------------


def _id_cells(page: Page, new: bool = False) -> list[Cell]:
    return [x.id_cell for x in page.standing if x.id_cell is not None and stands(x.id_cell) and (new or not x.new)]


@kind("ids cleared in some rows")
def ids_cleared(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    cells = _id_cells(page) if page else []
    if len(cells) < 2:
        return False
    for cell in rng.sample(cells, 2):
        cell.value = None
    return True


@kind("all ids cleared")
def all_ids_cleared(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    cells = _id_cells(page) if page else []
    for cell in cells:
        cell.value = None
    return bool(cells)


@kind("an id filled down")
def ids_dragged(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
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
    page = _page(desk, rng)
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
    page = _page(desk, rng)
    cells = _id_cells(page) if page else []
    if len(cells) < 2:
        return False
    one, two = rng.sample(cells, 2)
    one.value, two.value = two.value, one.value
    return True
