"""Formulas that a file stores once for a range: their text as it would stand in another cell of it."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # text
    r"|'(?:[^']|'')*'!?"  # quoted sheet name
    r"|\[[^\[\]]*\]"  # another workbook or a table column
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(!])"
    r"|(?<![\w.$:])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!])"
    r"|(?<![\w.$:])(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![\w.(!])"
)


# A long formula shared by a whole sheet would be gigabytes of text; past this one is known to be there, not
# what it says.
_SPELT = 10_000_000


def column_number(letters: str) -> int:
    """0-based column of "A", "xfd" …"""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(column: int) -> str:
    """Letters of a 0-based column."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shifted(formula: str, rows: int, cols: int) -> str:
    """`formula` with its relative references moved, `#REF!` where they leave the sheet."""

    def column(fixed: str, letters: str) -> str:
        number = column_number(letters) + (0 if fixed else cols)
        return f"{fixed}{column_letters(number)}" if 0 <= number < 16_384 else "#REF!"

    def row(fixed: str, digits: str) -> str:
        number = int(digits) + (0 if fixed else rows)
        return f"{fixed}{number}" if 0 < number <= 1_048_576 else "#REF!"

    def span(one: Callable[[str, str], str], parts: tuple[str, ...]) -> str:
        return f"{one(parts[0], parts[1])}:{one(parts[2], parts[3])}"

    def move(found: re.Match[str]) -> str:
        groups = found.groups(default="")
        if groups[1]:
            place = column(groups[0], groups[1]) + row(groups[2], groups[3])
            return "#REF!" if "#REF!" in place else place
        if groups[5]:
            return span(column, groups[4:8])
        return span(row, groups[8:12]) if groups[9] else found.group()

    return _TOKEN.sub(move, formula)


class SharedFormulas:
    """The formulas of one sheet that are stored at their first cell only."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[tuple[int, int], str]] = {}
        self._spelt = 0  # characters spelt out so far

    def spell(self, place: tuple[int, int], text: str, index: str) -> str:
        """The formula at `place`; `text` is what is stored there, empty where the formula `index` is meant."""
        if text or index not in self._first:
            self._first[index] = (place, text)
            return text
        origin, first = self._first[index]
        self._spelt += len(first)
        if self._spelt > _SPELT:
            return ""
        return shifted(first, place[0] - origin[0], place[1] - origin[1])
