"""What waits for the project manager to decide, kept as data with all that was said, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xlplan.core.checksum import checksum
from xlplan.core.kinds.base import JsonValue

CellKey = tuple[str, str, str]
"""Table, row id, column key."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Pick(StrEnum):
    """What can be decided of a cell; TAKE names a claim by its letter."""

    KEEP = "keep"
    TAKE = "take"
    BOTH = "both"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one file says of a cell, and why it was not taken.

    ``base`` and ``value`` are frozen JSON, None is blank; ``outcome`` and ``reason`` are the frozen names of the merge,
    ``revision`` is the one that the file was issued from, ``place`` where it stood in the file.
    """

    file: str
    sha256: str
    department: str | None
    base: JsonValue
    value: JsonValue
    outcome: str
    reason: str = ""
    revision: int = 0
    modified_by: str = ""
    place: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        return (self.department or "", self.sha256, self.file)


@dataclass(frozen=True, slots=True)
class Pending:
    """A cell that waits for a decision. ``present`` is what the master holds, ``label`` how people know the row.

    ``picked`` and ``own`` are what was typed on the sheet of decisions and is not carried out yet.
    """

    table: str
    row_id: str
    key: str
    label: str
    present: JsonValue
    claims: tuple[Claim, ...]
    new_row: bool = False
    picked: str = ""
    own: str = ""

    @property
    def cell(self) -> CellKey:
        return (self.table, self.row_id, self.key)

    @property
    def mark(self) -> str:
        """What a decision names it by: another one as soon as the master or a claim says something else."""
        said = [[c.department, c.base, c.value] for c in self.claims]
        return "p-" + checksum([*self.cell, self.present, said], 12)

    @property
    def lettered(self) -> tuple[tuple[str, Claim], ...]:
        """The claims with their letters."""
        return tuple(zip(LETTERS, self.claims, strict=False))


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a cell: ``value`` is what it got, ``revision`` the master's from then on.

    ``against`` are the claims that it was decided about, ``former`` is what the master held until then, so that the same
    files change nothing when they come again.
    """

    table: str
    row_id: str
    key: str
    pick: Pick
    value: JsonValue
    revision: int
    against: tuple[Claim, ...]
    former: JsonValue = None

    @property
    def cell(self) -> CellKey:
        return (self.table, self.row_id, self.key)
