"""How a problem of a cell is declared."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_WHY = Text(
    "读不准的内容不会被猜测，也不会被当作清空；原文保留，等待更正。",
    "What cannot be read for certain is neither guessed nor taken for cleared; the text is kept until it is corrected.",
)


def problem(number: int, name: str, message: Text, hint: Text) -> FindingType:
    """An error that a cell can have. ``{near}`` in a hint becomes what was probably meant."""
    return FindingType(f"CEL{number:03d}", name, Severity.ERROR, message, hint, _WHY)
