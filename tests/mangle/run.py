"""From a source and some damage to an account of what was read."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mangle.desk import Desk
from mangle.filling import fill
from mangle.kinds import KINDS, Kind
from mangle.oracle import Account, judge
from mangle.source import Source
from xlplan.app.books import Submission, open_submission
from xlplan.excel.rawread import read_raw
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult


def mangled(source: Source, kinds: Sequence[str], seed: int, edits: int = 30, focus: int = 0) -> Desk:
    """A filled copy with some damage done to it, one after the other; :attr:`Desk.done` lists what could be done.

    ``focus``: the number of tables that all of it is done to, so that the kinds meet; 0 for any.
    """
    rng = random.Random(f"{source.name}/{seed}")
    desk = Desk(source)
    if focus:
        there = sorted({p.table.key for p in desk.tables(2)})
        desk.focus = frozenset(rng.sample(there, min(focus, len(there))))
    if edits:
        fill(desk, rng, edits)
    for name in kinds:
        kind: Kind = KINDS[name]
        if kind.apply(desk, random.Random(f"{name}/{seed}")):
            desk.done.append(name)
    return desk


def answers(source: Source, paths: Sequence[Path]) -> list[tuple[Submission, MergeResult]]:
    """What the program makes of files, each for itself."""
    plan, template = source.master.plan, source.master.template
    found = []
    for raw in read_raw(paths):
        submission = open_submission(raw, plan, template)
        sides = [submission.side] if submission.side is not None else []
        found.append((submission, merge(plan, template, sides)))
    return found


def accounts(source: Source, desks: Sequence[Desk]) -> list[Account]:
    """Send filled and damaged copies back, and judge what was read."""
    with tempfile.TemporaryDirectory(prefix="xlplan-mangled-") as folder:
        paths = []
        for n, desk in enumerate(desks):
            path = Path(folder) / str(n) / desk.name
            path.parent.mkdir()
            path.write_bytes(desk.data())
            paths.append(path)
        return [judge(desk, *answer) for desk, answer in zip(desks, answers(source, paths), strict=True)]
