"""What departments added to their copies: sheets and columns of their own come into the plan by the rules of merging.

What a department said last is remembered with what it brought. A newer version replaces that, and only that: where the
project manager changed it since, or where two files differ, both are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from xlplan.model.carried import CarriedCell, CarriedSheet
from xlplan.model.extras import ExtraColumn, extra_column
from xlplan.model.plan import Plan

CellPlace = tuple[str, str, str]
"""Table, header and row id of a cell in an added column."""
Free = Callable[[str, Collection[str]], str]
"""A name for a sheet that is none of those taken."""


class Arrival(StrEnum):
    """What became of something that a file brought."""

    NEW = "new"
    REPLACED = "replaced"
    BOTH = "both"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Brought:
    """What one file brings. ``name`` is what its department is called, ``issue`` the serial number of the copy."""

    file: str
    sha256: str
    department: str
    name: str
    issue: int
    sheets: tuple[CarriedSheet, ...] = ()
    cells: Mapping[CellPlace, CarriedCell] = field(default_factory=dict)

    @property
    def order(self) -> tuple[int, str, str]:
        """Older copies first; files of one issue in an order that does not depend on how they were given."""
        return (self.issue, self.department, self.sha256)


@dataclass(frozen=True, slots=True)
class SheetArrived:
    """A sheet of a file, and what it is called in the master."""

    file: str
    sheet: str
    name: str
    how: Arrival


@dataclass(frozen=True, slots=True)
class CellAside:
    """A cell of an added column that was not taken: the master keeps ``kept``."""

    file: str
    department: str
    place: CellPlace
    value: CarriedCell
    kept: CarriedCell


@dataclass(frozen=True)
class Arrivals:
    """The plan with what came in. ``columns`` counts the cells taken, by table and header."""

    plan: Plan
    sheets: tuple[SheetArrived, ...] = ()
    columns: Mapping[tuple[str, str], int] = field(default_factory=dict)
    aside: tuple[CellAside, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the plan is another one than before."""
        return bool(self.columns or self.aside) or any(s.how is not Arrival.KNOWN for s in self.sheets)


def digest_of(rows: tuple[tuple[CarriedCell, ...], ...]) -> str:
    """A short mark of a sheet's content."""
    return hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def bring(plan: Plan, files: Iterable[Brought], free: Free) -> Arrivals:
    """Take in what files bring; the order in which they are given does not matter."""
    ordered = sorted(files, key=lambda b: b.order)
    carried, sheets = _sheets(plan.carried, ordered, free)
    extras, columns, aside = _columns(plan.extras, ordered)
    return Arrivals(replace(plan, carried=carried, extras=extras), sheets, columns, aside)


def _sheets(
    carried: tuple[CarriedSheet, ...], files: Iterable[Brought], free: Free
) -> tuple[tuple[CarriedSheet, ...], tuple[SheetArrived, ...]]:
    have = list(carried)
    arrived: list[SheetArrived] = []
    fresh: dict[str, int] = {}  # names of sheets that came in this time, with the issue that they came from
    for one in files:
        for sheet in one.sheets:
            if not any(cell not in (None, "") for row in sheet.rows for cell in row):
                continue
            mark = digest_of(sheet.rows)
            name = free(f"{one.name}·{sheet.name}", ())
            mine = [s for s in have if s.department == one.department and s.source == sheet.name]
            known = next((s for s in have if s.rows == sheet.rows or (s in mine and s.digest == mark)), None)
            if known is not None:
                arrived.append(SheetArrived(one.file, sheet.name, known.name, Arrival.KNOWN))
                continue
            former = next((s for s in mine if digest_of(s.rows) == s.digest and fresh.get(s.name) != one.issue), None)
            new = CarriedSheet(name, sheet.rows, one.department, sheet.name, mark)
            if former is not None:
                new = replace(new, name=former.name)
                have[have.index(former)] = new
            else:
                new = replace(new, name=free(name, [s.name for s in have]))
                have.append(new)
            fresh[new.name] = one.issue
            how = Arrival.REPLACED if former is not None else Arrival.BOTH if mine else Arrival.NEW
            arrived.append(SheetArrived(one.file, sheet.name, new.name, how))
    return tuple(have), tuple(arrived)


def _columns(
    extras: tuple[ExtraColumn, ...], files: Iterable[Brought]
) -> tuple[tuple[ExtraColumn, ...], dict[tuple[str, str], int], tuple[CellAside, ...]]:
    cells = {(x.table, x.header): dict(x.cells) for x in extras}
    said = {(x.table, x.header): dict(x.said) for x in extras}
    before = {key: dict(found) for key, found in said.items()}
    fresh: dict[CellPlace, int] = {}
    counts: dict[tuple[str, str], int] = {}
    aside: list[CellAside] = []
    for one in files:
        for (table, header, row), value in one.cells.items():
            if value is None or value == "":
                continue  # no column, no cell: not what was there is taken back
            column = (table, header)
            now, base = cells.setdefault(column, {}), before.get(column, {}).get(row)
            present = now.get(row)
            said.setdefault(column, {})[row] = value
            if value in (base, present):
                continue
            if present in (base, None) or (fresh.get((table, header, row), one.issue) < one.issue):
                now[row] = value
                fresh[table, header, row] = one.issue
                counts[column] = counts.get(column, 0) + 1
            else:
                aside.append(CellAside(one.file, one.name, (table, header, row), value, present))
    found = tuple(extra_column(*key, cells[key], said.get(key, {})) for key in cells)
    return found if counts or aside else extras, counts, tuple(aside)
