"""The project manager's own edits: every cell of the master that differs from what was last written."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from merge.returned import issue, outcomes, put, returned, sample, template, with_cell, without_row
from merge.test_properties import seeds, world
from xlplan.merging.decide import merge
from xlplan.merging.own import own_side
from xlplan.merging.sides import edits
from xlplan.model.plan import Plan
from xlplan.model.snapshot import Snapshot, is_unread

CELL = ("wbs", "t022", "duration")


def own(before: Plan, after: Plan) -> list[tuple[tuple[str, str, str], object, object]]:
    side = own_side(before, after, template(), file="m.xlsx", sha256="x")
    return [(e.cell, e.base, e.value) for e in edits(side, template())]


def test_nothing_changed() -> None:
    assert own(sample(), sample()) == []


def test_a_changed_and_a_cleared_cell_and_a_new_row() -> None:
    plan = sample()
    after = with_cell(with_cell(plan, "wbs", "t022", duration=7), "wbs", "t023", deliverable=None)
    row = plan.rows("risks")["r001"].model_copy(update={"id": "r999", "number": None})
    after = after.with_tables({"risks": {**plan.rows("risks"), "r999": row}})
    found = own(plan, after)
    assert (CELL, "12", "7") in found
    assert [e for e in found if e[0][1] == "t023"] == [
        (("wbs", "t023", "deliverable"), plan.tasks["t023"].deliverable, None)
    ]
    new = [e for e in found if e[0][1] == "r999"]
    filled = [k for k, v in row.model_dump(exclude={"id", "extras"}).items() if v is not None]
    assert len(new) == len(filled) and all(base is None for _, base, _ in new)


def test_a_row_taken_out_is_all_of_its_cells_cleared() -> None:
    plan = sample()
    letter = next(iter(plan.marks))
    found = own(plan, without_row(plan, "raci", letter))
    assert found and all(value is None and cell[:2] == ("raci", letter) for cell, _, value in found)


def test_what_nobody_can_read_is_told_but_stays() -> None:
    plan = sample()
    after = with_cell(replace(plan, unread={CELL: "三天"}), "wbs", "t022", duration=None)
    result = merge(after, template(), [own_side(plan, after, template(), file="m.xlsx", sha256="x")])
    assert outcomes(result) == {CELL: [("rejected", "unreadable")]}
    assert result.plan.unread == {CELL: "三天"} and not result.changed


def test_whoever_agrees_with_the_manager_is_identical() -> None:
    plan, copy = issue(sample(), "d03", 1)
    now = with_cell(plan, "wbs", "t022", duration=7)
    sides = [
        returned(copy, put("wbs", "t022", duration=7)),
        own_side(plan, now, template(), file="m.xlsx", sha256="x"),
    ]
    assert outcomes(merge(now, template(), sides))[CELL] == [("applied", "on-behalf"), ("identical", "")]


@given(seeds)
def test_the_same_edits_as_reading_the_whole_master(seed: int) -> None:
    """The short way by comparing plans finds what aligning the master's rows with its base finds."""
    plan, sides = world(seed)
    master = next((s for s in sides if s.department is None), None)
    if master is None:
        return
    whole = {(e.cell, repr(e.base), repr(e.value)) for e in edits(master, template())}
    written = sides_written(master.snapshot, plan)
    short = {(c, repr(b), repr(v)) for c, b, v in own(written, plan)}
    assert whole == short


def sides_written(snapshot: Snapshot, plan: Plan) -> Plan:
    """The plan that a master's base was made of: its cells put back."""
    tables, unread = {}, {}
    for _, table in template().tables():
        rows = {}
        for row_id, row in plan.rows(table.key).items():
            cells = snapshot.rows(table.key).get(row_id)
            if cells is None:
                continue
            values = {}
            for column in table.inputs:
                frozen = cells.get(column.key)
                if is_unread(frozen):
                    unread[table.key, row_id, column.key] = frozen["unread"]
                    frozen = None
                values[column.key] = None if frozen is None else column.kind.thaw(frozen)
            rows[row_id] = row.with_cells(values)
        tables[table.key] = rows
    return replace(plan, tables=tables, unread=unread)
