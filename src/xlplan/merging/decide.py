"""The merge: all edits of all sides gathered first, then decided cell by cell. Pure: it touches no file.

Of a cell's edits, after those without a right to it are rejected:

* the project manager's own are in the master already: ``applied``, or one more voice in the conflict of the others
* equal to what the master has: ``identical``; so is a value that the master had since, and that was changed
  again after that
* all others agree, and the master still has what one of them started from: ``applied`` for the first by
  department and checksum, ``identical`` for the rest
* anything else: ``conflict`` for each of them, and the master's value stays
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Party, Table
from xlplan.merging import findings as f
from xlplan.merging.account import Verdict, details, late_rounds, numbers_seen, sheet_order, side_count
from xlplan.merging.draft import draft
from xlplan.merging.identity import label_key, same
from xlplan.merging.judge import Judge
from xlplan.merging.number import number
from xlplan.merging.pending import known_columns, waiting
from xlplan.merging.references import dangles
from xlplan.merging.result import Counts, MergeResult
from xlplan.merging.sides import Edit, EditKey, Side, edits
from xlplan.merging.similar import similar_rows
from xlplan.merging.state import RowKey, State
from xlplan.merging.taken import remembered
from xlplan.merging.words import Outcome, Reason
from xlplan.model.plan import CellKey, Plan
from xlplan.template.resolve import Template


def merge(plan: Plan, template: Template, sides: Sequence[Side]) -> MergeResult:
    """Merge returned files into the plan. Their order never matters; merging again changes nothing."""
    distinct, notes = _distinct(sides)
    by_cell: dict[CellKey, list[Edit]] = {}
    for side in distinct:
        for edit in edits(side, template):
            by_cell.setdefault(edit.cell, []).append(edit)
    gone, seeds = _lost_rows(plan, template, distinct, by_cell)
    waits: set[EditKey] = set()
    while True:
        state = State(plan, template, seeds)
        judge = Judge(state, template, distinct, gone)
        judge.waits = frozenset(waits)
        before = {cell: state.value(cell) for cell in by_cell}
        verdicts: list[Verdict] = []
        for cell in sorted(by_cell, key=lambda c: (_turn(state, c), sheet_order(template, c))):
            verdicts += _decide(judge, cell, by_cell[cell])
        # What names a row that did not come in waits with it; whatever names that one in turn waits as well.
        applied = (e for e, o, _ in verdicts if o is Outcome.APPLIED and e.side.department is not None)
        late = {e.identity for e in applied if dangles(state, e.cell, e.value)}
        if not late:
            break
        waits |= late
    drafts = draft(state.result(), template, judge.gatekeeper, judge.gatekeeper.gated(verdicts))
    numbered = number(drafts.plan, template, numbers_seen(distinct, by_cell))
    listed = details(numbered.plan, state, template, verdicts, before)
    requests = {
        (e.side.sha256, e.side.department, e.cell): id_
        for e, id_ in (*drafts.asked, *judge.gatekeeper.requests(verdicts))
    }
    listed = [replace(d, request=requests.get((d.sha256, d.department, d.cell), "")) for d in listed]
    pending, closed = waiting(known_columns(plan.pending, template), numbered.plan, template, listed, distinct)
    after = replace(numbered.plan, pending=pending, taken=remembered(numbered.plan, verdicts))
    changed = numbered.plan.tables != plan.tables or numbered.plan.unread != plan.unread
    notes += [n for side in distinct for n in side.findings] + late_rounds(plan, distinct)
    notes += numbered.findings + similar_rows(numbered.plan, state) + closed
    return MergeResult(
        after,
        changed,
        tuple(listed),
        tuple(notes),
        Counts.of(listed),
        tuple(side_count(side, listed) for side in distinct),
        tuple(numbered.cells),
        tuple(drafts.added),
        asks=pending != plan.pending,
    )


def _distinct(sides: Iterable[Side]) -> tuple[list[Side], list[Finding]]:
    """The sides in their own order, each content once."""
    kept: dict[tuple[str, str | None], Side] = {}
    notes: list[Finding] = []
    for side in sorted(sides, key=lambda s: s.order):
        first = kept.setdefault((side.sha256, side.department), side)
        if first is not side:
            params = {"file": side.file, "other": first.file}
            notes.append(Finding(f.SAME_FILE, Place(file=side.file), params))
    return list(kept.values()), notes


def _lost_rows(
    plan: Plan, template: Template, sides: Sequence[Side], by_cell: Iterable[CellKey]
) -> tuple[set[RowKey], dict[RowKey, dict[str, JsonValue]]]:
    """Rows that files know and the plan has not: gone, or progress that is to land all the same.

    A row that any base shows was in the master once, so a missing one was taken out there. Progress is taken
    out by the project manager alone; a master restored from an earlier state has yet to get it.
    """
    gone: set[RowKey] = set()
    seeds: dict[RowKey, dict[str, JsonValue]] = {}
    tables = {t.key: t for _, t in template.tables()}
    new_tasks = {row for table, row, _ in by_cell if table == "wbs"}
    for table_key, row_id in {(t, r) for t, r, _ in by_cell}:
        if row_id in plan.rows(table_key):
            continue
        knowing = [s for s in sides if s.anchored and not s.is_new(table_key, row_id)]
        if not tables[table_key].rounds:
            if knowing:
                gone.add((table_key, row_id))
            continue
        task = row_id.rpartition("@")[0]
        taken_out = any(s.department is None for s in knowing)
        if taken_out or (task not in plan.tasks and task not in new_tasks):
            gone.add((table_key, row_id))
        elif knowing:
            latest = max(knowing, key=lambda s: (s.snapshot.revision, s.order))
            seeds[table_key, row_id] = dict(latest.snapshot.rows(table_key)[row_id])
    return gone, seeds


def _turn(state: State, cell: CellKey) -> int:
    """What is decided first: whose a row is, then what it is called, then the rest, which depends on both.

    A row that the plan has not yet is nobody's so far; its name comes first.
    """
    table_key, row_id, key = cell
    table = state.tables[table_key]
    if row_id in state.plan.rows(table_key) and key in _owner_fields(table):
        return 0 if table.column(key).owner.party is Party.PM else 1
    return 2 if key == label_key(table) else 3


def _owner_fields(table: Table) -> set[str]:
    fields = {c.owner.field for c in table.columns if c.owner.party is Party.DEPARTMENT} | {table.owner_field}
    return {field.partition(".")[0] for field in fields}


def _decide(judge: Judge, cell: CellKey, found: Sequence[Edit]) -> list[Verdict]:
    """What becomes of all edits of one cell; an applied value goes into the state."""
    now = judge.state.value(cell)
    verdicts: list[Verdict] = []
    live: list[Edit] = []
    taken: list[Edit] = []  # say what the master says already
    own: list[Edit] = []  # the project manager typed it into the master
    for edit in sorted(found, key=lambda e: e.side.order):
        if edit.side.department is None and not edit.unreadable and same(edit.value, now):
            own.append(edit)
            taken.append(edit)
        elif judge.decided(edit):
            outcome = Outcome.IDENTICAL if same(edit.value, now) else Outcome.REJECTED
            verdicts.append((edit, outcome, Reason.DECIDED))
        elif not same(edit.value, now) and judge.came_before(edit):
            verdicts.append((edit, Outcome.IDENTICAL, Reason.SUPERSEDED))
        elif refused := judge.refusal(edit):
            verdicts.append((edit, Outcome.REJECTED, refused))
        elif judge.superseded(edit.side, cell, edit.value) and not same(edit.value, now):
            verdicts.append((edit, Outcome.IDENTICAL, Reason.SUPERSEDED))
        elif same(edit.value, now):
            verdicts.append((edit, Outcome.IDENTICAL, Reason.NONE))
            if not judge.superseded(edit.side, cell, edit.value):
                taken.append(edit)
        elif held := judge.held(edit):
            verdicts.append((edit, Outcome.CONFLICT, held))
        else:
            live.append(edit)
    verdicts += _settle(judge, live, taken)
    disputed = any(outcome is Outcome.CONFLICT for _, outcome, _ in verdicts)
    for edit in own:
        first = Outcome.APPLIED if edit is own[0] else Outcome.IDENTICAL
        verdicts.append((edit, Outcome.CONFLICT if disputed else first, Reason.NONE))
    if cell[2] == label_key(judge.state.tables[cell[0]]) and any(o is Outcome.CONFLICT for _, o, _ in verdicts):
        judge.unsettled.add(cell[:2])
    return verdicts


def _settle(judge: Judge, live: Sequence[Edit], taken: Sequence[Edit]) -> list[Verdict]:
    """Permitted edits that would change the cell: applied where nothing speaks against it."""
    if not live:
        return []
    now = judge.state.value(live[0].cell)
    value = live[0].value
    agree = all(same(e.value, value) for e in live)
    # Two files that each undo what the other did: applying one would undo it again at the next merge.
    opposed = any(same(e.base, value) for e in taken)
    first = next((e for e in live if same(e.base, now)), None)
    if first is None or not agree or opposed:
        return [(e, Outcome.CONFLICT, Reason.NONE) for e in live]
    judge.state.apply(first)
    return [(e, Outcome.APPLIED if e is first else Outcome.IDENTICAL, Reason.NONE) for e in live]
