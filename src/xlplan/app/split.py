"""Splitting a master: one workbook per department, and the register of issues in the master."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from xlplan.app.books import copy_base, open_master
from xlplan.app.rounds import default_status_date, next_round, open_round
from xlplan.app.saving import save_master
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import InputError, UsageError
from xlplan.core.finding import Finding
from xlplan.core.text import Text
from xlplan.excel.copybook import CopyWriter, copy_identity
from xlplan.excel.identity import digest
from xlplan.forms.base import Column, Table
from xlplan.model.plan import Issue, Plan, Round, plan_names
from xlplan.model.snapshot import Snapshot
from xlplan.ownership.rights import may_edit
from xlplan.ownership.snapshot import copy_snapshot
from xlplan.ownership.view import View, department_view
from xlplan.store.files import free_path, locked, make_folder, safe_file_name, write_atomic
from xlplan.template.resolve import Template

NO_DEPARTMENTS = Text(
    "主计划里还没有部门，先填“参与部门”表", "the master has no departments yet; fill in the departments first"
)
UNKNOWN = Text("没有名为“{name}”的部门{near}", "there is no department “{name}”{near}")
FILE_NAME = Text("{dept}_{code}_第{round}轮.xlsx", "{dept}_{code}_round{round}.xlsx")


@dataclass(frozen=True)
class IssuedCopy:
    """One copy that was handed out."""

    department: str
    path: Path
    own_tasks: int
    progress_rows: int


@dataclass
class SplitResult:
    """What a split wrote."""

    master: Path
    archived: Path | None
    round: Round
    revision: int
    plan: Plan
    copies: list[IssuedCopy] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def split(
    master_path: Path,
    out: Path,
    *,
    status_date: dt.date | None = None,
    due: dt.date | None = None,
    departments: Sequence[str] = (),
    today: dt.date,
) -> SplitResult:
    """Issue copies to the departments (all, or those named) and write round and register into the master."""
    with locked(master_path):
        return _split(master_path, out, status_date or default_status_date(today), due, departments)


def _split(
    master_path: Path, out: Path, status_date: dt.date, due: dt.date | None, departments: Sequence[str]
) -> SplitResult:
    master = open_master(master_path)
    template = master.template
    chosen = _chosen(master.plan, departments)
    round_ = next_round(master.plan, status_date, due)
    plan = open_round(master.plan, round_, compute(master.plan, template), template)
    plan = replace(plan, revision=plan.revision + 1)
    computed = compute(plan, template)
    result = SplitResult(master_path, None, round_, plan.revision, plan, findings=master.findings)
    make_folder(out)
    serial = max((i.serial for i in plan.issues), default=0)
    issues = list(plan.issues)
    # Copies are written aside first: none is seen before the master knows of it.
    with tempfile.TemporaryDirectory(prefix=".~xlplan-", dir=out) as aside:
        ready: list[tuple[Path, IssuedCopy]] = []
        for dept in chosen:
            serial += 1
            view = department_view(plan, template, dept, serial)
            snapshot = copy_snapshot(plan, template, view, dates=issued_dates(plan, computed))
            name = plan.departments[dept].name or dept
            code = safe_file_name(plan.basic.code or "xlplan")
            file = FILE_NAME(plan.language, dept=safe_file_name(name), code=code, round=round_.number)
            temporary = Path(aside) / f"{serial}.xlsx"
            base = write_copy(temporary, plan, template, computed, view, snapshot, round_)
            target = free_path(out / file)
            forms = tuple(f.code for f in template.forms if any(t.key in view.tables for t in f.tables))
            issues.append(Issue(serial, plan.revision, round_.number, dept, forms, digest(base), target.name))
            own, rows = (len(view.tables[k].own) if k in view.tables else 0 for k in ("wbs", "progress"))
            ready.append((temporary, IssuedCopy(name, target, own, rows)))
        plan = replace(plan, issues=tuple(issues))
        result.archived = save_master(master_path, plan, template, computed)
        for temporary, copy in ready:
            write_atomic(copy.path, partial(shutil.copyfile, temporary))
            result.copies.append(copy)
    return result


def issued_dates(plan: Plan, computed: Computed) -> dict[str, tuple[str | None, ...]]:
    """Planned start and finish, scheduled start and finish of every task, as ISO dates."""
    ask = (computed.planned_start, computed.planned_finish, computed.start, computed.finish)
    return {i: tuple(d.isoformat() if (d := question(i)) else None for question in ask) for i in plan.tasks}


def write_copy(
    path: Path,
    plan: Plan,
    template: Template,
    computed: Computed,
    view: View,
    snapshot: Snapshot,
    round_: Round,
) -> str:
    """Write one department's copy; returns the text of its base."""

    def dept_of(task: str) -> str | None:
        found = plan.tasks.get(task)
        return found.dept if found else None

    def may_fill(table: Table, row_id: str, column: Column) -> bool:
        row = plan.rows(table.key).get(row_id)
        if row is None and table.id_of:
            return column.is_input  # whose row it is follows from what will be filled in
        cells = {c.key: row.cell(c.key) for c in table.inputs} if row else {}
        return may_edit(
            table,
            column,
            row_id,
            cells,
            view.department,
            is_new=row is None,
            appended=row is None,
            dept_of=dept_of,
        )

    base = copy_base(snapshot, template)
    CopyWriter(path, plan, template, computed, view, snapshot, may_fill).write(
        copy_identity(snapshot, base), base, round_
    )
    return base


def _chosen(plan: Plan, departments: Sequence[str]) -> list[str]:
    if not plan.departments:
        raise InputError(NO_DEPARTMENTS)
    if not departments:
        return [d.id for d in plan.departments.values() if d.name]
    names = plan_names(plan)
    chosen = []
    for name in departments:
        found = names.find("dept", name)
        if len(found) != 1:
            near = names.close("dept", name)
            hint = Text(f"，是否“{near}”？", f"; did you mean “{near}”?") if near else ""
            raise UsageError(UNKNOWN, name=name, near=hint)
        chosen += [d for d in found if d not in chosen]
    return chosen
