"""Reading the journal: what happened to a master, and to one cell of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.books import Master, open_master
from xlplan.app.former import refuse_gone
from xlplan.app.journal import reading
from xlplan.app.newest import known_as, newer_than
from xlplan.app.places import Spot, find_cell
from xlplan.core.errors import InputError
from xlplan.core.kinds.base import JsonValue
from xlplan.core.text import Lang, Text
from xlplan.forms.base import Table
from xlplan.model.history import Event
from xlplan.model.journal import EditRecord, Line, Revision
from xlplan.model.plan import Plan
from xlplan.model.snapshot import present
from xlplan.store import journal as j
from xlplan.store.journal_file import journal_path

NO_REVISION = Text(
    "{file} 的记录里没有 r{revision}；有：{known}", "the record of {file} has no r{revision}; there are: {known}"
)
NO_JOURNAL = Text(
    "{file} 旁边没有日志 {journal}：逐格的记录只在日志里。把日志放回主计划所在文件夹后再试",
    "there is no journal {journal} beside {file}, and only a journal knows single cells; put it beside the master again",
)


@dataclass(frozen=True)
class Log:
    """The writings of a master, oldest first. ``whole`` is False where they come from the master alone."""

    master: Master
    lines: list[Line]
    whole: bool
    newer: Revision | None = None
    edits: list[EditRecord] = field(default_factory=list)


def read_log(path: Path, revision: int | None = None) -> Log:
    """What happened to a master: from the journal, and what only the master itself knows.

    With a ``revision`` its edits too; InputError where that is not known, or only the workbook knows of it.
    """
    refuse_gone(path)
    master = open_master(path)
    own = {e.revision: e for e in (master.written or master.plan).history}
    with reading(path.parent, master.plan.project) as db:
        if db is None:
            lines = [Line(e, current=e.revision == master.plan.revision) for e in own.values()]
            if revision is not None:
                refuse_unknown(path, lines, revision)
                raise no_journal(master)
            return Log(master, lines, False)
        rows = j.revisions(db)
        here = known_as(rows, master)
        lines = [_line(db, r, current=r == here) for r in rows]
        known = {r.number for r in rows}
        lines += [Line(e, current=here is None and n == master.plan.revision) for n, e in own.items() if n not in known]
        lines.sort(key=lambda x: (x.event.revision, x.seq or 0))
        log = Log(master, lines, True, newer_than(rows, master))
        if revision is not None:
            seq = refuse_unknown(path, lines, revision)
            if seq is None:
                raise no_journal(master)
            log.edits.extend(j.edits_of(db, seq))
        return log


def no_journal(master: Master) -> InputError:
    """The error where only a journal could tell."""
    name = journal_path(master.path.parent, master.plan.project).name
    return InputError(NO_JOURNAL, file=master.path.name, journal=name)


def refuse_unknown(path: Path, lines: list[Line], revision: int) -> int | None:
    """The ``seq`` of the last writing with a number; InputError where there is none."""
    found = [x for x in lines if x.event.revision == revision]
    if not found:
        known = ", ".join(f"r{n}" for n in dict.fromkeys(x.event.revision for x in lines))
        raise InputError(NO_REVISION, file=path.name, revision=revision, known=known or "-")
    return found[-1].seq


def _line(db: sqlite3.Connection, r: Revision, current: bool) -> Line:
    files = tuple(f.name for f in j.files_of(db, r.seq))
    counts = (r.own, r.applied, r.identical, r.conflicts, r.rejected)
    event = Event(r.number, r.at, r.command, files, *counts, r.target)
    return Line(event, r.file, r.user, r.beside, r.seq, current)


@dataclass(frozen=True)
class Blame:
    """The history of a cell, newest first. ``since`` is the first writing that the journal knows.

    ``unrecorded``: the master says something else than when it was written, which the next command will record.
    """

    master: Master
    spot: Spot
    now: JsonValue
    unrecorded: bool
    found: list[tuple[Revision, EditRecord]]
    since: Revision | None


def blame(path: Path, place: Sequence[str], lang: Lang) -> Blame:
    """What happened to the cell that is meant. UsageError where it is none, InputError where there is no journal."""
    refuse_gone(path)
    master = open_master(path)
    spot = find_cell(master, place, lang)
    table, row_id, column = spot.cell
    plans = [master.plan, *([master.written] if master.written else [])]
    values = [_value(plan, master.template.table(table), row_id, column) for plan in plans]
    with reading(path.parent, master.plan.project) as db:
        if db is None:
            raise no_journal(master)
        rows = {r.seq: r for r in j.revisions(db)}
        edits = j.edits_of_cell(db, table, row_id, column)
    found = [(rows[seq], edit) for seq, edit in reversed(edits) if seq in rows]
    return Blame(master, spot, values[0], values[0] != values[-1], found, next(iter(rows.values()), None))


def _value(plan: Plan, table: Table, row_id: str, column: str) -> JsonValue:
    return present(plan, table, row_id, column) if row_id in plan.rows(table.key) else None
