"""A good submission: an issued copy with random legitimate edits, spelt as the form asks."""

from __future__ import annotations

import random

from mangle.desk import Desk
from mangle.truth import Line, Meant, Page
from xlplan.ownership.rights import may_edit

PLAIN_ROWS = ("wbs", "people", "risks", "actions", "resources", "budget")
"""Tables to which rows are added that need no more than what is drawn here."""


def fill(desk: Desk, rng: random.Random, edits: int = 30, rows: int = 4) -> None:
    """Change cells that the department owns, clear a few, and add rows in the free ones."""
    _change(desk, rng, edits)
    pages = [p for p in desk.tables(0) if p.table.key in PLAIN_ROWS]
    for page in rng.sample(pages, min(rows, len(pages))):
        add_row(desk, rng, page)


def _change(desk: Desk, rng: random.Random, count: int) -> None:
    found = [
        (page, key, meant)
        for page in desk.pages
        for line in page.lines
        for key, meant in line.cells.items()
        # What a row is recognised by stays: whether a row that is called otherwise is another one is tested apart.
        if meant.open and key not in page.table.natural and (not desk.focus or page.table.key in desk.focus)
    ]
    for page, key, meant in rng.sample(found, min(count, len(found))):
        column = page.column(key)
        value = None if meant.base is not None and rng.random() < 0.12 else desk.draw(rng, column)
        if value is not None or meant.base is not None:
            desk.write(meant, column, value)


def add_row(desk: Desk, rng: random.Random, page: Page, at: int = 0) -> Line | None:
    """Fill in a free row (or the sheet row ``at``): what is required and some more."""
    table, department = page.table, desk.source.department
    if at:
        cells = {key: page.sheet.cell(at, page.col(key)) for key in page.heads if page.col(key)}
    else:
        if not page.free:
            return None
        row = page.free.pop(0)
        cells = {key: c for key in page.heads for c in row if c.column == page.col(key)}
    line = Line(table, "", new=True)
    owner = {table.owner_field: department}
    for key, cell in cells.items():
        if not page.column(key).is_input or key not in desk.snapshot.columns[table.key]:
            continue
        column = page.column(key)
        line.cells[key] = meant = Meant(None, None, [cell])
        meant.open = may_edit(table, column, "", owner, department, is_new=True, dept_of=desk.dept_of)
        if key in (table.owner_field, "code", "number", "row_state") or not meant.open:
            continue
        if column.required or rng.random() < 0.3:
            value = _parent(desk, rng) if key == "parent" else desk.draw(rng, column)
            if key == "dept" and column.required:
                value = department
            if value is not None:
                desk.write(meant, column, value)
    if not any(m.want is not None for m in line.cells.values()):
        return None
    page.lines.append(line)
    return line


def _parent(desk: Desk, rng: random.Random) -> str | None:
    """A summary above one of the department's own tasks."""
    names = desk.snapshot.names["task"]
    codes = {entry[0]: i for i, entry in names.items() if entry[0]}
    above = [codes[up] for i in desk.own_tasks if (up := str(names[i][0]).rpartition(".")[0]) in codes]
    return rng.choice(above) if above else None
