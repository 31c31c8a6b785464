"""Going back to a former state of a master, which becomes a new revision: numbers only go up.

Only what commands did is taken back. What the project manager typed since is put on top again, cell by cell; the register
of rounds and issues is kept with the rows that were made for it, so that copies that were handed out in the meantime can
still be merged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xlplan.app.books import Master, open_master
from xlplan.app.former import Former, former_state, latest_state, rebuilt_state, refuse_gone
from xlplan.app.journal import Entry
from xlplan.app.journal_edits import Labels, edit_records, plan_differences
from xlplan.app.saving import save_master
from xlplan.core.cell import Problem
from xlplan.core.errors import InputError
from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.core.raw import RawCell
from xlplan.core.text import Text
from xlplan.forms.base import Column, Row, Table, make_row
from xlplan.merging.identity import same
from xlplan.model.difference import Change
from xlplan.model.journal import EditRecord
from xlplan.model.plan import Plan, plan_names
from xlplan.model.snapshot import UNREAD, is_unread, present
from xlplan.store.files import locked
from xlplan.template.resolve import Template

NOT_THERE = Text("找不到文件：{file}", "no such file: {file}")


@dataclass(frozen=True)
class Undone:
    """What going back did.

    ``target`` is the revision whose state it is, ``from_archive`` the file it came from where the journal has it not.
    ``restored`` are the cells that differ now from the master at hand. ``kept`` are edits of the project manager that stand
    on top, ``collided`` those of them where the former state had another value than the one that was typed over, and
    ``lost`` those whose row, or what they name, the former state has not.
    """

    plan: Plan
    template: Template
    target: int
    restored: list[Change] = field(default_factory=list)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    kept: list[EditRecord] = field(default_factory=list)
    collided: list[EditRecord] = field(default_factory=list)
    lost: list[EditRecord] = field(default_factory=list)
    from_archive: Path | None = None
    archived: Path | None = None
    written: bool = False


def undo(path: Path, to: int | None = None, *, dry_run: bool = False, now: dt.datetime | None = None) -> Undone:
    """Write the state before the last command, or that of a revision, as a new revision of the master.

    Nothing is written where that is what the master says already. InputError where neither journal nor archive has the
    state, and without ``to`` for a master that is not the newest.
    """
    if not path.exists():
        return _rebuilt(path, to, dry_run, now)
    with locked(path):
        master = open_master(path)
        former = former_state(master, to)
        latest, template = latest_state(master, former), former.template
        own = [*former.own, *(e for e in edit_records(_only_own(master), master.plan, template) if e.origin == "own")]
        plan, done = _on_top(_with_issued(former.plan, template, former.issued), template, own)
        plan = _registered(plan, former, latest, template)
        plan = replace(plan, revision=max(latest.revision, master.plan.revision, former.highest) + 1)
        plan = replace(
            plan,
            carried=master.plan.carried,
            looks=master.plan.looks,
            extras=master.plan.extras,
            history=latest.history,
            project=master.plan.project,
        )
        restored = list(plan_differences(master.plan, plan, template))
        labels = Labels(template, plan.language, plan, master.plan)
        done = replace(
            done,
            plan=plan,
            target=former.number,
            restored=restored,
            labels={(c.table, c.row_id): labels.of(c.table, c.row_id) for c in restored},
            from_archive=former.archive,
        )
        same_state = not restored and _aside(plan) == _aside(master.plan) and former.is_at_hand
        if dry_run or same_state:
            return done
        entry = Entry("undo", master, target=former.number, after=former.newest, now=now)
        return replace(done, archived=save_master(path, plan, template, entry=entry), written=True)


def _rebuilt(path: Path, to: int | None, dry_run: bool, now: dt.datetime | None) -> Undone:
    """A master whose file is gone, made again from the journal. Without ``to`` it is only said that it can be."""
    former = rebuilt_state(path, to) if to is not None else None
    if former is None:
        refuse_gone(path)
        raise InputError(NOT_THERE, file=path.name)
    plan, done = _on_top(_with_issued(former.plan, former.template, former.issued), former.template, former.own)
    latest = former.newest_plan or former.plan
    plan = _registered(plan, former, latest, former.template)
    plan = replace(plan, revision=former.highest + 1, history=latest.history)
    done = replace(done, plan=plan, target=former.number)
    if dry_run:
        return done
    entry = Entry("undo", target=former.number, after=former.newest, now=now)
    save_master(path, plan, former.template, entry=entry)
    return replace(done, written=True)


def _aside(plan: Plan) -> tuple[object, ...]:
    """What going back restores beside the cells: baselines, what waits for a decision, what was decided or accepted."""
    return (plan.baselines, [p.mark for p in plan.pending], plan.decisions, plan.accepted)


def _only_own(master: Master) -> Master:
    return replace(master, written=master.written or master.plan)


def _with_issued(plan: Plan, template: Template, issued: Iterable[EditRecord]) -> Plan:
    """A state with the rows that copies show since; without those that are about something that the state has not."""
    state, done = _on_top(plan, template, issued)
    for edit in done.lost:
        if edit.row not in plan.rows(edit.form) and edit.form in state.tables:
            state.tables[edit.form].pop(edit.row, None)
    return state


def _stands(column: Column, value: Any, ctx: Ctx) -> bool:
    """Whether a value can be written and read again: a name of somebody whom the plan does not know can't."""
    shown = column.kind.to_cell(value, ctx) if value is not None else None
    if not isinstance(shown, str):
        return True
    return not isinstance(column.kind.parse(RawCell(shown), ctx), Problem)


def _on_top(plan: Plan, template: Template, own: Iterable[EditRecord]) -> tuple[Plan, Undone]:
    """A state with the project manager's edits put on it, in their order."""
    tables = {t.key: t for _, t in template.tables()}
    rows: dict[str, dict[str, Row]] = {key: dict(plan.rows(key)) for key in tables}
    state = replace(plan, tables=rows, unread=dict(plan.unread))
    made: set[tuple[str, str]] = set()
    done = Undone(plan, template, 0)
    for edit in own:
        table = tables.get(edit.form)
        if table is None or (edit.field and not table.has(edit.field)):
            done.lost.append(edit)
            continue
        key = (edit.form, edit.row)
        if edit.change == "gone":
            rows[edit.form].pop(edit.row, None)
            continue
        if edit.row not in rows[edit.form]:
            if edit.change != "new" and key not in made:
                done.lost.append(edit)
                continue
            rows[edit.form][edit.row] = make_row(table.row, edit.row, {})
            made.add(key)
        if edit.field:
            _put(state, table, edit, key in made, done)
    _take_out(state, tables, done)
    return state, done


def _take_out(state: Plan, tables: dict[str, Table], done: Undone) -> None:
    """Edits that name somebody or something that the state has not are lost; the cell is as the state had it."""
    ctx = Ctx(state.language, plan_names(state))
    for edits in (done.kept, done.collided):
        for edit in list(edits):
            table = tables[edit.form]
            row = state.rows(edit.form).get(edit.row)
            if row is not None and not _stands(table.column(edit.field), row.cell(edit.field), ctx):
                edits.remove(edit)
                done.lost.append(edit)
                _write(state, table, edit, edit.base)


def _put(state: Plan, table: Table, edit: EditRecord, new_row: bool, done: Undone) -> None:
    """One cell as the project manager had it."""
    there = present(state, table, edit.row, edit.field)
    if same(there, edit.value):
        return
    (done.kept if new_row or same(there, edit.before) else done.collided).append(replace(edit, base=there))
    _write(state, table, edit, edit.value)


def _write(state: Plan, table: Table, edit: EditRecord, frozen: JsonValue) -> None:
    """A frozen value into the cell of an edit."""
    value = None
    state.unread.pop(edit.cell, None)
    if is_unread(frozen):
        state.unread[edit.cell] = str(frozen[UNREAD])
    elif frozen is not None:
        value = table.column(edit.field).kind.thaw(frozen)
    rows = state.tables[table.key]
    rows[edit.row] = rows[edit.row].with_cells({edit.field: value})


def _registered(plan: Plan, former: Former, latest: Plan, template: Template) -> Plan:
    """A state with the rounds and issues that there have been, and the progress rows that later rounds began with."""
    known = max((r.number for r in plan.rounds), default=0)
    tables: dict[str, dict[str, Row]] = {}
    for _, table in template.tables():
        if table.rounds:
            rows = dict(plan.rows(table.key))
            for number in sorted(r.number for r in latest.rounds if r.number > known):
                opened = former.opened(number) or latest
                for row_id, row in opened.rows(table.key).items():
                    if row.cell("round") == number and row.cell("task") in plan.tasks:
                        rows.setdefault(row_id, row)
            tables[table.key] = rows
    issues = {i.serial: i for i in (*plan.issues, *latest.issues)}
    rounds = {r.number: r for r in (*plan.rounds, *latest.rounds)}
    return replace(
        plan.with_tables(tables),
        rounds=tuple(rounds[n] for n in sorted(rounds)),
        issues=tuple(issues[n] for n in sorted(issues)),
    )
