"""Text in the columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

GAP = 2
"""Columns between two cells of a table."""
_COLOUR = re.compile("\x1b\\[[0-9;]*m")


def one_line(text: str) -> str:
    """A text without line breaks and without characters that steer a terminal or do not show."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def char_columns(char: str) -> int:
    """How many columns one character takes: 0 for a mark above another one, 2 for a wide one, else 1."""
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns(text: str) -> int:
    """How many columns a text takes; colours take none."""
    return sum(map(char_columns, _COLOUR.sub("", text)))


def cut(text: str, room: int, ellipsis: str = "…") -> str:
    """A text of one line in at most ``room`` columns, with an ellipsis where something is missing."""
    if columns(text) <= room:
        return text
    left = room - columns(ellipsis)
    if left < 0:
        return ""
    kept = 0
    for char in text:
        left -= char_columns(char)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ellipsis


def padded(text: str, room: int, right: bool = False) -> str:
    """A text filled up with blanks to ``room`` columns; ``right`` puts them before it."""
    space = " " * (room - columns(text))
    return space + text if right else text + space


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Rows as aligned lines; ``right`` names the columns of numbers."""
    widths = [max(columns(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    return [
        (" " * GAP).join(padded(cell, widths[n], n in right) for n, cell in enumerate(row)).rstrip() for row in rows
    ]


def table_columns(rows: Sequence[Sequence[str]], without: int) -> int:
    """How many columns of the terminal a table takes apart from the cells of its column ``without``."""
    widths = [max(columns(row[n]) for row in rows) for n in range(len(rows[0])) if n != without]
    return sum(widths) + GAP * len(widths)


def wrapped(parts: Iterable[str], room: int, gap: str) -> list[str]:
    """Parts side by side, on as many lines of ``room`` columns as they need; none is broken."""
    lines: list[str] = []
    for part in parts:
        joined = lines[-1] + gap + part if lines else part
        if lines and columns(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines
