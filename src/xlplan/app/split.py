"""Splitting a master: one workbook per department, and the register of issues in the master."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.copy_base import copy_base
from xlplan.app.feeding import fed
from xlplan.app.gather import Progress
from xlplan.app.journal import Entry, check_newest
from xlplan.app.project_state import refuse_closed
from xlplan.app.rounds import default_status_date, next_round, open_round
from xlplan.app.saving import save_master
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import InputError, UsageError
from xlplan.core.finding import Finding
from xlplan.core.near import meant, nearest
from xlplan.core.text import Text
from xlplan.excel.copybook import CopyWriter, copy_identity
from xlplan.excel.identity import digest
from xlplan.feeding.base import Fed
from xlplan.forms.base import Party
from xlplan.model.plan import Issue, Plan, Round, plan_names
from xlplan.model.snapshot import Snapshot
from xlplan.ownership.filling import fillable
from xlplan.ownership.snapshot import copy_snapshot
from xlplan.ownership.view import View, department_view
from xlplan.store.files import free_path, locked, make_folder, safe_file_name, sweep, temporary_prefix, write_atomic
from xlplan.store.journal import IssuedBase
from xlplan.template.resolve import Template

NO_DEPARTMENTS = Text(
    "主计划里还没有部门，先填“参与部门”表", "the master has no departments yet; fill in the departments first"
)
UNKNOWN = Text("没有名为“{name}”的部门{near}", "there is no department “{name}”{near}")
NO_FORMS = Text(
    "没有名为“{name}”的表单或部分{near}；可用：{known}",
    "there is no form or part “{name}”{near}; known are {known}",
)
NOTHING_TO_FILL = Text(
    "所选表单里没有部门要填的内容：{names}", "departments have nothing to fill in the chosen forms: {names}"
)
FILE_NAME = Text("{dept}_{code}_第{round}轮.xlsx", "{dept}_{code}_round{round}.xlsx")


ALWAYS = ("basic", "calendar")
"""Forms that every copy shows: what is checked in it depends on project state and working days."""


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
    template: Template
    copies: list[IssuedCopy] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    fed: list[Fed] = field(default_factory=list)


Folder = Path | Callable[[Plan, Round], Path]
"""Where copies go; it may depend on the plan and the round."""


def split(
    master_path: Path,
    out: Folder,
    *,
    status_date: dt.date | None = None,
    due: dt.date | None = None,
    departments: Sequence[str] = (),
    forms: Sequence[str] = (),
    today: dt.date,
    now: dt.datetime | None = None,
    progress: Progress | None = None,
) -> SplitResult:
    """Issue copies to the departments (all, or those named) and write round and register into the master.

    ``forms`` restricts the copies to parts of the master (planning, weekly, closing) or to forms by code or title; without
    it they hold what is asked for in the project's state. UsageError for names that are not known, and for a project that
    is closed or terminated. ``progress`` is told of each copy that is written.
    """
    with locked(master_path):
        return _split(
            master_path, out, status_date or default_status_date(today), due, departments, forms, now, progress
        )


def _split(
    master_path: Path,
    out: Folder,
    status_date: dt.date,
    due: dt.date | None,
    departments: Sequence[str],
    forms: Sequence[str],
    now: dt.datetime | None,
    progress: Progress | None,
) -> SplitResult:
    master = open_master(master_path)
    check_newest(master)
    template = master.template
    refuse_closed(master.plan, template)
    codes = chosen_forms(template, forms)
    chosen = _chosen(master.plan, departments)
    round_ = next_round(master.plan, status_date, due)
    plan, laid_out = fed(master.plan, template)
    plan = open_round(plan, round_, compute(plan, template), template)
    plan = replace(plan, revision=plan.revision + 1)
    computed = compute(plan, template)
    result = SplitResult(
        master_path, None, round_, plan.revision, plan, template, findings=master.findings, fed=laid_out
    )
    if not isinstance(out, Path):
        out = out(plan, round_)
    make_folder(out)
    serial = max((i.serial for i in plan.issues), default=0)
    issues = list(plan.issues)
    # Copies are written aside first: none is seen before the master knows of it.
    sweep(master_path, out)
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(master_path), dir=out) as aside:
        ready: list[tuple[Path, IssuedCopy]] = []
        bases: list[IssuedBase] = []
        for dept in chosen:
            serial += 1
            view = department_view(plan, template, dept, serial, codes)
            snapshot = copy_snapshot(plan, template, view, dates=issued_dates(plan, computed))
            name = plan.departments[dept].name or dept
            code = safe_file_name(plan.basic.code or "xlplan")
            file = FILE_NAME(plan.language, dept=safe_file_name(name), code=code, round=round_.number)
            temporary = Path(aside) / f"{serial}.xlsx"
            base = write_copy(temporary, plan, template, computed, view, snapshot, round_)
            bases.append(IssuedBase(serial, digest(base), dept, base))
            target = free_path(out / file)
            forms = tuple(f.code for f in template.forms if any(t.key in view.tables for t in f.tables))
            issues.append(Issue(serial, plan.revision, round_.number, dept, forms, digest(base), target.name))
            own, rows = (len(view.tables[k].own) if k in view.tables else 0 for k in ("wbs", "progress"))
            ready.append((temporary, IssuedCopy(name, target, own, rows)))
            if progress:
                progress(len(ready), len(chosen), target.name)
        plan = replace(plan, issues=tuple(issues))
        entry = Entry("split", master, bases=tuple(bases), now=now)
        result.archived = save_master(master_path, plan, template, computed, entry)
        for temporary, copy in ready:
            write_atomic(copy.path, partial(shutil.copyfile, temporary))
            result.copies.append(copy)
    return result


def chosen_forms(template: Template, names: Sequence[str]) -> tuple[str, ...] | None:
    """The codes of forms that names stand for: parts of a master, codes, titles in either language. None for no names."""
    if not names:
        return None
    parts = {part for form in template.forms for part in form.parts}
    codes: list[str] = []
    for name in names:
        found = [f.code for f in template.forms if name in f.parts or name in (f.code, *f.title.both)]
        if not found:
            known = [*sorted(parts), *(f.code for f in template.forms if f.tables)]
            titles = [t for f in template.forms if f.tables for t in f.title.both]
            raise UsageError(NO_FORMS, name=name, near=nearest(name, (*known, *titles)), known=", ".join(known))
        codes += found
    if not any(
        c.owner.party is Party.DEPARTMENT
        for f in template.forms
        if f.code in codes
        for t in f.tables
        for c in t.columns
    ):
        raise UsageError(NOTHING_TO_FILL, names=", ".join(names))
    return tuple(dict.fromkeys([*codes, *ALWAYS]))


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
    may_fill = fillable(plan, template, view.department)
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
            raise UsageError(UNKNOWN, name=name, near=meant(names.close("dept", name)))
        chosen += [d for d in found if d not in chosen]
    return chosen
