"""What the journal beside a master records."""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.core.kinds.base import JsonValue
from xlplan.model.history import Event
from xlplan.model.plan import CellKey


@dataclass(frozen=True, slots=True)
class Revision:
    """One writing of a master. ``seq`` orders them and is never used again; ``number`` is what people see.

    ``parent`` is the writing that it was made from. ``beside``: a result at another place, which leaves the master that it
    was made from the newest. ``base_sha256`` is the checksum of the plan document inside the file: it stays when a
    spreadsheet program saves the file again, and ``sha256`` does not. ``target`` is what an undo went back to.
    """

    seq: int
    parent: int | None
    number: int
    state: str
    at: str
    command: str
    user: str
    file: str
    beside: bool
    sha256: str
    base_sha256: str
    target: int | None = None
    own: int = 0
    applied: int = 0
    identical: int = 0
    conflicts: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A returned file that took part."""

    name: str
    sha256: str
    department: str | None
    issue: int
    round: int
    modified_by: str


@dataclass(frozen=True, slots=True)
class EditRecord:
    """What became of one cell. Values are frozen JSON; None is blank.

    ``origin`` is ``own`` for what the project manager typed into the master since it was written before, ``file`` for an
    edit of a returned file, ``decision`` for what was decided about a cell that waited, ``program`` for what the command
    itself did. ``before`` is what the master had, ``base`` what a file had started from. ``change`` says whether the whole
    row is new or gone.
    """

    origin: str
    form: str
    row: str
    field: str
    label: str
    base: JsonValue
    before: JsonValue
    value: JsonValue
    change: str = ""
    outcome: str = "applied"
    reason: str = ""
    department: str | None = None
    file: str = ""
    sha256: str = ""
    place: str = ""

    @property
    def cell(self) -> CellKey:
        return (self.form, self.row, self.field)


@dataclass(frozen=True, slots=True)
class IssuedBase:
    """The base of a copy that was handed out."""

    serial: int
    sha256: str
    department: str
    text: str


@dataclass(frozen=True)
class Line:
    """One writing. ``seq`` is its number in the journal, None where only the master knows it.

    ``beside``: the result went to another place. ``current``: the master at hand is this one.
    """

    event: Event
    file: str = ""
    user: str = ""
    beside: bool = False
    seq: int | None = None
    current: bool = False
