"""What of a returned file stands nowhere in the one that is written again, by going through all its cells.

A cell is accounted for where it was read into a row that is written, where it is a heading, hint or key that the new
sheet has as well, or where it was calculated. Everything else is listed with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlplan.app.annotate_cells import position
from xlplan.app.annotate_rows import TableLines
from xlplan.core.finding import Place
from xlplan.core.raw import RawCell, RawSheet, RawWorkbook
from xlplan.excel.book import column_letter
from xlplan.excel.locate import Located
from xlplan.excel.onepage import VIEW as ONE_PAGE
from xlplan.excel.problempage import HEADER, LEFT, LEFT_HEADS, PROBLEM_HEADS, PROBLEMS, Leftover, is_returned
from xlplan.excel.reader import BookReader
from xlplan.excel.tablepage import MARKER
from xlplan.model.carried import CarriedSheet
from xlplan.model.read import ReadRow

Cells = set[tuple[int, int]]


def sheet_mark(sheet: RawSheet) -> str:
    """The mark by which a sheet is one of the program's; empty where it has none."""
    for row in sheet.rows[:60]:
        for value in row[:40]:
            if isinstance(value, str) and value.startswith(MARKER):
                return value.strip()
    return ""


def extra_sheets(raw: RawWorkbook, reader: BookReader) -> list[tuple[CarriedSheet, bool]]:
    """Sheets that people added, as they stand, and whether they are hidden.

    So are copies of a table's sheet that say anything other than the one that is read: they lose their keys.
    """
    used = {id(x.sheet): key for key, x in [*reader.located.items(), *reader.context.items()]}
    read = {sheet_mark(s): set(_texts(s)) for s in raw.sheets if id(s) in used}
    found = []
    for sheet in raw.sheets:
        if id(sheet) in used or sheet.name.startswith("xl_"):
            continue
        mark = sheet_mark(sheet)
        if mark and (mark not in read or set(_texts(sheet)) <= read[mark]):
            continue
        found.append((CarriedSheet(sheet.name, tuple(_rows(sheet, mark))), sheet.state != "visible"))
    return found


def _texts(sheet: RawSheet) -> Iterator[str]:
    for _, _, cell in cells(sheet):
        yield _plain(cell.text)


def _rows(sheet: RawSheet, mark: str) -> Iterator[tuple[RawCell | None, ...]]:
    found = {(r, c): cell for r, c, cell in cells(sheet)}
    at = next((place for place, cell in found.items() if cell.text.strip() == mark), None) if mark else None
    for r in range(1 + max((r for r, _ in found), default=-1)):
        width = 1 + max((c for row, c in found if row == r), default=-1)
        yield tuple(None if at and (r == at[0] or c == at[1]) else found.get((r, c)) for c in range(width))


def cells(sheet: RawSheet) -> Iterator[tuple[int, int, RawCell]]:
    """All cells in which something stands, in the order of reading."""
    known = {(r, c) for r, row in enumerate(sheet.rows) for c, value in enumerate(row) if value is not None}
    for r, c in sorted(known | set(sheet.errors) | sheet.uncached):
        cell = sheet.cell(r, c)
        if not cell.is_blank:
            yield r, c, cell


class Account:
    """Goes through a returned file; ``unsaid`` are cells by sheet and address that were read and are not written."""

    def __init__(
        self, raw: RawWorkbook, reader: BookReader, lines: Mapping[str, TableLines], unsaid: set[tuple[str, str]]
    ) -> None:
        self.raw, self.reader, self.lines, self.unsaid = raw, reader, lines, unsaid
        self.used = {id(x.sheet): x for x in [*reader.located.values(), *reader.context.values()]}

    def left(self, written: Mapping[str, set[str]]) -> list[Leftover]:
        """What is not there yet; ``written`` has the texts of each new sheet."""
        texts = {name: {_plain(text) for text in found} for name, found in written.items()}
        by_mark = {text: found for found in texts.values() for text in found if text.startswith(MARKER)}
        everything = set().union(*texts.values())
        found: list[Leftover] = []
        for sheet in self.raw.sheets:
            if sheet.name.startswith("xl_"):
                continue
            mark = sheet_mark(sheet)
            here = by_mark.get(mark, everything)
            if is_returned(mark):
                found += _kept(sheet, is_returned(mark))
            elif id(sheet) in self.used:
                found += self._of_table(sheet, self.used[id(sheet)], here)
            elif mark.startswith(f"{MARKER}{ONE_PAGE}:"):
                found += self._of_page(sheet, everything)
            elif mark and mark not in {sheet_mark(x.sheet) for x in self.used.values()}:
                found += _others(sheet, set(), here)
        return list(dict.fromkeys(found))

    def _of_table(self, sheet: RawSheet, located: Located, here: set[str]) -> Iterator[Leftover]:
        if located.cells:
            yield from _others(sheet, set(located.cells.values()), here)
            return
        yield from _others(sheet, self._read(located), here, located.first_row, located.id_column)

    def _read(self, located: Located) -> Cells:
        """The cells of a table's sheet that went into a line, or into one that says the same."""
        done: Cells = set()
        for lines in self.lines.values():
            for is_context in (False, True):
                if lines.home(is_context) is not located:
                    continue
                for line in lines.context if is_context else lines.own:
                    if line.read:
                        done |= self._cells_of(line.read, located)
                    if line.source:
                        columns = [located.columns.get(k) for k in line.source.shown]
                        columns += [located.beside.get(k) for k in line.source.beside]
                        done |= _beside(line.source.places.values(), columns)
                for copy, line in lines.copies:
                    done |= self._cells_of(copy, located)
                    same = line.source or copy
                    columns = [located.columns.get(k) for k, v in copy.shown.items() if same.shown.get(k) == v]
                    columns += [located.beside.get(k) for k, v in copy.beside.items() if same.beside.get(k) == v]
                    done |= _beside(copy.places.values(), columns)
        return done

    def _cells_of(self, row: ReadRow, located: Located) -> Cells:
        """The cells of a row that are written, and what says the same in a second column of the same key."""
        found: Cells = set()
        for key, place in row.places.items():
            at = position(place.cell)
            if at is None or (place.sheet, place.cell) in self.unsaid:
                continue
            found.add(at)
            text = located.sheet.cell(*at).text.strip()
            others = ((at[0], c) for c in located.twice.get(key, ()))
            found |= {other for other in others if located.sheet.cell(*other).text.strip() == text}
        return found

    def _of_page(self, sheet: RawSheet, everything: set[str]) -> Iterator[Leftover]:
        """A page of a single row is calculated; formats without formulas don't tell what was typed there."""
        if self.reader.unformatted:
            return
        typed = {(r, c) for r, c, cell in cells(sheet) if cell.formula is None}
        formulas = {(r, c) for r, c, _ in cells(sheet)} - typed
        yield from _others(sheet, formulas, everything)


def _others(
    sheet: RawSheet, done: Cells, here: set[str], first_row: int | None = None, id_column: int | None = None
) -> Iterator[Leftover]:
    """Cells that are not done; outside the rows of a table, headings and hints of the new sheet don't count."""
    for r, c, cell in cells(sheet):
        is_around = first_row is None or r < first_row or c == id_column
        if (r, c) not in done and not (is_around and _plain(cell.text) in here):
            yield _leftover(sheet, r, c, cell)


def _leftover(sheet: RawSheet, r: int, c: int, cell: RawCell) -> Leftover:
    text = f"={cell.formula or ''}" if cell.uncached else cell.text
    return Leftover(sheet.name, f"{column_letter(c)}{r + 1}", text)


def _beside(places: Iterable[Place], columns: Iterable[int | None]) -> Cells:
    """Cells of a row in other columns than those with a place."""
    row = next((at[0] for p in places if (at := position(p.cell))), None)
    return set() if row is None else {(row, c) for c in columns if c is not None}


def _kept(sheet: RawSheet, which: str) -> Iterator[Leftover]:
    """What a list of an earlier file said was left, and what people wrote beside such a list."""
    width = len(PROBLEM_HEADS) if which == PROBLEMS else len(LEFT_HEADS)
    for r in range(HEADER + 1, sheet.height):
        texts = [sheet.cell(r, c).text for c in range(1, width + 1)]
        if which == LEFT and any(texts):
            yield Leftover(*texts)
        for c in (0, *range(width + 1, sheet.width)):
            if not sheet.cell(r, c).is_blank:
                yield _leftover(sheet, r, c, sheet.cell(r, c))


def _plain(text: str) -> str:
    """A text regardless of how its white space was kept."""
    return " ".join(text.split())
