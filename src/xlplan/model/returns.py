"""Who was handed a copy, who has returned one, and who has been silent for how long: asked of the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from xlplan.model.plan import Issue, Plan, Return, Round


@dataclass(frozen=True, slots=True)
class Standing:
    """How a department stands in a round.

    ``silent`` counts the rounds up to this one, without a gap, for which it was handed copies and returned none;
    0 where it has returned. ``heard`` is the newest round up to this one that its data come from, None where none is known:
    one that it returned, or one with progress on its tasks for which no copies went out to it.
    """

    department: str
    issues: tuple[Issue, ...] = ()
    returns: tuple[Return, ...] = ()
    silent: int = 0
    heard: Round | None = None

    @property
    def is_missing(self) -> bool:
        """Whether it was handed a copy and has returned none."""
        return bool(self.issues) and not self.returns


def with_returns(plan: Plan, returns: Iterable[Return]) -> Plan:
    """The plan with more returns in its register: each content once, in an order that does not depend on theirs.

    The same plan where all of them are known.
    """
    known = {(r.sha256, r.department): r for r in plan.returns}
    for one in sorted(returns, key=_order):
        known.setdefault((one.sha256, one.department), one)
    if len(known) == len(plan.returns):
        return plan
    return replace(plan, returns=tuple(sorted(known.values(), key=_order)))


def _order(one: Return) -> tuple[int, str, int, str, str]:
    return (one.round, one.department, one.serial, one.sha256, one.file)


def is_merged(plan: Plan, sha256: str) -> bool:
    """Whether a file of that content is in the register."""
    return any(r.sha256 == sha256 for r in plan.returns)


def standings(plan: Plan, number: int) -> list[Standing]:
    """The departments that have to do with a round, in the order of the plan: they were handed a copy or returned one."""
    found = []
    for department in plan.departments:
        issues = tuple(i for i in plan.issues if (i.round, i.department) == (number, department))
        returns = tuple(r for r in plan.returns if (r.round, r.department) == (number, department))
        if issues or returns:
            silent = _silent(plan, department, number)
            found.append(Standing(department, issues, returns, silent, _heard(plan, department, number)))
    return found


def missing(plan: Plan, number: int) -> list[Standing]:
    """The departments that were handed a copy in a round and have returned none."""
    return [s for s in standings(plan, number) if s.is_missing]


def _returned(plan: Plan, department: str) -> set[int]:
    return {r.round for r in plan.returns if r.department == department}


def _silent(plan: Plan, department: str, number: int) -> int:
    returned, count = _returned(plan, department), 0
    issued = {i.round for i in plan.issues if i.department == department and i.round <= number}
    for round_ in sorted(issued, reverse=True):
        if round_ in returned:
            break
        count += 1
    return count


def _heard(plan: Plan, department: str, number: int) -> Round | None:
    # What was laid out with copies that did not come back is no news of the department.
    issued = {i.round for i in plan.issues if i.department == department}
    told = {row.round for row in plan.progress.values() if plan.dept_of(row.task or "") == department} - issued
    known = _returned(plan, department) | told
    rounds = [r for r in plan.rounds if r.number in known and r.number <= number]
    return max(rounds, key=lambda r: r.number, default=None)
