"""Where the tables of a workbook stand: by hidden marks, else by column keys, else by the words of their headers.

Every sheet of ours carries a mark with the table's key beside a hidden row of column keys. People delete rows above a
table, copy sheets, insert and move columns; what is left is enough most of the time, and what is not certain is said.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.core.text import Lang
from xlplan.excel import structure_findings as f
from xlplan.excel.book import column_letter
from xlplan.excel.header_words import ENOUGH, Words, header_at, header_words, width
from xlplan.excel.identity import VERSION
from xlplan.excel.record_locate import record_cells
from xlplan.excel.recordkeys import line_keys, marked_slot
from xlplan.excel.sheets import table_sheet
from xlplan.excel.tablepage import MARKER
from xlplan.forms.base import Table
from xlplan.ownership.view import has_own_sheet
from xlplan.template.resolve import Template

SCAN_ROWS, SCAN_COLUMNS = 60, 40
HISTORY, CONTEXT = "history", "context"

Mark = tuple[RawSheet, int, int, str]
"""Where a mark stands: sheet, row, column, and what follows the table's key."""
Say = Callable[[Finding], None]


@dataclass
class Located:
    """Where a table stands: its sheet, the column of each key, the first data row, the column of the ids.

    ``beside`` are the columns with content that are not the table's, by their headers; ``twice`` are further columns
    that claim the same key.
    """

    sheet: RawSheet
    columns: dict[str, int]
    first_row: int
    id_column: int | None
    record_id: str = ""
    context: bool = False
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Row and column of each input of a record."""
    again: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Further places of a record's inputs, where somebody copied a line."""
    beside: dict[str, int] = field(default_factory=dict)
    twice: dict[str, tuple[int, ...]] = field(default_factory=dict)
    words: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """A sheet without a mark that could be a table's: how much of it is there, and the row that says so."""

    table: Table
    sheet: RawSheet
    row: int
    columns: Mapping[str, tuple[int, ...]]
    named: bool = False
    ids: int | None = None

    @property
    def score(self) -> tuple[bool, int, int]:
        """The more the better: the name of the sheet, the columns found, the share of the table's columns in per cent."""
        return (self.named, len(self.columns), 100 * len(self.columns) // max(1, len(self.table.columns)))


class Locator:
    """Finds the tables of one workbook. ``expected`` names those that it should hold, with their columns.

    Of a workbook ``written_as`` an earlier format nothing is missed that came later.
    """

    def __init__(
        self,
        book: RawWorkbook,
        template: Template,
        lang: Lang,
        say: Say,
        expected: Mapping[str, tuple[str, ...]] | None = None,
        written_as: int = VERSION,
    ) -> None:
        self.book, self.template, self.lang, self.say = book, template, lang, say
        self.expected, self.written_as = expected, written_as
        self.file = book.name
        self.located: dict[str, Located] = {}
        self.context: dict[str, Located] = {}
        self._words: dict[str, Words] = {}

    def locate(self) -> None:
        """Find every table of the template; what can't be found becomes a finding."""
        marked: dict[str, list[Mark]] = {}
        for sheet in self.book.sheets:
            for row, col, key, rest in markers(sheet):
                marked.setdefault(key, []).append((sheet, row, col, rest))
        missing = []
        for table in self.tables():
            here = marked.get(table.key, [])
            found = [x for x in here if x[3] != CONTEXT]
            beside = [x for x in here if x[3] == CONTEXT]
            if beside:
                self.context[table.key] = self._by_mark(table, beside[0])
            if found:
                self.located[table.key] = self._by_mark(table, self._one_of(table, found))
            else:
                missing.append(table)
        self._search(missing)
        for table in missing:
            if table.key in self.located:
                continue
            if table.key in self.context and not has_own_sheet(table):
                self.located[table.key] = self.context.pop(table.key)
            elif table.since <= self.written_as:
                name = table_sheet(self.template, self.lang, table.key)
                self._say(f.SHEET_MISSING, Place(self.file, form=table.key), sheet=name)
        if HISTORY in marked:
            self.located[HISTORY] = self._by_mark(self.template.table("progress"), marked[HISTORY][0])

    def _words_of(self, table: Table) -> Words:
        """The header words of a table, put together once."""
        if table.key not in self._words:
            self._words[table.key] = header_words(table)
        return self._words[table.key]

    def tables(self) -> Iterator[Table]:
        """The tables that the workbook should hold."""
        for _, table in self.template.tables():
            if self.expected is None or table.key in self.expected:
                yield table

    def _say(self, kind: FindingType, place: Place, **params: object) -> None:
        self.say(Finding(kind, place, params))

    # --- by mark ----------------------------------------------------------------------------------

    def _one_of(self, table: Table, found: list[Mark]) -> Mark:
        """The sheet that counts where several carry the mark of one table: the one that has kept its name."""
        name = table_sheet(self.template, self.lang, table.key)
        kept = next((x for x in found if x[0].name == name), found[0])
        for sheet, *_ in found:
            if sheet is kept[0]:
                continue
            place = Place(self.file, sheet.name, form=table.key)
            differing = list(_differences(kept[0], sheet))
            if differing:
                row, col = differing[0]
                params = {"count": len(differing), "cell": f"{column_letter(col)}{row + 1}"}
                self._say(f.SHEET_COPIES_DIFFER, place, sheet=sheet.name, kept=kept[0].name, **params)
            else:
                self._say(f.SHEET_COPIED, place, sheet=sheet.name, kept=kept[0].name)
        return kept

    def _by_mark(self, table: Table, found: Mark) -> Located:
        sheet, row, col, rest = found
        if table.shape == "record":
            cells, again = record_cells(sheet, row, col, table)
            return Located(sheet, {}, row + 1, col, rest or table.prefix, cells=cells, again=again)
        keyed: dict[str, list[int]] = {}
        for c in range(width(sheet, row)):
            key = sheet.cell(row, c).text.strip()
            if key and c != col:
                keyed.setdefault(key, []).append(c)
        header = self._header_row(sheet, row, table, keyed)
        return self._settled(table, sheet, keyed, header, col, context=rest == CONTEXT)

    def _header_row(self, sheet: RawSheet, key_row: int, table: Table, keyed: Mapping[str, list[int]]) -> int:
        """The row below the keys that holds the headers; rows may have been inserted in between."""
        words = self._words_of(table)
        columns = [c for cols in keyed.values() for c in cols]
        searched = columns or range(sheet.width)
        for row in range(key_row + 1, min(key_row + 8, sheet.height)):
            hits = sum(1 for c in searched if header_at(sheet, row, c) in words)
            if hits >= min(2, len(columns) or ENOUGH):
                return row
        return key_row + 1

    def _settled(
        self, table: Table, sheet: RawSheet, keyed: Mapping[str, list[int]], header: int, ids: int | None, context: bool
    ) -> Located:
        """Columns by key where keys and headers do not contradict each other."""
        words = self._words_of(table)
        columns: dict[str, int] = {}
        twice: dict[str, tuple[int, ...]] = {}
        contradicting: set[str] = set()
        for key, cols in keyed.items():
            mine = [c for c in cols if key in words.get(header_at(sheet, header, c), ())]
            chosen = mine or cols
            columns[key] = chosen[0]
            if len(chosen) > 1:
                twice[key] = tuple(chosen[1:])
            others = words.get(header_at(sheet, header, chosen[0]), {})
            exact = [k for k, is_exact in others.items() if is_exact]
            if not mine and exact and table.has(key):
                contradicting.add(key)
                place = Place(self.file, sheet.name, f"{column_letter(chosen[0])}{header + 1}", table.key, "", key)
                said = table.column(exact[0]).header
                self._say(f.COLUMN_CONTRADICTS, place, column=table.column(key).header, said=said)
        taken = {c for cols in keyed.values() for c in cols}
        self._by_words(table, sheet, header, columns, taken | ({ids} if ids is not None else set()))
        for key in contradicting:
            del columns[key]
        known = {*columns.values(), *(c for cols in twice.values() for c in cols), ids}
        known |= {c for k in contradicting for c in keyed[k]}
        beside = self._unknown_columns(sheet, table, header, known)
        return Located(sheet, columns, header + 1, ids, context=context, beside=beside, twice=twice, words=words)

    def _by_words(self, table: Table, sheet: RawSheet, header: int, columns: dict[str, int], taken: set[int]) -> None:
        """Columns that lost their key, by their header where that means one column only."""
        words = self._words_of(table)
        found: dict[str, list[int]] = {}
        for c in range(width(sheet, header)):
            keys = words.get(header_at(sheet, header, c), {})
            if c not in taken and len(keys) == 1:
                found.setdefault(next(iter(keys)), []).append(c)
        for key, cols in found.items():
            if key not in columns and len(cols) == 1:
                columns[key] = cols[0]
                place = Place(self.file, sheet.name, f"{column_letter(cols[0])}{header + 1}", table.key, "", key)
                self._say(f.COLUMN_BY_HEADER, place, column=table.column(key).header)

    def _unknown_columns(self, sheet: RawSheet, table: Table, header: int, known: set[int | None]) -> dict[str, int]:
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

    # --- without a mark -----------------------------------------------------------------------------

    def _search(self, missing: list[Table]) -> None:
        """Give each missing table the sheet without a mark that is most like it, the best pairs first."""
        if not missing:
            return
        free = [s for s in self.book.sheets if not s.name.startswith("xl_") and not has_marker(s)]
        for table in missing:
            if table.shape == "record" and (found := self._record_by_lines(table, free)):
                self.located[table.key] = found
        for candidates in (self._key_matches, self._header_matches):
            taken = {id(x.sheet) for x in self.located.values()}
            open_ = [t for t in missing if t.key not in self.located and t.shape != "record"]
            pairs = [m for s in free if id(s) not in taken for m in candidates(s, open_)]
            for match in sorted(pairs, key=lambda m: m.score, reverse=True):
                if match.table.key in self.located or id(match.sheet) in taken:
                    continue
                # Of a table that may be there for information only, a sheet must look like the one that was issued.
                if match.table.key in self.context and not match.named and candidates == self._header_matches:
                    continue
                taken.add(id(match.sheet))
                self.located[match.table.key] = self._matched(match, by_key=candidates == self._key_matches)

    def unread(self, sheet: RawSheet, ids: Mapping[str, Container[str]]) -> Table | None:
        """The table to which a sheet that was not read seems to belong: by its name, keys, headers or hidden ids."""
        tables = [t for t in self.tables() if t.shape != "record"]
        named = [t for t in tables if table_sheet(self.template, self.lang, t.key) in sheet.name]
        if named:
            return named[0]
        matches = [*self._key_matches(sheet, tables), *self._header_matches(sheet, tables)]
        if matches:
            return max(matches, key=lambda m: m.score).table
        for col in range(min(SCAN_COLUMNS, sheet.width)):
            texts = [sheet.cell(r, col).text for r in range(sheet.height)]
            for table in tables:
                if sum(1 for text in texts if text in ids.get(table.key, ())) >= 2:
                    return table
        return None

    def most_like(self) -> Match | None:
        """The sheet that is most like one of the tables, whoever made it; None where nothing is like any."""
        tables = [t for t in self.tables() if t.shape != "record"]
        found = [m for s in self.book.sheets for m in (*self._key_matches(s, tables), *self._header_matches(s, tables))]
        return max(found, key=lambda m: m.score, default=None)

    def _matched(self, match: Match, by_key: bool) -> Located:
        table, sheet = match.table, match.sheet
        place = Place(self.file, sheet.name, form=table.key)
        of = sum(1 for c in table.columns if self.expected is None or c.key in self.expected[table.key])
        kind = f.FOUND_BY_KEYS if by_key else f.FOUND_BY_HEADER
        self._say(kind, place, sheet=sheet.name, table=table.title, found=len(match.columns), of=max(of, 1))
        keyed = {k: list(cols) for k, cols in match.columns.items()}
        header = self._header_row(sheet, match.row, table, keyed) if by_key else match.row
        ids = next((c for c in range(width(sheet, header)) if sheet.cell(header, c).text.strip().upper() == "ID"), None)
        return self._settled(table, sheet, keyed, header, ids, context=False)

    def _key_matches(self, sheet: RawSheet, tables: Iterable[Table]) -> Iterator[Match]:
        """Tables whose column keys stand in a row of a sheet; most of what the row holds must be keys."""
        for row in range(min(SCAN_ROWS, sheet.height)):
            texts = {c: v.strip() for c, v in enumerate(sheet.rows[row]) if isinstance(v, str) and v.strip()}
            if len(texts) < ENOUGH or not any("_" in t or t.islower() for t in texts.values()):
                continue
            for table in tables:
                keys = {c.key for c in table.columns}
                found: dict[str, list[int]] = {}
                for c, text in texts.items():
                    if text in keys:
                        found.setdefault(text, []).append(c)
                if len(found) >= ENOUGH and 2 * sum(map(len, found.values())) > len(texts):
                    yield self._match(table, sheet, row, found)

    def _header_matches(self, sheet: RawSheet, tables: Iterable[Table]) -> Iterator[Match]:
        """Tables whose headers or their aliases stand in a row of a sheet; at least half of the required ones."""
        for table in tables:
            words = self._words_of(table)
            required = [c.key for c in table.inputs if c.required] or [c.key for c in table.inputs]
            for row in range(min(SCAN_ROWS, sheet.height)):
                found: dict[str, list[int]] = {}
                for c in range(width(sheet, row)):
                    keys = words.get(header_at(sheet, row, c), {})
                    if len(keys) == 1:
                        found.setdefault(next(iter(keys)), []).append(c)
                if len(found) >= ENOUGH and 2 * sum(1 for k in required if k in found) > len(required):
                    yield self._match(table, sheet, row, found)

    def _match(self, table: Table, sheet: RawSheet, row: int, found: Mapping[str, list[int]]) -> Match:
        named = sheet.name == table_sheet(self.template, self.lang, table.key)
        return Match(table, sheet, row, {k: tuple(cols) for k, cols in found.items()}, named)

    def _record_by_lines(self, table: Table, sheets: Iterable[RawSheet]) -> Located | None:
        """The paper form of a record whose mark is lost, by the keys beside its lines."""
        keys = {c.key for c in table.inputs}
        for sheet in sheets:
            for col in range(min(SCAN_COLUMNS, sheet.width)):
                lines = [r for r in range(sheet.height) if keys & set(line_keys(sheet.cell(r, col).text).values())]
                if len(lines) < min(ENOUGH, len(keys)):
                    continue
                row = next(
                    (r for r in range(lines[0]) if any(marked_slot(sheet.cell(r, c).text) for c in range(sheet.width))),
                    max(0, lines[0] - 1),
                )
                place = Place(self.file, sheet.name, form=table.key)
                params = {"found": len(lines), "of": len(keys)}
                self._say(f.FOUND_BY_KEYS, place, sheet=sheet.name, table=table.title, **params)
                cells, again = record_cells(sheet, row, col, table)
                return Located(sheet, {}, row + 1, col, table.prefix, cells=cells, again=again)
        return None


# --- what stands on a sheet -----------------------------------------------------------------------


def markers(sheet: RawSheet) -> Iterator[tuple[int, int, str, str]]:
    """Places of marks: row, column, table, what follows."""
    for row in range(min(SCAN_ROWS, len(sheet.rows))):
        for col, value in enumerate(sheet.rows[row][:SCAN_COLUMNS]):
            if isinstance(value, str) and value.startswith(MARKER):
                table, _, rest = value.removeprefix(MARKER).partition(":")
                yield row, col, table.strip(), rest.strip()


def has_marker(sheet: RawSheet) -> bool:
    """Whether a sheet is one of ours."""
    return any(True for _ in markers(sheet))


def _differences(left: RawSheet, right: RawSheet) -> Iterator[tuple[int, int]]:
    """Cells that two sheets hold differently."""
    for row in range(max(left.height, right.height)):
        for col in range(max(width(left, row), width(right, row))):
            if left.cell(row, col).text != right.cell(row, col).text:
                yield row, col
