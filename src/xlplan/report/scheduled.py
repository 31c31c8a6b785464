"""A schedule for people and programs: a table, and JSON with stable keys."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from xlplan.core.text import Lang, Text
from xlplan.model.order import task_order
from xlplan.model.plan import Plan
from xlplan.schedule.activity import Schedule, Timing
from xlplan.schedule.notices import NOTICES

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
NAME_WIDTH = 36
PROJECT = Text("项目 {start} 至 {finish}", "project {start} to {finish}")
SHORTAGE = Text("需压缩 {days} 天", "{days} working day(s) short")
CRITICAL = Text("关键路径：{path}", "critical path: {path}")
NONE = Text("没有可排的任务", "there are no tasks to schedule")
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


def schedule_dict(plan: Plan, schedule: Schedule) -> dict[str, Any]:
    """A schedule with stable keys; dates ISO, durations and floats in working days, null where not scheduled."""
    return {
        "project_start": _iso(schedule.start),
        "project_finish": _iso(schedule.finish),
        "tasks": [_task(plan, schedule.activities[i]) for i in task_order(plan) if i in schedule.activities],
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


def _wide(char: str) -> int:
    return 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _width(text: str) -> int:
    return sum(map(_wide, text))


def _cut(text: str, width: int) -> str:
    """A text that takes at most ``width`` places in a terminal, on one line."""
    text = " ".join(text.split())
    if _width(text) <= width:
        return text
    kept = ""
    while _width(kept) + _wide(text[len(kept)]) < width:
        kept += text[len(kept)]
    return kept + "…"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for n, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - _width(cell))
            cells.append(space + cell if n in RIGHT else cell + space)
        lines.append("  ".join(cells).rstrip())
    return lines


def label(plan: Plan, id_: str) -> str:
    """The code of a task, else its name, else its id."""
    task = plan.tasks.get(id_)
    return (task.code or task.name or id_) if task else id_


def schedule_text(plan: Plan, schedule: Schedule, lang: Lang) -> str:
    """The schedule as a table, the project's dates and its first critical path below."""
    rows = [[header(lang) for header in HEADERS]]
    for id_ in task_order(plan):
        if id_ in schedule.activities:
            timing, task = schedule.activities[id_], plan.tasks[id_]
            dates = (timing.early_start, timing.early_finish), (timing.late_start, timing.late_finish)
            early, late = ([_iso(d) or "-" for d in pair] for pair in dates)
            numbers = ["-" if n is None else str(n) for n in (timing.duration, timing.total_float, timing.free_float)]
            name = "  " * (task.code or "").count(".") + _cut(task.name or "", NAME_WIDTH)
            mark = "●" if timing.critical else "○" if timing.near_critical else ""
            rows.append([task.code or "-", name, *early, numbers[0], *late, *numbers[1:], mark])
    if len(rows) == 1:
        return NONE(lang)
    lines = [*_table(rows), ""]
    summary = PROJECT(lang, start=_iso(schedule.start) or "-", finish=_iso(schedule.finish) or "-")
    if schedule.shortage:
        summary += ("，" if lang == "zh" else "; ") + SHORTAGE(lang, days=schedule.shortage)
    lines.append(summary)
    if schedule.critical_paths:
        lines.append(CRITICAL(lang, path=" → ".join(label(plan, i) for i in schedule.critical_paths[0])))
    return "\n".join(lines)


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
