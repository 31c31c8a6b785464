"""What waits for a decision after a merge, and what became of what waited before. Pure.

A cell waits as long as some file says something else of it than the master, was in conflict or was not taken, and nobody
has decided. What was decided is remembered with the claims that it was decided about, so that the same files, when they
come again, change nothing and ask nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlplan.core.finding import Finding, Place
from xlplan.merging import findings as f
from xlplan.merging.account import sheet_order
from xlplan.merging.identity import same
from xlplan.merging.result import Detail
from xlplan.merging.sides import Edit, Side
from xlplan.merging.words import Outcome, Reason
from xlplan.model.pending import Claim, Decision, Pending
from xlplan.model.plan import CellKey, Plan
from xlplan.model.snapshot import present
from xlplan.template.resolve import Template

SETTLED = (Reason.DECIDED, Reason.GATED)
"""Rejections that nobody is asked about: decided before, or a matter for a change request."""


def decided(decisions: Mapping[CellKey, Sequence[Decision]], edit: Edit) -> bool:
    """Whether an edit was decided about: a file from before the decision says what its department claimed then, or what
    the master held until then.
    """
    for decision in decisions.get(edit.cell, ()):
        if edit.side.snapshot.revision >= decision.revision:
            continue
        if decision.former is not None and same(decision.former, edit.value):
            return True
        if any(c.department == edit.side.department and same(c.value, edit.value) for c in decision.against):
            return True
    return False


def by_cell(decisions: Iterable[Decision]) -> dict[CellKey, list[Decision]]:
    """Decisions by the cell that they are about."""
    found: dict[CellKey, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.cell, []).append(decision)
    return found


def waiting(
    before: Sequence[Pending], plan: Plan, template: Template, details: Sequence[Detail], sides: Sequence[Side]
) -> tuple[tuple[Pending, ...], list[Finding]]:
    """The cells that wait after a merge, in the order of the sheets, and notes on those that no longer do.

    ``before``: those that waited, ``plan``: the plan after the merge, ``details``: what became of the edits of ``sides``.
    """
    by_file = {(s.sha256, s.department): s for s in sides}
    labels: dict[CellKey, tuple[str, bool]] = {p.cell: (p.label, p.new_row) for p in before}
    claims: dict[CellKey, dict[tuple[object, ...], Claim]] = {}
    for old in before:
        claims[old.cell] = {_identity(c): c for c in old.claims}
    answered: dict[tuple[CellKey, str | None], int] = {}
    for detail in details:
        side = by_file[detail.sha256, detail.department]
        if detail.department is not None and detail.outcome in (Outcome.APPLIED, Outcome.IDENTICAL):
            key = (detail.cell, detail.department)
            if detail.reason is not Reason.SUPERSEDED:
                answered[key] = max(answered.get(key, -1), side.snapshot.revision)
        if detail.outcome not in (Outcome.CONFLICT, Outcome.REJECTED) or detail.reason in SETTLED:
            continue
        labels[detail.cell] = (detail.label, detail.new_row)
        if detail.department is not None:  # what the project manager says is in the master
            claim = _claim(detail, side)
            claims.setdefault(detail.cell, {})[_identity(claim)] = claim
    found, notes = [], []
    tables = {t.key: t for _, t in template.tables()}
    for cell in sorted(claims, key=lambda c: sheet_order(template, c)):
        now = present(plan, tables[cell[0]], cell[1], cell[2]) if cell[1] in plan.rows(cell[0]) else None
        kept = [
            c
            for c in sorted(claims[cell].values(), key=lambda c: (c.order, c.revision))
            if not same(c.value, now) and answered.get((cell, c.department), -1) <= c.revision
        ]
        label, new_row = labels[cell]
        if kept:
            waits = Pending(*cell, label, now, tuple(kept), new_row)
            # What was typed about it stays where it still is about the same.
            found.append(next((p for p in before if p.cell == cell and p.mark == waits.mark), waits))
        elif any(p.cell == cell for p in before):
            place = Place(form=cell[0], row_id=cell[1], field=cell[2])
            column = tables[cell[0]].column(cell[2]).header
            notes.append(Finding(f.NO_LONGER_OPEN, place, {"row": label, "column": column}))
    return tuple(found), notes


def _identity(claim: Claim) -> tuple[object, ...]:
    """One claim however often its file comes."""
    return (claim.sha256, claim.department, repr(claim.value), claim.place)


def _claim(detail: Detail, side: Side) -> Claim:
    place = f"{detail.place.sheet}!{detail.place.cell}" if detail.place.cell else ""
    return Claim(
        detail.file,
        detail.sha256,
        detail.department,
        detail.base,
        detail.value,
        detail.outcome.value,
        detail.reason.value,
        side.snapshot.revision,
        side.modified_by,
        place,
    )


def known_columns(pending: Iterable[Pending], template: Template) -> tuple[Pending, ...]:
    """Those whose table and column the template has: one that was changed since may have lost some."""
    tables = {t.key: t for _, t in template.tables()}
    return tuple(p for p in pending if p.table in tables and tables[p.table].has(p.key))
