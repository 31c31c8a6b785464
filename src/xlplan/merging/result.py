"""What a merge gives: the new plan, what became of every edit, and what else there is to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import JsonValue
from xlplan.merging.draft import Drafted
from xlplan.merging.words import Outcome, Reason
from xlplan.model.plan import CellKey, Plan


@dataclass(frozen=True, slots=True)
class SideValue:
    """What one side says about a cell. Values are frozen JSON; None is blank."""

    file: str
    sha256: str
    department: str | None
    base: JsonValue
    value: JsonValue
    modified_by: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What became of one edit.

    ``label`` is how people know the row, ``present`` what the master held before the merge; ``sides`` lists
    what every side of a conflict says; ``request`` is the change request that lets the edit through or asks for
    it. Values are frozen JSON: None is blank, ``{"unread": …}`` a raw text.
    """

    table: str
    row_id: str
    key: str
    label: str
    base: JsonValue
    value: JsonValue
    present: JsonValue
    outcome: Outcome
    reason: Reason
    file: str
    sha256: str
    department: str | None
    new_row: bool = False
    place: Place = field(default_factory=Place)
    sides: tuple[SideValue, ...] = ()
    request: str = ""

    @property
    def cell(self) -> CellKey:
        return (self.table, self.row_id, self.key)


@dataclass(frozen=True, slots=True)
class Counts:
    """Edits by outcome; ``edits`` is always the sum of the others."""

    edits: int = 0
    applied: int = 0
    identical: int = 0
    conflicts: int = 0
    rejected: int = 0

    @classmethod
    def of(cls, details: Iterable[Detail]) -> Counts:
        """Count the outcomes of some edits."""
        n = Counter(d.outcome for d in details)
        return cls(n.total(), n[Outcome.APPLIED], n[Outcome.IDENTICAL], n[Outcome.CONFLICT], n[Outcome.REJECTED])


@dataclass(frozen=True, slots=True)
class SideCount:
    """The edits of one file."""

    file: str
    sha256: str
    department: str | None
    counts: Counts


@dataclass(frozen=True)
class MergeResult:
    """The outcome of a merge. ``plan`` keeps its revision; the caller raises it where the plan is another.

    ``changed``: cells or rows are; ``asks``: what waits for a decision is. ``consequences`` are cells that the merge
    filled by itself, codes and numbers, as cell and frozen value.
    ``drafted`` are change requests for edits that would have changed what a baseline froze.
    """

    plan: Plan
    changed: bool
    details: tuple[Detail, ...]
    findings: tuple[Finding, ...]
    counts: Counts
    per_side: tuple[SideCount, ...]
    consequences: tuple[tuple[CellKey, JsonValue], ...] = ()
    drafted: tuple[Drafted, ...] = ()
    asks: bool = False

    @property
    def differs(self) -> bool:
        """Whether the plan is another one than before."""
        return self.changed or self.asks

    @property
    def gated(self) -> tuple[Detail, ...]:
        """The rejected edits that wait for a change request."""
        return tuple(d for d in self.details if d.reason is Reason.GATED)

    def of(self, outcome: Outcome) -> tuple[Detail, ...]:
        """The edits with one outcome."""
        return tuple(d for d in self.details if d.outcome is outcome)
