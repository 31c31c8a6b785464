"""What a merge means for the plan: who moved the finish and by how much, what became critical, what money came to.

Pure. Each side is tried by itself on the plan as it was, so that the answer does not depend on an order of the sides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlplan.calculate.compute import Computed, compute
from xlplan.core.kinds.base import JsonValue
from xlplan.merging.number import number
from xlplan.merging.result import Detail, MergeResult
from xlplan.merging.state import State
from xlplan.merging.words import Outcome
from xlplan.model.pending import Decision
from xlplan.model.plan import CellKey, Plan
from xlplan.template.resolve import Template
from xlplan.twins.budget_summary import grand_total

SCHEDULED = frozenset({"wbs", "progress", "calendar", "basic"})
"""Tables from which dates follow."""
SINGLY = 60
"""So many edits of one side are tried one by one; of more, only their sum is told."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell of the plan that took another value; both frozen."""

    table: str
    row_id: str
    key: str
    label: str
    before: JsonValue
    value: JsonValue

    @property
    def cell(self) -> CellKey:
        return (self.table, self.row_id, self.key)


@dataclass(frozen=True)
class Cause:
    """One edit that moves the finish of the project by itself, in working days."""

    table: str
    row_id: str
    key: str
    label: str
    before: JsonValue
    value: JsonValue
    days: int


@dataclass(frozen=True)
class Effect:
    """What the applied edits of one side do by themselves to the plan as it was before.

    ``department`` is None for the project manager: what was typed into the master, or decided. ``days`` are working days
    by which the finish moves, ``critical`` tasks that come onto the critical path, ``milestones`` their finish before and
    after. Effects of several sides need not add up: two delays side by side count once.
    """

    department: str | None
    edits: int
    finish: dt.date | None
    days: int
    critical: tuple[str, ...] = ()
    milestones: tuple[tuple[str, dt.date | None, dt.date | None], ...] = ()
    causes: tuple[Cause, ...] = ()
    decided: bool = False


@dataclass(frozen=True)
class Consequences:
    """``days`` is the move of the finish by all together, ``budget`` the total with contingency in yuan before and after."""

    days: int = 0
    effects: tuple[Effect, ...] = ()
    critical: tuple[str, ...] = ()
    no_longer_critical: tuple[str, ...] = ()
    budget: tuple[float, float] = (0.0, 0.0)


def consequences(
    written: Plan | None,
    result: MergeResult,
    decisions: Sequence[Decision],
    before: tuple[Plan, Computed],
    after: tuple[Plan, Computed],
    template: Template,
) -> Consequences:
    """What follows from a merge.

    ``before`` is the plan as the master's sheets said, ``after`` as it is now, each with what is calculated from it;
    ``written`` is the plan as it was last written.
    """
    (former_plan, was), (plan, now) = before, after
    effects = []
    typed = [d for d in result.of(Outcome.APPLIED) if d.department is None]
    if written is not None and any(d.table in SCHEDULED for d in typed):
        effects.append(_effect(None, len(typed), compute(written, template), was, written))
    sides: dict[str, list[Detail]] = {}
    for detail in result.of(Outcome.APPLIED):
        if detail.department is not None:
            sides.setdefault(detail.department, []).append(detail)
    for department, details in sorted(sides.items()):
        moved = [Moved(d.table, d.row_id, d.key, d.label, d.present, d.value) for d in details]
        if effect := effect_alone(department, moved, former_plan, was, template):
            effects.append(effect)
    told_ = [d for d in decisions if d.table in SCHEDULED]
    if told_:
        decided = compute(_with({d.cell: d.value for d in told_}, None, result.plan, template), template)
        undecided = compute(result.plan, template)
        effects.append(_effect(None, len(told_), undecided, decided, result.plan, decided=True))
    critical, former = _critical(now, plan), _critical(was, former_plan)
    return Consequences(
        _days(was, now),
        tuple(effects),
        tuple(t for t in plan.tasks if t in critical - former),
        tuple(t for t in plan.tasks if t in former - critical),
        (float(grand_total(was.world)), float(grand_total(now.world))),
    )


def effect_alone(
    department: str | None,
    moved: Sequence[Moved],
    before: Plan,
    was: Computed,
    template: Template,
    *,
    decided: bool = False,
) -> Effect | None:
    """What some cells do by themselves to a plan, from which ``was`` is calculated; None where no date follows from them."""
    moved = [m for m in moved if m.table in SCHEDULED]
    if not moved:
        return None

    def with_cells(cells: Sequence[Moved]) -> Computed:
        return compute(_with({m.cell: m.value for m in cells}, department, before, template), template)

    effect = _effect(department, len(moved), was, with_cells(moved), before, decided)
    if not effect.days or len(moved) > SINGLY:
        return effect
    causes = []
    for one in moved:
        if days := _days(was, with_cells([one])):
            causes.append(Cause(one.table, one.row_id, one.key, one.label, one.before, one.value, days))
    causes.sort(key=lambda c: -abs(c.days))
    return replace(effect, causes=tuple(causes))


def _effect(
    department: str | None, edits: int, was: Computed, after: Computed, plan: Plan, decided: bool = False
) -> Effect:
    new = _critical(after, plan) - _critical(was, plan)
    marks = [
        (t, was.finish(t), after.finish(t))
        for t, task in plan.tasks.items()
        if task.duration == 0 and was.is_leaf(t) and was.finish(t) != after.finish(t)
    ]
    days = _days(was, after)
    chosen = tuple(t for t in plan.tasks if t in new)
    return Effect(department, edits, after.project_finish(), days, chosen, tuple(marks), decided=decided)


def _with(cells: Mapping[CellKey, JsonValue], department: str | None, plan: Plan, template: Template) -> Plan:
    """The plan with some cells set, new tasks with codes."""
    state = State(plan, template, {})
    for cell, value in cells.items():
        state.decide(cell, value, department)
    return number(state.result(), template, {}).plan


def _critical(computed: Computed, plan: Plan) -> set[str]:
    return {t for t in plan.tasks if computed.is_leaf(t) and computed.value("wbs", t, "critical") == 1}


def _days(was: Computed, now: Computed) -> int:
    """Working days between two finishes of the project; 0 where one is missing."""
    before, after = was.project_finish(), now.project_finish()
    if before is None or after is None:
        return 0
    calendar = next(
        (c.world.calendar for c in (now, was) if before in c.world.calendar and after in c.world.calendar), None
    )
    return calendar.count(after) - calendar.count(before) if calendar is not None else 0
