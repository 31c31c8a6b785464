"""Rows as read brought to ids before anything is compared: who is who after sorting, cutting and copying.

Each row that holds something is in one of these cases:

* ``derived``: the table's ids follow from content (progress: task and round); without it the
  hidden id counts
* ``kept``: its id is in the base, or that of a spare row, and its natural key does not speak against it
* ``slid``: its natural key is not that of its id but exactly that of one other row of the base → that row
* ``found``: no usable id, natural key of exactly one row of the base that is otherwise absent → that row
* ``new``: no usable id and no such row → an id that always is the same for the same content
* ``in doubt``: code *and* name are others than the base has under its id, and belong to no other row → asked

Several rows with one id: the one whose natural key is the base's keeps it (of an added row: the first),
equal ones are dropped, ones with another natural key are new rows, and one with the same natural key but
other values is set aside as a duplicate. Where none of them has the base's natural key, all are asked about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from xlplan.core.cell import Blank, Problem
from xlplan.core.finding import Finding, FindingType
from xlplan.core.problems import placeholder_finding
from xlplan.forms.base import Table
from xlplan.merging import findings as f
from xlplan.merging.evidence import Evidence
from xlplan.merging.identity import mark, natural_key
from xlplan.merging.shuffled import without_shuffled
from xlplan.merging.words import Reason
from xlplan.model.plan import issued_id
from xlplan.model.read import ReadRow, ReadTable
from xlplan.model.snapshot import Snapshot
from xlplan.ownership.rights import owning_department


@dataclass(frozen=True)
class SetAside:
    """A row that is not compared as it stands. ``keeper`` is the row that counts instead of a duplicate."""

    row: ReadRow
    reason: Reason
    keeper: ReadRow | None = None


@dataclass
class Aligned:
    """The rows of one table with certain ids, in the order of the sheet, and those that were set aside."""

    rows: list[ReadRow] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def align(table: Table, read: ReadTable, snapshot: Snapshot) -> Aligned:
    """Bring the rows of a table to ids. Empty rows are left out; absence is noted, never acted on."""
    aligner = _Aligner(table, read, snapshot)
    rows = [r for r in read.rows if not aligner.is_blank(r)]
    rows = aligner.derive(rows) if table.id_of else aligner.recognise(rows)
    aligner.resolve(rows)
    if read.present:
        aligner.note_absent()
    result = aligner.result
    result.findings += aligner.placeholders(result.rows)
    result.rows, found = without_shuffled(aligner, result.rows)
    result.findings += found
    return result


class _Aligner(Evidence):
    def __init__(self, table: Table, read: ReadTable, snapshot: Snapshot) -> None:
        super().__init__(table, read, snapshot)
        self.result = Aligned()

    def note(self, kind: FindingType, row: ReadRow, **params: object) -> None:
        place = next(iter(row.places.values()), self.read.place)
        place = replace(place, form=self.table.key, row_id=row.id)
        self.result.findings.append(Finding(kind, place, {"row": self.label(row), **params}))

    # --- ids ------------------------------------------------------------------------------------

    def derive(self, rows: Iterable[ReadRow]) -> list[ReadRow]:
        """Tables whose ids follow from content; without that content a known hidden id counts.

        Where both are known and differ, the rest of the row decides: sorted without its hidden id, it is that of the
        content; with that content alone moved, it is that of the id, and then nobody knows what was meant.
        """
        done = []
        rows = list(rows)
        moved = self._moved(rows)
        for row in rows:
            if id(row) in moved:
                self.result.aside.append(SetAside(row, Reason.ROW_IN_DOUBT))
                self.note(f.ROW_IN_DOUBT, row, was=self.base_label(row.id))
                continue
            derived = self._derived(row)
            known = row.id in self.base and not row.lost_id
            if derived is None and not known:
                unknown = replace(row, id="?" + mark(self.cells(row)))
                self.result.aside.append(SetAside(unknown, Reason.ROW_UNKNOWN))
                missing = next((k for k in self.table.natural if row.value(k) is None), self.table.natural[0])
                header = self.table.column(missing).header
                self.note(f.ROW_UNKNOWN, unknown, table=self.table.title, column=header)
                continue
            done.append(replace(row, id=derived or row.id))
        return done

    def _derived(self, row: ReadRow) -> str | None:
        values = {k: row.value(k) for k in row.cells}
        if self.table.rounds and not values.get("round"):
            values["round"] = self.snapshot.round or None
        return self.table.id_of(values) if self.table.id_of else None

    def _moved(self, rows: Iterable[ReadRow]) -> set[int]:
        """Rows of a copy whose content names another row of the base than their id, and that look like the id's."""
        if self.is_master:
            return set()
        differing = [r for r in rows if not r.lost_id and r.id in self.base and self._derived(r) not in (None, r.id)]
        both = [(r, d) for r in differing if (d := self._derived(r)) in self.base]
        found = set()
        for row, derived in both:
            by_id, by_content = self._likeness(row, row.id), self._likeness(row, derived or "")
            if by_id > by_content or (by_id == by_content and len(both) > 1):
                found.add(id(row))
        return found

    def _likeness(self, row: ReadRow, id_: str) -> int:
        """How many cells of a row are those that a row of the base was issued with, its calculated dates among them."""
        base = self.base[id_]
        same_ = sum(1 for k, v in self.cells(row).items() if k not in self.table.natural and base.get(k) == v)
        dates = self.snapshot.dates.get(str(base.get("task", "")), ())
        shown = [v.isoformat()[:10] for v in row.shown.values() if isinstance(v, dt.date)]
        return same_ + sum(1 for day in shown if day in dates)

    def recognise(self, rows: Iterable[ReadRow]) -> list[ReadRow]:
        """All other tables: by hidden id, checked against the natural key."""
        known = [(n, r) for n, r in enumerate(rows) if r.id in self.base and not r.lost_id]
        pending = [(n, r) for n, r in enumerate(rows) if r.id not in self.base or r.lost_id]
        done: list[tuple[int, ReadRow]] = [(n, self._checked(r)) for n, r in known]
        holders = {r.id for _, r in done}
        for n, row in pending:
            found = self._found(row, holders)
            holders.add(found.id)
            done.append((n, found))
        return [row for _, row in sorted(done, key=lambda entry: entry[0])]

    def _checked(self, row: ReadRow) -> ReadRow:
        if self.key(row) in (None, self.base_key(row.id)):
            return row
        others = self.matches(row)
        if len(others) != 1 or others[0] == row.id:
            return row
        slid = replace(row, id=others[0])
        self.note(f.ROW_REALIGNED, slid)
        return slid

    def _found(self, row: ReadRow, holders: set[str]) -> ReadRow:
        candidates = self.matches(row)
        absent = [c for c in candidates if c not in holders]
        if len(absent) == 1:
            found = replace(row, id=absent[0], lost_id=False)
            self.note(f.ROW_REALIGNED, found)
            return found
        if len(candidates) == 1:  # it is there already: a copy of that row
            return replace(row, id=candidates[0], lost_id=False)
        if not row.lost_id and (row.id in self.spare or (self.is_master and self._is_masters(row.id))):
            return row
        return self._new(row)

    def _is_masters(self, id_: str) -> bool:
        """Spare rows of a master have plain ids; a record has its prefix for id."""
        return re.fullmatch(rf"{re.escape(self.table.prefix)}\d*", id_) is not None and bool(id_)

    def _new(self, row: ReadRow) -> ReadRow:
        prefix = self.table.prefix or self.table.key
        said = self.key(row) or self.cells(row)
        new = replace(row, id=issued_id(prefix, self.snapshot.serial, mark(said)), lost_id=False)
        self.note(f.ROW_GIVEN_ID, new)
        return new

    # --- several rows with one id ------------------------------------------------------------------

    def resolve(self, rows: list[ReadRow]) -> None:
        """Leave one row per id."""
        groups: dict[str, list[ReadRow]] = {}
        for row in rows:
            groups.setdefault(row.id, []).append(row)
        kept: dict[int, ReadRow] = {}
        copies: list[ReadRow] = []
        for id_, group in groups.items():
            keeper = self._keeper(id_, group)
            if keeper is None:
                self._ask(group)
                continue
            kept[id(keeper)] = keeper
            for other in (r for r in group if r is not keeper):
                if self.key(other) not in (None, self.key(keeper)) and not self.table.id_of:
                    copies.append(other)
                else:
                    self._double(other, keeper)
        self.result.rows = [r for r in rows if id(r) in kept]
        known = {r.id: r for r in self.result.rows}
        for copy in copies:
            row = self._new(copy)
            if row.id in known:
                self._double(row, known[row.id])
            else:
                known[row.id] = row
                self.result.rows.append(row)

    def _keeper(self, id_: str, group: list[ReadRow]) -> ReadRow | None:
        if self.table.id_of or id_ not in self.base or not self.natural:
            return group[0]
        was = self.base_key(id_)
        unchanged = next((r for r in group if self.key(r) == was), None)
        if unchanged or self.is_master:  # the project manager's own table: the id stands
            return unchanged or group[0]
        return group[0] if len(group) == 1 and not self._is_other(group[0]) else None

    def _is_other(self, row: ReadRow) -> bool:
        """Whether everything that recognises a row has changed, where that is more than one thing."""
        was = {k: v for k, v in self.base[row.id].items() if k in self.natural}
        if len(was) < 2 or any(isinstance(row.cells.get(k), Problem) for k in was):
            return False
        old, new = natural_key(was, self.natural), self.key(row)
        return new is None or all(a != b for a, b in zip(old or (), new, strict=True) if a)

    def _ask(self, group: list[ReadRow]) -> None:
        for row in group:
            self.result.aside.append(SetAside(row, Reason.ROW_IN_DOUBT))
            self.note(f.ROW_IN_DOUBT, row, was=self.base_label(row.id))

    def _double(self, row: ReadRow, keeper: ReadRow) -> None:
        if self.cells(row) == self.cells(keeper):
            self.note(f.ROW_COPIED, row)
            return
        self.result.aside.append(SetAside(row, Reason.DUPLICATE_ROW, keeper))
        self.note(f.DUPLICATE_ROW, row)

    def placeholders(self, rows: Iterable[ReadRow]) -> Iterator[Finding]:
        """Cells of the base that a stroke or another placeholder clears."""
        for row in rows:
            for key, cell in row.cells.items():
                if isinstance(cell, Blank) and cell.raw and self.base.get(row.id, {}).get(key) is not None:
                    yield placeholder_finding(cell, self.table.column(key).header, row.places.get(key, self.read.place))

    def note_absent(self) -> None:
        """Rows of the base that are not in the file. Earlier rounds are not on the sheet of a master.

        Of a copy, rows that are another department's as a whole are shown for information only: nothing is lost with them.
        """
        seen = {r.id for r in self.result.rows} | {a.row.id for a in self.result.aside}
        for id_ in self.base:
            earlier = self.table.rounds and not id_.endswith(f"@{self.snapshot.round}")
            if id_ not in seen and not earlier and not self._is_anothers(id_):
                place = replace(self.read.place, form=self.table.key, row_id=id_)
                self.result.findings.append(Finding(f.ROW_ABSENT, place, {"row": self.base_label(id_)}))

    def _is_anothers(self, id_: str) -> bool:
        """Whether a row of the base is shown to the department for information only: it may fill nothing in it."""
        if self.is_master or not self.table.owner_fields:
            return False
        cells = self.base[id_]
        owners = [owning_department(field, id_, cells, self._dept_of) for field in self.table.owner_fields]
        return self.snapshot.department not in owners and any(owners)

    def _dept_of(self, task: str) -> str | None:
        dept = self.snapshot.value("wbs", task, "dept")
        return dept if isinstance(dept, str) else None
