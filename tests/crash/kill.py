"""Runs a merge in a process of its own that ends at a chosen moment, and looks at what it left."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from journal.rounds_kept import DAY, NAME, at, type_in
from journal.states import cells_of, plan_cells
from xlplan.app.books import open_master
from xlplan.app.create import Facts, create
from xlplan.app.merging import merge_files
from xlplan.app.split import split
from xlplan.core.kinds.base import JsonValue
from xlplan.model.plan import CellKey

TINY = Path(__file__).with_name("tiny.yaml")
DIED = 9
State = dict[CellKey, JsonValue]


def prepare(folder: Path) -> Path:
    """A master as r2 with one copy issued and returned, in which the task takes 8 days."""
    master = folder / NAME
    create(master, TINY, Facts(), "zh", None, DAY, now=at(0))
    split(master, folder / "发出", status_date=DAY, today=DAY, now=at(1))
    [copy] = (folder / "发出").glob("*.xlsx")
    type_in(copy, "wbs", "方案", {"duration": 8}, folder / "收回" / copy.name)
    return master


def merge(master: Path) -> None:
    merge_files(master, [master.parent / "收回"], now=at(2))


def in_child(work: Callable[[], object]) -> int:
    """The process id of a child that does some work and ends: 0 where it came to its end, 1 after an exception."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        work()
        code = 0
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """The exit code of a child; minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Points:
    """Counts what a process does to the disk and ends it right before, or right after, one of these points.

    Points are every replacing, syncing, removing of a file, every file that is opened for writing, and every
    statement of SQLite that writes, the committing included.
    """

    def __init__(self, stop: int, after: bool) -> None:
        self.stop, self.after, self.seen = stop, after, 0

    def install(self) -> None:
        for name in ("replace", "fsync", "unlink", "rename"):
            setattr(os, name, self._counted(getattr(os, name), name))
        real_open = os.open
        os.open = self._counted(real_open, "open", lambda _, flags=0, *__: flags & (os.O_WRONLY | os.O_RDWR))  # type: ignore[assignment]

        class Watched(sqlite3.Connection):
            pass

        points, connect = self, sqlite3.connect

        def execute(db: Any, sql: str, *given: Any) -> Any:
            writes = not sql.lstrip().upper().startswith(("SELECT", "PRAGMA"))
            call = lambda: sqlite3.Connection.execute(db, sql, *given)  # noqa: E731
            return points.passed(call, sql) if writes else call()

        Watched.execute = execute  # type: ignore[method-assign]
        sqlite3.connect = lambda *a, **k: connect(*a, **{**k, "factory": Watched})  # type: ignore[assignment]

    def _counted(self, real: Any, name: str, counts: Callable[..., object] = lambda *_, **__: True) -> Any:
        def call(*args: Any, **given: Any) -> Any:
            if not counts(*args, **given):
                return real(*args, **given)
            return self.passed(lambda: real(*args, **given), name)

        return call

    def passed(self, call: Callable[[], Any], name: str) -> Any:
        self.seen += 1
        if self.seen == self.stop and not self.after:
            os._exit(DIED)
        try:
            return call()
        finally:  # also where the call itself failed, such as opening what is not there
            if self.seen == self.stop:
                os._exit(DIED)


def merge_until(master: Path, stop: int, after: bool) -> int:
    """Merge in a child that ends at a point; its exit code."""

    def work() -> None:
        Points(stop, after).install()
        merge(master)

    return ended(in_child(work))


def merge_killed(master: Path, seconds: float) -> int:
    """Merge in a child that is killed after some seconds; its exit code."""
    child = in_child(lambda: merge(master))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return ended(child)


def state(master: Path) -> State:
    opened = open_master(master)
    return dict(plan_cells(opened.plan, opened.template))


def check(master: Path, old: State, new: State) -> str:
    """Old or new, whole; the journal agrees once it is opened; merging again gives the new one. Says which it was."""
    found = state(master)
    assert found in (old, new)
    was = "old" if found == old else "new"
    merge(master)
    assert state(master) == new
    [journal] = master.parent.glob("xlplan-journal-*.sqlite")
    db = sqlite3.connect(journal)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows = db.execute("SELECT number, state, base_sha256, document FROM revision ORDER BY seq").fetchall()
    db.close()
    assert [r[:2] for r in rows] == [(1, "written"), (2, "written"), (3, "written")]
    opened = open_master(master)
    assert opened.plan.revision == 3
    assert rows[-1][2] == opened.base_sha256
    assert cells_of(rows[-1][3]) == new
    assert [e.revision for e in opened.plan.history] == [1, 2, 3]
    kept = list((master.parent / "归档").glob("*.r0002*"))
    assert len(kept) == 1
    assert state(kept[0]) == old
    left = [p.name for p in master.parent.rglob("*") if p.name.startswith(".") and not p.name.endswith(".lock")]
    assert left == []
    assert not list(master.parent.glob("*-journal"))
    return was
