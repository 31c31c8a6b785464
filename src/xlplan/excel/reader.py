"""A workbook's tables as cells: found by their hidden keys, else by their headers, whatever was done to the sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.kinds.base import Ctx
from xlplan.core.names import Names
from xlplan.core.normal import key as name_key
from xlplan.core.problems import problem_finding, repair_finding
from xlplan.core.raw import RawSheet, RawValue, RawWorkbook
from xlplan.core.text import Lang
from xlplan.excel import findings as f
from xlplan.excel.book import column_letter
from xlplan.excel.identity import VERSION
from xlplan.excel.racipage import letter_key
from xlplan.excel.recordkeys import SLOTS, line_keys, marked_slot
from xlplan.excel.sheets import table_sheet
from xlplan.excel.tablepage import MARKER
from xlplan.forms.base import Column, Table
from xlplan.forms.raci import mark_id
from xlplan.model.read import Reading, ReadRow, ReadTable
from xlplan.template.resolve import Template

SCAN_ROWS, SCAN_COLUMNS = 60, 40
HISTORY = "history"


@dataclass
class Located:
    """Where a table stands: its sheet, the column of each key, the first data row, the column of the ids.

    ``beside`` are the columns with content that are not the table's, by their headers.
    """

    sheet: RawSheet
    columns: dict[str, int]
    first_row: int
    id_column: int | None
    record_id: str = ""
    context: bool = False
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Row and column of each input of a record."""
    beside: dict[str, int] = field(default_factory=dict)


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
        self.file = book.path.name
        # Formats other than xlsx don't tell number formats; per cent columns have theirs since they were issued.
        self.unformatted = any(note.code == "no-cell-flags" for note in book.notes)
        self.located: dict[str, Located] = {}
        self.context: dict[str, Located] = {}

    def locate(self) -> None:
        """Find every table of the template; what can't be found becomes a finding."""
        marked: dict[str, list[tuple[RawSheet, int, int, str]]] = {}
        for sheet in self.book.sheets:
            for row, col, key, rest in _markers(sheet):
                marked.setdefault(key, []).append((sheet, row, col, rest))
        for table in self._tables():
            here = marked.get(table.key, [])
            found = [x for x in here if x[3] != "context"]
            beside = [x for x in here if x[3] == "context"]
            if beside:
                self.context[table.key] = self._by_key(table, beside[0])
            if beside and not found:
                self.located[table.key] = self.context.pop(table.key)
            elif found:
                self.located[table.key] = self._by_key(table, self._one_of(table, found))
            elif (by_header := self._by_header(table)) is not None:
                self.located[table.key] = by_header
            elif table.since <= self.written_as:
                name = table_sheet(self.template, self.lang, table.key)
                self._say(f.SHEET_MISSING, Place(self.file, form=table.key), sheet=name)
        if HISTORY in marked:
            table = self.template.table("progress")
            self.located[HISTORY] = self._by_key(table, marked[HISTORY][0])

    def _tables(self) -> Iterator[Table]:
        for _, table in self.template.tables():
            if self.expected is None or table.key in self.expected:
                yield table

    def _say(self, kind: FindingType, place: Place, **params: object) -> None:
        self.reading.findings.append(Finding(kind, place, params))

    def _one_of(self, table: Table, found: list[tuple[RawSheet, int, int, str]]) -> tuple[RawSheet, int, int, str]:
        name = table_sheet(self.template, self.lang, table.key)
        kept = next((x for x in found if x[0].name == name), found[0])
        for other in found:
            if other[0] is not kept[0]:
                self._say(
                    f.SHEET_COPIED,
                    Place(self.file, other[0].name, form=table.key),
                    sheet=other[0].name,
                    kept=kept[0].name,
                )
        return kept

    def _by_key(self, table: Table, found: tuple[RawSheet, int, int, str]) -> Located:
        sheet, row, col, rest = found
        if table.shape == "record":
            return Located(sheet, {}, row + 1, col, rest or table.prefix, cells=_record_cells(sheet, row, col))
        columns: dict[str, int] = {}
        for c in range(_width(sheet, row)):
            key = sheet.cell(row, c).text.strip()
            if key and c != col:
                columns.setdefault(key, c)
        header = self._header_row(sheet, row, table, columns)
        beside = self._unknown_columns(sheet, table, header, {*columns.values(), col})
        return Located(sheet, columns, header + 1, col, context=rest == "context", beside=beside)

    def _header_row(self, sheet: RawSheet, key_row: int, table: Table, columns: Mapping[str, int]) -> int:
        """The row below the keys that holds the headers; rows may have been inserted in between."""
        words = {name_key(w) for c in table.columns for w in c.header.both}
        for row in range(key_row + 1, min(key_row + 8, sheet.height)):
            texts = [sheet.cell(row, c).text for c in columns.values()]
            if sum(1 for t in texts if name_key(t.rstrip(" *")) in words) >= min(2, len(columns)):
                return row
        return key_row + 1

    def _unknown_columns(self, sheet: RawSheet, table: Table, header: int, known: set[int]) -> dict[str, int]:
        """Columns with content that are not the table's, by header; one without a header goes by its letter."""
        found: dict[str, int] = {}
        for c in range(sheet.width):
            if c in known or all(sheet.cell(r, c).is_blank for r in range(header + 1, sheet.height)):
                continue
            text = sheet.cell(header, c).text.strip() or column_letter(c)
            place = Place(self.file, sheet.name, f"{column_letter(c)}{header + 1}", table.key)
            self._say(f.COLUMN_UNKNOWN, place, column=text)
            while text in found:
                text += " "
            found[text] = c
        return found

    def _by_header(self, table: Table) -> Located | None:
        """The sheet and row whose texts are most like the headers of a table; at least half of the required ones."""
        if table.shape != "table":
            return None
        names = {name_key(w): c.key for c in table.columns for w in (*c.aliases, *c.header.both)}
        required = [c.key for c in table.inputs if c.required] or [c.key for c in table.inputs]
        best: tuple[int, RawSheet, int, dict[str, int]] | None = None
        taken = {id(x.sheet) for x in self.located.values()}
        for sheet in self.book.sheets:
            if id(sheet) in taken or sheet.name.startswith("xl_") or has_marker(sheet):
                continue
            for row in range(min(SCAN_ROWS, sheet.height)):
                columns: dict[str, int] = {}
                for c in range(_width(sheet, row)):
                    key = names.get(name_key(sheet.cell(row, c).text.rstrip(" *")))
                    if key:
                        columns.setdefault(key, c)
                score = len(columns)
                enough = sum(1 for k in required if k in columns) * 2 > len(required) and score >= 3
                if enough and (best is None or score > best[0]):
                    best = (score, sheet, row, columns)
        if best is None:
            return None
        _, sheet, row, columns = best
        self._say(f.FOUND_BY_HEADER, Place(self.file, sheet.name, form=table.key), sheet=sheet.name)
        headed = {sheet.cell(row, c).text.strip().upper(): c for c in range(_width(sheet, row))}
        return Located(sheet, columns, row + 1, headed.get("ID"))

    def texts(self, table: str, keys: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
        """Row ids with the raw text of some columns: what names are made of before cells can be read."""
        for located in (self.located.get(table), self.context.get(table)):
            if located is not None and located.id_column is not None:
                yield from _texts(located, keys)

    def read(self, names: Names) -> Reading:
        """Read every located table. Rows come with the id that stands beside them, or none."""
        ctx = Ctx(self.lang, names)
        for table in self._tables():
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
        row = ReadRow(located.record_id, {}, {})
        found = []
        for column in self._wanted(table, table.key):
            if column.key not in located.cells:
                if column.since <= self.written_as:
                    self._say(f.COLUMN_MISSING, read.place, column=column.header)
                continue
            found.append(column.key)
            self._cell(column, located.sheet, *located.cells[column.key], table.key, row, ctx)
        read.columns = tuple(found)
        read.rows.append(row)

    def _missed(self, table: Table, column: Column, located: Located) -> bool:
        """Whether it is worth saying that a column is not there."""
        return column.since <= self.written_as and not located.context and not (table.rounds and column.key == "round")

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
        sheet = located.sheet
        calculated = {
            c.key: located.columns[c.key] for c in table.columns if not c.is_input and c.key in located.columns
        }
        for r in range(located.first_row, sheet.height):
            id_ = sheet.cell(r, located.id_column).text.strip() if located.id_column is not None else ""
            row = ReadRow(id_, {}, {}, lost_id=not id_)
            said = len(self.reading.findings)
            for column in columns:
                self._cell(column, sheet, r, located.columns[column.key], key, row, ctx)
            if located.context:
                # Rows shown for information are others' to put right; edits there are judged by the merge.
                del self.reading.findings[said:]
            row.shown = _filled(sheet, r, calculated)
            row.beside = _filled(sheet, r, located.beside)
            if id_ or not row.is_blank or row.beside:
                read.rows.append(row)
        if self.expected is None and key != HISTORY:
            self._overwritten(table, located)

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
        assert located.id_column is not None
        for r in range(located.first_row, located.sheet.height):
            task = located.sheet.cell(r, located.id_column).text.strip()
            for dept, c in depts.items():
                row = ReadRow(mark_id(task, dept), {"task": Value(task), "dept": Value(dept)}, {})
                self._cell(letter, located.sheet, r, c, table.key, row, ctx)
                if task and isinstance(row.cells["letter"], Blank):
                    read.cleared.add(row.id)
                elif task:
                    read.rows.append(row)

    def _cell(self, column: Column, sheet: RawSheet, r: int, c: int, form: str, row: ReadRow, ctx: Ctx) -> None:
        raw = sheet.cell(r, c)
        if self.unformatted and column.kind.name == "pct":
            raw = replace(raw, percent=True)
        cell: Cell = column.kind.parse(raw, ctx)
        place = Place(self.file, sheet.name, f"{column_letter(c)}{r + 1}", form, row.id, column.key)
        row.cells[column.key] = cell
        row.places[column.key] = place
        say = self.reading.findings.append
        if isinstance(cell, Problem):
            say(problem_finding(cell, column.header, place))
        elif isinstance(cell, Value):
            # "45%" typed as text is what the cell shows anyway: nothing that a person could check.
            if cell.repair and (shown := column.kind.show(cell.value, ctx)) != cell.raw.strip():
                say(repair_finding(cell, shown, column.header, place))
            if raw.formula is not None:
                say(Finding(f.FORMULA_TYPED, place, {"column": column.header}, raw.text))


def _record_cells(sheet: RawSheet, mark_row: int, key_column: int) -> dict[str, tuple[int, int]]:
    """Where the inputs of a record stand, by the keys beside its lines and the marks above its columns.

    Of a line that somebody copied the upper one counts. A column without its mark is looked for where it was written.
    """
    marks = {slot: key_column + slot for slot in SLOTS}
    for c in range(_width(sheet, mark_row)):
        if (slot := marked_slot(sheet.cell(mark_row, c).text)) is not None:
            marks[slot] = c
    found: dict[str, tuple[int, int]] = {}
    single = _single_column(sheet, mark_row + 1, key_column)
    for r in range(mark_row + 1, sheet.height):
        text = sheet.cell(r, key_column).text.strip()
        keys = line_keys(text)
        for slot, key in keys.items():
            found.setdefault(key, (r, marks[slot]))
        if text and not keys:
            found.setdefault(text, (r, single))
    return found


def _single_column(sheet: RawSheet, first_row: int, key_column: int) -> int:
    """Where files of the formats 1 and 2 have their values: under a heading, else two to the right of the keys."""
    labels = {name_key(w) for w in ("内容", "Content")}
    for row in range(first_row, min(first_row + 5, sheet.height)):
        for c in range(_width(sheet, row)):
            if name_key(sheet.cell(row, c).text) in labels:
                return c
    return key_column + 2


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


def _width(sheet: RawSheet, row: int) -> int:
    return len(sheet.rows[row]) if row < len(sheet.rows) else 0


def _markers(sheet: RawSheet) -> Iterator[tuple[int, int, str, str]]:
    """Places of table markers: row, column, table, what follows."""
    for row in range(min(SCAN_ROWS, len(sheet.rows))):
        for col, value in enumerate(sheet.rows[row][:SCAN_COLUMNS]):
            if isinstance(value, str) and value.startswith(MARKER):
                table, _, rest = value.removeprefix(MARKER).partition(":")
                yield row, col, table.strip(), rest.strip()


def has_marker(sheet: RawSheet) -> bool:
    """Whether a sheet is one of ours."""
    return any(True for _ in _markers(sheet))
