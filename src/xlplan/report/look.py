"""How things look on a terminal: the characters that its encoding can show, and colours."""

from __future__ import annotations

import codecs
from dataclasses import astuple, dataclass
from enum import Enum

from xlplan.core.text import Lang


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of tables and charts; those drawn in a chart take one column each."""

    done: str
    planned: str
    critical_bar: str
    float: str
    milestone: str
    summary: str
    status: str
    pointer: str
    critical: str
    near: str
    arrow: str
    ellipsis: str


BLOCKS = Glyphs("█", "▒", "▓", "·", "◆", "━", "│", "▼", "●", "○", "→", "…")
ASCII = Glyphs("#", "=", "%", ".", "*", "-", "|", "v", "!", "+", "->", "..")


class Ink(Enum):
    """What is coloured, with its SGR code (ECMA-48)."""

    PLAIN = ""
    DONE = "32"
    PLANNED = "36"
    CRITICAL = "31"
    NEAR = "33"
    FLOAT = "2"
    MILESTONE = "35"
    SUMMARY = "1"
    STATUS = "94"
    ERROR = "1;31"
    WARNING = "1;33"
    NOTE = "1;34"
    HEADING = "1;4"


@dataclass(frozen=True, slots=True)
class Look:
    """``width`` is the room in columns, None for as much as it takes.

    ``near_days`` counts the working days of float up to which a task is shown as nearly critical.
    """

    lang: Lang
    glyphs: Glyphs = BLOCKS
    width: int | None = None
    near_days: int = 5
    colour: bool = False

    def paint(self, text: str, ink: Ink) -> str:
        """A text in its colour where colours are wanted."""
        return f"\x1b[{ink.value}m{text}\x1b[0m" if self.colour and ink.value and text else text


def glyphs_for(encoding: str | None) -> Glyphs:
    """Blocks where the encoding has all of them, else ASCII.

    In GBK and its like a character of two bytes takes two columns, which would tear bars and tables apart: there,
    what is no letter has to be ASCII, although some blocks could be written.
    """
    return BLOCKS if all(_narrow(c, encoding) for text in astuple(BLOCKS) for c in text) else ASCII


def _narrow(char: str, encoding: str | None) -> bool:
    """Whether an encoding has a character, and consoles with that encoding show it in one column."""
    try:
        name = codecs.lookup(encoding or "ascii").name
        return name.startswith("utf") or len(char.encode(name)) == 1
    except (LookupError, UnicodeError):
        return False
