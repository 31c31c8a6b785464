"""``xlplan schedule``"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.lang import colours_wanted
from xlplan.cli.options import json_option, option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.core.errors import UsageError
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed

if TYPE_CHECKING:
    from xlplan.app.scheduling import Scheduled
    from xlplan.report.look import Look

HELP = SUMMARY["schedule"]
NUMBER_WRONG = Text(
    "“{value}”不是 {least} 到 {most} 之间的整数", "“{value}” is not a whole number from {least} to {most}"
)
ONE_OF = Text("--json 与 --gantt 只能选一个", "choose either --json or --gantt")
HINTS = {
    "table": Text(
        "下一步：xlplan schedule {file} --critical 看关键路径由何决定，--gantt 画横道图",
        "next: xlplan schedule {file} --critical tells what drives the critical path, --gantt draws a chart",
    ),
    "critical": Text(
        "下一步：缩短这些任务或调整前置后重新计算；xlplan schedule {file} --critical --gantt 画成横道图",
        "next: shorten these tasks or change their links, then run it again; "
        "xlplan schedule {file} --critical --gantt draws them",
    ),
    "gantt": Text(
        "下一步：xlplan schedule {file} --critical 看关键路径由何决定",
        "next: xlplan schedule {file} --critical tells what drives the critical path",
    ),
}
"""What to do next, by view."""
WHERE = Text("xlplan check {file} 指出以上各处的位置", "xlplan check {file} tells where these stand")
NARROWEST, WIDEST = 40, 1000
"""Columns of the narrowest and the widest output."""
MOST_DAYS = 2000


class CountType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A whole number between two bounds, both allowed."""

    name = "integer"

    def __init__(self, lang: Lang, least: int, most: int) -> None:
        self.lang: Lang = lang
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if self.least <= number <= self.most:
            return number
        raise click.BadParameter(
            NUMBER_WRONG(self.lang, value=value, least=self.least, most=self.most), param=param, ctx=ctx
        )


def command(lang: Lang) -> click.Command:
    """The command in one language. Exit code 1 where cycles keep tasks from being scheduled."""

    def run(source: Path, as_json: bool, critical: bool, gantt: bool, near: int | None, **shown: Any) -> int:
        from xlplan.app.scheduling import schedule_file
        from xlplan.report.scheduled import ASSUMED, notes

        if as_json and gantt:
            raise UsageError(ONE_OF)
        done = schedule_file(source, dt.date.today())
        view = "json" if as_json else "gantt" if gantt else "critical" if critical else "table"
        look = _look(lang, done.schedule.near_days if near is None else near, fill=gantt, **shown)
        click.echo(_shown(done, view, critical, near, look))
        if done.assumed_start:
            click.echo(ASSUMED(lang, date=done.assumed_start), err=True)
        for line in notes(done.plan, done.schedule, lang):
            click.echo(line, err=True)
        if done.schedule.cycles or done.schedule.violations:
            click.echo(WHERE(lang, file=typed(source)), err=True)
        if view in HINTS and done.schedule.activities:
            click.echo(HINTS[view](lang, file=typed(source)), err=True)
        return 1 if done.schedule.cycles else 0

    text = examples(
        lang,
        HELP,
        "xlplan schedule 主计划.xlsx",
        "xlplan schedule 主计划.xlsx --gantt",
        "xlplan schedule 主计划.xlsx --critical --near 3",
        "xlplan schedule plan.yaml --json",
    )
    return Command(lang, "schedule", callback=run, params=_params(lang), help=text, short_help=HELP(lang))


def _params(lang: Lang) -> list[click.Parameter]:
    near, width = CountType(lang, 0, MOST_DAYS), CountType(lang, NARROWEST, WIDEST)
    return [
        path_argument("source"),
        option(lang, "--gantt", is_flag=True, help_=Text("在终端画横道图", "draw a Gantt chart on the terminal")),
        option(
            lang,
            "--critical",
            is_flag=True,
            help_=Text(
                "只列关键任务：每条关键路径按先后，以及各任务由何决定",
                "critical tasks only: each critical path in order, and what holds each task",
            ),
        ),
        option(
            lang,
            "--near",
            type=near,
            help_=Text(
                "总时差不超过几个工作日算接近关键（默认 5）；与 --critical 同用时一并列出",
                "working days of float up to which a task is nearly critical (default: 5); "
                "with --critical these are listed, too",
            ),
        ),
        option(
            lang,
            "--width",
            type=width,
            help_=Text("输出宽度，以列计（默认同终端）", "columns to fill (default: the terminal's)"),
        ),
        option(
            lang,
            "--ascii",
            "ascii_only",
            is_flag=True,
            help_=Text(
                "只用 ASCII 符号画图（符号显示错位时用）",
                "draw with ASCII signs only (where others tear the lines apart)",
            ),
        ),
        json_option(lang),
    ]


def _look(lang: Lang, near_days: int, width: int | None, ascii_only: bool, fill: bool) -> Look:
    """Characters, room and colours of standard output; ``fill`` asks for a width in any case.

    A table that goes into a file or another program is as wide as it takes. On a terminal the last column stays
    free, since some consoles begin a new line when it is used.
    """
    from xlplan.report.look import ASCII, Look, glyphs_for

    if width is None and (sys.stdout.isatty() or fill):
        width = min(max(shutil.get_terminal_size().columns - 1, NARROWEST), WIDEST)
    return Look(lang, ASCII if ascii_only else glyphs_for(sys.stdout.encoding), width, near_days, colours_wanted())


def _shown(done: Scheduled, view: str, critical: bool, near: int | None, look: Look) -> str:
    """The schedule in one of the views; ``critical`` leaves out all but critical tasks and those ``near`` to it."""
    from xlplan.report.critical import critical_text
    from xlplan.report.scheduled import (
        NO_CRITICAL,
        closing_lines,
        critical_tasks,
        schedule_dict,
        schedule_text,
        shown_tasks,
    )
    from xlplan.report.terminal_gantt import gantt_text

    plan, schedule = done.plan, done.schedule
    ids = critical_tasks(plan, schedule, near or 0) if critical else shown_tasks(plan, schedule)
    if view == "json":
        return json.dumps(schedule_dict(plan, schedule, ids), ensure_ascii=False, indent=1)
    if critical and not ids:
        body = NO_CRITICAL(look.lang)
    elif view == "critical":
        body = critical_text(plan, schedule, look, near is not None)
    else:
        body = (gantt_text if view == "gantt" else schedule_text)(plan, schedule, ids, look)
    closing = closing_lines(plan, schedule, look, path=view != "critical") if schedule.activities else []
    return "\n".join([body, *([""] if closing else []), *closing])
