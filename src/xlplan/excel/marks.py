"""Marks on cells of a file that goes back to a department: a colour, and a note that says what and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlplan.core.finding import Severity
from xlplan.excel.book import NOTE_WIDTH, Sheet
from xlplan.excel.look import DOUBTFUL, DOUBTFUL_EDGE, WRONG, WRONG_EDGE
from xlplan.excel.tablepage import line_count

_COLOURS = {Severity.ERROR: (WRONG, WRONG_EDGE), Severity.WARNING: (DOUBTFUL, DOUBTFUL_EDGE)}
NOTE_CHARACTERS = NOTE_WIDTH / 7
"""How many characters fit into a line of a note."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a cell. Errors are red, warnings amber; of the rest the note alone tells."""

    severity: Severity
    note: str

    def on(self, style: dict[str, Any]) -> dict[str, Any]:
        """The style of the cell: its edge stays visible where a conditional format has the fill."""
        if self.severity not in _COLOURS:
            return style
        fill, edge = _COLOURS[self.severity]
        return {**style, "bg_color": fill, "border": 1, "border_color": edge}

    def write(self, sheet: Sheet, row: int, col: int) -> None:
        """Put the note on the cell."""
        sheet.note(row, col, self.note, line_count(self.note, NOTE_CHARACTERS))
