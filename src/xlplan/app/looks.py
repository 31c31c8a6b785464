"""How the project manager arranged a master, read from the file: what differs from what the program writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xlplan.app.extras import beside_headers
from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.core.text import Lang
from xlplan.excel.around import Around, SheetAround
from xlplan.excel.book import AUTHOR, column_letter
from xlplan.excel.locate import Located, markers
from xlplan.excel.racipage import letter_key
from xlplan.excel.reader import BookReader
from xlplan.excel.tablepage import ADDED, ADDED_WIDTH, column_width
from xlplan.forms.base import Table
from xlplan.model.looks import LookNote, SheetLook, look_of
from xlplan.template.resolve import Template

TOLERANCE = 2
"""Pixels by which other programs round the widths that they save."""


def read_looks(
    raw: RawWorkbook,
    around: Around | None,
    reader: BookReader,
    template: Template,
    lang: Lang,
    written: Iterable[SheetLook],
) -> tuple[tuple[SheetLook, ...], dict[str, int]]:
    """The looks of all sheets, and by sheet how many notes have no place to be kept.

    Of ``written``, which the master was written with, stays what the file can't show.
    """
    former = {(s.table, s.sheet): s for s in written}
    if around is None:
        return tuple(former.values()), {}
    tables = {table.key: table for _, table in template.tables()}
    views = {form.code for form in template.forms if not form.tables}
    found: dict[tuple[str, str], SheetLook] = {}
    unplaced: dict[str, int] = {}
    for sheet in raw.sheets:
        one = around.sheets.get(sheet.name, SheetAround(sheet.name))
        keys = [k for k, x in reader.located.items() if x.sheet is sheet and not x.context]
        key = keys[0] if keys else next((k for _, _, k, _ in markers(sheet)), "")
        if sheet.name.startswith("xl_"):
            continue
        if key in tables and key in reader.located:
            look = _Table(tables[key], reader.located[key], one, former.get((key, ""), SheetLook(key)), lang).look()
        elif key in views:
            notes = (_at(*note) for note in _notes(one))
            look = look_of(key, "", {}, set(), set(), {n.at: n for n in notes})
        elif key:
            if count := len(list(_notes(one))):
                unplaced[sheet.name] = count
            continue
        else:
            look = _own(one, sheet)
        if not look.is_empty:
            found[(look.table, look.sheet)] = look
    for place, look in former.items():
        if look.table and look.table in tables and look.table not in reader.located:
            found[place] = look  # the sheet is gone and will be back
    return tuple(found[k] for k in sorted(found)), unplaced


def _own(one: SheetAround, sheet: RawSheet) -> SheetLook:
    """Somebody's own sheet."""
    notes = {n.at: n for n in (_at(place, author, text) for place, author, text in _notes(one))}
    return look_of(
        "",
        sheet.name,
        {column_letter(c): _pixels(w) for c, w in one.widths.items() if c not in one.hidden_columns},
        {column_letter(c) for c in one.hidden_columns},
        {str(r + 1) for r in one.hidden_rows},
        notes,
    )


def _notes(one: SheetAround) -> Iterator[tuple[tuple[int, int], str, str]]:
    for place, note in sorted(one.notes.items()):
        if note.author != AUTHOR and note.text:
            yield place, note.author, note.text


def _at(place: tuple[int, int], author: str, text: str) -> LookNote:
    return LookNote("", "", f"{column_letter(place[1])}{place[0] + 1}", author, text)


def _pixels(width: float) -> int:
    return max(1, round(width * 7))


@dataclass
class _Table:
    """The sheet of one table or record, with what it was written with."""

    table: Table
    located: Located
    around: SheetAround
    former: SheetLook
    lang: Lang
    rows: dict[int, str] = field(init=False)
    columns: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        located, ids = self.located, self.located.id_column
        self.columns = {c: key for key, c in located.columns.items()}
        if self.table.shape == "table":
            self.columns |= {c: ADDED + header for header, c in beside_headers(located).items()}
        self.rows = {}
        if ids is not None and self.table.shape != "record":
            for r in range(located.first_row, located.sheet.height):
                if id_ := located.sheet.cell(r, ids).text.strip():
                    self.rows.setdefault(r, id_)

    def look(self) -> SheetLook:
        """What differs from what the program writes."""
        if self.table.shape != "table":
            return look_of(self.table.key, "", {}, set(), set(), self._notes())
        known, ids = set(self.columns.values()), set(self.rows.values())
        widths = {k: w for k, w in self.former.widths if k not in known}
        hidden = {k for k in self.former.hidden_columns if k not in known}
        for c, key in self.columns.items():
            if c in self.around.hidden_columns:
                hidden.add(key)
                widths.update((k, w) for k, w in self.former.widths if k == key)
            elif (width := self.around.widths.get(c)) is not None and not self._is_ours(key, _pixels(width)):
                widths[key] = _pixels(width)
        rows = {i for i in self.former.hidden_rows if i not in ids}
        if not self.around.filtered:
            rows |= {self.rows[r] for r in self.around.hidden_rows if r in self.rows}
        return look_of(self.table.key, "", widths, hidden, rows, self._notes())

    def _is_ours(self, key: str, pixels: int) -> bool:
        if not self.table.has(key) and not key.startswith(ADDED):
            return True
        width = ADDED_WIDTH if key.startswith(ADDED) else column_width(self.table.column(key), self.lang)
        ours = int(width * 7 + 0.5) + 5
        return abs(pixels - ours) <= TOLERANCE

    def _notes(self) -> dict[tuple[str, str, str], LookNote]:
        boxes = {place: key for key, place in self.located.cells.items()}
        ids, known = set(self.rows.values()), {*self.columns.values(), *boxes.values()}
        # What is not on the sheet keeps its note; so does a cell on which a note of ours stands instead.
        found = {
            n.at: n
            for n in self.former.notes
            if not n.cell and ((n.row and n.row not in ids) or (n.column and n.column not in known))
        }
        covered = {self._at(p, boxes) for p, note in self.around.notes.items() if note.author == AUTHOR}
        found.update({n.at: n for n in self.former.notes if n.at in covered})
        for place, author, text in _notes(self.around):
            at = self._at(place, boxes)
            found[at] = LookNote(*at, author, text)
        return found

    def _at(self, place: tuple[int, int], boxes: Mapping[tuple[int, int], str]) -> tuple[str, str, str]:
        r, c = place
        if place in boxes:
            return "", boxes[place], ""
        if self.table.shape == "matrix" and not self.columns.get(c, "").startswith(letter_key("")):
            return "", "", f"{column_letter(c)}{r + 1}"
        if c in self.columns and r in self.rows:
            return self.rows[r], self.columns[c], ""
        if c in self.columns and r == self.located.first_row - 1:
            return "", self.columns[c], ""
        return "", "", f"{column_letter(c)}{r + 1}"
