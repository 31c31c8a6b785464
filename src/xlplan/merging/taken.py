"""What was taken from which copy, so that a file that comes again never undoes what was changed after it was merged.

An edit is compared with its base; where the master was set back to just that base in between, the same edit would look new.
"""

from __future__ import annotations

from collections.abc import Iterable

from xlplan.core.checksum import checksum
from xlplan.merging.sides import Edit
from xlplan.merging.words import Outcome, Reason
from xlplan.model.plan import Plan

ROUNDS = 12
"""Copies of so many rounds are remembered; later than that nobody sends one again."""


def mark(edit: Edit) -> str:
    """What an edit is remembered by: the number of its copy, and a checksum of cell and value."""
    return f"{edit.side.issue}:{checksum([*edit.cell, edit.value], 10)}"


def remembered(plan: Plan, verdicts: Iterable[tuple[Edit, Outcome, Reason]]) -> tuple[str, ...]:
    """The marks of a plan with those of the edits that it took or had already; those of old copies are dropped."""
    new = {
        mark(edit)
        for edit, outcome, reason in verdicts
        if edit.side.department is not None
        and outcome in (Outcome.APPLIED, Outcome.IDENTICAL)
        and reason not in (Reason.SUPERSEDED, Reason.DECIDED)
    }
    known = set(plan.taken)
    if new <= known:
        return plan.taken
    last = plan.round.number if plan.round else 0
    fresh = {i.serial for i in plan.issues if i.round > last - ROUNDS}
    return tuple(sorted((m for m in known | new if int(m.partition(":")[0]) in fresh), key=_order))


def _order(text: str) -> tuple[int, str]:
    serial, _, rest = text.partition(":")
    return int(serial), rest
