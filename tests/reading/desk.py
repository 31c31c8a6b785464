"""A returned copy in memory: what the reader would give of it, for hands that rearrange it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from xlplan.app.books import Submission, open_submission
from xlplan.app.check import check_submission
from xlplan.core.finding import Finding
from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.core.text import LANGS
from xlplan.excel.locate import markers
from xlplan.merging.sides import Edit, edits


class Table:
    """One table of a copy, found by its mark before anything is done to it."""

    def __init__(self, sheet: RawSheet, key_row: int, id_column: int) -> None:
        self.sheet, self.key_row, self.id_column = sheet, key_row, id_column
        self.first = key_row + 2
        self.keys = {v: c for c, v in enumerate(sheet.rows[key_row]) if isinstance(v, str) and c != id_column}

    def ids(self) -> list[tuple[int, str]]:
        """The rows with an id."""
        rows = range(self.first, self.sheet.height)
        return [(r, i) for r in rows if (i := self.sheet.cell(r, self.id_column).text)]

    def row(self, row_id: str) -> int:
        return next(r for r, i in self.ids() if i == row_id)

    def get(self, row: int, key: str) -> Any:
        return self.sheet.cell(row, self.keys[key]).value

    def put(self, row: int, col: int | str, value: Any) -> None:
        """Type something; the sheet grows as needed."""
        c = self.keys[col] if isinstance(col, str) else col
        rows = self.sheet.rows
        while len(rows) <= row:
            rows.append([])
        line = rows[row]
        line.extend([None] * (c + 1 - len(line)))
        line[c] = value

    def insert_column(self, at: int, values: Iterable[Any] = ()) -> None:
        """A new column; ``values`` from the top of the sheet."""
        given = list(values)
        for r, line in enumerate(self.sheet.rows):
            if len(line) >= at or r < len(given):
                line.extend([None] * (at - len(line)))
                line.insert(at, given[r] if r < len(given) else None)
        self.keys = {k: c + (c >= at) for k, c in self.keys.items()}
        self.id_column += self.id_column >= at

    def delete_column(self, at: int) -> None:
        for line in self.sheet.rows:
            if len(line) > at:
                del line[at]
        self.keys = {k: c - (c > at) for k, c in self.keys.items() if c != at}


class Desk:
    """A copy of a read workbook that may be rearranged."""

    def __init__(self, raw: RawWorkbook) -> None:
        self.raw = copy.deepcopy(raw)

    def sheet(self, name: str) -> RawSheet:
        return next(s for s in self.raw.sheets if s.name == name)

    def table(self, key: str, context: bool = False) -> Table:
        for sheet in self.raw.sheets:
            for row, col, table, rest in markers(sheet):
                if table == key and (rest == "context") == context:
                    return Table(sheet, row, col)
        raise KeyError(key)

    def drop(self, wanted: Callable[[RawSheet], bool]) -> None:
        """Delete sheets."""
        self.raw.sheets = [s for s in self.raw.sheets if not wanted(s)]

    def returned(self) -> Returned:
        return Returned(open_submission(self.raw, None, None))


class Returned:
    """What the reader makes of it."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    @property
    def findings(self) -> list[Finding]:
        """What is found; every sentence of it can be made."""
        found = list(check_submission(self.submission))
        for finding in found:
            for lang in LANGS:
                assert finding.message(lang) and finding.hint(lang)
        return found

    def named(self, name: str) -> list[Finding]:
        """The findings of one type."""
        return [x for x in self.findings if x.type.name == name]

    @property
    def names(self) -> set[str]:
        return {x.type.name for x in self.findings}

    @property
    def edits(self) -> list[Edit]:
        side, template = self.submission.side, self.submission.template
        assert side is not None and template is not None
        return edits(side, template)

    @property
    def changed(self) -> set[tuple[str, str, str, str]]:
        """Certain edits, as table, row, column and value; raw cells are given apart."""
        return {(e.table, e.row_id, e.key, str(e.value)) for e in self.edits if not e.unreadable and not e.aside}


def folder(path: Path) -> Path:
    path.mkdir(exist_ok=True)
    return path
