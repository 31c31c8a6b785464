"""What holds for any plan, any copies and anything that people do to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from merge.returned import Tables, issue, master_side, returned, small, template, with_cell
from xlplan.core.cell import BLANK, Problem, Value
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import NumberKind
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.link import Link
from xlplan.forms.base import Column, Party
from xlplan.merging.decide import merge
from xlplan.merging.sides import Side, edits
from xlplan.merging.words import Outcome
from xlplan.model.plan import Plan
from xlplan.model.read import ReadRow

TASKS = ("t021", "t022", "t028", "t036", "t3-01")
POOLS: dict[str, tuple[str, ...]] = {
    "dept": ("d03", "d04"),
    "person": ("p006", "p007"),
    "task": TASKS,
    "resources": ("q001", "q002"),
    "changes": ("g001", "g002"),
}


FILLED = ("wbs", "people", "departments", "progress", "risks", "changes", "change_lines", "actions", "selfcheck")
FILLED += ("interfaces", "resources", "budget")
"""Tables in which departments fill cells while the project runs."""
PM_ROWS = ("t019", "t020", "t034", "t035", "r001", "r002", "p004", "p005", "p006", "g001")
HOT = (
    "name",
    "description",
    "dept",
    "duration",
    "note",
    "state",
    "role",
    "duty",
    "percent",
    "parent",
    "code",
)


def value_for(column: Column, rnd: Random) -> Any:
    """One of few values, so that sides often agree and often don't."""
    kind = column.kind
    if isinstance(kind, ChoiceKind) and kind.list_name == "change_state":
        return rnd.choice(["to_assess", "approved", "returned"])
    if isinstance(kind, ChoiceKind):
        return rnd.choice(kind.options[:3]).key
    if isinstance(kind, DateKind):
        return dt.date(2026, 11, rnd.randint(1, 3))
    if isinstance(kind, BoolKind):
        return rnd.random() < 0.5
    if isinstance(kind, NumberKind):
        return kind.native(Decimal(rnd.choice(["0", "0.5", "1"]) if kind.name == "pct" else rnd.randint(1, 3)))
    if isinstance(kind, PredecessorsKind):
        return (Link(rnd.choice(TASKS)),)
    if isinstance(kind, ManyKind):
        return (rnd.choice(POOLS[kind.to]),)
    if isinstance(kind, ReferenceKind):
        return rnd.choice(POOLS[kind.to])
    return rnd.choice(["甲", "乙", "丙"])


def disturb(tables: Tables, rnd: Random, strokes: int, wild: bool) -> None:
    """Type, clear and garble cells; if wild, also sort, delete, copy rows and lose or shift hidden ids."""
    for _ in range(strokes):
        # Mostly the same few cells, so that hands meet: own rows, the first spare row, telling columns.
        key = rnd.choice(
            ["wbs", "wbs", "risks", "people", "progress", "changes", "change_lines", rnd.choice(list(tables))]
        )
        read = tables[key]
        if not read.rows:
            continue
        spare = [r for r in read.rows if "-" in r.id][:1]
        row = rnd.choice(read.rows[:2] + spare + spare if rnd.random() < 0.8 else read.rows)
        hot = [c for c in HOT if c in read.columns] if rnd.random() < 0.8 else []
        column = read.table.column(rnd.choice(hot or read.columns))
        roll = rnd.random()
        if roll < 0.65:
            row.cells[column.key] = Value(value_for(column, rnd))
        elif roll < 0.8:
            row.cells[column.key] = BLANK
        elif roll < 0.85:
            row.cells[column.key] = Problem("？？", "not-a-date")
        elif wild:
            _rearrange(read.rows, row, rnd)


def _rearrange(rows: list[ReadRow], row: ReadRow, rnd: Random) -> None:
    match rnd.randrange(5):
        case 0:
            rows.remove(row)
        case 1:
            rows.append(ReadRow(row.id, dict(row.cells), row.places))
        case 2:
            rows.insert(0, ReadRow("", dict(row.cells), row.places, lost_id=True))
        case 3:
            row.id = rnd.choice(rows).id
        case _:
            rnd.shuffle(rows)


def world(seed: int, wild: bool = True) -> tuple[Plan, list[Side]]:
    """A master that moved on between two issues, copies of both returned by several hands, and the master."""
    rnd = Random(seed)
    plan = small(revision=3, unread={("wbs", "t021", "duration"): "三天"} if rnd.random() < 0.3 else {})
    sides: list[Side] = []
    written = plan
    for revision in (3, 4):
        plan = replace(plan, revision=revision)
        for n, dept in enumerate(rnd.sample(["d03", "d04", "d03", "d01"], 3)):
            plan, snapshot = issue(plan, dept, len(plan.issues) + 1)
            for hand in range(rnd.choice([1, 1, 2])):
                strokes = rnd.randint(0, 12)
                sides.append(
                    returned(
                        snapshot,
                        lambda t, k=strokes: disturb(t, rnd, k, wild),
                        name=f"{dept}-{revision}-{n}-{hand}.xlsx",
                    )
                )
        if revision == 3:
            if rnd.random() < 0.5:  # merged and issued again: later bases hold what earlier files brought
                plan = merge(plan, template(), sides).plan
            written = plan
            plan = _pm(plan, rnd)
    if rnd.random() < 0.5:
        sides.append(master_side(written, plan))
    return plan, sides


def _pm(plan: Plan, rnd: Random) -> Plan:
    for _ in range(rnd.randint(0, 5)):
        table = template().table(rnd.choice(["wbs", "risks", "people"]))
        row_id = rnd.choice([r for r in plan.rows(table.key) if r in PM_ROWS or "-" in r])
        column = rnd.choice(table.inputs)
        if rnd.random() < 0.7:
            column = rnd.choice([c for c in table.inputs if c.key in HOT])
        if column.key not in ("code", "number"):
            plan = with_cell(plan, table.key, row_id, **{column.key: value_for(column, rnd)})
    return plan


seeds = st.integers(0, 2**32)


@given(seeds)
def test_accounting_adds_up_and_no_edit_is_lost(seed: int) -> None:
    plan, sides = world(seed)
    result = merge(plan, template(), sides)
    c = result.counts
    assert c.edits == c.applied + c.identical + c.conflicts + c.rejected == len(result.details)
    assert c.edits == sum(s.counts.edits for s in result.per_side)
    made = sorted((e.side.sha256, e.cell, repr(e.value)) for s in sides for e in edits(s, template()))
    kept = sorted((d.sha256, d.cell, repr(d.value)) for d in result.details)
    assert made == kept


@given(seeds)
def test_applied_values_are_in_the_plan_and_nothing_else_changed(seed: int) -> None:
    plan, sides = world(seed)
    result = merge(plan, template(), sides)
    applied = {d.cell: d.value for d in result.of(Outcome.APPLIED)}
    consequences = dict(result.consequences)
    tables = {t.key: t for _, t in template().tables()}
    for cell, frozen in applied.items():
        value = result.plan.value(cell)
        assert (None if value is None else tables[cell[0]].column(cell[2]).kind.freeze(value)) == frozen
        assert cell not in result.plan.unread
    created = {
        d.cell[:2] for d in result.details if d.cell[:2] not in {(t, r) for t in plan.tables for r in plan.rows(t)}
    }
    for key, rows in result.plan.tables.items():
        for row_id, row in rows.items():
            for column in tables[key].inputs:
                cell = (key, row_id, column.key)
                if row.cell(column.key) != plan.value(cell) and cell not in applied and cell not in consequences:
                    assert (key, row_id) in created and column.key in (
                        "dept",
                        "raised_by_dept",
                        "task",
                        "round",
                    )


@given(seeds)
def test_the_order_of_the_sides_does_not_matter(seed: int) -> None:
    plan, sides = world(seed)
    shuffled = Random(seed + 1).sample(sides, len(sides))
    one, other = merge(plan, template(), sides), merge(plan, template(), shuffled)
    assert one == other
    assert [list(one.plan.rows(t)) for t in one.plan.tables] == [list(other.plan.rows(t)) for t in one.plan.tables]


@given(seeds)
def test_merging_again_changes_nothing(seed: int) -> None:
    plan, sides = world(seed)
    first = merge(plan, template(), sides)
    again = merge(first.plan, template(), sides)
    assert not [d for d in again.of(Outcome.APPLIED) if d.department]  # the master's own are in it either way
    assert not again.changed
    assert again.plan == first.plan
    assert again.counts.edits == first.counts.edits


@given(seeds)
def test_nothing_comes_in_that_names_a_row_that_is_not_there(seed: int) -> None:
    plan, sides = world(seed)
    result = merge(plan, template(), sides)
    known = {"dept": "departments", "person": "people", "task": "wbs"}
    for detail in result.of(Outcome.APPLIED):
        kind = template().table(detail.table).column(detail.key).kind
        ids: list[Any] = []
        if isinstance(kind, PredecessorsKind):
            ids = [link[0] for link in detail.value or ()]
            rows = result.plan.tasks
        elif isinstance(kind, (ReferenceKind, ManyKind)):
            ids = [detail.value] if isinstance(detail.value, str) else list(detail.value or ())
            rows = result.plan.rows(known.get(kind.to, kind.to))
        if detail.department is not None:
            assert all(i in rows for i in ids), detail
            assert detail.table != "progress" or detail.row_id.partition("@")[0] in result.plan.tasks


@settings(max_examples=20)
@given(seeds)
def test_the_same_files_twice_are_the_same_files(seed: int) -> None:
    plan, sides = world(seed)
    once, twice = merge(plan, template(), sides), merge(plan, template(), [*sides, *sides])
    assert (once.plan, once.details) == (twice.plan, twice.details)


@settings(max_examples=20)
@given(seeds)
def test_only_owners_change_cells(seed: int) -> None:
    plan, sides = world(seed)
    result = merge(plan, template(), sides)
    for d in result.of(Outcome.APPLIED):
        if d.department and d.table == "wbs" and not d.new_row:
            base = next(s for s in sides if s.sha256 == d.sha256).snapshot
            assert base.value("wbs", d.row_id, "dept") == d.department
        column = template().table(d.table).column(d.key)
        assert not column.reserved or column.owner.party is Party.DEPARTMENT or d.department is None
        assert d.table in FILLED or d.department is None


@settings(max_examples=20)
@given(seeds)
def test_disjoint_edits_never_conflict(seed: int) -> None:
    """Each file edits rows that no other file touches, after one issue, and nobody moved anything."""
    rnd = Random(seed)
    plan = small(revision=3)
    sides = []
    rows = {d: [t.id for t in plan.tasks.values() if t.dept == d] for d in plan.departments}
    for n, dept in enumerate(["d03", "d01", "d04", "d03"], 1):
        plan, snapshot = issue(plan, dept, n)

        def hand(tables: Tables, mine: list[str] = rows[dept][n // 4 % 2 :: 2]) -> None:
            for row in (r for r in tables["wbs"].rows if r.id in mine):
                for column in rnd.sample([c for c in tables["wbs"].table.inputs if c.copy], 4):
                    row.cells[column.key] = Value(value_for(column, rnd))

        sides.append(returned(snapshot, hand, name=f"{n}.xlsx"))
    result = merge(plan, template(), sides)
    # What names a task that nobody has waits for it.
    assert not [d for d in result.of(Outcome.CONFLICT) if d.reason not in ("row-in-doubt", "refers-to-waiting")]
    assert result.counts.applied


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["d01", "d02", "d03", "d04", "d05", "d06"]), max_size=4), st.booleans())
def test_merging_nothing_changes_nothing(departments: list[str], with_master: bool) -> None:
    plan = small(revision=3, unread={("wbs", "t021", "duration"): "三天"})
    sides = []
    for n, dept in enumerate(departments, 1):
        plan, snapshot = issue(plan, dept, n)
        sides.append(returned(snapshot))
    if with_master:
        sides.append(master_side(plan, plan))
    result = merge(plan, template(), sides)
    assert not result.changed and result.plan == plan
    assert not result.details and not result.findings
