"""A schedule for people and programs: a table, what it comes to, notes, and JSON with stable keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from xlplan.core.text import Lang, Text
from xlplan.model.order import task_order
from xlplan.model.plan import Plan
from xlplan.report.columns import columns, cut, one_line, table, table_columns
from xlplan.report.look import Ink, Look
from xlplan.scheduling.activity import Schedule, Timing
from xlplan.scheduling.notices import NOTICES

HEADERS = (
    Text("编码", "Code"),
    Text("任务", "Task"),
    Text("开始", "Start"),
    Text("完成", "Finish"),
    Text("工期", "Days"),
    Text("最晚开始", "Late start"),
    Text("最晚完成", "Late finish"),
    Text("总时差", "Float"),
    Text("自由时差", "Free"),
    Text("关键", "Critical"),
)
RIGHT = (4, 7, 8)
"""Columns of numbers."""
NAME = 1
"""The column of names."""
NAME_WIDTH, NAME_LEAST = 36, 16
"""Names take at most so many columns of the terminal; in a narrow one fewer, but not below the second."""
LEFT_OUT = (8, 5, 6)
"""The columns that a narrow terminal goes without, in that order."""
PROJECT = Text("项目 {start} 至 {finish}", "project {start} to {finish}")
SHORTAGE = Text("需压缩 {days} 天", "{days} working day(s) short")
CRITICAL_TASKS = Text("关键任务 {n} 项", "{n} critical task(s)")
NEAR_TASKS = Text("接近关键 {n} 项", "{n} nearly critical")
CRITICAL = Text("关键路径：{path}", "critical path: {path}")
OTHER_PATHS = Text("（另有 {n} 条，见 --critical）", " (and {n} more, see --critical)")
NARROW = Text("终端较窄，未列出：{names}", "left out on a narrow terminal: {names}")
NONE = Text("没有可排的任务", "there are no tasks to schedule")
NO_CRITICAL = Text("没有关键任务", "there are no critical tasks")
ASSUMED = Text("未填项目开始日期，按 {date} 排", "no project start is given; {date} is assumed")
CYCLE = Text("前置任务形成循环：{path}", "these tasks wait for each other: {path}")
UNSCHEDULED = Text("{n} 项任务因循环无法排期：{tasks}", "{n} task(s) can't be scheduled because of cycles: {tasks}")
VIOLATED = Text(
    "{task}：手填日期不满足前置 {link}，差 {days} 个工作日",
    "{task}: the typed dates break the link {link} by {days} working day(s)",
)
MORE = Text("等 {n} 项", "and {n} more")
SHOWN = 12
"""So many tasks are named in one line."""


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def is_near(timing: Timing, days: int) -> bool:
    """Whether a task is not critical but has at most ``days`` working days of float left; finished ones have none."""
    return not timing.critical and timing.total_float is not None and 0 < timing.total_float <= days


def shown_tasks(plan: Plan, schedule: Schedule) -> list[str]:
    """The ids of the tasks that take part, by code."""
    return [i for i in task_order(plan) if i in schedule.activities]


def critical_tasks(plan: Plan, schedule: Schedule, near_days: int = 0) -> list[str]:
    """The critical tasks with their summaries, and those with at most ``near_days`` of float, by code."""
    found = schedule.activities
    return [i for i in shown_tasks(plan, schedule) if found[i].critical or is_near(found[i], near_days)]


def schedule_dict(plan: Plan, schedule: Schedule, ids: Sequence[str]) -> dict[str, Any]:
    """The tasks ``ids`` with stable keys; dates ISO, durations and floats in working days, null where not scheduled.

    ``shortage`` counts working days, ``critical_paths`` lists ids of tasks from first to last.
    """
    return {
        "project_start": _iso(schedule.start),
        "project_finish": _iso(schedule.finish),
        "tasks": [_task(plan, schedule.activities[i]) for i in ids],
        "shortage": schedule.shortage,
        "critical_paths": [list(path) for path in schedule.critical_paths],
    }


def _task(plan: Plan, timing: Timing) -> dict[str, Any]:
    task = plan.tasks[timing.id]
    return {
        "id": timing.id,
        "code": task.code,
        "name": task.name,
        "start": _iso(timing.early_start),
        "finish": _iso(timing.early_finish),
        "duration": timing.duration,
        "early_start": _iso(timing.early_start),
        "early_finish": _iso(timing.early_finish),
        "late_start": _iso(timing.late_start),
        "late_finish": _iso(timing.late_finish),
        "total_float": timing.total_float,
        "free_float": timing.free_float,
        "critical": timing.critical,
    }


def label(plan: Plan, id_: str) -> str:
    """The code of a task, else its name, else its id."""
    task = plan.tasks.get(id_)
    return one_line((task.code or task.name or "") if task else "") or id_


def schedule_text(plan: Plan, schedule: Schedule, ids: Sequence[str], look: Look) -> str:
    """The tasks ``ids`` as a table; what the terminal has no room for is named below."""
    if not ids:
        return NONE(look.lang)
    rows = [[header(look.lang) for header in HEADERS], *(_row(plan, schedule.activities[i], look) for i in ids)]
    kept = _kept(rows, look.width)
    right = [place for place, n in enumerate(kept) if n in RIGHT]
    lines = table(fitted([[row[n] for n in kept] for row in rows], NAME, look), right)
    missing = [HEADERS[n](look.lang) for n in LEFT_OUT if n not in kept]
    if missing:
        lines += ["", NARROW(look.lang, names=_listed(missing, look.lang))]
    return "\n".join(lines)


def _row(plan: Plan, timing: Timing, look: Look) -> list[str]:
    """The cells of a task, below the headers."""
    task = plan.tasks[timing.id]
    dates = (timing.early_start, timing.early_finish), (timing.late_start, timing.late_finish)
    early, late = ([_iso(d) or "-" for d in pair] for pair in dates)
    duration, total, free = (
        "-" if n is None else str(n) for n in (timing.duration, timing.total_float, timing.free_float)
    )
    name = "  " * (task.code or "").count(".") + one_line(task.name or "")
    return [one_line(task.code or "") or "-", name, *early, duration, *late, total, free, mark(timing, look)]


def mark(timing: Timing, look: Look) -> str:
    """The sign of a critical or nearly critical task."""
    if timing.critical:
        return look.paint(look.glyphs.critical, Ink.CRITICAL)
    return look.paint(look.glyphs.near, Ink.NEAR) if is_near(timing, look.near_days) else ""


def _kept(rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """The columns of the table for which there is room beside the names, cut to the least width if need be."""
    kept = list(range(len(HEADERS)))
    names = min(max(columns(row[NAME]) for row in rows), NAME_LEAST)
    for n in LEFT_OUT:
        if width is not None and table_columns([[row[k] for k in kept] for row in rows], NAME) + names > width:
            kept.remove(n)
    return kept


def fitted(rows: Sequence[Sequence[str]], names: int, look: Look) -> list[list[str]]:
    """The rows of a table with the cells of its column ``names`` cut as the room demands."""
    room = NAME_WIDTH
    if look.width is not None:
        room = max(min(room, look.width - table_columns(rows, names)), NAME_LEAST)
    return [[*row[:names], cut(row[names], room, look.glyphs.ellipsis), *row[names + 1 :]] for row in rows]


def closing_lines(plan: Plan, schedule: Schedule, look: Look, path: bool = True) -> list[str]:
    """What a schedule comes to: dates, shortage, numbers of critical tasks; with ``path`` the first critical path."""
    lang, tasks = look.lang, [t for t in schedule.activities.values() if t.state != "summary"]
    parts = [PROJECT(lang, start=_iso(schedule.start) or "-", finish=_iso(schedule.finish) or "-")]
    if schedule.shortage:
        parts.append(SHORTAGE(lang, days=schedule.shortage))
    parts.append(CRITICAL_TASKS(lang, n=sum(t.critical for t in tasks)))
    near = sum(is_near(t, look.near_days) for t in tasks)
    if near:
        parts.append(NEAR_TASKS(lang, n=near))
    lines = [("，" if lang == "zh" else "; ").join(parts)]
    if path and schedule.critical_paths:
        first, *others = schedule.critical_paths
        more = OTHER_PATHS(lang, n=len(others)) if others else ""
        lines.append(CRITICAL(lang, path=f" {look.glyphs.arrow} ".join(label(plan, i) for i in first)) + more)
    return lines


def notes(plan: Plan, schedule: Schedule, lang: Lang) -> list[str]:
    """What is to be said about a schedule, a line each: cycles, broken links, and what was assumed or ignored."""
    lines = []
    for cycle in schedule.cycles:
        names = [label(plan, i) for i in (*cycle.path, cycle.path[0])]
        lines.append(CYCLE(lang, path=" → ".join(names)))
    if schedule.unscheduled:
        names = [label(plan, i) for i in schedule.unscheduled]
        lines.append(UNSCHEDULED(lang, n=len(names), tasks=_listed(names, lang)))
    for broken in schedule.violations:
        link = label(plan, broken.link.predecessor) + broken.link.suffix()
        lines.append(VIOLATED(lang, task=label(plan, broken.successor), link=link, days=broken.days))
    by_code: dict[str, list[str]] = {}
    for code, ids in schedule.notices:
        by_code.setdefault(code, []).append(" ← ".join(label(plan, i) for i in ids))
    for code, found in by_code.items():
        tasks = _listed([name for name in found if name], lang)
        lines.append(NOTICES[code](lang) + (("：" if lang == "zh" else ": ") + tasks if tasks else ""))
    return lines


def _listed(names: Iterable[str], lang: Lang) -> str:
    every = list(names)
    text = ("、" if lang == "zh" else ", ").join(every[:SHOWN])
    return f"{text} {MORE(lang, n=len(every) - SHOWN)}" if len(every) > SHOWN else text
