"""How a form looks on paper: one A4 page of labels and values, approval block, lists and lines for signatures.

A page is a stack of blocks on a grid of four columns: label, wide value, label, narrow value. Long texts stand in the
wide column alone, since merged cells would not grow with what is typed; what helps to fill them in stands beside them.
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
    """Rows of another table, shown and never typed here: the first so many, in up to four columns of the grid.

    Up to three columns get a running number before them; of four the second is the wide one. A row is listed where the
    column ``key`` (else the first) is filled in and, with ``where`` (a choice column and some of its options), its
    choice is among these.
    On the page of a single row, ``of`` names the column by which the listed rows refer to it; else all are listed.
    A template without the table has a page without the block.
    """

    title: Text
    table: str
    columns: tuple[Shown, ...]
    rows: int
    of: str = ""
    where: tuple[str, tuple[str, ...]] | None = None
    key: str = ""

    @property
    def filled(self) -> str:
        """The column by which it is told whether a row is filled in."""
        return self.key or self.columns[0].key


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
