"""Findings brought to the cells of the file that goes back: notes on cells, and the lines of the list of problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from xlplan.app.annotate_rows import Line, TableLines
from xlplan.core.finding import SEVERITY, Finding, Place, Severity
from xlplan.core.kinds.base import Ctx
from xlplan.core.raw import RawCell, text_of
from xlplan.core.text import Lang, Text
from xlplan.excel.annotatedbook import Found, Spot, address
from xlplan.excel.book import column_letter
from xlplan.excel.marks import Mark
from xlplan.excel.problempage import ProblemLine
from xlplan.excel.tablepage import ADDED
from xlplan.forms.base import Table
from xlplan.merging import findings as merge
from xlplan.merging.identity import frozen_cells
from xlplan.merging.words import row_label
from xlplan.model.snapshot import Snapshot

NOTE = Text("【{level}】{message}\n→ {hint}", "[{level}] {message}\n→ {hint}")
PLAIN_NOTE = Text("{message}\n→ {hint}", "{message}\n→ {hint}")
OF_ROWS = (
    merge.ROW_REALIGNED,
    merge.ROW_GIVEN_ID,
    merge.ROW_COPIED,
    merge.DUPLICATE_ROW,
    merge.ROW_IN_DOUBT,
    merge.ROW_ABSENT,
    merge.ROW_UNKNOWN,
)
"""What is said of a whole row, although it is placed at its first cell."""
Locate = Callable[[Spot], Found | None]


class Findings:
    """The findings of one file, each with the cell that it is about."""

    def __init__(
        self, findings: Iterable[Finding], lines: Mapping[str, TableLines], snapshot: Snapshot, ctx: Ctx
    ) -> None:
        self.lines, self.snapshot, self.ctx = lines, snapshot, ctx
        self.keys = {table: found.by_key() for table, found in lines.items()}
        self.read: dict[tuple[str, str], Spot] = {}
        for table, found in lines.items():
            self._note_cells(table, found)
        self.spots = [(x, self._spot(x.place)) for x in findings]
        self._marks: dict[Spot, list[Finding]] = {}
        for finding, spot in self.spots:
            if spot and spot[2]:
                self._marks.setdefault(spot, []).append(finding)

    @property
    def lang(self) -> Lang:
        return self.ctx.lang

    # --- which cell -----------------------------------------------------------------------------------

    def _note_cells(self, table: str, found: TableLines) -> None:
        """Where cells of the returned file have gone."""
        for line in found.all():
            if line.read:
                self._note_row(table, line.key, line.read.places)
        for copy, line in found.copies:
            self._note_row(table, line.key, copy.places)
        for home in (found.located, found.information):
            if home is None:
                continue
            for name, col in home.beside.items():
                self.read[home.sheet.name, f"{column_letter(col)}{home.first_row}"] = (table, "", ADDED + name)

    def _note_row(self, table: str, row: str, places: Mapping[str, Place]) -> None:
        for key, place in places.items():
            self.read.setdefault((place.sheet, place.cell), (table, row, key))

    def _spot(self, place: Place) -> Spot | None:
        spot = self.read.get((place.sheet, place.cell)) if place.cell else None
        if spot is not None:
            table, row, _ = spot
            return (table, row, place.field) if row and self._shows(table, row, place.field) else spot
        if place.form not in self.lines:
            return None
        found = self.lines[place.form]
        line = next((x for x in found.all() if place.row_id and x.row_id == place.row_id), None)
        if line is not None:
            shown = self._shows(place.form, line.key, place.field)
            return (place.form, line.key, place.field if shown else self._first_key(found, line))
        return (place.form, "", place.field if place.field in found.view.columns else "")

    def _shows(self, table: str, row: str, key: str) -> bool:
        """Whether the sheet on which a row stands shows a column."""
        found = self.lines[table]
        return any(c.key == key for c in sheet_columns(found, self.keys[table][row] in found.context))

    def _first_key(self, found: TableLines, line: Line) -> str:
        return next((c.key for c in sheet_columns(found, line in found.context)), "")

    # --- what is said ---------------------------------------------------------------------------------

    def mark(self, spot: Spot) -> Mark | None:
        """The mark of a cell; None where nothing is said of it."""
        found = sorted(self._marks.get(spot, ()), key=lambda x: x.severity.rank)
        if not found:
            return None
        notes = list(dict.fromkeys(self._note(x) for x in found))
        return Mark(found[0].severity, "\n\n".join(notes))

    def _note(self, finding: Finding) -> str:
        words = {"message": finding.message(self.lang), "hint": finding.hint(self.lang)}
        if finding.severity is Severity.INFO:
            return PLAIN_NOTE(self.lang, **words)
        return NOTE(self.lang, level=SEVERITY[finding.severity](self.lang), **words)

    def problems(self, locate: Locate, order: Sequence[str], value: Callable[[Spot], Any]) -> list[ProblemLine]:
        """The lines of the list: those to correct first, each group in the order of sheets and cells."""
        placed = [(x, spot, self._found(spot, locate)) for x, spot in self.spots]

        def rank(entry: tuple[Finding, Spot | None, Found | None]) -> tuple[object, ...]:
            finding, _, found = entry
            where = (order.index(found[0]), *found[1:]) if found else (-1, 0, 0)
            return (finding.severity is Severity.INFO, *where, finding.severity.rank, finding.code)

        return [self._line(x, spot, found, value, order) for x, spot, found in sorted(placed, key=rank)]

    @staticmethod
    def _found(spot: Spot | None, locate: Locate) -> Found | None:
        if spot is None:
            return None
        table, row, _ = spot
        return locate(spot) or locate((table, row, "")) or locate((table, "", ""))

    def _line(
        self,
        finding: Finding,
        spot: Spot | None,
        found: Found | None,
        value: Callable[[Spot], Any],
        order: Sequence[str],
    ) -> ProblemLine:
        place, row, column, now = finding.place, "", "", finding.value
        if spot is not None:
            table = self.lines[spot[0]].table
            line = self.keys[spot[0]].get(spot[1])
            row = self.label(table, line) if line else ""
            if finding.type in OF_ROWS:
                now = ""
            elif place.field and table.has(spot[2]):
                column = table.column(spot[2]).header(self.lang)
                now = now or text_in(value(spot))
            elif spot[2].startswith(ADDED):
                column = spot[2].removeprefix(ADDED)
        if found is None and place.sheet in order:
            found = (place.sheet, 0, -1)
        sheet = found[0] if found else ""
        moved = place.sheet and place.sheet != sheet
        origin = "!".join(filter(None, (place.sheet if moved or not place.cell else "", place.cell)))
        return ProblemLine(
            finding.severity,
            sheet,
            address(found) if found else "",
            row,
            column,
            now,
            finding.message(self.lang),
            finding.hint(self.lang),
            origin,
        )

    def label(self, table: Table, line: Line) -> str:
        """How people know a row."""
        cells = frozen_cells(table, line.read, line.read.cells) if line.read else {}
        return row_label(table, line.row_id, {**self.snapshot.rows(table.key).get(line.row_id, {}), **cells}, self.ctx)


def sheet_columns(found: TableLines, is_context: bool) -> list[Any]:
    """The columns of one of the two sheets of a table."""
    table, view = found.table, found.view
    if table.shape == "record" or not is_context:
        return [c for c in table.columns if (c.key in view.columns if c.is_input else c.copy)]
    extra = table.context or ()
    return [c for c in table.columns if (c.key in view.context_columns if c.is_input else c.key in extra)]


def text_in(value: Any) -> str:
    """What a cell shows, in a sentence."""
    if value is None:
        return ""
    if isinstance(value, RawCell):
        return value.text
    return text_of(value) if not hasattr(value, "as_tuple") else f"{value.normalize():f}"
