"""Writing a master: calculated anew, read back before it replaces the former one, which is archived."""

from __future__ import annotations

from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.project_folder import archive_name
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import OutputError
from xlplan.core.text import Text
from xlplan.document.dump import dump, to_json
from xlplan.excel.master import write_master
from xlplan.model.plan import Plan
from xlplan.store.files import archive, write_atomic
from xlplan.template.resolve import Template

DIFFERS = Text(
    "写出的文件读回后与计划不一致（{what}），已放弃写入",
    "{what}: the written file reads back differently; nothing was replaced",
)


def save_master(path: Path, plan: Plan, template: Template, computed: Computed | None = None) -> Path | None:
    """Write a master; returns where the former one is kept, None where there was none.

    OutputError where it can't be written, or where what was written does not read back to the same plan.
    """
    computed = computed or compute(plan, template)
    base = to_json(plan, template)

    def write(temporary: Path) -> None:
        write_master(temporary, plan, template, computed, base)

    def verify(temporary: Path) -> None:
        back = dump(open_master(temporary, template).plan, template)
        meant = dump(plan, template)
        if back != meant:
            raise OutputError(DIFFERS, what=next(k for k in meant if meant[k] != back.get(k)))

    kept = archive(path, max(plan.revision - 1, 0), archive_name(path, plan.language))
    write_atomic(path, write, verify)
    return kept
