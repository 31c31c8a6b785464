"""Writing a master: calculated anew, read back before it replaces the former one, which is archived; and recorded."""

from __future__ import annotations

import contextlib
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.fitting import fitted
from xlplan.app.journal import Entry, recording, with_event
from xlplan.app.project_folder import archive_name
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import OutputError
from xlplan.core.notices import tell_finding
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.core.text import Text
from xlplan.document.dump import dump, to_json
from xlplan.excel.identity import digest
from xlplan.excel.left_out import TYPES as LEFT_OUT
from xlplan.excel.master import write_master
from xlplan.excel.rawread import read_one
from xlplan.model.plan import Plan
from xlplan.store.files import archive, archive_path, make_folder, sha256_of, sweep, write_atomic
from xlplan.template.resolve import Template

DIFFERS = Text(
    "写出的文件读回后与计划不一致（{what}），已放弃写入",
    "{what}: the written file reads back differently; nothing was replaced",
)
TOO_LARGE = Text(
    "计划太大，一个工作簿放不下（{tasks} 项任务；约 2900 项是上限）：没有写入。请拆成几个项目",
    "the plan is too large for one workbook ({tasks} tasks; about 2,900 fit): nothing was written. Make several projects of it",
)
NEW = Entry("new")


def save_master(
    path: Path,
    plan: Plan,
    template: Template,
    computed: Computed | None = None,
    entry: Entry = NEW,
    replaces: int | None = None,
) -> Path | None:
    """Write a master and record that; returns where the former one is kept, None where there was none.

    ``replaces`` is the revision of a file at its place that it was not made from, by which that one is archived.
    What the new file can't keep of the one that it was made from is told before anything is written.
    OutputError where it can't be written, or where what was written does not read back to the same plan; InputError where
    the journal has a newer master by now. The former file then stays as it was, and nothing is left behind.
    """
    for finding in entry.before.findings if entry.before is not None else ():
        if finding.type in LEFT_OUT:
            tell_finding(finding)
    plan = fitted(plan, template)
    computed = computed or compute(plan, template)
    plan, edits = with_event(plan, template, entry)
    base = to_json(plan, template, history=True)
    former = entry.before if entry.before is not None and not entry.beside else None
    before = former.plan.revision if former else replaces
    number = before if before is not None else max(plan.revision - 1, 0)
    folder = archive_name(path, plan.language)
    kept: list[Path] = []

    def write(temporary: Path) -> None:
        write_master(temporary, plan, template, computed, base)

    def verify(temporary: Path) -> None:
        raw = read_one(temporary)
        if isinstance(raw, Unreadable) and raw.code == "too-large":
            raise OutputError(TOO_LARGE, tasks=len(plan.tasks))
        found = open_master(temporary, template, raw if isinstance(raw, RawWorkbook) else None)
        back = dump(found.plan, template, history=True)
        meant = dump(plan, template, history=True)
        if back != meant:
            raise OutputError(DIFFERS, what=next(k for k in meant if meant[k] != back.get(k)))

    make_folder(path.parent)
    with recording(path, plan, template, base, digest(base), entry, edits) as prepare:
        place = archive_path(path, number, folder)
        for target in (path, place):
            sweep(target)

        def ready(temporary: Path) -> None:
            known = set(place.parent.glob("*"))
            copy = archive(path, number, folder)
            if copy is not None:
                kept.append(copy)
                fresh.extend({copy} - known)
            prepare(temporary)

        fresh: list[Path] = []
        try:
            write_atomic(path, write, verify, ready)
        except BaseException:
            for copy in fresh:
                with contextlib.suppress(OSError):
                    if sha256_of(path) == sha256_of(copy):  # nothing was replaced
                        copy.unlink()
                        copy.parent.rmdir()  # unless others are kept there
            raise
    return kept[0] if kept else None
