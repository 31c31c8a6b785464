"""What is recorded of each writing of a master: in the workbook itself in short, in the journal beside it in full.

The order makes a process that is killed at any point harmless. Before the new file is put into place its checksum is in
the journal as *prepared*; afterwards the entry is *written*. Whoever opens the journal next completes a prepared entry
whose file is there and drops one whose file never came.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.books import Master
from xlplan.app.journal_edits import edit_records
from xlplan.app.newest import known_as, newer_than, refuse_kept, refuse_older
from xlplan.core.finding import Finding, Place
from xlplan.core.notices import tell_finding
from xlplan.document.dump import to_json
from xlplan.merging.result import Counts, Detail
from xlplan.model.history import KEPT, Event
from xlplan.model.pending import Decision
from xlplan.model.plan import Plan
from xlplan.store import journal as j
from xlplan.store.files import Beside, sha256_of
from xlplan.store.findings import JOURNAL_GAP, JOURNAL_UNAVAILABLE
from xlplan.store.journal_file import Unavailable, journal_path, opened, refusal
from xlplan.store.lock import locked
from xlplan.template.resolve import Template


@dataclass(frozen=True)
class Entry:
    """What a command says of itself when it writes a master.

    ``before`` is the master that it started from, None for a new one. ``beside``: the result goes to another place and the
    master stays what counts. ``after`` is the ``seq`` of the newest writing where the master at hand is an older one.
    ``now`` is the moment that is noted, the clock's if None.
    """

    command: str
    before: Master | None = None
    files: tuple[j.MergedFile, ...] = ()
    details: tuple[Detail, ...] = ()
    decisions: tuple[Decision, ...] = ()
    bases: tuple[j.IssuedBase, ...] = ()
    target: int | None = None
    beside: bool = False
    after: int | None = None
    now: dt.datetime | None = None


def moment(now: dt.datetime | None) -> str:
    """A time as it is noted: ISO 8601, seconds, offset from UTC.

    Without one the clock's; ``SOURCE_DATE_EPOCH`` stands for it where set, as in other programs that write files.
    """
    if now is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        now = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else dt.datetime.now(dt.UTC)
        now = now if epoch.isdigit() else now.astimezone()
    return (now if now.tzinfo else now.astimezone()).isoformat(timespec="seconds")


def with_event(plan: Plan, template: Template, entry: Entry) -> tuple[Plan, list[j.EditRecord]]:
    """The plan with one more event in its history, and the edits that the event is about."""
    edits = edit_records(entry.before, plan, template, entry.details, entry.decisions)
    counts = Counts.of(d for d in entry.details if d.department is not None)  # the others are told as own
    event = Event(
        plan.revision,
        moment(entry.now),
        entry.command,
        tuple(f.name for f in entry.files),
        sum(e.origin == "own" for e in edits),
        counts.applied,
        counts.identical,
        counts.conflicts,
        counts.rejected,
        entry.target,
    )
    return replace(plan, history=(*plan.history, event)[-KEPT:]), edits


@contextlib.contextmanager
def reading(folder: Path, project: str) -> Iterator[sqlite3.Connection | None]:
    """The journal of a project in a folder, prepared entries settled; None where there is none that can be used."""
    path = journal_path(folder, project)
    if not path.exists():
        yield None
        return
    with contextlib.ExitStack() as stack:
        db = None
        try:
            db = stack.enter_context(opened(path, project))
            if db is not None and j.revisions(db, "prepared"):
                with locked(path):
                    settle(db, folder)
        except (Unavailable, sqlite3.Error) as error:
            _say_unavailable(path, error)
            db = None
        yield db


def settle(db: sqlite3.Connection, folder: Path, master: Master | None = None) -> None:
    """Complete prepared entries whose file is in place, drop the others. Hold the journal's lock."""
    for row in j.revisions(db, "prepared"):
        file = folder / row.file
        opened_now = master is not None and row.base_sha256 == master.base_sha256 != ""
        if opened_now or (file.is_file() and sha256_of(file) == row.sha256):
            j.mark_written(db, row.seq)
        else:
            j.drop(db, row.seq)


def check_newest(master: Master) -> None:
    """InputError where the journal beside a master knows a newer one that was made from it, or for one in the archive."""
    refuse_kept(master.path)
    folder, project = master.path.parent, master.plan.project
    path = journal_path(folder, project)
    if not path.exists():
        return
    with contextlib.suppress(Unavailable), opened(path, project) as db:
        if db is None:
            return
        if j.revisions(db, "prepared"):
            with locked(path):
                settle(db, folder, master)
        refuse_older(master, newer_than(j.revisions(db), master))


def issued_bases(master: Master) -> Callable[[int, str], str | None]:
    """Looks up the base of an issued copy by serial number and checksum in the journal beside a master."""

    def find(serial: int, sha256: str) -> str | None:
        with reading(master.path.parent, master.plan.project) as db:
            return j.base_of(db, serial, sha256) if db is not None else None

    return find


@contextlib.contextmanager
def recording(
    path: Path, plan: Plan, template: Template, base: str, base_sha256: str, entry: Entry, edits: list[j.EditRecord]
) -> Iterator[Callable[[Path], None]]:
    """Record the writing of a master around putting it into place.

    Gives what to call with the finished file right before that. ``plan`` has the event of this writing in its history.
    """
    journal = journal_path(path.parent, plan.project)
    recorder = _Recorder(journal, path, plan, template, base, base_sha256, entry, edits)
    with locked(journal), recorder.stack:
        recorder.open()
        try:
            yield recorder.prepare
        except Beside as error:
            recorder.written(error.path)
            raise
        except BaseException:
            recorder.undone()
            raise
        recorder.written()


@dataclass
class _Recorder:
    """One entry on its way. A journal that can't be used is said once, and the workbook is written without."""

    journal: Path
    path: Path
    plan: Plan
    template: Template
    base: str
    base_sha256: str
    entry: Entry
    edits: list[j.EditRecord]
    db: sqlite3.Connection | None = None
    seq: int | None = None
    usable: bool = True
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def open(self) -> None:
        with self._usable():
            self.db = self.stack.enter_context(opened(self.journal, self.plan.project))
            if self.db is not None:
                settle(self.db, self.path.parent, self.entry.before)

    def prepare(self, temporary: Path) -> None:
        with self._usable():
            if not self.usable:
                return
            if self.db is None:  # begun when there is something to enter, so that a failure leaves none behind
                self.db = self.stack.enter_context(opened(self.journal, self.plan.project, create=True))
            assert self.db is not None
            event, entry = self.plan.history[-1], self.entry
            revision = j.Revision(
                0, self._parent(self.db), self.plan.revision, "prepared", event.when, entry.command, _user(),
                self.path.name, entry.beside, sha256_of(temporary), self.base_sha256, entry.target,
                event.own, event.applied, event.identical, event.conflicts, event.rejected,
            )  # fmt: skip
            self.seq = j.add(self.db, revision, self.base, entry.files, self.edits, entry.bases)

    def written(self, beside: Path | None = None) -> None:
        with self._usable():
            if self.db is not None and self.seq is not None:
                if beside is None:
                    j.mark_written(self.db, self.seq)
                else:
                    j.mark_written(self.db, self.seq, file=beside.name, beside=True)

    def undone(self) -> None:
        """Something came between: the file decides whether the entry holds."""
        with self._usable():
            if self.db is not None and self.seq is not None:
                settle(self.db, self.path.parent)

    @contextlib.contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (Unavailable, sqlite3.Error) as error:
            self.db, self.usable = None, False
            _say_unavailable(self.journal, error)

    def _parent(self, db: sqlite3.Connection) -> int | None:
        """The writing that this one follows. A master that the journal does not know is entered first, as it was."""
        before, rows = self.entry.before, j.revisions(db)
        if self.entry.after is not None:
            return self.entry.after
        if before is None:
            return None
        refuse_older(before, newer_than(rows, before))
        known = known_as(rows, before)
        if known is not None:
            return known.seq
        here = [r.number for r in rows if not r.beside]
        if here:
            params = {"file": before.path.name, "revision": before.plan.revision, "known": max(here)}
            tell_finding(Finding(JOURNAL_GAP, Place(before.path.name), params))
        former = before.written or before.plan
        event = former.history[-1] if former.history else Event(former.revision, self.plan.history[-1].when, "")
        revision = j.Revision(
            0, None, before.plan.revision, "written", event.when, event.command, "", before.path.name, False,
            before.sha256, before.base_sha256, event.target, event.own, event.applied, event.identical,
            event.conflicts, event.rejected,
        )  # fmt: skip
        return j.add(db, revision, to_json(former, self.template, history=True))


def _say_unavailable(path: Path, error: Unavailable | sqlite3.Error) -> None:
    """Say that the work goes on without the journal. Raises what a full disk, and whatever else forbids that, amounts to."""
    reason = error if isinstance(error, Unavailable) else refusal(path, error)
    if not isinstance(reason, Unavailable):
        raise reason from error
    params = {"file": path.name, "detail": reason.detail}
    tell_finding(Finding(JOURNAL_UNAVAILABLE, Place(path.name), params))


def _user() -> str:
    """Who is at the keyboard, as the system calls them; empty where it does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
