"""Which rows a returned file has when it is written again, and on which sheet each stands.

Rows stay in the order in which people left them, with the ids that merging found for them. What is not compared as it
stands (a double, a row that nobody can tell) keeps its place, so that it is found again; rows that vanished come back as
they were issued, since absence is not deletion. Exact copies of a row are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xlplan.excel.locate import Located
from xlplan.excel.reader import BookReader
from xlplan.forms.base import Table
from xlplan.merging.evidence import Evidence
from xlplan.merging.identity import frozen_cells
from xlplan.merging.sides import Side
from xlplan.model.order import ordered
from xlplan.model.plan import Plan
from xlplan.model.read import ReadRow, ReadTable
from xlplan.ownership.view import TableView


@dataclass(frozen=True)
class Line:
    """A row of the file. ``id`` is what the hidden column says, ``row_id`` who the row is, as far as that is known.

    ``read`` is the row as it came back; without it the row is as issued, and ``seen`` a row that was emptied.
    """

    key: str
    id: str
    row_id: str
    read: ReadRow | None = None
    seen: ReadRow | None = None

    @property
    def source(self) -> ReadRow | None:
        """The row of the returned file that it stands for."""
        return self.read or self.seen


@dataclass
class TableLines:
    """The rows of a table: those on the sheet that the department fills, those for information, those left out.

    ``copies`` are rows left out because they say what another line says.
    """

    table: Table
    view: TableView
    own: list[Line] = field(default_factory=list)
    context: list[Line] = field(default_factory=list)
    spare: tuple[str, ...] = ()
    copies: list[tuple[ReadRow, Line]] = field(default_factory=list)
    located: Located | None = None
    information: Located | None = None

    def all(self) -> Iterator[Line]:
        yield from self.own
        yield from self.context

    def by_key(self) -> dict[str, Line]:
        return {line.key: line for line in self.all()}

    def home(self, is_context: bool) -> Located | None:
        """Where the rows of one of the two sheets were read."""
        return self.information if is_context else self.located


def table_lines(
    table: Table, read: ReadTable, side: Side, view: TableView, plan: Plan, reader: BookReader
) -> TableLines:
    """The rows of one table; ``plan`` is the one that the copy was issued with."""
    located = reader.located.get(table.key)
    information = reader.context.get(table.key)
    if located is not None and located.context:
        located, information = None, located
    found = TableLines(table, view, located=located, information=information)
    if table.shape == "record":
        key = next(iter(plan.rows(table.key)), table.prefix)
        row = next(iter(read.rows), None)
        found.own.append(Line(key, key, key, row))
        return found
    _Sorter(found, read, side).sort(plan)
    return found


class _Sorter:
    """Goes through the rows of a table as they were read."""

    def __init__(self, found: TableLines, read: ReadTable, side: Side) -> None:
        self.found, self.read, self.side = found, read, side
        self.table = found.table
        self.base = side.snapshot.rows(self.table.key)
        self.spare = frozenset(i for i in found.view.spare if i)
        self.keys: set[str] = set()

    def sort(self, plan: Plan) -> None:
        # Rows brought to ids share their places with the rows that were read; doubtful cells may have been replaced.
        certain = {id(r.places): r.id for r in self.side.tables.get(self.table.key, ())}
        aside = {id(a.row.places): a.row.id for a in self.side.aside.get(self.table.key, ())}
        evidence = Evidence(self.table, self.read, self.side.snapshot)
        emptied: dict[str, ReadRow] = {}
        doubles: list[ReadRow] = []
        for row in self.read.rows:
            who = certain.get(id(row.places)) or aside.get(id(row.places))
            if who is not None:
                self._add(self._written(row, who), "" if who.startswith("?") else who, row)
            elif not evidence.is_blank(row):
                doubles.append(row)
            elif row.id in self.base:
                emptied.setdefault(row.id, row)
            elif row.beside or row.shown or not row.is_blank:
                self._add(row.id if row.id in self.spare else "", row.id, row)
        there = {*certain.values(), *aside.values()}
        for id_ in ordered(plan, self.table.key):
            if id_ in self.base and id_ not in there:
                home = self.found.own if id_ in self.found.view.own else self.found.context
                home.append(Line(self._key(id_), id_, id_, None, emptied.get(id_)))
        self._match(doubles)
        self._spare()

    def _written(self, row: ReadRow, who: str) -> str:
        """The id to write: the certain one where it is known when the file comes back, else the row's own or none."""
        if who.startswith("?"):
            return ""
        if who in self.base or who in self.spare or self.table.id_of:
            return who
        return "" if row.id in self.base or row.id in self.spare else row.id

    def _add(self, id_: str, row_id: str, row: ReadRow) -> None:
        line = Line(self._key(row_id), id_, row_id, row)
        (self.found.context if self._is_context(row) else self.found.own).append(line)

    def _key(self, row_id: str) -> str:
        key, n = row_id or "?", 1
        while key in self.keys:
            n += 1
            key = f"{row_id}#{n}"
        self.keys.add(key)
        return key

    def _is_context(self, row: ReadRow) -> bool:
        sheet = self.found.information.sheet.name if self.found.information else None
        place = next(iter(row.places.values()), None)
        return (place.sheet == sheet if place else self.found.located is None) or not self.found.view.own_columns

    def _match(self, doubles: list[ReadRow]) -> None:
        """Find the line that says what a left out row says."""
        says = {_content(self.table, line.read): line for line in self.found.all() if line.read}
        for row in doubles:
            line = says.get(_content(self.table, row))
            if line is not None:
                self.found.copies.append((row, line))

    def _spare(self) -> None:
        used = {line.id for line in self.found.all()}
        offered = self.found.view.spare
        if all(offered):
            self.found.spare = tuple(i for i in offered if i not in used)
            return
        added = sum(1 for line in self.found.own if line.row_id not in self.base)
        self.found.spare = offered[: max(0, len(offered) - added)]


def _content(table: Table, row: ReadRow) -> str:
    return repr(sorted(frozen_cells(table, row, row.cells).items()))
