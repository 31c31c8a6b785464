"""Giving WBS codes anew and writing the master; every reference follows, texts that mention a code are listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.code_mentions import code_mentions
from xlplan.app.journal import Entry, check_newest
from xlplan.app.project_state import refuse_closed
from xlplan.app.renumber_findings import CODE_ADOPTED
from xlplan.app.saving import save_master
from xlplan.core.cell import Problem
from xlplan.core.errors import InputError, UsageError
from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import Ctx
from xlplan.core.names import task_label
from xlplan.core.raw import RawCell
from xlplan.core.text import Text
from xlplan.model.plan import CellKey, Plan, plan_names
from xlplan.model.renumber import new_codes, with_codes
from xlplan.store.files import locked
from xlplan.template.resolve import Template

UNKNOWN = Text("没有编码为“{code}”的任务", "there is no task with the code “{code}”")
CODE_UNREAD = Text(
    "{n} 项任务的编码读不准（如“{text}”），请先在主计划里改正",
    "{n} task code(s) can't be read (such as “{text}”); correct them in the master first",
)
WOULD_CHANGE = Text(
    "“{form}”里的“{text}”现在指不明任务，重新编号后会变成指向另一项；请先在主计划里改正（共 {n} 处）",
    "“{text}” in “{form}” names no task now and would name another one afterwards; correct it in the master first "
    "({n} in all)",
)
TOP = Text("最上层", "the top level")
NAMED = Text("“{task}”", "“{task}”")


@dataclass(frozen=True)
class Renumbered:
    """The new codes: ``changes`` lists id, old and new code of the tasks whose code changes, in the order of the sheet.

    ``findings`` are texts that mention an old code, and tasks whose parent had to be found.
    """

    plan: Plan
    template: Template
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    archived: Path | None = None
    written: bool = False


def renumber(
    path: Path, *, start_at: str | None = None, dry_run: bool = False, now: dt.datetime | None = None
) -> Renumbered:
    """Give the codes of a master anew: all, or those from the task with the code ``start_at`` on.

    ``now`` is the moment that is noted, the clock's if None.

    UsageError where no task has that code or the project is closed, InputError where a code can't be read or a reference
    that means nothing now would come to mean something.
    """
    with locked(path):
        master = open_master(path)
        check_newest(master)
        plan, template = master.plan, master.template
        refuse_closed(plan, template)
        done = renumbered(plan, template, start_at)
        if not done.changes or dry_run:
            return done
        changed = replace(done.plan, revision=plan.revision + 1)
        archived = save_master(path, changed, template, entry=Entry("renumber", master, now=now))
        return replace(done, plan=changed, archived=archived, written=True)


def renumbered(plan: Plan, template: Template, start_at: str | None = None) -> Renumbered:
    """The plan with new codes; its revision stays."""
    unread = [text for (table, _, key), text in plan.unread.items() if (table, key) == ("wbs", "code")]
    if unread:
        raise InputError(CODE_UNREAD, n=len(unread), text=unread[0])
    given = new_codes(plan, _start(plan, start_at))
    result = with_codes(plan, given.codes)
    before = {i: plan.tasks[i].code or "" for i in given.codes}
    changes = [(i, before[i], code) for i, code in given.codes.items() if before[i] != code]
    _refuse_new_meaning(plan, result, template)
    findings = [
        *_adopted(result, given.adopted),
        *code_mentions(plan, template, {old: new for _, old, new in reversed(changes)}),
    ]
    return Renumbered(result, template, changes, findings)


def _start(plan: Plan, code: str | None) -> str | None:
    if code is None:
        return None
    found = [t.id for t in plan.tasks.values() if t.code and t.code.casefold() == code.strip().casefold()]
    if not found:
        raise UsageError(UNKNOWN, code=code)
    return found[0]


def _adopted(plan: Plan, adopted: dict[str, str | None]) -> Iterator[Finding]:
    for id_, parent in adopted.items():
        above = TOP if parent is None else Text(*(t.format(task=_label(plan, parent)) for t in NAMED.both))
        place = Place(form="wbs", row_id=id_, field="code")
        yield Finding(CODE_ADOPTED, place, {"task": _label(plan, id_), "parent": above})


def _label(plan: Plan, id_: str) -> str:
    return task_label(plan.tasks[id_].code, plan.tasks[id_].name)


def _refuse_new_meaning(plan: Plan, result: Plan, template: Template) -> None:
    """Raw texts stand in their cells as they are: with the new codes they must be as unreadable as before."""
    names = plan_names(result)
    found: list[CellKey] = []
    for (table_key, row_id, key), text in plan.unread.items():
        kind = template.table(table_key).column(key).kind
        now, then = (
            kind.parse(RawCell(value=text), Ctx(plan.language, n, plan.status_date)) for n in (plan_names(plan), names)
        )
        if isinstance(now, Problem) and not isinstance(then, Problem):
            found.append((table_key, row_id, key))
    if found:
        title = template.title_of(found[0][0])
        raise InputError(WOULD_CHANGE, form=title, text=plan.unread[found[0]], n=len(found))
