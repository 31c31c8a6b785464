"""The order of rows on sheets: tasks by code, progress by task, history newest first."""

from __future__ import annotations

import re
from functools import lru_cache

from xlplan.forms.base import Row
from xlplan.model.plan import Plan

_PIECES = re.compile(r"\d+|[^\d.]+")


@lru_cache(maxsize=1 << 14)
def code_key(code: str | None) -> tuple[tuple[int, int, str], ...]:
    """Sort key by which 1.2 comes before 1.10; rows without a code come last."""
    if not code:
        return ((9, 0, ""),)
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in _PIECES.findall(code))


def task_order(plan: Plan) -> list[str]:
    """Task ids by code; uncoded ones last, in the order they came."""
    return sorted(plan.tasks, key=lambda id_: code_key(plan.tasks[id_].code))


def current_progress(plan: Plan) -> list[str]:
    """Ids of the progress rows of the newest round, by task code."""
    number = plan.round.number if plan.round else None
    return _by_task(plan, [i for i, row in plan.progress.items() if row.round == number])


def history(plan: Plan) -> list[str]:
    """Ids of the progress rows of all earlier rounds, newest round first."""
    number = plan.round.number if plan.round else None
    earlier = _by_task(plan, [i for i, row in plan.progress.items() if row.round != number])
    return sorted(earlier, key=lambda i: -(plan.progress[i].round or 0))


def _by_task(plan: Plan, ids: list[str]) -> list[str]:
    return sorted(ids, key=lambda i: code_key(_code_of(plan, plan.progress[i].task)))


def ordered(plan: Plan, table: str) -> list[str]:
    """Row ids of a table in the order of its sheet."""
    if table == "wbs":
        return task_order(plan)
    if table == "progress":
        return current_progress(plan)
    if table == "calendar":
        return sorted(plan.calendar, key=lambda i: (str(plan.calendar[i].date), i))
    if table == "raci":
        tasks = {t: n for n, t in enumerate(task_order(plan))}
        depts = {d: n for n, d in enumerate(plan.departments)}
        last = len(tasks) + len(depts)
        return sorted(
            plan.marks,
            key=lambda i: (
                tasks.get(plan.marks[i].task or "", last),
                depts.get(plan.marks[i].dept or "", last),
                i,
            ),
        )
    if table == "selfcheck":
        return sorted(plan.rows(table), key=lambda i: code_key(_code_of(plan, plan.rows(table)[i].cell("task"))))
    return list(plan.rows(table))


def _code_of(plan: Plan, task: str | None) -> str | None:
    found = plan.tasks.get(task or "")
    return found.code if found else None


def rows_in_order(plan: Plan, table: str) -> list[Row]:
    """The rows of a table in the order of its sheet."""
    rows = plan.rows(table)
    return [rows[i] for i in ordered(plan, table)]
