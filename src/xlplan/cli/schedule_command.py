"""``xlplan schedule``"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from xlplan.cli.options import examples, option, path_argument
from xlplan.core.text import Lang, Text

HELP = Text(
    "由工期、前置任务与进度计算日期、时差和关键路径。● 关键，○ 接近关键。",
    "Compute dates, floats and the critical path from durations, links and progress. ● critical, ○ nearly so.",
)


def command(lang: Lang) -> click.Command:
    """The command in one language. Exit code 1 where cycles keep tasks from being scheduled."""

    def run(source: Path, as_json: bool) -> int:
        from xlplan.app.scheduling import schedule_file
        from xlplan.report.scheduled import ASSUMED, notes, schedule_dict, schedule_text

        done = schedule_file(source, dt.date.today())
        if as_json:
            click.echo(json.dumps(schedule_dict(done.plan, done.schedule), ensure_ascii=False, indent=1))
        else:
            click.echo(schedule_text(done.plan, done.schedule, lang))
        if done.assumed_start:
            click.echo(ASSUMED(lang, date=done.assumed_start), err=True)
        for line in notes(done.plan, done.schedule, lang):
            click.echo(line, err=True)
        return 1 if done.schedule.cycles else 0

    params: list[click.Parameter] = [
        path_argument("source"),
        option(lang, "--json", "as_json", is_flag=True, help_=Text("输出 JSON", "print JSON")),
    ]
    text = examples(lang, HELP, "xlplan schedule 主计划.xlsx", "xlplan schedule plan.yaml --json")
    return click.Command("schedule", callback=run, params=params, help=text, short_help=HELP(lang))
