"""The account of a merge: one entry for each edit, and what is to be said about files as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.forms.base import Party, Table
from xlplan.merging import findings as f
from xlplan.merging.identity import frozen_cells, id_order
from xlplan.merging.result import Counts, Detail, SideCount, SideValue
from xlplan.merging.sides import Edit, Side
from xlplan.merging.state import State
from xlplan.merging.words import Outcome, Reason, row_label
from xlplan.model.plan import CellKey, Plan, plan_names
from xlplan.model.snapshot import frozen_row
from xlplan.ownership.rights import NUMBER
from xlplan.template.resolve import Template

Verdict = tuple[Edit, Outcome, Reason]


def sheet_order(template: Template, cell: CellKey) -> tuple[int, tuple[tuple[int, str], ...], int]:
    tables = [t for _, t in template.tables()]
    n = next(n for n, t in enumerate(tables) if t.key == cell[0])
    return (n, id_order(cell[1]), next(i for i, c in enumerate(tables[n].columns) if c.key == cell[2]))


def details(
    plan: Plan,
    state: State,
    template: Template,
    verdicts: Sequence[Verdict],
    before: Mapping[CellKey, JsonValue],
) -> list[Detail]:
    """The verdicts as they are kept, in the order of the sheets."""
    if not verdicts:
        return []
    ctx = Ctx(plan.language, plan_names(plan))
    sides: dict[CellKey, list[SideValue]] = {}
    ordered = sorted(verdicts, key=lambda v: (sheet_order(template, v[0].cell), v[0].side.order))
    for edit, outcome, _ in ordered:
        if outcome is not Outcome.REJECTED:
            s = edit.side
            said = SideValue(s.file, s.sha256, s.department, edit.base, edit.value, s.modified_by)
            sides.setdefault(edit.cell, []).append(said)
    listed = []
    for edit, outcome, reason in ordered:
        table = state.tables[edit.table]
        if not reason and outcome in (Outcome.APPLIED, Outcome.IDENTICAL) and edit.side.department is None:
            by_department = table.column(edit.key).owner.party is Party.DEPARTMENT
            reason = Reason.ON_BEHALF if by_department else reason
        listed.append(
            Detail(
                edit.table,
                edit.row_id,
                edit.key,
                _label(plan, table, edit, ctx),
                edit.base,
                edit.value,
                before[edit.cell],
                outcome,
                reason,
                edit.side.file,
                edit.side.sha256,
                edit.side.department,
                edit.is_new,
                edit.place,
                tuple(sides[edit.cell]) if outcome is Outcome.CONFLICT else (),
            )
        )
    return listed


def _label(plan: Plan, table: Table, edit: Edit, ctx: Ctx) -> str:
    keys = [c.key for c in table.inputs]
    if edit.row_id in plan.rows(table.key):
        return row_label(table, edit.row_id, frozen_row(plan, table, edit.row_id, keys), ctx)
    read = next((r for r in edit.side.tables.get(table.key, ()) if r.id == edit.row_id), None)
    cells = edit.side.snapshot.rows(table.key).get(edit.row_id) or (frozen_cells(table, read, keys) if read else {})
    return row_label(table, edit.row_id, cells, ctx)


def numbers_seen(sides: Sequence[Side], by_cell: dict[CellKey, list[Edit]]) -> dict[str, list[str]]:
    """Numbers in bases and in edits, rejected ones too: none of them is given a second time."""
    seen: dict[str, list[str]] = {}
    for side in sides:
        for table, rows in side.snapshot.cells.items():
            seen.setdefault(table, []).extend(str(c[NUMBER]) for c in rows.values() if NUMBER in c)
    for (table, _, key), found in by_cell.items():
        if key == NUMBER:
            seen.setdefault(table, []).extend(e.value for e in found if isinstance(e.value, str))
    return seen


def late_rounds(plan: Plan, sides: Sequence[Side]) -> list[Finding]:
    current = plan.round.number if plan.round else 0
    return [
        Finding(f.LATE_ROUND, Place(file=s.file), {"file": s.file, "round": s.round, "current": current})
        for s in sides
        if s.department is not None and s.round < current
    ]


def side_count(side: Side, details: Sequence[Detail]) -> SideCount:
    own = (d for d in details if (d.sha256, d.department) == (side.sha256, side.department))
    return SideCount(side.file, side.sha256, side.department, Counts.of(own))
