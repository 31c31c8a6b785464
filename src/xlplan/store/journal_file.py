"""The journal's file: an SQLite database beside the master, opened, checked, and set aside where it is damaged.

It uses SQLite's rollback journal, not WAL: that needs shared memory, which network drives have not, and leaves two more
files lying about.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from xlplan.core.errors import InputError, OutputError
from xlplan.core.finding import Finding, Place
from xlplan.core.notices import tell_finding
from xlplan.core.text import Text
from xlplan.store.failures import failed
from xlplan.store.files import free_path, safe_file_name
from xlplan.store.findings import JOURNAL_DAMAGED

SCHEMA = 1
"""Stands in ``PRAGMA user_version``."""
APPLICATION = 0x786C706C
"""``xlpl``, in ``PRAGMA application_id``: what kind of database this is."""
NEWER = Text(
    "{file} 是较新版本（{found}）的日志，本程序支持到 {known}，请升级 xlplan",
    "{file} is a journal of a newer format ({found}) than this program knows ({known}); upgrade xlplan",
)
UNUSABLE = Text("日志 {file} 无法使用：{detail}", "the journal {file} can't be used: {detail}")
FULL = Text(
    "磁盘已满，日志 {file} 无法写入；主计划未改动",
    "the disk is full: can't write the journal {file}; the master is as it was",
)
_BUSY_SECONDS = 5.0

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE revision (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  parent INTEGER REFERENCES revision (seq),
  number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('prepared', 'written')),
  at TEXT NOT NULL,
  command TEXT NOT NULL,
  user TEXT NOT NULL,
  file TEXT NOT NULL,
  beside INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  base_sha256 TEXT NOT NULL,
  target INTEGER,
  own INTEGER NOT NULL,
  applied INTEGER NOT NULL,
  identical INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  document BLOB NOT NULL
);
CREATE TABLE file (
  revision INTEGER NOT NULL REFERENCES revision (seq) ON DELETE CASCADE,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  department TEXT,
  issue INTEGER NOT NULL,
  round INTEGER NOT NULL,
  modified_by TEXT NOT NULL
);
CREATE TABLE edit (
  revision INTEGER NOT NULL REFERENCES revision (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('own', 'file', 'decision', 'program')),
  form TEXT NOT NULL,
  row TEXT NOT NULL,
  field TEXT NOT NULL,
  label TEXT NOT NULL,
  base TEXT NOT NULL,
  before TEXT NOT NULL,
  value TEXT NOT NULL,
  change TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  department TEXT,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (revision, position)
) WITHOUT ROWID;
CREATE INDEX edit_cell ON edit (form, row, field);
CREATE TABLE base (
  serial INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  revision INTEGER NOT NULL REFERENCES revision (seq) ON DELETE CASCADE,
  department TEXT NOT NULL,
  text BLOB NOT NULL,
  PRIMARY KEY (serial, sha256)
);
"""


class Unavailable(InputError):  # noqa: N818  # a state more than an error: commands that write go on without
    """The journal is whole and can't be used here: the folder is read-only, or the drive knows no locks."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(UNUSABLE, file=path.name, detail=detail)
        self.detail = detail


def journal_path(folder: Path, project: str) -> Path:
    """Where the journal of a project is. The name is the same in both languages, and whatever the master is called.

    Of two projects whose ids begin alike, the second one's has its whole id for a name.
    """
    short = folder / f"xlplan-journal-{safe_file_name(project[:8])}.sqlite"
    whole = folder / f"xlplan-journal-{safe_file_name(project)}.sqlite"
    if whole.exists() or (short.exists() and project_of(short) not in (None, project)):
        return whole
    return short


def journals_in(folder: Path) -> list[Path]:
    """The journals of all projects in a folder; those that were set aside are none."""
    found = sorted(folder.glob("xlplan-journal-*.sqlite")) if folder.is_dir() else []
    return [p for p in found if ".damaged" not in p.name]


def project_of(path: Path) -> str | None:
    """The project that a journal is of; None where that can't be told."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
            found = db.execute("SELECT value FROM meta WHERE key = 'project'").fetchone()
            return str(found[0]) if found else None
    except sqlite3.Error:
        return None


@contextlib.contextmanager
def opened(path: Path, project: str, *, create: bool = False) -> Iterator[sqlite3.Connection | None]:
    """The journal; None where there is none and ``create`` is not set. A damaged one is set aside, which is said.

    :class:`Unavailable` where it can't be used, InputError where a newer program wrote it, OutputError on a full disk.
    """
    try:
        db = _connected(path, project, create)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise refusal(path, error) from error
        _set_aside(path)
        db = None
        if create:
            try:
                db = _connected(path, project, create)
            except sqlite3.Error as again:
                raise refusal(path, again) from again
    try:
        yield db
    except sqlite3.Error as error:
        raise refusal(path, error) from error
    finally:
        if db is not None:
            db.close()


def refusal(path: Path, error: sqlite3.Error) -> Exception:
    """What an error of SQLite that is no damage means for a command."""
    if _code(error) == sqlite3.SQLITE_FULL:
        return OutputError(FULL, file=path.name)
    return Unavailable(path, str(error))


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is no sound database."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or isinstance(error, _Unsound)


class _Unsound(sqlite3.DatabaseError):
    """The integrity check found something, or tables are missing."""


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _connected(path: Path, project: str, create: bool) -> sqlite3.Connection | None:
    there = path.exists() and path.stat().st_size > 0
    if not there and not create:
        return None
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = EXTRA")
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA:
            raise InputError(NEWER, file=path.name, found=version, known=SCHEMA)
        if version == 0:
            if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise _Unsound("foreign tables")
            if not create:
                db.close()
                return None
            _begin(db, project)
        else:
            _check(db)
    except BaseException:
        db.close()
        raise
    return db


def _begin(db: sqlite3.Connection, project: str) -> None:
    with transaction(db):
        for statement in _TABLES.split(";\n"):
            if statement.strip():
                db.execute(statement)
        db.execute("INSERT INTO meta VALUES ('project', ?)", (project,))
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {SCHEMA}")


def _check(db: sqlite3.Connection) -> None:
    found = db.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise _Unsound(str(found))
    known = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not {"meta", "revision", "file", "edit", "base"} <= known:
        raise _Unsound("tables are missing")


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of what is written inside, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _set_aside(path: Path) -> None:
    kept = free_path(path.with_name(f"{path.stem}.damaged{path.suffix}"))
    try:
        path.replace(kept)
        rollback = path.with_name(f"{path.name}-journal")
        if rollback.exists():
            rollback.replace(kept.with_name(f"{kept.name}-journal"))
    except OSError as error:
        raise failed(path, error) from error
    tell_finding(Finding(JOURNAL_DAMAGED, Place(path.name), {"file": path.name, "kept": kept.name}))
