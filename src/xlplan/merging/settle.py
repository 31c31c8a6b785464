"""Carrying out what the project manager decided. Pure: plan and choices in, plan and what was decided out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.kinds.base import JsonValue
from xlplan.core.kinds.text import LongText
from xlplan.merging import findings as f
from xlplan.merging.identity import same
from xlplan.merging.number import number
from xlplan.merging.references import dangles
from xlplan.merging.state import State
from xlplan.model.pending import Claim, Decision, Pending, Pick
from xlplan.model.plan import CellKey, Plan
from xlplan.model.snapshot import is_unread
from xlplan.template.resolve import Template


@dataclass(frozen=True)
class Choice:
    """What was chosen for a cell that waits, named by its mark. ``letter`` names the claim, ``own`` is a frozen value."""

    mark: str
    cell: CellKey
    pick: Pick
    letter: str = ""
    own: JsonValue = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Settled:
    """What deciding did. ``consequences`` are codes and numbers that were given to rows that got in by it."""

    plan: Plan = field(default_factory=Plan)
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    consequences: tuple[tuple[CellKey, JsonValue], ...] = ()


def settle(plan: Plan, template: Template, choices: Iterable[Choice], revision: int) -> Settled:
    """The plan with decisions carried out, noted and no longer waiting. ``revision``: the plan's from then on.

    A choice about something that no longer waits, or that looks different by now, is said and not carried out. So are two
    choices that differ about one cell.
    """
    open_ = {p.mark: p for p in plan.pending}
    cells = {p.cell: p for p in plan.pending}
    chosen: dict[str, Choice] = {}
    findings: list[Finding] = []
    twice: set[str] = set()
    for choice in sorted(choices, key=lambda c: (c.mark, c.place.file, c.place.sheet, c.place.cell)):
        if choice.mark not in open_:
            if stale := _stale(plan, choice, cells):
                findings.append(stale)
        elif (other := chosen.setdefault(choice.mark, choice)) is not choice and not _agree(other, choice):
            twice.add(choice.mark)
            findings.append(_said(f.DECIDED_TWICE, open_[choice.mark], template, choice.place))
    clear = {m: c for m, c in chosen.items() if m not in twice}
    state, decisions, refused = _carried_out(plan, template, clear, revision)
    findings += [_said(f.CANNOT_TAKE, open_[m], template, clear[m].place, {"letter": clear[m].letter}) for m in refused]
    if not decisions:
        return Settled(plan, (), tuple(findings))
    done = {d.cell for d in decisions}
    after = replace(
        state.result(),
        pending=tuple(p for p in plan.pending if p.cell not in done),
        decisions=(*plan.decisions, *decisions),
    )
    numbered = number(after, template, {})
    return Settled(numbered.plan, tuple(decisions), (*findings, *numbered.findings), tuple(numbered.cells))


def _carried_out(
    plan: Plan, template: Template, chosen: Mapping[str, Choice], revision: int
) -> tuple[State, list[Decision], list[str]]:
    """The cells with the decisions, and the marks of those that can't be had.

    A value that names a row which is not there, and does not come in by another decision, can't.
    """
    refused: list[str] = []
    while True:
        state = State(plan, template, {})
        decisions: dict[str, Decision] = {}
        for waits in plan.pending:
            if waits.mark not in chosen or waits.mark in refused:
                continue
            choice = chosen[waits.mark]
            value, claim, problem = _value(waits, choice, template)
            if problem:
                refused.append(waits.mark)
                continue
            if not same(value, waits.present):
                state.decide(waits.cell, value, claim.department if claim else None)
            decision = Decision(*waits.cell, choice.pick, value, revision, waits.claims, waits.present)
            decisions[waits.mark] = decision
        late = [m for m, d in decisions.items() if d.cell in state.changes and dangles(state, d.cell, d.value)]
        if not late:
            return state, list(decisions.values()), refused
        refused += late


def _agree(one: Choice, other: Choice) -> bool:
    return (one.pick, one.letter) == (other.pick, other.letter) and same(one.own, other.own)


def _stale(plan: Plan, choice: Choice, cells: dict[CellKey, Pending]) -> Finding | None:
    """A decision that does not fit any more; one that was carried out already is nothing to talk about."""
    if choice.cell in cells:
        return Finding(f.DECISION_STALE, choice.place, {"row": cells[choice.cell].label})
    if any(d.cell == choice.cell for d in plan.decisions):
        return None
    return Finding(f.DECISION_UNKNOWN, choice.place)


def _said(
    kind: FindingType, waits: Pending, template: Template, place: Place, more: dict[str, object] | None = None
) -> Finding:
    column = template.table(waits.table).column(waits.key).header
    where = replace(place, form=waits.table, row_id=waits.row_id, field=waits.key)
    return Finding(kind, where, {"row": waits.label, "column": column, **(more or {})})


def _value(waits: Pending, choice: Choice, template: Template) -> tuple[JsonValue, Claim | None, bool]:
    """The value that a choice gives a cell, whose it is, and whether it can't be had."""
    letters = dict(waits.lettered)
    match choice.pick:
        case Pick.KEEP:
            return waits.present, None, False
        case Pick.OWN:
            return choice.own, None, False
        case Pick.TAKE:
            claim = letters.get(choice.letter)
            if claim is None or is_unread(claim.value):
                return None, None, True
            return claim.value, claim, False
        case Pick.BOTH:
            texts = both(waits, template)
            return ("\n".join(texts), None, False) if texts else (None, None, True)


def both(waits: Pending, template: Template) -> Sequence[str]:
    """The texts that would stand one after the other, those of the claims and the master's; none where that makes no sense."""
    if not isinstance(template.table(waits.table).column(waits.key).kind, LongText):
        return ()
    said = [c.value for c in waits.claims]
    if len(said) == 1:
        said = [waits.present, *said]
    texts = list(dict.fromkeys(v for v in said if isinstance(v, str) and v))
    return texts if len(texts) > 1 else ()
