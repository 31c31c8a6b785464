"""Tasks of others that a copy knows by name only and that bear on nothing in it: they need not be calculated.

A plan of thousands of tasks is issued to departments that have some dozens each; calculating all of them anew for each
copy would cost more than everything else that is done with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from xlplan.core.link import Link
from xlplan.core.normal import key
from xlplan.forms.base import Row
from xlplan.forms.wbs import Task
from xlplan.model.plan import Plan

_DECIDES_LINKS = ("code", "parent", "predecessors")


def without_trees_apart(plan: Plan, shown: Iterable[str]) -> Plan:
    """The plan of a copy without the trees of the work breakdown structure that stand apart from the tasks shown.

    A tree is everything under a code of the first level. It stays whole if a task of it is shown or named in any row, or
    begins or ends the project; so dates, floats and roll-ups of what stays are the same. Nothing is left out where a
    code or a link could not be read: it may name anything.
    """
    tasks = plan.tasks
    if any(table == "wbs" and field in _DECIDES_LINKS for table, _, field in plan.unread):
        return plan
    needed = {*shown, *_named(plan), *_bounds(tasks.values())}
    trees = {tree for id_ in needed if id_ in tasks and (tree := _tree(tasks[id_]))}
    kept = {id_: task for id_, task in tasks.items() if id_ in needed or (tree := _tree(task)) is None or tree in trees}
    return plan if len(kept) == len(tasks) else plan.with_tables({"wbs": kept})


def _tree(task: Task) -> str | None:
    """The first level of a code as codes are compared; None for a task that may stand anywhere."""
    return key(task.code).partition(".")[0] or None if task.code else None


def _named(plan: Plan) -> Iterator[str]:
    """Everything that a row says and that may be the id of a task."""
    for table in plan.tables.values():
        for row in table.values():
            yield from _ids(row)


def _ids(row: Row) -> Iterator[str]:
    for value in (*vars(row).values(), *row.extras.values()):
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Link):
                yield part.predecessor
            elif isinstance(part, str) and part != row.id:
                yield part


def _bounds(tasks: Iterable[Task]) -> list[str]:
    """The tasks whose dates are the first and the last of all."""
    days: dict[str, list[dt.date]] = {}
    for task in tasks:
        if found := [d for d in (task.manual_start, task.manual_finish) if d]:
            days[task.id] = found
    if not days:
        return []
    first, last = min(map(min, days.values())), max(map(max, days.values()))
    return [id_ for id_, found in days.items() if first in found or last in found]
