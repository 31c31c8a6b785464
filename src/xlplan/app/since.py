"""What changed since a former state of a master, and who changed it: from the journal beside the master."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlplan.app.books import Master
from xlplan.app.former import state_of
from xlplan.app.journal import reading
from xlplan.app.journal_edits import edit_records
from xlplan.app.logbook import no_journal
from xlplan.app.newest import known_as, lineage
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import InputError
from xlplan.core.text import Text
from xlplan.forms.base import Table
from xlplan.merging.consequences import Effect, Moved, effect_alone
from xlplan.model.journal import EditRecord, Revision
from xlplan.model.plan import CellKey, Plan
from xlplan.model.snapshot import present
from xlplan.report.status.facts import Since, Slip
from xlplan.store import journal as j
from xlplan.template.resolve import Template
from xlplan.twins.dashboard import percent

NOT_BEFORE = Text(
    "{file} 是 r{revision}，日志里它之前没有 r{wanted}；有：{known}",
    "{file} is r{revision}, and the journal has no r{wanted} before it; there are: {known}",
)
Dated = tuple[int | None, EditRecord]


def changes_since(master: Master, computed: Computed, number: int | None = None) -> Since | None:
    """What lies between a former state and the master at hand, from which ``computed`` is calculated.

    The former state is a revision that the master came from, or, without a ``number``, the one before the first answers of
    the newest round were merged; with no round that was answered, the one before the last merge. None where there was
    none, or no journal tells; InputError for a ``number`` that is not known.
    """
    with reading(master.path.parent, master.plan.project) as db:
        rows = j.revisions(db) if db is not None else []
        line = lineage(rows, known_as(rows, master))
        if db is None or not line:
            if number is not None:
                raise no_journal(master)
            return None
        base, round_ = _asked(line, number, master), None
        if base is None:
            base, round_ = _before_the_round(db, line, master.plan)
        if base is None:
            return None
        before, template = state_of(db, base)
        later = [r for r in reversed(line) if r.seq > base.seq]
        edits: list[Dated] = [(r.number, e) for r in later for e in j.edits_of(db, r.seq)]
    edits += [(None, e) for e in edit_records(master, master.plan, master.template) if e.origin == "own"]
    was = compute(before, template, computed.world.lang, sheets=False)
    standing = _standing(edits, master.plan, master.template)
    return Since(
        base.number,
        base.at,
        round_,
        tuple(standing),
        sum(r.conflicts + r.rejected for r in later),
        tuple(_effects(standing, before, was, template)),
        (was.project_finish(), computed.project_finish()),
        (float(percent(was.world)), float(percent(computed.world))),
        tuple(_slips(before, was, computed)),
    )


def _asked(line: Sequence[Revision], number: int | None, master: Master) -> Revision | None:
    if number is None:
        return None
    found = next((r for r in line if r.number == number), None)
    if found is None:
        known = ", ".join(f"r{r.number}" for r in reversed(line))
        raise InputError(NOT_BEFORE, file=master.path.name, revision=line[0].number, wanted=number, known=known)
    return found


def _before_the_round(
    db: sqlite3.Connection, line: Sequence[Revision], plan: Plan
) -> tuple[Revision | None, int | None]:
    """The writing before the newest round was answered; before the last merge where no round was."""
    answers = [(n, {f.round for f in j.files_of(db, r.seq)}) for n, r in enumerate(line)]
    for number in sorted({r.number for r in plan.rounds}, reverse=True):
        merged = [n for n, found in answers if number in found and n + 1 < len(line)]
        if merged:
            return line[max(merged) + 1], number
    last = next((n for n, r in enumerate(line) if r.command == "merge" and n + 1 < len(line)), None)
    return (None, None) if last is None else (line[last + 1], None)


def _standing(edits: Iterable[Dated], plan: Plan, template: Template) -> list[Dated]:
    """The changes that people made and that still hold: of each cell the last one, where the plan has its value."""
    last: dict[CellKey, Dated] = {}
    tables = {t.key: t for _, t in template.tables()}
    for revision, edit in edits:
        if edit.origin != "program" and edit.outcome == "applied":
            last.pop(edit.cell, None)
            last[edit.cell] = (revision, edit)
    return [found for found in last.values() if _holds(found[1], plan, tables)]


def _holds(edit: EditRecord, plan: Plan, tables: Mapping[str, Table]) -> bool:
    if edit.form not in tables:
        return False
    there = edit.row in plan.rows(edit.form)
    if not edit.field:
        return there == (edit.change != "gone")
    table = tables[edit.form]
    return there and table.has(edit.field) and present(plan, table, edit.row, edit.field) == edit.value


def _effects(edits: Iterable[Dated], before: Plan, was: Computed, template: Template) -> Iterator[Effect]:
    """What each side did to the former plan by itself: departments in the order of the plan, then the project manager."""
    tables = {t.key: t for _, t in template.tables()}
    sides: dict[tuple[bool, str | None], list[Moved]] = {}
    for _, e in edits:
        if e.form in tables and tables[e.form].has(e.field):
            side = (e.origin == "decision", e.department if e.origin == "file" else None)
            sides.setdefault(side, []).append(Moved(e.form, e.row, e.field, e.label, e.before, e.value))
    order = {d: n for n, d in enumerate(before.departments)}
    for (decided, department), moved in sorted(
        sides.items(), key=lambda s: (s[0][0], s[0][1] is None, order.get(s[0][1] or "", len(order)))
    ):
        if effect := effect_alone(department, moved, before, was, template, decided=decided):
            yield effect


def _slips(before: Plan, was: Computed, now: Computed) -> Iterator[Slip]:
    """The tasks whose finish moved, the farthest first."""
    found = []
    for task in before.tasks:
        if was.is_leaf(task) and now.is_leaf(task):
            old, new = was.finish(task), now.finish(task)
            if old and new and old != new:
                calendar = now.world.calendar
                inside = old in calendar and new in calendar
                found.append(Slip(task, old, new, calendar.count(new) - calendar.count(old) if inside else 0))
    yield from sorted(found, key=lambda s: (-abs(s.days), s.task))
