"""Reading the sheet of decisions: what was picked, and the own value as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xlplan.core.finding import Place
from xlplan.core.normal import tidy
from xlplan.core.raw import RawCell, RawWorkbook
from xlplan.excel.book import column_letter
from xlplan.excel.decisionwords import VIEW
from xlplan.excel.locate import markers
from xlplan.model.pending import CellKey, Pending


@dataclass(frozen=True)
class PickedLine:
    """A line of the sheet in which something was filled in. ``mark`` and ``cell`` say what it is about."""

    mark: str
    cell: CellKey
    pick: str
    own: RawCell
    place: Place


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
                if len(named) != 4 or (pick.is_blank and own.is_blank):
                    continue
                place = Place(raw.name, sheet.name, f"{column_letter(keys['pick'])}{row + 1}")
                yield PickedLine(named[0], (named[1], named[2], named[3]), tidy(pick.text), own, place)


def with_picks(pending: Iterable[Pending], raw: RawWorkbook) -> tuple[Pending, ...]:
    """What waits, with what is typed about it on the sheet: writing the workbook anew keeps it."""
    lines = {line.mark: line for line in picked_lines(raw)}
    return tuple(
        replace(p, picked=lines[p.mark].pick, own=tidy(lines[p.mark].own.text))
        if p.mark in lines
        else replace(p, picked="", own="")
        for p in pending
    )
