"""``xlplan split``"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import (
    chosen_forms,
    issue_options,
    json_option,
    path_argument,
    path_option,
)
from xlplan.cli.progress import WRITING, file_progress
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED, MASTER_NOTES
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed

HELP = SUMMARY["split"]
OPENED = Text(
    "第 {n} 轮，状态日期 {date}，交回日期 {due}，主计划 {master} 升至 r{revision}",
    "round {n}, status date {date}, due {due}; master {master} is now r{revision}",
)
COPY = Text(
    "  {path}   本部门任务 {tasks} 项，本轮进度 {rows} 行",
    "  {path}   {tasks} own task(s), {rows} progress row(s)",
)
NEXT = Text(
    "下一步：把各文件发给部门；收回后 xlplan check 收回文件夹，再 xlplan merge",
    "next: send them out; when they are back, xlplan check the folder, then xlplan merge",
)


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(
        master: Path,
        out: Path | None,
        status_date: dt.date | None,
        due: dt.date | None,
        department: tuple[str, ...],
        forms: tuple[str, ...],
        as_json: bool,
    ) -> int:
        from xlplan.app.project_folder import PARTS
        from xlplan.app.split import split
        from xlplan.report.fed import fed_counts, fed_text

        with file_progress(lang, as_json, WRITING) as progress:
            done = split(
                master,
                out or (lambda plan, _: master.parent / PARTS["issued"](plan.language)),
                status_date=status_date,
                due=due,
                departments=department,
                forms=chosen_forms(forms),
                today=dt.date.today(),
                progress=progress,
            )
        round_ = done.round
        if as_json:
            data = {
                "round": round_.number,
                "status_date": round_.status_date.isoformat(),
                "due": round_.due.isoformat() if round_.due else None,
                "revision": done.revision,
                "fed": fed_counts(done.fed, done.template),
                "copies": [{"department": c.department, "file": str(c.path)} for c in done.copies],
            }
            click.echo(json.dumps(data, ensure_ascii=False, indent=1))
            return 0
        click.echo(
            OPENED(
                lang,
                n=round_.number,
                date=round_.status_date,
                due=round_.due,
                master=master,
                revision=done.revision,
            )
        )
        for copy in done.copies:
            click.echo(COPY(lang, path=copy.path, tasks=copy.own_tasks, rows=copy.progress_rows))
        if laid_out := fed_text(done.fed, done.template, lang):
            click.echo(laid_out)
        if done.archived:
            click.echo(ARCHIVED(lang, path=done.archived), err=True)
        if done.findings:
            click.echo(MASTER_NOTES(lang, n=len(done.findings), file=typed(master)), err=True)
        click.echo(NEXT(lang), err=True)
        return 0

    params: list[click.Parameter] = [
        path_argument("master"),
        path_option(
            lang,
            "-o",
            "--out",
            help_=Text(
                "放各部门文件的文件夹（默认主计划旁边的 发出；同名文件不会被覆盖）",
                "the folder for the copies (default: issued, beside the master; no file there is overwritten)",
            ),
        ),
        *issue_options(lang),
        json_option(lang),
    ]
    text = examples(
        lang,
        HELP,
        "xlplan split 主计划.xlsx -o 发出 --status-date 2026-11-20",
        "xlplan split 主计划.xlsx -o 发出 --forms weekly",
    )
    return Command(lang, "split", callback=run, params=params, help=text, short_help=HELP(lang))
