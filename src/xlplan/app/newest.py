"""Whether a master is the newest one: by what the journal knows, and by what was handed out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from xlplan.app.books import Master, Submission
from xlplan.core.errors import InputError
from xlplan.core.text import Text
from xlplan.store.files import ARCHIVE
from xlplan.store.journal import Revision

STALE = Text(
    "{file} 是 r{revision}，不是最新的：{when} 已写出 r{newest}，文件 {newer}。请用那一份；确要回到旧的状态，用 xlplan undo {file} --to {revision}",
    "{file} is r{revision} and not the newest: r{newest} was written {when} as {newer}. Use that one; to go back on purpose: "
    "xlplan undo {file} --to {revision}",
)
FORKED = Text(
    "{file} 的 r{revision} 与日志里的 r{newest}（{when} 写出，{newer}）不是同一份：两份主计划从同一版分头写出。"
    "留一份继续用，用 xlplan diff 比较两份，把另一份里多出的内容补进来",
    "r{revision} of {file} is not the r{newest} that the journal knows ({newer}, written {when}): two masters were written from one. "
    "Go on with one of them; xlplan diff shows what the other has besides",
)
ISSUED_LATER = Text(
    "{file} 是 r{revision}，而 {copy} 是从 r{newest} 下发的：这份主计划不是最新的，请找到 r{newest} 或更新的主计划再合并",
    "{file} is r{revision}, and {copy} was issued from r{newest}: this master is not the newest; merge into r{newest} or later",
)
KEPT = Text(
    "{file} 是归档里的旧主计划，只供查看，不在这里修改。请用现在的主计划；要回到它的状态，对现在的主计划运行 xlplan undo --to {revision}",
    "{file} is a former master in the archive, kept to be looked at. Use the present master; to go back to this state, run "
    "xlplan undo --to {revision} on that one",
)
_KEPT_NAME = re.compile(r"\.r([0-9]{4,})(?: \([0-9]+\))?$")


def refuse_kept(path: Path) -> None:
    """InputError for a former master in the folder where the program keeps them: writing there would lose it."""
    found = _KEPT_NAME.search(path.stem)
    folder = path.resolve().parent.name.casefold()
    if found and any(folder.endswith(name) for name in ARCHIVE.both):
        raise InputError(KEPT, file=path.name, revision=f"r{int(found[1])}")


def known_as(rows: Sequence[Revision], master: Master) -> Revision | None:
    """The writing in the journal that a master is; None where the journal does not know it.

    A spreadsheet program that saves the file again changes everything but the document inside. Where that is lost, the
    newest writing with the same number is taken.
    """
    if master.base_sha256:
        return next((r for r in reversed(rows) if r.base_sha256 == master.base_sha256), None)
    found = next((r for r in reversed(rows) if r.sha256 == master.sha256), None)
    if found is None:
        here = [r for r in rows if not r.beside]
        found = here[-1] if here and here[-1].number == master.plan.revision else None
    return found


def lineage(rows: Iterable[Revision], head: Revision | None) -> list[Revision]:
    """A writing and those that it came from, the newest first."""
    by_seq = {r.seq: r for r in rows}
    line = []
    while head is not None:
        line.append(head)
        head = by_seq.get(head.parent) if head.parent is not None else None
    return line


def newer_than(rows: Sequence[Revision], master: Master) -> Revision | None:
    """The newest writing that a master came before; None where it is the newest itself.

    Results that were written beside it do not count until somebody goes on from them. A master that the journal does not
    know is older where the journal has a higher number; with the same number it was written elsewhere, from a copy, and
    whichever of the two is taken loses what the other one has.
    """
    own = known_as(rows, master)
    if own is None:
        # Where the document inside is lost, nobody can tell whether it is the same.
        at_least = master.plan.revision if master.base_sha256 else master.plan.revision + 1
        later = [r for r in rows if not r.beside and r.number >= at_least]
        return later[-1] if later else None
    after = {own.seq}
    newest = None
    for row in rows:
        if row.parent in after:
            after.add(row.seq)
            newest = newest if row.beside else row
    return newest


def refuse_older(master: Master, newer: Revision | None) -> None:
    """InputError for a master that is not the newest."""
    if newer is not None:
        raise InputError(
            FORKED if newer.number == master.plan.revision else STALE,
            file=master.path.name,
            revision=master.plan.revision,
            newest=newer.number,
            newer=newer.file,
            when=newer.at[:16].replace("T", " "),
        )


def refuse_issued_later(master: Master, submissions: Iterable[Submission]) -> None:
    """InputError where a returned copy was issued from a later revision than the master has."""
    for submission in submissions:
        side = submission.side
        if side is not None and side.anchored and side.snapshot.revision > master.plan.revision:
            raise InputError(
                ISSUED_LATER,
                file=master.path.name,
                revision=master.plan.revision,
                copy=submission.name,
                newest=side.snapshot.revision,
            )
