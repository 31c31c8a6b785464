"""Reading the sheet of decisions: what was picked, and the own value as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from xlplan.core.finding import Place
from xlplan.core.normal import tidy
from xlplan.core.raw import RawCell, RawSheet, RawWorkbook
from xlplan.excel.book import column_letter
from xlplan.excel.decisionwords import VIEW, seal
from xlplan.excel.locate import markers
from xlplan.model.pending import CellKey, Pending


@dataclass(frozen=True)
class PickedLine:
    """A line of the sheet in which something was filled in. ``mark`` and ``cell`` say what it is about.

    ``apart``: the line names another row or column than its hidden mark, as after sorting the visible columns alone, so
    that nobody can tell what was decided.
    """

    mark: str
    cell: CellKey
    pick: str
    own: RawCell
    place: Place
    apart: bool = False


def has_decisions(raw: RawWorkbook) -> bool:
    """Whether a workbook has a sheet of decisions."""
    return any(key == VIEW for sheet in raw.sheets for _, _, key, _ in markers(sheet))


def picked_lines(raw: RawWorkbook) -> Iterator[PickedLine]:
    """The lines with a choice or a value. Sorting, filtering and moving columns do no harm: keys and marks go along."""
    for sheet in raw.sheets:
        for top, left, view, _ in markers(sheet):
            if view != VIEW:
                continue
            keys = {sheet.cell(top, col).text.strip(): col for col in range(len(sheet.rows[top]))}
            if "pick" not in keys or "own" not in keys:
                continue
            for row in range(top + 1, sheet.height):
                named = sheet.cell(row, left).text.split()
                pick, own = sheet.cell(row, keys["pick"]), sheet.cell(row, keys["own"])
                if len(named) not in (4, 5) or (pick.is_blank and own.is_blank):
                    continue
                cell = (named[-3], named[-2], named[-1])
                apart = len(named) == 5 and named[1] != _seal(sheet, row, keys, named[1])
                place = Place(raw.name, sheet.name, f"{column_letter(keys['pick'])}{row + 1}")
                yield PickedLine(named[0], cell, tidy(pick.text), own, place, apart)


def _seal(sheet: RawSheet, row: int, keys: Mapping[str, int], known: str) -> str:
    """The seal of what a line says; the known one where a column that it needs was deleted."""
    if "row" not in keys or "column" not in keys:
        return known
    return seal(sheet.cell(row, keys["row"]).text, sheet.cell(row, keys["column"]).text)


def with_picks(pending: Iterable[Pending], raw: RawWorkbook) -> tuple[Pending, ...]:
    """What waits, with what is typed about it on the sheet: writing the workbook anew keeps it."""
    lines = {line.mark: line for line in picked_lines(raw) if not line.apart}
    return tuple(
        replace(p, picked=lines[p.mark].pick, own=tidy(lines[p.mark].own.text))
        if p.mark in lines
        else replace(p, picked="", own="")
        for p in pending
    )
