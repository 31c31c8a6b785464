"""What waits for a decision, deciding it, and that it stays decided."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from merge.returned import issue, master_side, outcomes, put, returned, sample, template, with_cell
from merge.test_properties import seeds, world
from xlplan.core.cell import Problem
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult
from xlplan.merging.settle import Choice, both, settle
from xlplan.merging.words import Outcome, Reason
from xlplan.model.pending import Pending, Pick
from xlplan.model.plan import Plan
from xlplan.model.snapshot import is_unread

CELL = ("wbs", "t022", "duration")
NOTE = ("wbs", "t022", "note")


def two(first: Any = 9, second: Any = 8, key: str = "duration") -> tuple[Plan, list[Any]]:
    """Two hands of d03 at one cell of a task of theirs, that holds 12."""
    plan, copy = issue(sample(revision=3), "d03", 1)
    return plan, [
        returned(copy, put("wbs", "t022", **{key: first}), name="a.xlsx"),
        returned(copy, put("wbs", "t022", **{key: second}), name="b.xlsx"),
    ]


def decide(result: MergeResult, pick: Pick, letter: str = "", own: Any = None, n: int = 0) -> tuple[Plan, list[str]]:
    waits = result.plan.pending[n]
    choice = Choice(waits.mark, waits.cell, pick, letter, own)
    done = settle(result.plan, template(), [choice], result.plan.revision + 1)
    return replace(done.plan, revision=result.plan.revision + 1), [f.code for f in done.findings]


def test_a_conflict_waits_with_all_that_was_said() -> None:
    plan, sides = two()
    result = merge(plan, template(), sides)
    (waits,) = result.plan.pending
    assert (waits.cell, waits.present, waits.label) == (CELL, "12", "3.1.2 PCB 布局与打样")
    assert [(c.file, c.department, c.base, c.value, c.revision) for c in waits.claims] == [
        ("a.xlsx", "d03", "12", "9", 3),
        ("b.xlsx", "d03", "12", "8", 3),
    ]
    assert result.asks and not result.changed


@pytest.mark.parametrize(
    ("pick", "letter", "own", "value"),
    [(Pick.KEEP, "", None, 12), (Pick.TAKE, "A", None, 9), (Pick.TAKE, "B", None, 8), (Pick.OWN, "", "7", 7)],
)
def test_a_decision_is_carried_out_and_stays(pick: Pick, letter: str, own: Any, value: int) -> None:
    plan, sides = two()
    first = merge(plan, template(), sides)
    after, said = decide(first, pick, letter, own)
    assert (after.tasks["t022"].duration, after.pending, said) == (value, (), [])
    again = merge(after, template(), sides)
    assert not again.differs and again.plan == after
    told = outcomes(again)[CELL]
    assert sorted(told) == sorted(("identical" if v == value else "rejected", "decided") for v in (9, 8))


def test_what_was_decided_is_open_to_whoever_saw_it() -> None:
    """The department gets the decided value in its next copy; what it changes then is a change like any other."""
    plan, sides = two()
    after, _ = decide(merge(plan, template(), sides), Pick.TAKE, "A")
    after, copy = issue(after, "d03", 2)
    result = merge(after, template(), [returned(copy, put("wbs", "t022", duration=8))])
    assert outcomes(result)[CELL] == [("applied", "")] and result.plan.tasks["t022"].duration == 8


def test_long_texts_one_after_the_other() -> None:
    plan, sides = two("甲组", "乙组", key="note")
    after, said = decide(merge(plan, template(), sides), Pick.BOTH)
    assert after.tasks["t022"].note == "甲组\n乙组" and not said


def test_numbers_cannot_stand_one_after_the_other() -> None:
    plan, sides = two()
    first = merge(plan, template(), sides)
    after, said = decide(first, Pick.BOTH)
    assert said == ["MRG022"] and after.pending == first.plan.pending


def test_an_edit_without_a_right_can_be_taken() -> None:
    plan, copy = issue(sample(revision=3), "d04", 1)
    side = returned(copy, put("wbs", "t022", duration=9))
    first = merge(plan, template(), [side])
    (waits,) = first.plan.pending
    assert [(c.outcome, c.reason) for c in waits.claims] == [("rejected", "not-owner")]
    after, _ = decide(first, Pick.TAKE, "A")
    assert after.tasks["t022"].duration == 9
    again = merge(after, template(), [side])
    assert outcomes(again)[CELL] == [("identical", "decided")] and not again.differs


def test_what_is_unreadable_can_only_be_kept_or_typed() -> None:
    plan, copy = issue(sample(revision=3), "d03", 1)
    first = merge(plan, template(), [returned(copy, put("wbs", "t022", duration=Problem("约两周", "not-a-number")))])
    assert is_unread(first.plan.pending[0].claims[0].value)
    after, said = decide(first, Pick.TAKE, "A")
    assert said == ["MRG022"] and after.pending
    after, said = decide(first, Pick.OWN, own="10")
    assert not said and after.tasks["t022"].duration == 10


def test_a_new_row_for_another_department_is_taken_cell_by_cell() -> None:
    plan, copy = issue(sample(revision=3), "d04", 1)
    new = put("wbs", "t1-01", name="天线整改", dept="d03", duration=3)
    first = merge(plan, template(), [returned(copy, new)])
    assert {p.key: p.claims[0].reason for p in first.plan.pending} == {
        "name": "proposal",
        "dept": "not-owner",
        "duration": "proposal",
    }
    assert all(p.new_row for p in first.plan.pending)
    choices = [Choice(p.mark, p.cell, Pick.TAKE, "A") for p in first.plan.pending]
    after = settle(first.plan, template(), choices, 4).plan
    task = after.tasks["t1-01"]
    assert (task.name, task.dept, task.duration, after.pending) == ("天线整改", "d03", 3, ())


def test_a_decision_about_something_else_by_now() -> None:
    plan, sides = two()
    first = merge(plan, template(), sides)
    old = first.plan.pending[0]
    moved = merge(with_cell(first.plan, "wbs", "t022", duration=7), template(), sides)
    done = settle(moved.plan, template(), [Choice(old.mark, old.cell, Pick.TAKE, "A")], 5)
    assert [f.code for f in done.findings] == ["MRG019"] and done.plan == moved.plan


def test_a_decision_about_nothing_and_two_that_differ() -> None:
    plan, sides = two()
    first = merge(plan, template(), sides)
    waits = first.plan.pending[0]
    none = settle(first.plan, template(), [Choice("p-0", ("wbs", "t023", "note"), Pick.KEEP)], 4)
    assert [f.code for f in none.findings] == ["MRG020"] and none.plan == first.plan
    ways = [Choice(waits.mark, waits.cell, Pick.TAKE, letter) for letter in "AB"]
    both_ = settle(first.plan, template(), ways, 4)
    assert [f.code for f in both_.findings] == ["MRG021"] and both_.plan == first.plan
    same = settle(first.plan, template(), [ways[0], ways[0]], 4)
    assert not same.findings and not same.plan.pending
    carried = settle(same.plan, template(), [ways[0]], 5)  # the same sheet once more
    assert not carried.findings and carried.plan == same.plan


def test_a_later_answer_of_the_department_ends_the_waiting() -> None:
    plan, sides = two()
    first = merge(plan, template(), sides)
    waiting, copy = issue(replace(first.plan, revision=4), "d03", 2)
    later = merge(waiting, template(), [returned(copy, put("wbs", "t022", duration=11))])
    assert later.plan.tasks["t022"].duration == 11 and not later.plan.pending
    assert "MRG018" in [f.code for f in later.findings]


def test_what_waits_stays_without_its_files() -> None:
    plan, sides = two()
    first = merge(plan, template(), sides)
    plan, copy = issue(replace(first.plan, revision=4), "d04", 2)
    second = merge(plan, template(), [returned(copy)])
    assert second.plan.pending == first.plan.pending and not second.differs


def test_the_manager_types_one_of_the_values() -> None:
    plan, sides = two()
    first = merge(plan, template(), sides)
    typed = with_cell(first.plan, "wbs", "t022", duration=9)
    result = merge(typed, template(), [*sides, master_side(first.plan, typed)])
    (waits,) = result.plan.pending
    assert waits.present == "9" and [c.value for c in waits.claims] == ["8"]


def chosen(waits: Pending, rnd: Random) -> Choice:
    ways = [(Pick.KEEP, "")]
    ways += [(Pick.TAKE, letter) for letter, c in waits.lettered if not is_unread(c.value)]
    if both(waits, template()):
        ways.append((Pick.BOTH, ""))
    pick, letter = rnd.choice(ways)
    return Choice(waits.mark, waits.cell, pick, letter)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_whatever_is_decided_stays_decided(seed: int) -> None:
    rnd = Random(seed)
    plan, sides = world(seed)
    first = merge(plan, template(), sides)
    some = [chosen(p, rnd) for p in first.plan.pending if rnd.random() < 0.7]
    done = settle(first.plan, template(), some, plan.revision + 1)
    assert not [f for f in done.findings if f.code in ("MRG019", "MRG020", "MRG021")]
    # What names a row that is not there can't be had.
    assert len(done.decisions) + sum(f.code == "MRG022" for f in done.findings) == len(some)
    assert {d.cell for d in done.decisions}.isdisjoint(p.cell for p in done.plan.pending)
    after = replace(done.plan, revision=plan.revision + 1)
    for decision in done.decisions:
        value = after.value(decision.cell)
        column = template().table(decision.table).column(decision.key)
        # A row that is begun is given its department, a task without a code a new one.
        given_ = decision.value is None and (
            decision.row_id not in first.plan.rows(decision.table) or decision.cell in dict(done.consequences)
        )
        if not is_unread(decision.value) and not given_:
            assert (None if value is None else column.kind.freeze(value)) == decision.value
    files = [s for s in sides if s.department is not None]
    again = merge(after, template(), files)
    decided = {d.cell for d in done.decisions}
    assert not [d for d in again.of(Outcome.APPLIED) if d.cell in decided]
    assert not [d for d in again.details if d.cell in decided and d.outcome is Outcome.CONFLICT]
    assert decided.isdisjoint(p.cell for p in again.plan.pending)
    for detail in again.of(Outcome.REJECTED):
        if detail.cell in decided:
            assert detail.reason is Reason.DECIDED


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_everything_that_was_not_taken_waits(seed: int) -> None:
    plan, sides = world(seed)
    result = merge(plan, template(), sides)
    waiting = {p.cell for p in result.plan.pending}
    for detail in (*result.of(Outcome.CONFLICT), *result.of(Outcome.REJECTED)):
        if detail.department is None or detail.reason is Reason.DECIDED:
            continue
        value = result.plan.value(detail.cell)
        column = template().table(detail.table).column(detail.key)
        now = None if value is None else column.kind.freeze(value)
        if now == detail.value:
            continue  # somebody who may said the same
        later = [
            d
            for d in result.details
            if d.cell == detail.cell
            and d.department == detail.department
            and d.outcome in (Outcome.APPLIED, Outcome.IDENTICAL)
            and d.sha256 != detail.sha256
        ]
        assert detail.cell in waiting or later, detail


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_the_order_of_files_does_not_change_what_waits(seed: int) -> None:
    plan, sides = world(seed)
    one = merge(plan, template(), sides).plan.pending
    Random(seed).shuffle(sides)
    assert merge(plan, template(), sides).plan.pending == one
