"""Baselines: freezing the plan as it was agreed to, and how far it has moved since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.exporting import open_plan
from xlplan.app.file_names import DOCUMENTS
from xlplan.app.holidays import with_holidays
from xlplan.app.journal import Entry, check_newest
from xlplan.app.saving import save_master
from xlplan.calculate.compute import Computed, compute
from xlplan.core.calendar import WorkCalendar
from xlplan.core.cell import Value
from xlplan.core.errors import InputError, UsageError
from xlplan.core.finding import Finding
from xlplan.core.kinds.base import Ctx
from xlplan.core.kinds.text import LongText
from xlplan.core.near import meant
from xlplan.core.normal import key, split_list
from xlplan.core.raw import RawCell
from xlplan.core.text import Text
from xlplan.forms.wbs import Task
from xlplan.model.baseline import Baseline, BaselineTask, Variance
from xlplan.model.order import task_order
from xlplan.model.plan import Plan, plan_names
from xlplan.store.files import locked
from xlplan.template.resolve import Template

NOTHING = Text(
    "没有一项任务排上日期，无法冻结基线：先填工期或计划日期",
    "no task has dates yet, so there is nothing to freeze; fill in durations or planned dates first",
)
EARLIER = Text("基线日期 {date} 早于 {name} 的 {last}", "the date {date} is before that of {name}, {last}")
FIRST_WHOLE = Text(
    "还没有基线，第一份须冻结整个计划：去掉 --only",
    "there is no baseline yet, and the first one takes the whole plan: leave --only out",
)
NO_TASK = Text("没有编码为“{code}”的任务{near}", "there is no task with the code “{code}”{near}")
SEVERAL = Text(
    "“{code}”对应 {count} 项任务，请用唯一的编码", "“{code}” may be {count} tasks; use a code that is one task's"
)
UNREADABLE = Text(
    "任务表里有 {n} 处内容读不准（如 {task} 的“{column}”：{text}），冻结会漏掉它们。先改正，或加 --force",
    "{n} cell(s) of the breakdown could not be read (such as “{column}” of {task}: {text}), and would be missing from "
    "the baseline. Correct them first, or add --force",
)
NOT_A_MASTER = Text(
    "{file} 是计划文档，只能查看基线；冻结要在主计划上做（先 xlplan new {file}）",
    "{file} is a plan document, whose baselines can only be shown; freeze in a master (xlplan new {file} makes one)",
)
FROZEN_FROM = (
    *("code", "deliverable", "duration", "effort", "predecessors"),
    *("manual_start", "manual_finish", "not_before", "row_state"),
)
"""Columns of the breakdown from which a baseline follows."""


@dataclass(frozen=True)
class Standing:
    """Where a plan stands against its baselines: task by task in the order of the sheet, and the project as a whole."""

    plan: Plan
    variances: tuple[Variance, ...]
    project: Variance
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Frozen:
    """What freezing did.

    ``baseline`` is the newest one now; where ``changed`` is False it was there before and nothing was written.
    ``renewed`` are the tasks frozen anew with the summaries above them, ``undated`` those of them without dates,
    ``outside`` the tasks of the plan that it does not hold.
    """

    baseline: Baseline
    changed: bool
    former: Baseline | None
    standing: Standing
    renewed: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    archived: Path | None = None


# --- freezing


def freeze(
    plan: Plan,
    computed: Computed,
    on: dt.date,
    approved_by: str = "",
    change: str = "",
    note: str = "",
    only: Iterable[str] | None = None,
) -> Plan:
    """The plan with one more baseline, numbered on from the newest.

    It holds the present values of all active tasks. With ``only`` (task codes), just those tasks and what follows from
    them are frozen anew, as :func:`renewed_tasks` says; all others keep what the former baseline says of them, and
    the summaries above roll up from what the new one holds. UsageError where no task has dates, a code is unknown,
    or the day lies before that of the former baseline.
    """
    former = plan.baseline
    if not any(computed.is_leaf(t) and computed.finish(t) for t in plan.tasks):
        raise UsageError(NOTHING)
    if former and on < former.date:
        raise UsageError(EARLIER, date=on, name=former.name, last=former.date)
    chosen = None if only is None else tasks_by_code(plan, only)
    if chosen is None:
        tasks = {t: _present(plan.tasks[t], computed) for t in task_order(plan) if computed.is_active(t)}
    elif former is None:
        raise UsageError(FIRST_WHOLE)
    else:
        tasks = _partly(plan, computed, former, chosen)
    number = former.number + 1 if former else 0
    baseline = Baseline(number, on, _text(approved_by), _text(change), _text(note), tasks)
    return replace(plan, baselines=(*plan.baselines, baseline))


def _text(text: str) -> str:
    """A text as plan documents give it back."""
    cell = LongText().parse(RawCell(value=text.encode(errors="replace").decode()), Ctx())
    return str(cell.value) if isinstance(cell, Value) else ""


def _present(task: Task, computed: Computed) -> BaselineTask:
    """The values of a task now; of a summary those that count, which are dates and deliverable."""
    start, finish = computed.start(task.id), computed.finish(task.id)
    if computed.is_summary(task.id):
        return BaselineTask(start, finish, deliverable=task.deliverable)
    return BaselineTask(start, finish, task.duration, task.effort, task.deliverable)


def _partly(plan: Plan, computed: Computed, former: Baseline, chosen: Iterable[str]) -> dict[str, BaselineTask]:
    moved = renewed_tasks(plan, computed, chosen)
    tasks = {t: values for t, values in former.tasks.items() if t not in moved}
    tasks.update({t: _present(plan.tasks[t], computed) for t in moved if computed.is_active(t)})
    children = _children(plan, computed)
    # What is below comes first: a summary rolls up from the baseline, not from tasks that slipped beside it.
    for summary in sorted(_above(computed, moved) - moved, key=lambda t: -_depth(computed, t)):
        if computed.is_active(summary):
            below = [tasks[c] for c in children.get(summary, ()) if c in tasks]
            start = min((b.start for b in below if b.start), default=None)
            finish = max((b.finish for b in below if b.finish), default=None)
            tasks[summary] = BaselineTask(start, finish, deliverable=plan.tasks[summary].deliverable)
    return {t: tasks[t] for t in task_order(plan) if t in tasks}


def tasks_by_code(plan: Plan, codes: Iterable[str]) -> list[str]:
    """The ids of tasks by code, each once; an entry may hold several. UsageError for a code that is no one task's."""
    by_code: dict[str, list[str]] = {}
    for id_, task in plan.tasks.items():
        if task.code:
            by_code.setdefault(key(task.code), []).append(id_)
    names = plan_names(plan)
    chosen: list[str] = []
    for entry in codes:
        for code in [entry] if key(entry) in by_code else split_list(entry) or [entry]:
            found = by_code.get(key(code)) or names.find("task", code)
            if not found:
                raise UsageError(NO_TASK, code=code, near=meant(names.close("task", code)))
            if len(found) > 1:
                raise UsageError(SEVERAL, code=code, count=len(found))
            chosen += [t for t in found if t not in chosen]
    return chosen


def renewed_tasks(plan: Plan, computed: Computed, chosen: Iterable[str]) -> set[str]:
    """Tasks and everything that follows from them: what is below a summary, and successors over any number of links.

    What waits for a summary waits for the tasks below it, so successors of the summaries above count as well.
    """
    children = _children(plan, computed)
    successors: dict[str, list[str]] = {}
    for task in plan.tasks.values():
        for link in task.predecessors or ():
            successors.setdefault(link.predecessor, []).append(task.id)
    found: set[str] = set()
    waiting = list(chosen)
    while waiting:
        task_id = waiting.pop()
        if task_id in found:
            continue
        found.add(task_id)
        waiting += children.get(task_id, ())
        for sender in (task_id, *_ancestors(computed, task_id)):
            waiting += successors.get(sender, ())
    return found


def _children(plan: Plan, computed: Computed) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for task_id in plan.tasks:
        if parent := computed.parent(task_id):
            children.setdefault(parent, []).append(task_id)
    return children


def _ancestors(computed: Computed, task: str) -> Iterator[str]:
    """The tasks above a task, nearest first."""
    above = computed.parent(task)
    while above:
        yield above
        above = computed.parent(above)


def _above(computed: Computed, tasks: Iterable[str]) -> set[str]:
    return {a for t in tasks for a in _ancestors(computed, t)}


def _depth(computed: Computed, task: str) -> int:
    return sum(1 for _ in _ancestors(computed, task))


# --- variance


def variances(plan: Plan, computed: Computed, template: Template) -> tuple[list[Variance], Variance]:
    """How far tasks and project have moved from the first and from the newest baseline, in working days.

    Tasks that are neither active nor in one of the two are left out. Working days are those of the plan's calendar.
    """
    first, current = plan.first_baseline, plan.baseline
    shown = [
        t
        for t in task_order(plan)
        if computed.is_active(t) or any(b is not None and t in b.tasks for b in (first, current))
    ]
    finishes = {t: computed.finish(t) for t in shown}
    days = [d for d in finishes.values() if d]
    days += [t.finish for b in (first, current) if b for t in b.tasks.values() if t.finish]
    calendar = _calendar(plan, template, days)
    found = []
    for task in shown:
        was, is_ = (b.tasks.get(task) if b else None for b in (first, current))
        found.append(
            _variance(
                calendar,
                Variance(
                    task,
                    finishes[task],
                    was.finish if was else None,
                    is_.finish if is_ else None,
                    in_first=was is not None,
                    in_current=is_ is not None,
                    active=computed.is_active(task),
                    leaf=not computed.is_summary(task),
                ),
            )
        )
    whole = Variance(
        "",
        max((d for d in finishes.values() if d), default=None),
        first.finish if first else None,
        current.finish if current else None,
        in_first=first is not None,
        in_current=current is not None,
        leaf=False,
    )
    return found, _variance(calendar, whole)


def _variance(calendar: WorkCalendar | None, of: Variance) -> Variance:
    def days(baseline: dt.date | None) -> int | None:
        if calendar is None or of.finish is None or baseline is None:
            return None
        return calendar.count(of.finish) - calendar.count(baseline)

    return replace(of, against_first=days(of.first_finish), against_current=days(of.current_finish))


def _calendar(plan: Plan, template: Template, days: Sequence[dt.date]) -> WorkCalendar | None:
    """The working calendar over some days, None where there are none."""
    if not days:
        return None
    rows = plan.calendar.values()
    return WorkCalendar(
        min(days),
        max(days),
        (d.date for d in rows if d.date and d.kind == "holiday"),
        (d.date for d in rows if d.date and d.kind == "workday"),
        template.weekend,
    )


def standing(plan: Plan, computed: Computed, template: Template, findings: Iterable[Finding] = ()) -> Standing:
    """Where a plan stands against its baselines."""
    listed, project = variances(plan, computed, template)
    return Standing(plan, tuple(listed), project, list(findings))


# --- files


def baselines_of(path: Path, today: dt.date) -> Standing:
    """Where a master or plan document stands against its baselines. InputError where the file is neither.

    A document without calendar rows gets the holidays that a workbook made from it would get.
    """
    plan, template, findings, _ = open_plan(path)
    if path.suffix.lower() in DOCUMENTS:
        plan = with_holidays(plan, today)
    return standing(plan, compute(plan, template), template, findings)


def freeze_file(
    path: Path,
    *,
    on: dt.date,
    approved_by: str = "",
    change: str = "",
    note: str = "",
    only: Sequence[str] = (),
    force: bool = False,
    now: dt.datetime | None = None,
) -> Frozen:
    """Freeze a baseline in a master, which is raised by a revision; the former one is archived.

    Nothing is written where the values are those of the newest baseline. ``force`` freezes all the same, and also where
    cells of the breakdown could not be read, which is an InputError otherwise.
    """
    if path.suffix.lower() in DOCUMENTS:
        raise UsageError(NOT_A_MASTER, file=path.name)
    with locked(path):
        master = open_master(path)
        check_newest(master)
        plan, template = master.plan, master.template
        if not force:
            _refuse_unread(plan, template)
        computed = compute(plan, template)
        former = plan.baseline
        frozen = freeze(plan, computed, on, approved_by, change, note, only or None)
        baseline = frozen.baseline
        assert baseline is not None
        if former and not force and baseline.tasks == former.tasks:
            return Frozen(former, False, former, standing(plan, computed, template, master.findings))
        frozen = replace(frozen, revision=plan.revision + 1)
        computed = compute(frozen, template)
        archived = save_master(path, frozen, template, computed, Entry("baseline", master, now=now))
    anew = renewed_tasks(plan, computed, tasks_by_code(plan, only)) if only else set(plan.tasks)
    anew |= _above(computed, anew)
    renewed = [t for t in task_order(plan) if t in anew and t in baseline.tasks]
    return Frozen(
        baseline,
        True,
        former,
        standing(frozen, computed, template, master.findings),
        tuple(renewed),
        tuple(t for t in renewed if baseline.tasks[t].finish is None),
        tuple(t for t in task_order(plan) if computed.is_active(t) and t not in baseline.tasks),
        archived,
    )


def _refuse_unread(plan: Plan, template: Template) -> None:
    unread = sorted(cell for cell in plan.unread if cell[0] == "wbs" and cell[2] in FROZEN_FROM)
    if unread:
        table, row_id, column = unread[0]
        raise InputError(
            UNREADABLE,
            n=len(unread),
            task=plan_names(plan).label("task", row_id),
            column=template.table(table).column(column).header,
            text=plan.unread[unread[0]],
        )
