"""Former states of a master: from the journal beside it, else from the archived files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.books import Master, open_master
from xlplan.app.journal import reading
from xlplan.app.newest import known_as, lineage, newer_than, refuse_kept, refuse_older
from xlplan.app.project_folder import archive_name
from xlplan.core.errors import InputError
from xlplan.core.text import Text
from xlplan.document.load import load_source, template_of
from xlplan.document.source import parse_source
from xlplan.model.history import when_words
from xlplan.model.journal import EditRecord, Revision
from xlplan.model.plan import Plan
from xlplan.store import journal as j
from xlplan.store.files import ARCHIVE
from xlplan.store.journal_file import journal_path, journals_in, project_of
from xlplan.template.resolve import Template

MISSING = Text(
    "回不到 r{revision}：日志 {journal} 里没有这一版，归档文件夹里也没有 {archived}",
    "can't go back to r{revision}: the journal {journal} has no such revision, and there is no {archived} in the archive",
)
GONE = Text(
    "找不到 {file}；同一文件夹里的日志 {journal} 记到 r{revision}（{when}，文件 {last}）。可以用 xlplan undo {file} --to {revision} 从日志重建",
    "there is no {file}; the journal {journal} in its folder goes up to r{revision} ({when}, as {last}): "
    "xlplan undo {file} --to {revision} makes it again",
)
FIRST = Text(
    "没有更早的状态：r{revision} 是 {file} 的第一版",
    "there is no earlier state: r{revision} is the first of {file}",
)
DAMAGED = Text("日志里 r{revision} 的内容已损坏", "what the journal has of r{revision} is damaged")


@dataclass(frozen=True)
class Former:
    """A former state.

    ``own`` are the project manager's edits that later revisions found, oldest first; ``issued`` are rows that were made when
    copies were handed out later, which show them. ``newest`` is the ``seq`` of the newest
    writing where the master at hand is an older one, ``newest_plan`` its state. ``highest`` is the highest number given so
    far. ``opened`` gives the state with which a round first was there, None where that is not known.
    """

    plan: Plan
    template: Template
    number: int
    own: list[EditRecord] = field(default_factory=list)
    issued: list[EditRecord] = field(default_factory=list)
    newest: int | None = None
    newest_plan: Plan | None = None
    highest: int = 0
    archive: Path | None = None
    is_at_hand: bool = True
    opened: Callable[[int], Plan | None] = lambda _: None


def refuse_gone(path: Path) -> None:
    """InputError for a master that is not there, if one journal beside it tells of a master."""
    if found := _orphan(path):
        journal, rows = found
        last = next((r for r in reversed(rows) if not r.beside), rows[-1])
        raise InputError(
            GONE,
            file=path.name,
            journal=journal.name,
            revision=last.number,
            when=when_words(last.at),
            last=last.file,
        )


def _orphan(path: Path) -> tuple[Path, list[Revision]] | None:
    """The only journal in the folder of a master that is gone, with what it knows."""
    journals = journals_in(path.parent) if not path.exists() else []
    project = project_of(journals[0]) if len(journals) == 1 else None
    if project is None:
        return None
    with reading(path.parent, project) as db:
        rows = j.revisions(db) if db is not None else []
    return (journals[0], rows) if rows else None


def rebuilt_state(path: Path, number: int) -> Former | None:
    """A state of a master whose file is gone, from the journal alone; None where there is no such thing."""
    found = _orphan(path)
    if found is None:
        return None
    journal, rows = found
    here = [r for r in rows if not r.beside] or rows
    target = next((r for r in reversed(rows) if r.number == number), None)
    project = project_of(journal)
    if target is None or project is None:
        raise InputError(
            MISSING, revision=number, journal=journal.name, archived=f"{path.stem}.r{number:04d}{path.suffix}"
        )
    with reading(path.parent, project) as db:
        assert db is not None
        return _from_journal(db, rows, target, here[-1])


def latest_state(master: Master, former: Former) -> Plan:
    """The newest state that there is, for what must not be forgotten."""
    return former.newest_plan or master.plan


def former_state(master: Master, to: int | None) -> Former:
    """The state with a revision, or before the last one. InputError where it is not to be had."""
    refuse_kept(master.path)
    with reading(master.path.parent, master.plan.project) as db:
        rows = j.revisions(db) if db is not None else []
        newer = newer_than(rows, master)
        if to is None:
            refuse_older(master, newer)
        here = known_as(rows, master)
        target = _target(rows, newer or here, to)
        if db is not None and target is not None:
            return _from_journal(db, rows, target, newer)
    return _from_archive(master, to, max((r.number for r in rows), default=0))


def _target(rows: list[Revision], head: Revision | None, to: int | None) -> Revision | None:
    """The writing to go back to: one that the newest came from if there is such, else the last of that number."""
    line = lineage(rows, head)
    if to is None:
        return line[1] if len(line) > 1 else None
    return next((r for r in (*line, *reversed(rows)) if r.number == to), None)


def state_of(db: sqlite3.Connection, row: Revision) -> tuple[Plan, Template]:
    """The plan that was written with a revision. InputError where the journal's copy is damaged."""
    try:
        source = parse_source(j.document(db, row.seq), f"r{row.number}", is_json=True)
    except ValueError as error:
        raise InputError(DAMAGED, revision=row.number) from error
    template = template_of(source)
    return load_source(source, template)[0], template


def _from_journal(db: sqlite3.Connection, rows: list[Revision], target: Revision, newer: Revision | None) -> Former:
    plan, template = state_of(db, target)
    later = [r for r in rows if r.seq > target.seq and not r.beside]
    own = [edit for r in later for edit in j.edits_of(db, r.seq, "own")]
    handed_out = j.issuing(db)
    made = (e for r in later if r.seq in handed_out for e in j.edits_of(db, r.seq, "program"))
    rounded = {t.key for _, t in template.tables() if t.rounds}
    issued = [e for e in made if e.change == "new" and e.form not in rounded]
    rounds: dict[int, Plan] = {}
    known = {r.number for r in plan.rounds}
    for row in later:
        if fresh := _rounds(db, row) - known:
            rounds |= dict.fromkeys(fresh, state_of(db, row)[0])
            known |= fresh
    return Former(
        plan,
        template,
        target.number,
        own,
        issued,
        newer.seq if newer else None,
        state_of(db, newer)[0] if newer else None,
        max(r.number for r in rows),
        is_at_hand=newer is None,
        opened=rounds.get,
    )


def _rounds(db: sqlite3.Connection, row: Revision) -> set[int]:
    """The numbers of the rounds in a document, without making a plan of it."""
    try:
        data = json.loads(j.document(db, row.seq))
        return {int(r["number"]) for r in data.get("rounds") or ()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(DAMAGED, revision=row.number) from error


def _from_archive(master: Master, to: int | None, highest: int) -> Former:
    """The archived file of a revision; what the project manager had typed into it is part of that state."""
    number = to if to is not None else _before(master)
    for path in _archived(master, number):
        try:
            kept = open_master(path)
        except InputError:
            continue  # something else under such a name
        if kept.plan.project == master.plan.project and kept.plan.revision == number:
            return Former(kept.plan, kept.template, number, highest=highest, archive=path)
    journal = journal_path(master.path.parent, master.plan.project).name
    raise InputError(MISSING, revision=number, journal=journal, archived=_name(master, number))


def _before(master: Master) -> int:
    numbers = [e.revision for e in master.plan.history if e.revision < master.plan.revision]
    if not numbers and (len(master.plan.history) == 1 or master.plan.revision == 0):
        raise InputError(FIRST, revision=master.plan.revision, file=master.path.name)
    return numbers[-1] if numbers else master.plan.revision - 1


def _name(master: Master, number: int) -> str:
    return f"{master.path.stem}.r{number:04d}{master.path.suffix}"


def _archived(master: Master, number: int) -> Iterator[Path]:
    """Files that may hold a revision: under the master's name first, the newest first."""
    for folder in dict.fromkeys([archive_name(master.path, master.plan.language), *ARCHIVE.both]):
        place = master.path.parent / folder
        if place.is_dir():
            found = [p for p in place.iterdir() if f".r{number:04d}" in p.name and p.suffix == master.path.suffix]
            yield from sorted(found, key=lambda p: (not p.name.startswith(master.path.stem), -p.stat().st_mtime))
