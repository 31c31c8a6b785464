"""Damage to whole sheets."""

from __future__ import annotations

import random
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from mangle.desk import Desk
from mangle.kinds import kind
from mangle.truth import Page, stands

GUIDES = ("填写说明", "Guide", "How to fill in")


def _page(desk: Desk, rng: random.Random, lines: int = 1) -> Page | None:
    pages = desk.tables(lines)
    return rng.choice(pages) if pages else None


def _free_title(desk: Desk, wanted: str) -> str:
    titles = {s.title for s in desk.book.worksheets}
    title, n = wanted[:31], 1
    while title in titles:
        n += 1
        title = f"{wanted[:26]} ({n})"
    return title


def ours(sheet: Worksheet) -> bool:
    """Whether a sheet is one of those that nobody sees."""
    return sheet.title.startswith("xl_")


@kind("sheet renamed", plain=True)
def renamed(desk: Desk, rng: random.Random) -> object:
    pages = [p for p in desk.pages if p.sheet in desk.book.worksheets]
    if not pages:
        return False
    for page in rng.sample(pages, min(3, len(pages))):
        page.sheet.title = _free_title(
            desk, rng.choice(("Sheet1", "最终版", page.sheet.title[:20] + "_v2", "副本 明细"))
        )
    return True


@kind("sheets reordered", plain=True)
def reordered(desk: Desk, rng: random.Random) -> object:
    rng.shuffle(desk.book._sheets)
    desk.book.active = 0
    return True


@kind("sheets hidden", plain=True)
def hidden(desk: Desk, rng: random.Random) -> object:
    for page in rng.sample(desk.pages, min(4, len(desk.pages))):
        page.sheet.sheet_state = "hidden"
    return any(s.sheet_state == "visible" for s in desk.book.worksheets)


@kind("sheets very hidden", plain=True)
def very_hidden(desk: Desk, rng: random.Random) -> object:
    for page in rng.sample(desk.pages, min(4, len(desk.pages))):
        page.sheet.sheet_state = "veryHidden"
    return any(s.sheet_state == "visible" for s in desk.book.worksheets)


@kind("hidden sheets shown", plain=True)
def shown(desk: Desk, _: random.Random) -> object:
    for sheet in desk.book.worksheets:
        sheet.sheet_state = "visible"
    return True


@kind("sheet deleted")
def deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None or len(desk.book.worksheets) < 6:
        return False
    # Where a copy that says otherwise is left, nobody doubts any more: that is another story.
    if any(c.parent is not page.sheet for x in page.lines for m in x.cells.values() for c in m.at):
        return False
    desk.book.remove(page.sheet)
    return True


@kind("context sheet deleted")
def context_deleted(desk: Desk, rng: random.Random) -> object:
    pages = [p for p in desk.pages if p.context and p.sheet in desk.book.worksheets]
    if not pages:
        return False
    page = rng.choice(pages)
    desk.book.remove(page.sheet)
    for line in page.lines:
        line.gone = True
    return True


@kind("guide deleted", plain=True)
def guide_deleted(desk: Desk, _: random.Random) -> object:
    sheet = desk.book.worksheets[0]
    if any(p.sheet is sheet for p in desk.pages) or ours(sheet):
        return False
    desk.book.remove(sheet)
    return True


@kind("lists deleted", plain=True)
def lists_deleted(desk: Desk, _: random.Random) -> object:
    return _drop(desk, "xl_lists")


@kind("identity sheet deleted", plain=True)
def identity_deleted(desk: Desk, _: random.Random) -> object:
    """The custom properties still say what the file is."""
    return bool(desk.book.custom_doc_props.names) and _drop(desk, "xl_identity")


@kind("custom properties lost", plain=True)
def properties_lost(desk: Desk, _: random.Random) -> object:
    """The hidden sheet still says what the file is."""
    return any(s.title == "xl_identity" for s in desk.book.worksheets) and _drop_properties(desk)


def _drop_properties(desk: Desk) -> bool:
    for name in list(desk.book.custom_doc_props.names):
        del desk.book.custom_doc_props[name]
    return True


@kind("identity and properties lost")
def all_identity_lost(desk: Desk, _: random.Random) -> object:
    return _drop_properties(desk) and _drop(desk, "xl_identity")


@kind("base sheet deleted")
def base_deleted(desk: Desk, _: random.Random) -> object:
    return _drop(desk, "xl_base")


@kind("base damaged")
def base_damaged(desk: Desk, rng: random.Random) -> object:
    sheet = next((s for s in desk.book.worksheets if s.title == "xl_base"), None)
    if sheet is None:
        return False
    cell = sheet.cell(1, 1)
    text = str(cell.value)
    at = rng.randrange(len(text) // 2)
    cell.value = text[:at] + rng.choice(("", "A", "*")) + text[at + 7 :]
    return True


@kind("all hidden sheets and properties lost")
def nothing_hidden(desk: Desk, _: random.Random) -> object:
    _drop_properties(desk)
    dropped = [_drop(desk, name) for name in ("xl_identity", "xl_base", "xl_lists")]
    return all(dropped)


def _drop(desk: Desk, title: str) -> bool:
    sheet = next((s for s in desk.book.worksheets if s.title == title), None)
    if sheet is None:
        return False
    desk.book.remove(sheet)
    return True


def _copied(desk: Desk, page: Page) -> tuple[Worksheet, dict[Any, Any]]:
    """A copy of a sheet and, for each of its cells that mean something, the cell of the copy."""
    sheet = desk.book.copy_worksheet(page.sheet)
    sheet.title = _free_title(desk, page.sheet.title[:24] + " (2)")
    twins = {
        id(m): sheet.cell(m.cell.row, m.cell.column)
        for line in page.lines
        for m in line.cells.values()
        if stands(m.cell)
    }
    # An added row has no id of its own; it is the same one wherever it is read.
    for line in page.lines:
        for meant in line.cells.values() if line.new else ():
            if id(meant) in twins:
                meant.at.append(twins[id(meant)])
    return sheet, twins


@kind("sheet copied", plain=True)
def copied(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    _copied(desk, page)
    return True


@kind("sheet copied and the copy edited")
def copied_and_edited(desk: Desk, rng: random.Random) -> object:
    """Which of the two counts nobody can know."""
    page = _page(desk, rng)
    if page is None:
        return False
    _, twins = _copied(desk, page)
    found = [(k, m) for x in page.lines for k, m in x.cells.items() if m.open and id(m) in twins and not m.doubt]
    for key, meant in rng.sample(found, min(3, len(found))):
        value = desk.draw(rng, page.column(key))
        if value is None or value == meant.want or key in page.table.natural:
            continue
        was, twin = meant.want, twins[id(meant)]
        original, style = meant.cell.value, meant.cell.data_type
        desk.write(meant, page.column(key), value)
        twin.value, twin.data_type = meant.cell.value, meant.cell.data_type
        meant.cell.value, meant.cell.data_type = original, style
        meant.want, meant.doubt = was, True
        if twin not in meant.at:
            meant.at.append(twin)
        meant.by.append("sheet copied and the copy edited")
    return bool(found)


@kind("sheet copied and the original deleted", plain=True)
def copied_and_deleted(desk: Desk, rng: random.Random) -> object:
    page = _page(desk, rng)
    if page is None:
        return False
    title = page.sheet.title
    sheet, twins = _copied(desk, page)
    for line in page.lines:
        for meant in line.cells.values():
            if id(meant) in twins:
                meant.at[0] = twins[id(meant)]
        if line.id_cell is not None and stands(line.id_cell):
            line.id_cell = sheet.cell(line.id_cell.row, line.id_cell.column)
    there = {key: c for key, c in page.heads.items() if stands(c)}
    page.heads = {key: sheet.cell(c.row, c.column) for key, c in there.items()}
    page.keys = {key: sheet.cell(c.row, c.column) for key, c in page.keys.items() if stands(c)}
    page.free = [[sheet.cell(c.row, c.column) for c in row if stands(c)] for row in page.free]
    if page.marker is not None and stands(page.marker):
        page.marker = sheet.cell(page.marker.row, page.marker.column)
    if page.id_head is not None and stands(page.id_head):
        page.id_head = sheet.cell(page.id_head.row, page.id_head.column)
    desk.book.remove(page.sheet)
    page.sheet = sheet
    sheet.title = title if rng.random() < 0.5 else sheet.title
    return True


@kind("protected sheets", plain=True)
def protected(desk: Desk, _: random.Random) -> object:
    for sheet in desk.book.worksheets:
        sheet.protection.sheet = True
        sheet.protection.password = "1234"
    return True


@kind("defined names lost", plain=True)
def names_lost(desk: Desk, _: random.Random) -> object:
    desk.book.defined_names.clear()
    return True


@kind("validations and conditional formats lost", plain=True)
def checks_lost(desk: Desk, _: random.Random) -> object:
    for sheet in desk.book.worksheets:
        sheet.data_validations.dataValidation.clear()
        sheet.conditional_formatting = type(sheet.conditional_formatting)()
    return True


@kind("tables turned into ranges", plain=True)
def ranges(desk: Desk, _: random.Random) -> object:
    for sheet in desk.book.worksheets:
        sheet.tables.clear()
    return True


@kind("all formats cleared", plain=True)
def formats_cleared(desk: Desk, _: random.Random) -> object:
    """Cleared with Ctrl+A: dates show as numbers, shares as fractions of 1."""
    for page in desk.pages:
        if page.is_record or page.sheet not in desk.book.worksheets:
            continue
        for row in page.sheet.iter_rows():
            for cell in row:
                cell._style = type(cell._style)()
    return True


@kind("sheets of their own added", plain=True)
def own_sheets(desk: Desk, rng: random.Random) -> object:
    sheet = desk.book.create_sheet(_free_title(desk, "研发部周会"), rng.randrange(4))
    for row in (("日期", "议题", "结论"), ("2026-11-02", "天线", "改版"), (None, "合计", 3)):
        sheet.append(row)
    sheet.cell(9, 7).value = "任务"
    return True


@kind("a list of tasks on a sheet of their own", plain=True)
def lookalike(desk: Desk, rng: random.Random) -> object:
    """A working list with the headers of a table, which is not the table."""
    page = _page(desk, rng)
    if page is None:
        return False
    sheet = desk.book.create_sheet(_free_title(desk, "工作稿"), 0)
    keys = page.inputs[:7]
    sheet.append([page.heads[k].value for k in keys])
    for line in page.standing[:3]:
        sheet.append([line.cells[k].cell.value if k in line.cells else None for k in keys])
    sheet.append(["草稿"] * len(keys))
    return True
