"""Every order of the submissions gives the same: plan, account, what waits, and the bytes of the file."""

from __future__ import annotations

import datetime as dt
import shutil
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from merge.returned import Tables, issue, returned, sample, small, template
from merge.test_properties import disturb
from xlplan.app.books import Master, open_master
from xlplan.app.journal import Entry
from xlplan.app.saving import save_master
from xlplan.merging.decide import merge
from xlplan.merging.sides import Side
from xlplan.model.plan import Plan

NOW = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.UTC)


def returns(count: int, seed: int, plan: Plan | None = None) -> tuple[Plan, list[Side]]:
    """Files of several departments and hands, of two revisions, in which people typed and mistreated rows."""
    rnd = Random(seed)
    plan = plan or small(revision=3)
    sides = []
    for n in range(1, count + 1):
        plan, snapshot = issue(plan, rnd.choice(["d01", "d03", "d04"]), n)

        def hand(tables: Tables, strokes: int = rnd.randint(3, 12)) -> None:
            disturb(tables, rnd, strokes, wild=True)

        sides.append(returned(snapshot, hand, name=f"{n}.xlsx"))
    return plan, sides


def test_all_orders_of_five() -> None:
    plan, sides = returns(5, 5)
    first = merge(plan, template(), sides)
    assert first.counts.applied and first.counts.conflicts and first.counts.rejected
    for order in permutations(sides):
        assert merge(plan, template(), order) == first


@pytest.mark.slow
def test_fifty_in_twenty_orders() -> None:
    plan, sides = returns(50, 50)
    first = merge(plan, template(), sides)
    assert first.counts.applied > 50 and first.plan.pending
    rnd = Random(7)
    for _ in range(20):
        rnd.shuffle(sides)
        assert merge(plan, template(), sides) == first


@pytest.mark.slow
def test_the_bytes_are_the_same(tmp_path: Path) -> None:
    plan, sides = returns(5, 5, sample(revision=3, baselines=()))
    save_master(tmp_path / "m.xlsx", plan, template(), entry=Entry("new", now=NOW))
    written = []
    for n, order in enumerate(permutations(sides)):
        if n % 30:
            continue
        place = tmp_path / str(n) / "m.xlsx"
        place.parent.mkdir()
        shutil.copy2(tmp_path / "m.xlsx", place)
        master: Master = open_master(place)
        result = merge(master.plan, template(), order)
        save_master(place, result.plan, template(), entry=Entry("merge", master, details=result.details, now=NOW))
        written.append(place.read_bytes())
    assert len(written) == 4 and set(written) == {written[0]}
