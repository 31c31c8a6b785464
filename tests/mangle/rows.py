"""Damage to the rows of a table."""

from __future__ import annotations

import random

from mangle.desk import Desk
from mangle.filling import add_row
from mangle.kinds import kind
from mangle.truth import Line, Meant, Page, stands


def some_page(desk: Desk, rng: random.Random, lines: int = 3) -> Page | None:
    """A sheet on which the department types, with at least some rows."""
    pages = desk.tables(lines)
    return rng.choice(pages) if pages else None


def columns_of(page: Page, first: int = 2) -> range:
    """Numbers of the columns of a sheet; the hidden ids are in the first."""
    return range(first, page.sheet.max_column + 1)


def rows_of(page: Page) -> list[int]:
    """Numbers of the filled rows of a sheet."""
    return [line.row for line in page.standing]


@kind("title rows inserted above", plain=True)
def titles_added(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    count = rng.choice((1, 3, 12))
    desk.insert_rows(page.sheet, 1, count)
    page.sheet.cell(1, rng.choice((1, 2, 4))).value = "内部资料 请勿外传"
    return True


@kind("title rows deleted", plain=True)
def titles_deleted(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None or page.key_row < 2:
        return False
    desk.delete_rows(page.sheet, 1, page.key_row - 1)
    return True


@kind("title rows and key row deleted")
def head_deleted(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None or page.header_row < 2:
        return False
    desk.delete_rows(page.sheet, 1, page.header_row - 1)
    return True


@kind("key row deleted")
def keys_deleted(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None or not page.key_row or page.key_row >= page.header_row:
        return False
    desk.delete_rows(page.sheet, page.key_row)
    return True


@kind("everything above the data deleted")
def all_heads_deleted(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    desk.delete_rows(page.sheet, 1, page.header_row)
    return True


@kind("blank rows inserted", plain=True)
def blanks(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    if page is None:
        return False
    for row in sorted(rng.sample(rows_of(page), 2), reverse=True):
        desk.insert_rows(page.sheet, row, rng.choice((1, 2, 15)))
    return True


@kind("blank row between header and data", plain=True)
def below_header(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
    if page is None:
        return False
    desk.insert_rows(page.sheet, page.header_row + 1, rng.choice((1, 2)))
    return True


@kind("rows between keys and header", plain=True)
def above_header(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng, 1)
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
    row = rng.choice(rows_of(page))
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
    page = some_page(desk, rng, 1)
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
    page = some_page(desk, rng, 1)
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
    page = some_page(desk, rng, 4)
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
    page = some_page(desk, rng)
    lines = [x for x in page.standing if not x.new] if page else []
    if page is None or not lines:
        return False
    line = rng.choice(lines)
    row = line.row
    for col in columns_of(page):
        page.sheet.cell(row, col).value = None
    line.gone = True
    return True


@kind("rows sorted with their ids", plain=True)
def sorted_rows(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    if page is None:
        return False
    rows = rows_of(page)
    order = list(rows)
    rng.shuffle(order)
    desk.arrange(page.sheet, rows, order, columns_of(page, 1))
    return True


@kind("visible columns sorted, ids left")
def sorted_without_ids(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    if page is None:
        return False
    rows = rows_of(page)
    order = list(rows)
    rng.shuffle(order)
    desk.arrange(page.sheet, rows, order, columns_of(page))
    return True


@kind("free rows sorted among the others", plain=True)
def sorted_to_top(desk: Desk, rng: random.Random) -> object:
    """Sorted with free rows, which go to the top."""
    page = some_page(desk, rng)
    if page is None:
        return False
    filled = rows_of(page)
    free = [row[0].row for row in page.free if stands(row[0])]
    rows = sorted(filled + free)
    desk.arrange(page.sheet, rows, [*sorted(free), *filled], columns_of(page, 1))
    return True


@kind("one column sorted by itself")
def one_column_sorted(desk: Desk, rng: random.Random) -> object:
    """Values slip into other rows. Of what names rows that has to be asked; other columns say what they now say."""
    page = some_page(desk, rng, 4)
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


@kind("the tasks of rows sorted by themselves")
def tasks_sorted(desk: Desk, rng: random.Random) -> object:
    """Where ids follow from the task: the rest of each row, hidden id included, now stands beside another task."""
    pages = [p for p in desk.tables(4) if p.table.id_of is not None and p.col("task")]
    if not pages:
        return False
    page = rng.choice(pages)
    lines = [x for x in page.standing if not x.new]
    rows = [x.row for x in lines]
    cells = {x.row: x.cells["task"].cell for x in lines}
    order = rows[1:] + rows[:1]
    desk.arrange(page.sheet, rows, order, [page.col("task")])
    for line, old in zip(lines, order, strict=True):
        meant = line.cells["task"]
        meant.at[0], meant.doubt = cells[old], True
        meant.by.append("the tasks of rows sorted by themselves")
    return True


@kind("rows cut and pasted elsewhere", plain=True)
def moved(desk: Desk, rng: random.Random) -> object:
    """The place where they were stays blank."""
    page = some_page(desk, rng)
    if page is None:
        return False
    last = page.last_row
    for n, line in enumerate(rng.sample(page.standing, 2), 1):
        row = line.row
        desk.arrange(page.sheet, [row, last + n], [last + n, row], columns_of(page, 1))
    return True


@kind("visible part of rows cut and pasted elsewhere")
def moved_without_ids(desk: Desk, rng: random.Random) -> object:
    """The ids stay beside the blank."""
    page = some_page(desk, rng)
    if page is None:
        return False
    last = page.last_row
    for n, line in enumerate(rng.sample(page.standing, 2), 1):
        row = line.row
        desk.arrange(page.sheet, [row, last + n], [last + n, row], columns_of(page))
    return True


@kind("rows filtered", plain=True)
def filtered(desk: Desk, rng: random.Random) -> object:
    page = some_page(desk, rng)
    if page is None:
        return False
    for line in rng.sample(page.standing, len(page.standing) // 2):
        page.sheet.row_dimensions[line.row].hidden = True
    return True
