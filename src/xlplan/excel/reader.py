"""Reads a workbook's tables as cells, wherever :mod:`xlplan.excel.locate` found them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from xlplan.core.cell import BLANK, Blank, Problem, Value
from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.kinds.base import Ctx
from xlplan.core.names import Names
from xlplan.core.normal import key as normal_key
from xlplan.core.problems import problem_finding, repair_finding
from xlplan.core.raw import EMPTY, RawCell, RawSheet, RawValue, RawWorkbook
from xlplan.core.text import Lang
from xlplan.excel import structure_findings as f
from xlplan.excel.book import column_letter
from xlplan.excel.identity import VERSION
from xlplan.excel.line_places import LinePlaces
from xlplan.excel.locate import HISTORY, Located, Locator
from xlplan.excel.paperpage import HELPER_COLUMN
from xlplan.excel.racipage import letter_key
from xlplan.excel.recordkeys import SLOTS, line_keys
from xlplan.excel.spots import Spot, covered_cells
from xlplan.excel.strays import StrayRows, row_texts
from xlplan.forms.base import Column, Table
from xlplan.forms.raci import mark_id
from xlplan.model.read import Reading, ReadRow, ReadTable, Stray
from xlplan.template.resolve import Template


class BookReader:
    """Reads the tables of one workbook. ``columns`` limits what is expected of each table (a copy shows less).

    Of a workbook ``written_as`` an earlier format nothing is missed that came later.
    """

    def __init__(
        self,
        book: RawWorkbook,
        template: Template,
        lang: Lang,
        columns: Mapping[str, tuple[str, ...]] | None = None,
        written_as: int = VERSION,
    ) -> None:
        self.book, self.template, self.lang = book, template, lang
        self.expected = columns
        self.written_as = written_as
        self.reading = Reading()
        self.file = book.name
        # Formats other than xlsx don't tell number formats; per cent columns have theirs since they were issued.
        self.unformatted = any(note.code == "no-cell-flags" for note in book.notes)
        self._locator = Locator(book, template, lang, self.reading.findings.append, columns, written_as)

    @property
    def located(self) -> dict[str, Located]:
        """Where each table stands, by key."""
        return self._locator.located

    @property
    def context(self) -> dict[str, Located]:
        """Where rows of others stand that a copy shows beside its own, by table."""
        return self._locator.context

    def extra_sheet(self, sheet: RawSheet, ids: Mapping[str, Container[str]]) -> Finding:
        """What is to be said of a sheet that was not read; ``ids`` are those of the rows that were issued, by table."""
        place = Place(self.file, sheet.name)
        table = self._locator.unread(sheet, ids)
        if table is None:
            return Finding(f.SHEET_EXTRA, place, {"sheet": sheet.name})
        return Finding(f.SHEET_UNREAD, replace(place, form=table.key), {"sheet": sheet.name, "table": table.title})

    def locate(self) -> None:
        """Find every table of the template; what can't be found becomes a finding."""
        self._locator.locate()

    def _say(self, kind: FindingType, place: Place, **params: object) -> None:
        self.reading.findings.append(Finding(kind, place, params))

    def texts(self, table: str, keys: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
        """Row ids with the raw text of some columns: what names are made of before cells can be read."""
        for located in (self.located.get(table), self.context.get(table)):
            if located is not None and located.id_column is not None:
                yield from _texts(located, keys)

    def read(self, names: Names, today: dt.date | None = None) -> Reading:
        """Read every located table. Rows come with the id that stands beside them, or none.

        ``today`` is the status date: what a date without a year probably means is suggested by it, never read.
        """
        ctx = Ctx(self.lang, names, today)
        for table in self._locator.tables():
            read = ReadTable(table, place=Place(self.file, form=table.key))
            self.reading.tables[table.key] = read
            located = self.located.get(table.key)
            if located is None:
                continue
            read.present = True
            read.place = Place(self.file, located.sheet.name, form=table.key)
            if table.shape == "record":
                self._record(table, located, read, ctx)
            elif table.shape == "matrix":
                self._matrix(table, located, read, ctx)
            else:
                self._rows(table, table.key, located, read, ctx)
                if table.key in self.context:
                    self._rows(table, table.key, self.context[table.key], read, ctx)
        if HISTORY in self.located:
            table = self.template.table("progress")
            read = ReadTable(table, True, place=Place(self.file, self.located[HISTORY].sheet.name, form=HISTORY))
            self.reading.tables[HISTORY] = read
            self._rows(table, HISTORY, self.located[HISTORY], read, ctx)
        return self.reading

    def _wanted(self, table: Table, key: str) -> tuple[Column, ...]:
        if self.expected is None or key == HISTORY:
            return table.inputs
        shown = self.expected[table.key]
        return tuple(c for c in table.inputs if c.key in shown)

    def _record(self, table: Table, located: Located, read: ReadTable, ctx: Ctx) -> None:
        places: dict[str, Place] = {}
        row = ReadRow(located.record_id, {}, places)
        found = []
        home = Place(self.file, located.sheet.name, form=table.key)
        covered = covered_cells(located.sheet)
        for column in self._wanted(table, table.key):
            if column.key not in located.cells:
                if column.since <= self.written_as:
                    self._say(f.COLUMN_MISSING, read.place, column=column.header)
                continue
            found.append(column.key)
            r, c = located.cells[column.key]
            spot = Spot(r, c, located.again.get(column.key, ()), covered.get((r, c)))
            places |= LinePlaces(home, r + 1, row.id, {column.key: c})
            self._cell(column, located.sheet, located.sheet.cell(r, c), row, ctx, spot)
        read.columns = tuple(found)
        read.rows.append(row)
        self._beside_form(table, located, read)

    def _beside_form(self, table: Table, located: Located, read: ReadTable) -> None:
        """What was typed to the right of a paper form: in no input, and so not read."""
        sheet, key_column = located.sheet, located.id_column
        spots = located.cells.values()
        if key_column is None or not any(line_keys(sheet.cell(r, key_column).text) for r, _ in spots):
            return  # an earlier format, with help beside its values
        edge = max(key_column + max(SLOTS), *(c for _, c in spots))
        helper = key_column + HELPER_COLUMN
        for r in range(located.first_row, sheet.height):
            cells = []
            for c in sheet.filled(r):
                raw = sheet.cell(r, c)
                if c > edge and c != helper and raw.formula is None:
                    cells.append((f"{column_letter(c)}{r + 1}", raw.error or raw.value))
            if cells:
                place = Place(self.file, sheet.name, cells[0][0], table.key)
                read.stray.append(Stray(place, tuple(cells)))
                text = row_texts(sheet, r, helper, edge + 1)
                self.reading.findings.append(Finding(f.BESIDE_FORM, place, {"form": table.title}, text))

    def _missed(self, table: Table, column: Column, located: Located) -> bool:
        """Whether it is worth saying that a column is not there."""
        return column.since <= self.written_as and not located.context and not (table.rounds and column.key == "round")

    # --- tables -----------------------------------------------------------------------------------

    def _rows(self, table: Table, key: str, located: Located, read: ReadTable, ctx: Ctx) -> None:
        columns = []
        for column in self._wanted(table, key):
            if column.key in located.columns:
                columns.append(column)
            elif self._missed(table, column, located):
                self._say(f.COLUMN_MISSING, read.place, column=column.header)
        if not read.columns:
            read.columns = tuple(c.key for c in columns)
        read.beside = tuple(dict.fromkeys([*read.beside, *located.beside]))
        sheet, covered = located.sheet, covered_cells(located.sheet)
        calculated = {
            c.key: located.columns[c.key] for c in table.columns if not c.is_input and c.key in located.columns
        }
        strays = StrayRows(self.reading.findings.append, self.file, table, located, read)
        home, places = Place(self.file, sheet.name, form=key), {c.key: located.columns[c.key] for c in columns}
        for r in range(located.first_row, sheet.height):
            id_ = sheet.cell(r, located.id_column).text.strip() if located.id_column is not None else ""
            row = ReadRow(id_, {}, LinePlaces(home, r + 1, id_, places), lost_id=not id_)
            said = len(self.reading.findings)
            for column in columns:
                c, twice = places[column.key], located.twice.get(column.key, ())
                raw, under = sheet.cell(r, c), covered.get((r, c))
                if raw is EMPTY and not twice and under is None:
                    row.cells[column.key] = BLANK
                    continue
                self._cell(column, sheet, raw, row, ctx, Spot(r, c, tuple((r, other) for other in twice), under))
            self._settle_code(table, row, said, ctx)
            if located.context:
                # Rows shown for information are others' to put right; edits there are judged by the merge.
                del self.reading.findings[said:]
            row.shown = _filled(sheet, r, calculated)
            row.beside = _filled(sheet, r, located.beside)
            if not located.context and strays.take(r, row):
                del self.reading.findings[said:]
                strays.say()
            elif id_ or not row.is_blank or (row.beside and not self._is_filled_down(sheet, r, located)):
                read.rows.append(row)
        strays.close()
        if self.expected is None and key != HISTORY:
            self._overwritten(table, located)

    def _is_filled_down(self, sheet: RawSheet, row: int, located: Located) -> bool:
        """Whether all that stands beside an empty line of a master is a formula, as in each line of a table."""
        return self.expected is None and all(
            (row, c) in sheet.formulas for c in located.beside.values() if c in sheet.filled(row)
        )

    def _settle_code(self, table: Table, row: ReadRow, said: int, ctx: Ctx) -> None:
        """Code and name typed into the cell of the code: taken apart where the name's own cell does not disagree."""
        code, name = row.cells.get("code"), row.cells.get("name")
        if not isinstance(code, Problem) or code.code != "code-with-name" or name is None:
            return
        rest = str(code.params["rest"])
        agrees = isinstance(name, Value) and normal_key(str(name.value)) == normal_key(rest)
        if not agrees and not isinstance(name, Blank):
            return
        place = row.places["code"]
        findings = self.reading.findings
        findings[said:] = [x for x in findings[said:] if x.place != place]
        settled = {"code": Value(str(code.params["code"]), code.raw, "spelling")}
        if not agrees:
            settled["name"] = Value(rest, code.raw, "spelling")
        for key, value in settled.items():
            row.cells[key] = value
            column = table.column(key)
            findings.append(repair_finding(value, column.kind.show(value.value, ctx), column.header, row.places[key]))

    def _overwritten(self, table: Table, located: Located) -> None:
        """Calculated cells of a master that hold something typed: they are not read, and that is said."""
        sheet = located.sheet
        for column in table.columns:
            c = located.columns.get(column.key)
            if column.is_input or c is None:
                continue
            for r in range(located.first_row, sheet.height):
                raw = sheet.cell(r, c)
                if raw.formula is None and not raw.is_blank:
                    place = Place(self.file, sheet.name, f"{column_letter(c)}{r + 1}", table.key, "", column.key)
                    found = Finding(f.OVERWRITTEN, place, {"column": column.header}, raw.text)
                    self.reading.findings.append(found)

    def _matrix(self, table: Table, located: Located, read: ReadTable, ctx: Ctx) -> None:
        """Letters by task (the id beside the row) and department (the key above the column); blanks are no rows."""
        letter = table.column("letter")
        depts = {k.removeprefix(letter_key("")): c for k, c in located.columns.items() if k.startswith(letter_key(""))}
        read.columns = ("task", "dept", "letter")
        if located.id_column is None:
            return
        sheet, covered = located.sheet, covered_cells(located.sheet)
        home = Place(self.file, sheet.name, form=table.key)
        for r in range(located.first_row, sheet.height):
            task = sheet.cell(r, located.id_column).text.strip()
            for dept, c in depts.items():
                raw, under, id_ = sheet.cell(r, c), covered.get((r, c)), mark_id(task, dept)
                if raw is EMPTY and under is None:
                    read.cleared.update({id_} if task else ())
                    continue
                places = LinePlaces(home, r + 1, id_, {letter.key: c})
                row = ReadRow(id_, {"task": Value(task), "dept": Value(dept)}, places)
                self._cell(letter, sheet, raw, row, ctx, Spot(r, c, under=under))
                if task and isinstance(row.cells["letter"], Blank):
                    read.cleared.add(row.id)
                elif task:
                    read.rows.append(row)

    # --- cells ------------------------------------------------------------------------------------

    def _cell(self, column: Column, sheet: RawSheet, raw: RawCell, row: ReadRow, ctx: Ctx, spot: Spot) -> None:
        if self.unformatted and column.kind.name == "pct":
            raw = replace(raw, percent=True)
        cell = spot.doubt(sheet, raw) or column.kind.parse(raw, ctx)
        row.cells[column.key] = cell
        say = self.reading.findings.append
        if isinstance(cell, Problem):
            say(problem_finding(cell, column.header, row.places[column.key]))
        elif isinstance(cell, Value):
            # "45%" typed as text is what the cell shows anyway: nothing that a person could check.
            if cell.repair and (shown := column.kind.show(cell.value, ctx)) != cell.raw.strip():
                say(repair_finding(cell, shown, column.header, row.places[column.key]))
            if raw.formula is not None:
                say(Finding(f.FORMULA_TYPED, row.places[column.key], {"column": column.header}, raw.text))


def _texts(located: Located, keys: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    sheet = located.sheet
    assert located.id_column is not None
    for r in range(located.first_row, sheet.height):
        id_ = sheet.cell(r, located.id_column).text.strip()
        found = {k: sheet.cell(r, located.columns[k]).text.strip() for k in keys if k in located.columns}
        if id_ and any(found.values()):
            yield id_, found


def _filled(sheet: RawSheet, row: int, columns: Mapping[str, int]) -> dict[str, RawValue]:
    """What stands in some columns of a row, an error as its code."""
    cells = {key: sheet.cell(row, c) for key, c in columns.items()}
    return {key: raw.error or raw.value for key, raw in cells.items() if not raw.is_blank}
