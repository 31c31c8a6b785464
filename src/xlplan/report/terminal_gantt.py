"""A schedule as a Gantt chart of characters: a line per task, as wide as the terminal."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from xlplan.core.text import Text
from xlplan.model.plan import Plan
from xlplan.report.columns import columns, cut, one_line, padded, wrapped
from xlplan.report.look import Ink, Look
from xlplan.report.scheduled import NONE, is_near, mark
from xlplan.report.timescale import Timescale, axis
from xlplan.scheduling.activity import Schedule, Timing
from xlplan.scheduling.reported import share_left

WIDTH = 100
"""Columns of a chart where nothing says how many there are."""
DATES_FROM = 112
"""From so many columns on, start and finish stand beside the names."""
NAME_SHARE = 0.4
"""Names take at most this share of the width that dates leave."""
INDENT = 6
"""Deeper levels are not indented further."""
LEAST_DAYS = 7
"""The chart shows at least so many days, to have room for its axis."""
TASK, START, FINISH = Text("任务", "Task"), Text("开始", "Start"), Text("完成", "Finish")
NOT_SCHEDULED = Text("未排期", "not scheduled")
STATUS = Text("状态日期 {date}", "status date {date}")
DONE, PLANNED, CRITICAL = Text("已完成", "done"), Text("计划", "planned"), Text("关键", "critical")
NEAR = Text("接近关键（时差不超过 {days} 天）", "nearly critical (float up to {days})")
FLOAT, MILESTONE, SUMMARY = Text("总时差", "float"), Text("里程碑", "milestone"), Text("汇总", "summary")

Cell = tuple[str, Ink]
"""One column of the chart."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The layout of a chart.

    ``name_room`` counts the columns that indents, codes and names take, ``room`` those left for the chart, of which
    the scale may leave some free. ``dates`` tells whether start and finish stand beside the names. ``done`` holds the
    reported share of tasks by id, 0 to 1.
    """

    plan: Plan
    look: Look
    scale: Timescale
    name_room: int
    room: int
    dates: bool
    done: Mapping[str, Fraction]


def gantt_text(plan: Plan, schedule: Schedule, ids: Sequence[str], look: Look) -> str:
    """The tasks ``ids``, in that order, as a chart with axis and legend."""
    chart = _laid_out(plan, schedule, ids, look)
    if chart is None:
        return NONE(look.lang)
    lines = [*_head(chart), *(_line(chart, schedule.activities[i]) for i in ids)]
    return "\n".join(line.rstrip() for line in [*lines, "", *_legend(chart)])


def _laid_out(plan: Plan, schedule: Schedule, ids: Sequence[str], look: Look) -> Chart | None:
    """The layout for some tasks; None where nothing has dates."""
    timings = [schedule.activities[i] for i in ids]
    days = [d for t in timings for d in (t.early_start, t.early_finish, t.late_finish) if d]
    if not days:
        return None
    width = look.width or WIDTH
    dates = width >= DATES_FROM
    left = columns(_dates_shown("", "")) if dates else 0
    names = max(sum(map(columns, _name(plan, i))) for i in ids)
    name_room = min(max(names, columns(TASK(look.lang))), int((width - left) * NAME_SHARE))
    # The mark and the blanks on either side of it take three columns.
    room = width - left - name_room - 3
    done = {i: 1 - share_left(p.percent) for i, p in plan.latest_progress().items() if p.percent is not None}
    return Chart(plan, look, _scale(min(days), max(days), room), name_room, room, dates, done)


def _scale(first: dt.date, last: dt.date, room: int) -> Timescale:
    week = min(first.toordinal() + LEAST_DAYS - 1, dt.date.max.toordinal())
    return Timescale.over(first, max(last, dt.date.fromordinal(week)), room)


def _name(plan: Plan, id_: str) -> tuple[str, str]:
    """The indent of a task, a blank for each level, and its code and name, else its id."""
    task = plan.tasks[id_]
    return " " * min((task.code or "").count("."), INDENT), one_line(f"{task.code or ''} {task.name or ''}") or id_


def _dates_shown(start: object, finish: object) -> str:
    return f"  {start!s:<10}  {finish!s:<10}"


def _head(chart: Chart) -> list[str]:
    """The axis, a title over the names, and the status date where it lies on the scale."""
    lang, rows = chart.look.lang, axis(chart.scale, chart.look.lang)
    status = _status_column(chart)
    title = padded(TASK(lang), chart.name_room) + (_title_of_dates(chart) if chart.dates else "")
    blank = " " * columns(title)
    lines = [f"{blank if n < len(rows) - 1 else title}   {row}" for n, row in enumerate(rows)] or [title]
    if status is not None:
        lines.append(f"{blank}   {_pointer(chart, status)}")
    return lines


def _title_of_dates(chart: Chart) -> str:
    lang = chart.look.lang
    return f"  {padded(START(lang), 10)}  {padded(FINISH(lang), 10)}"


def _status_column(chart: Chart) -> int | None:
    day, scale = chart.plan.status_date, chart.scale
    return scale.span(day, day).stop - 1 if day and scale.first <= day <= scale.last else None


def _pointer(chart: Chart, at: int) -> str:
    """A pointer at the column of the status date, with the date on the side that has room."""
    words, sign = STATUS(chart.look.lang, date=chart.plan.status_date), chart.look.glyphs.pointer
    if at + 2 + columns(words) <= chart.room:
        text = " " * at + f"{sign} {words}"
    else:
        text = " " * (at - 1 - columns(words)) + f"{words} {sign}" if at > columns(words) else " " * at + sign
    return chart.look.paint(text, Ink.STATUS)


def _line(chart: Chart, timing: Timing) -> str:
    look = chart.look
    indent, name = _name(chart.plan, timing.id)
    shown = padded(indent + cut(name, chart.name_room - len(indent), look.glyphs.ellipsis), chart.name_room)
    left = look.paint(shown, Ink.SUMMARY if timing.state == "summary" else Ink.PLAIN)
    if chart.dates:
        left += _dates_shown(timing.early_start or "-", timing.early_finish or "-")
    return f"{left} {mark(timing, look) or ' '} {_painted(look, _cells(chart, timing))}"


def _painted(look: Look, cells: Sequence[Cell]) -> str:
    runs = groupby(cells, key=lambda cell: cell[1])
    return "".join(look.paint("".join(char for char, _ in run), ink) for ink, run in runs)


def _cells(chart: Chart, timing: Timing) -> list[Cell]:
    """The columns of one task: float under the status line under the bar."""
    start, finish, glyphs = timing.early_start, timing.early_finish, chart.look.glyphs
    cells: list[Cell] = [(" ", Ink.PLAIN)] * chart.scale.columns
    if start is None or finish is None:
        return [(cut(NOT_SCHEDULED(chart.look.lang), chart.room, glyphs.ellipsis), Ink.FLOAT)]
    bar = list(_bar(chart, timing, start, finish))
    if timing.late_finish is not None and timing.late_finish > finish and timing.state != "summary":
        for n in range(bar[-1][0] + 1, chart.scale.span(finish, timing.late_finish).stop):
            cells[n] = glyphs.float, Ink.FLOAT
    status = _status_column(chart)
    if status is not None:
        cells[status] = glyphs.status, Ink.STATUS
    for n, cell in bar:
        cells[n] = cell
    return cells


def _bar(chart: Chart, timing: Timing, start: dt.date, finish: dt.date) -> Iterator[tuple[int, Cell]]:
    """The columns that the work itself takes."""
    glyphs, scale = chart.look.glyphs, chart.scale
    if timing.milestone:
        yield scale.span(finish, finish).stop - 1, (glyphs.milestone, _ink(chart, timing, Ink.MILESTONE))
        return
    if timing.state == "summary":
        for n in scale.span(start, finish):
            yield n, (glyphs.summary, Ink.CRITICAL if timing.critical else Ink.SUMMARY)
        return
    bar = scale.span(start, finish)
    share = Fraction(1) if timing.state == "finished" else chart.done.get(timing.id, Fraction(0))
    done = bar.start + math.floor(share * len(bar))
    rest = glyphs.critical_bar if timing.critical else glyphs.planned
    for n in bar:
        yield n, (glyphs.done, Ink.DONE) if n < done else (rest, _ink(chart, timing, Ink.PLANNED))


def _ink(chart: Chart, timing: Timing, usual: Ink) -> Ink:
    """The colour of what is not done yet."""
    if timing.state == "finished":
        return Ink.DONE
    if timing.critical:
        return Ink.CRITICAL
    return Ink.NEAR if is_near(timing, chart.look.near_days) else usual


def _legend(chart: Chart) -> list[str]:
    look, glyphs, lang = chart.look, chart.look.glyphs, chart.look.lang
    entries = [
        (glyphs.done, Ink.DONE, DONE(lang)),
        (glyphs.planned, Ink.PLANNED, PLANNED(lang)),
        (glyphs.critical_bar + glyphs.critical, Ink.CRITICAL, CRITICAL(lang)),
        *([(glyphs.near, Ink.NEAR, NEAR(lang, days=look.near_days))] if look.near_days else []),
        (glyphs.float, Ink.FLOAT, FLOAT(lang)),
        (glyphs.milestone, Ink.MILESTONE, MILESTONE(lang)),
        (glyphs.summary, Ink.SUMMARY, SUMMARY(lang)),
    ]
    if chart.plan.status_date is not None:
        entries.append((glyphs.status, Ink.STATUS, STATUS(lang, date=chart.plan.status_date)))
    return wrapped([f"{look.paint(char, ink)} {words}" for char, ink, words in entries], look.width or WIDTH, "   ")
