"""What a journal holds: revisions, returned files, edits, and the bases of issued copies. Plain reading and writing."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from xlplan.core.kinds.base import JsonValue
from xlplan.model.journal import EditRecord as EditRecord
from xlplan.model.journal import IssuedBase as IssuedBase
from xlplan.model.journal import MergedFile as MergedFile
from xlplan.model.journal import Revision as Revision
from xlplan.store.journal_file import transaction

MAX_TEXT = 64 * 2**20


_COLUMNS = (
    "seq, parent, number, state, at, command, user, file, beside, sha256, base_sha256, target, "
    "own, applied, identical, conflicts, rejected"
)
_EDIT = "origin, form, row, field, label, base, before, value, change, outcome, reason, department, file, sha256, place"


def add(
    db: sqlite3.Connection,
    revision: Revision,
    document: str,
    files: Iterable[MergedFile] = (),
    edits: Iterable[EditRecord] = (),
    bases: Iterable[IssuedBase] = (),
) -> int:
    """Record a writing with all that belongs to it, in one step; returns its ``seq``. That of ``revision`` is not used."""
    r = revision
    with transaction(db):
        values = (
            r.parent, r.number, r.state, r.at, r.command, r.user, r.file, int(r.beside), r.sha256, r.base_sha256,
            r.target, r.own, r.applied, r.identical, r.conflicts, r.rejected, packed(document),
        )  # fmt: skip
        columns = _COLUMNS.removeprefix("seq, ") + ", document"
        found = db.execute(f"INSERT INTO revision ({columns}) VALUES ({_marks(values)})", values)
        seq = int(found.lastrowid or 0)
        for f in files:
            row: Sequence[Any] = (seq, f.name, f.sha256, f.department, f.issue, f.round, f.modified_by)
            db.execute(f"INSERT INTO file VALUES ({_marks(row)})", row)
        for n, e in enumerate(edits):
            row = (
                seq, n, e.origin, e.form, e.row, e.field, e.label, _json(e.base), _json(e.before), _json(e.value), e.change,
                e.outcome, e.reason, e.department, e.file, e.sha256, e.place,
            )  # fmt: skip
            db.execute(f"INSERT INTO edit VALUES ({_marks(row)})", row)
        for b in bases:
            row = (b.serial, b.sha256, seq, b.department, packed(b.text))
            db.execute(f"INSERT OR IGNORE INTO base VALUES ({_marks(row)})", row)
    return seq


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def mark_written(db: sqlite3.Connection, seq: int, *, file: str | None = None, beside: bool | None = None) -> None:
    """A prepared writing has been put into place, under another name where one is given."""
    with transaction(db):
        db.execute("UPDATE revision SET state = 'written' WHERE seq = ?", (seq,))
        if file is not None:
            db.execute("UPDATE revision SET file = ? WHERE seq = ?", (file, seq))
        if beside is not None:
            db.execute("UPDATE revision SET beside = ? WHERE seq = ?", (int(beside), seq))


def drop(db: sqlite3.Connection, seq: int) -> None:
    """A prepared writing has not taken place."""
    with transaction(db):
        db.execute("DELETE FROM revision WHERE seq = ? AND state = 'prepared'", (seq,))


def revisions(db: sqlite3.Connection, state: str = "written") -> list[Revision]:
    """The writings in their order."""
    found = db.execute(f"SELECT {_COLUMNS} FROM revision WHERE state = ? ORDER BY seq", (state,))
    return [_revision(row) for row in found]


def _revision(row: Sequence[Any]) -> Revision:
    values = list(row)
    values[8] = bool(values[8])
    return Revision(*values)


def document(db: sqlite3.Connection, seq: int) -> str:
    """The plan document of a writing; ValueError where it is damaged."""
    row = db.execute("SELECT document FROM revision WHERE seq = ?", (seq,)).fetchone()
    return unpacked(row[0] if row else b"")


def files_of(db: sqlite3.Connection, seq: int) -> list[MergedFile]:
    """The returned files of a writing."""
    found = db.execute(
        "SELECT name, sha256, department, issue, round, modified_by FROM file WHERE revision = ? ORDER BY rowid", (seq,)
    )
    return [MergedFile(*row) for row in found]


def edits_of(db: sqlite3.Connection, seq: int, origin: str | None = None) -> list[EditRecord]:
    """The edits of a writing in their order, all or those of one origin."""
    found = db.execute(
        f"SELECT {_EDIT} FROM edit WHERE revision = ? AND (? IS NULL OR origin = ?) ORDER BY position",
        (seq, origin, origin),
    )
    return [_edit(row) for row in found]


def edits_of_cell(db: sqlite3.Connection, form: str, row: str, field: str) -> list[tuple[int, EditRecord]]:
    """The edits of a cell with the ``seq`` of their writing, in their order."""
    found = db.execute(
        f"SELECT revision, {_EDIT} FROM edit WHERE form = ? AND row = ? AND field = ? ORDER BY revision, position",
        (form, row, field),
    )
    return [(line[0], _edit(line[1:])) for line in found]


def issuing(db: sqlite3.Connection) -> set[int]:
    """The ``seq`` of the writings with which copies were handed out."""
    return {int(row[0]) for row in db.execute("SELECT DISTINCT revision FROM base")}


def base_of(db: sqlite3.Connection, serial: int, sha256: str) -> str | None:
    """The base of an issued copy; None where the journal has none with that checksum."""
    row = db.execute("SELECT text FROM base WHERE serial = ? AND sha256 = ?", (serial, sha256)).fetchone()
    try:
        return unpacked(row[0]) if row else None
    except ValueError:
        return None


def _edit(row: Sequence[Any]) -> EditRecord:
    values = list(row)
    values[5:8] = [json.loads(x) for x in values[5:8]]
    return EditRecord(*values)


def _json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def packed(text: str) -> bytes:
    """A text as it is kept."""
    return zlib.compress(text.encode())


def unpacked(data: bytes) -> str:
    """The inverse of :func:`packed`; ValueError where it is damaged."""
    try:
        inflater = zlib.decompressobj()
        text = inflater.decompress(data, MAX_TEXT)
        if not inflater.eof:
            raise ValueError("cut off, or too large")
        return text.decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
