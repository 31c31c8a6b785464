"""What is not calculated for a copy changes nothing that is found in it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from merge.returned import unchanged
from parity.plans import random_plan
from xlplan.app import judge
from xlplan.app.split import issued_dates
from xlplan.calculate.compute import compute
from xlplan.core.cell import BLANK, Value
from xlplan.core.finding import Finding
from xlplan.forms.wbs import Task
from xlplan.merging.sides import Side, make_side
from xlplan.model.plan import Plan
from xlplan.ownership.snapshot import copy_snapshot
from xlplan.ownership.view import department_view
from xlplan.template.resolve import load_template

TEMPLATE = load_template("standard")


def _wide(plan: Plan, chance: random.Random) -> Plan:
    """The plan with more trees: whole ones of other departments, and some that name the first ones."""
    tasks = dict(plan.tasks)
    depts = list(plan.departments)
    for tree in range(20, 26):
        owner = chance.choice(depts)
        days = [t.manual_start for t in tasks.values() if t.manual_start]
        for n in range(4):
            id_ = f"t9{tree}{n}"
            start = chance.choice(days) if days else None
            code = f"{tree}.{n}" if n else str(tree)
            tasks[id_] = Task(id=id_, code=code, name=f"{tree} {n}", dept=owner, manual_start=start, duration=n)
    return plan.with_tables({"wbs": tasks})


def _sides(seed: int) -> Iterator[Side]:
    """A copy of each department as it might come back: with dates and codes typed anew here and there."""
    chance = random.Random(seed)
    plan = _wide(random_plan(seed, TEMPLATE), chance)
    dates = issued_dates(plan, compute(plan, TEMPLATE))
    for serial, dept in enumerate(plan.departments, 1):
        snapshot = copy_snapshot(plan, TEMPLATE, department_view(plan, TEMPLATE, dept, serial), dates=dates)
        tables = unchanged(snapshot)
        for row in tables["wbs"].rows if "wbs" in tables else ():
            if chance.random() < 0.3:
                row.cells["duration"] = chance.choice([BLANK, Value(3)])
            if chance.random() < 0.1 and "code" in row.cells:
                row.cells["code"] = Value(chance.choice(["20.9", "21", "1", "1.1", "77.1", "A.1"]))
        yield make_side(tables, snapshot, TEMPLATE, file="copy.xlsx", sha256=str(serial))


def _found(side: Side) -> list[Finding]:
    return judge.judge_copy(side, judge.copy_context(side, TEMPLATE))


@pytest.mark.parametrize("seeds", [range(n, n + 5) for n in range(300, 340, 5)], ids=str)
def test_findings_are_the_same(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    sides = [side for seed in seeds for side in _sides(seed)]
    found = [_found(side) for side in sides]
    left_out = [_left_out(side) for side in sides]
    monkeypatch.setattr(judge, "without_trees_apart", lambda plan, _shown: plan)
    assert found == [_found(side) for side in sides]
    assert sum(left_out) > len(sides)


def _left_out(side: Side) -> int:
    plan = judge.copy_plan(side, TEMPLATE)
    shown = {row.id for row in side.tables.get("wbs", ())}
    return len(plan.tasks) - len(judge.without_trees_apart(plan, shown).tasks)


def test_nothing_is_left_out_where_a_code_could_not_be_read() -> None:
    side = next(s for s in _sides(301) if _left_out(s))
    plan = judge.copy_plan(side, TEMPLATE)
    unread = replace(plan, unread={**plan.unread, ("wbs", "t001", "predecessors"): "20.1 or so"})
    assert judge.without_trees_apart(unread, ()) is unread
