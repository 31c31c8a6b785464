"""The critical paths of a schedule: their tasks in order, each with what holds it where it is."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.core.text import Text
from xlplan.model.plan import Plan
from xlplan.report.columns import one_line, table
from xlplan.report.drivers import Drivers
from xlplan.report.look import Look
from xlplan.report.scheduled import HEADERS, NAME, NO_CRITICAL, fitted, is_near, shown_tasks
from xlplan.scheduling.activity import Schedule

TITLE = Text(
    "关键路径 {n}：{start} 至 {finish}，{days} 个工作日，{tasks} 项任务",
    "critical path {n}: {start} to {finish}, {days} working day(s), {tasks} task(s)",
)
NEAR_TITLE = Text("接近关键：总时差不超过 {days} 个工作日", "nearly critical: float of up to {days} working day(s)")
HELD_BY = Text("由何决定", "Held by")
COLUMNS = (0, 1, 2, 3, 4, 7)
"""Those of the table of all tasks that stand here, too: code, task, start, finish, duration, total float."""
RIGHT = (4, 5)
"""Columns of numbers."""

Step = tuple[str, str | None]
"""A task, and the one before it on its path if there is one."""


def critical_text(plan: Plan, schedule: Schedule, look: Look, with_near: bool) -> str:
    """Each critical path as a table; with ``with_near`` also the nearly critical tasks, least float first."""
    drivers = Drivers(plan, schedule)
    blocks = []
    for n, path in enumerate(schedule.critical_paths, 1):
        steps: list[Step] = list(zip(path, (None, *path[:-1]), strict=True))
        blocks.append([_title(schedule, path, n, look), *_table(drivers, steps, look)])
    near = _near(plan, schedule, look) if with_near else []
    if near:
        blocks.append([NEAR_TITLE(look.lang, days=look.near_days), *_table(drivers, near, look)])
    return "\n\n".join("\n".join(block) for block in blocks) or NO_CRITICAL(look.lang)


def _near(plan: Plan, schedule: Schedule, look: Look) -> list[Step]:
    found = [schedule.activities[i] for i in shown_tasks(plan, schedule)]
    near = [t for t in found if t.state != "summary" and is_near(t, look.near_days)]
    return [(t.id, None) for t in sorted(near, key=lambda t: t.total_float or 0)]


def _title(schedule: Schedule, path: Sequence[str], n: int, look: Look) -> str:
    first, last = schedule.activities[path[0]], schedule.activities[path[-1]]
    days = last.early.finish - first.early.start if first.early and last.early else 0
    start, finish = first.early_start or "-", last.early_finish or "-"
    return TITLE(look.lang, n=n, start=start, finish=finish, days=days, tasks=len(path))


def _table(drivers: Drivers, steps: Sequence[Step], look: Look) -> list[str]:
    rows = [[*(HEADERS[n](look.lang) for n in COLUMNS), HELD_BY(look.lang)]]
    rows += [_row(drivers, step, look) for step in steps]
    return table(fitted(rows, NAME, look), RIGHT)


def _row(drivers: Drivers, step: Step, look: Look) -> list[str]:
    timing, task = drivers.schedule.activities[step[0]], drivers.plan.tasks[step[0]]
    names = [one_line(task.code or "") or "-", one_line(task.name or "")]
    dates = [str(timing.early_start or "-"), str(timing.early_finish or "-")]
    numbers = ["-" if n is None else str(n) for n in (timing.duration, timing.total_float)]
    return [*names, *dates, *numbers, drivers.words(*step, look.lang)]
