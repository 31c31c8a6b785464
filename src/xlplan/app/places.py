"""Which cell people mean: a sheet and an address, or form, row and column in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlplan.app.books import Master
from xlplan.app.journal_edits import Labels
from xlplan.core.errors import UsageError
from xlplan.core.near import nearest
from xlplan.core.normal import key
from xlplan.core.text import Lang, Text
from xlplan.forms.base import Table
from xlplan.model.plan import CellKey

HOW = Text(
    "请写“工作表!单元格”，或表单、行、列三项，例如：wbs 1.2 工期",
    "write sheet!cell, or form, row and column, as in: wbs 1.2 duration",
)
NO_CELL = Text("{place} 不是数据单元格。{how}", "{place} holds nothing that is recorded; {how}")
NO_FORM = Text("没有名为“{name}”的表单{near}；可用：{known}", "there is no form “{name}”{near}; known are {known}")
NO_ROW = Text("{form}里没有“{name}”这一行", "{form} has no row “{name}”")
MANY_ROWS = Text(
    "{form}里有 {n} 行叫“{name}”：{known}，请写行标识", "{form} has {n} rows called “{name}”: {known}; give the id"
)
NO_COLUMN = Text(
    "{form}里没有“{name}”这一列{near}；可用：{known}", "{form} has no column “{name}”{near}; known are {known}"
)
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True)
class Spot:
    """A cell of the plan, with what people call its row."""

    cell: CellKey
    label: str


def find_cell(master: Master, place: Sequence[str], lang: Lang) -> Spot:
    """The cell that is meant. UsageError where that is none, or more than one."""
    labels = Labels(master.template, lang, master.plan)
    joined = " ".join(place).strip()
    sheet, mark, address = joined.rpartition("!")
    if mark and (match := _CELL.fullmatch(address.strip())):
        return _on_sheet(master, sheet.strip().strip("'"), f"{match[1].upper()}{match[2]}", labels)
    words = list(place) if len(place) > 1 else [x for x in re.split(r"[/／]|\s+", joined) if x]
    if len(words) < 2:
        raise UsageError(NO_CELL, place=joined, how=HOW)
    table = _table(master, words[0], words[-1])
    column = _column(table, words[-1], lang)
    row_id = _row(master, table, " ".join(words[1:-1]), labels)
    return Spot((table.key, row_id, column), labels.of(table.key, row_id))


def _on_sheet(master: Master, sheet: str, address: str, labels: Labels) -> Spot:
    for table, read in master.reading.tables.items():
        for row in read.rows:
            for column, at in row.places.items():
                if at.cell == address and key(at.sheet) == key(sheet) and row.id in master.plan.rows(table):
                    return Spot((table, row.id, column), labels.of(table, row.id))
    raise UsageError(NO_CELL, place=f"{sheet}!{address}", how=HOW)


def _table(master: Master, name: str, column: str) -> Table:
    """The table that is called so; of a form with several the one with the column."""
    wanted = key(name)
    template = master.template
    found = [t for f, t in template.tables() if wanted in map(key, (t.key, *t.title.both, f.code, *f.title.both))]
    exact = [t for t in found if wanted == key(t.key)] or found
    if not found:
        known = [t.key for _, t in template.tables()]
        called = {title for f, _ in template.tables() for title in f.title.both}
        raise UsageError(NO_FORM, name=name, near=nearest(name, (*known, *called)), known=", ".join(known))
    return next((t for t in exact if _columns(t, column)), exact[0])


def _columns(table: Table, name: str) -> list[str]:
    wanted = key(name)
    return [c.key for c in table.inputs if wanted in map(key, (c.key, *c.header.both, *c.aliases))]


def _column(table: Table, name: str, lang: Lang) -> str:
    found = _columns(table, name)
    if not found:
        known = ", ".join(c.header(lang) for c in table.inputs)
        names = [x for c in table.inputs for x in (c.key, *c.header.both)]
        raise UsageError(NO_COLUMN, form=table.title, name=name, near=nearest(name, names), known=known)
    return found[0]


def _row(master: Master, table: Table, name: str, labels: Labels) -> str:
    rows = master.plan.rows(table.key)
    if table.shape == "record" and not name:
        return next(iter(rows), table.prefix)
    if name in rows:
        return name
    wanted = key(name)
    called = {i: labels.of(table.key, i) for i in rows}
    found = [i for i in rows if wanted in _spellings(called[i], _numbers(master, table, i))]
    found = _newest(found or [i for i in rows if wanted == key(called[i].partition(" ")[0])])
    if not found:
        raise UsageError(NO_ROW, form=table.title, name=name)
    if len(found) > 1:
        raise UsageError(MANY_ROWS, form=table.title, name=name, n=len(found), known=", ".join(found[:8]))
    return found[0]


def _newest(found: list[str]) -> list[str]:
    """Of one row in several rounds (``t024@3``) the newest; anything else as it is."""
    rounds = [i.rpartition("@") for i in found]
    if len({thing for thing, _, _ in rounds}) == 1 and all(thing and n.isdigit() for thing, _, n in rounds):
        return [max(found, key=lambda i: int(i.rpartition("@")[2]))]
    return found


def _numbers(master: Master, table: Table, row_id: str) -> Iterable[str]:
    row = master.plan.rows(table.key)[row_id]
    return [str(row.cell(k)) for k in ("code", "number", "name") if table.has(k) and row.cell(k) is not None]


def _spellings(label: str, numbers: Iterable[str]) -> set[str]:
    return {key(label), *map(key, numbers)}
