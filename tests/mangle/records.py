"""Damage to paper forms, whose values are found by keys beside the lines and marks above the columns."""

from __future__ import annotations

import random

from mangle.desk import Desk
from mangle.kinds import kind
from mangle.truth import Line, Meant, Page, stands


def _page(desk: Desk) -> tuple[Page, Line] | None:
    pages = desk.records()
    return (pages[0], pages[0].lines[0]) if pages else None


def _lines(line: Line) -> dict[int, list[tuple[str, Meant]]]:
    """Inputs by sheet row."""
    found: dict[int, list[tuple[str, Meant]]] = {}
    for key, meant in line.cells.items():
        if stands(meant.cell):
            found.setdefault(meant.cell.row, []).append((key, meant))
    return found


@kind("lines inserted into a record", "record", plain=True)
def inserted(desk: Desk, rng: random.Random) -> object:
    if (found := _page(desk)) is None:
        return False
    page, line = found
    for row in sorted(rng.sample(sorted(_lines(line)), 3), reverse=True):
        desk.insert_rows(page.sheet, row, rng.choice((1, 2)))
        page.sheet.cell(row, 2).value = rng.choice((None, "补充说明"))
    return True


@kind("lines of a record moved", "record", plain=True)
def moved(desk: Desk, rng: random.Random) -> object:
    """A line cut and pasted below the last one, its hidden key included."""
    if (found := _page(desk)) is None:
        return False
    page, line = found
    row, last = rng.choice(sorted(_lines(line))), page.sheet.max_row + 1
    for area in list(page.sheet.merged_cells.ranges):
        if area.min_row <= row <= area.max_row:
            page.sheet.unmerge_cells(str(area))
    desk.arrange(page.sheet, [row, last], [last, row], range(1, page.sheet.max_column + 1))
    return True


@kind("labels of a record rewritten", "record", plain=True)
def labels(desk: Desk, rng: random.Random) -> object:
    if (found := _page(desk)) is None:
        return False
    page, line = found
    for row in rng.sample(sorted(_lines(line)), 4):
        page.sheet.cell(row, 2).value = rng.choice(("（见附件）", None, "Label"))
    return True


@kind("a column inserted into a record", "record", plain=True)
def column(desk: Desk, rng: random.Random) -> object:
    if (found := _page(desk)) is None:
        return False
    page, _ = found
    for area in list(page.sheet.merged_cells.ranges):
        page.sheet.unmerge_cells(str(area))
    desk.insert_cols(page.sheet, rng.choice((2, 3, 4)))
    return True


@kind("a line of a record deleted", "record")
def deleted(desk: Desk, rng: random.Random) -> object:
    if (found := _page(desk)) is None:
        return False
    page, line = found
    row = rng.choice(sorted(_lines(line)))
    for area in list(page.sheet.merged_cells.ranges):
        if area.min_row <= row <= area.max_row:
            page.sheet.unmerge_cells(str(area))
    desk.delete_rows(page.sheet, row)
    return True


@kind("a key of a record cleared", "record")
def key_cleared(desk: Desk, rng: random.Random) -> object:
    if (found := _page(desk)) is None:
        return False
    page, line = found
    page.sheet.cell(rng.choice(sorted(_lines(line))), 1).value = None
    return True


@kind("all keys of a record cleared", "record")
def keys_cleared(desk: Desk, rng: random.Random) -> object:
    if (found := _page(desk)) is None:
        return False
    page, line = found
    for row in _lines(line):
        page.sheet.cell(row, 1).value = None
    return True


@kind("the marks above a record cleared", "record")
def marks_cleared(desk: Desk, rng: random.Random) -> object:
    """The marker is left, the marks of the columns are not."""
    if (found := _page(desk)) is None or found[0].marker is None or not stands(found[0].marker):
        return False
    page = found[0]
    row = page.marker.row  # type: ignore[union-attr]
    for col in range(2, page.sheet.max_column + 1):
        page.sheet.cell(row, col).value = None
    return True


@kind("the marks above a record and a column inserted", "record")
def marks_cleared_and_moved(desk: Desk, rng: random.Random) -> object:
    return marks_cleared(desk, rng) and column(desk, rng)


@kind("the marker of a record cleared", "record")
def marker_cleared(desk: Desk, _: random.Random) -> object:
    if (found := _page(desk)) is None or found[0].marker is None or not stands(found[0].marker):
        return False
    found[0].marker.value = None
    return True


@kind("a line of a record copied and changed", "record")
def copied(desk: Desk, rng: random.Random) -> object:
    """The same input twice with other values: which counts has to be asked."""
    if (found := _page(desk)) is None:
        return False
    page, line = found
    rows = {r: m for r, m in _lines(line).items() if any(x.open and not x.doubt for _, x in m)}
    if not rows:
        return False
    row = rng.choice(sorted(rows))
    target = page.sheet.max_row + 1
    desk.copy_row(page.sheet, row, target)
    for key, meant in rows[row]:
        value = desk.draw(rng, page.column(key))
        if not meant.open or value is None or value == meant.want or meant.doubt:
            continue
        twin = page.sheet.cell(target, meant.cell.column)
        desk.write(Meant(None, None, [twin]), page.column(key), value)
        meant.doubt = True
        meant.at.append(twin)
        meant.by.append("a line of a record copied and changed")
    return True


@kind("a value of a record typed beside its cell", "record")
def beside(desk: Desk, rng: random.Random) -> object:
    """The cell itself is blank, what was meant for it stands right of the form."""
    if (found := _page(desk)) is None:
        return False
    page, line = found
    cells = [m for m in line.cells.values() if m.open and m.want is not None and not m.doubt and stands(m.cell)]
    if not cells:
        return False
    meant = rng.choice(cells)
    away = page.sheet.cell(meant.cell.row, 9)
    away.value, meant.cell.value = meant.cell.value, None
    meant.doubt = meant.base is not None
    if not meant.doubt:
        meant.want = None
    meant.by.append("a value of a record typed beside its cell")
    return True
