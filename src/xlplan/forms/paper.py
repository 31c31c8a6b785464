"""How a form looks on paper: one A4 page of labels and values, approval block, lists and lines for signatures.

A page is a stack of blocks on a grid of four columns: label, wide value, label, narrow value. Long texts stand in the
wide column alone, since merged cells would not grow with what is typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.core.text import Text

Line = tuple[str, ...]
"""Keys of one line: one (its value in the wide column) or two (the second in the narrow column)."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and values; the title is a band above them, none where it is blank."""

    title: Text | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an approval: who decides, and the keys of opinion, person and date."""

    title: Text
    opinion: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval block: a tall line per step, with room for a signature."""

    title: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a list: its heading, and the key of what the rows show (computed or typed)."""

    header: Text
    key: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of another table, shown and never typed here: at most so many, in up to four columns of the grid.

    On the page of a single row, ``of`` names the column by which the listed rows refer to it; else all are listed.
    """

    title: Text
    table: str
    columns: tuple[Shown, ...]
    rows: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes for signature and date, two a line, each with its label."""

    title: Text
    labels: tuple[Text, ...]


Block = Fields | Approval | Listing | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A page: its title where it differs from the form's, and its blocks from top to bottom."""

    blocks: tuple[Block, ...]
    title: Text | None = None
