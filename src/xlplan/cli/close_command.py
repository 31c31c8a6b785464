"""``xlplan close``"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import DateType, json_option, option, path_argument, path_option
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED
from xlplan.core.text import Lang, Text

HELP = SUMMARY["close"]
BLOCKED = Text(
    "有 {n} 处问题，未关闭。先处理，或加 --force 强行关闭（归档中会留下记录）",
    "not closed: {n} problem(s) first. Settle them, or close all the same with --force, which the archive will say",
)
READY = Text("可以关闭：没有发现未了事项", "ready to be closed: nothing is open")
FORCED = Text("仍有 {n} 处问题，已按 --force 关闭", "closed by --force in spite of {n} problem(s)")
CLOSED = Text(
    "项目已关闭，主计划 {master} 升至 r{revision}", "the project is closed; master {master} is now r{revision}"
)
TERMINATED = Text(
    "项目已终止，主计划 {master} 升至 r{revision}", "the project is terminated; master {master} is now r{revision}"
)
FOLDER = Text("归档文件夹：{path}（只读，{n} 个文件）", "archive folder: {path} (read-only, {n} files)")


def command(lang: Lang) -> click.Command:
    """The command in one language. Exit code 1 where something stands against closing."""

    def run(
        master: Path,
        out: Path | None,
        date: dt.date | None,
        terminated: bool,
        force: bool,
        dry_run: bool,
        as_json: bool,
    ) -> int:
        from xlplan.app.closing import close
        from xlplan.core.finding import Severity
        from xlplan.report.findings import as_dict, findings_text

        on = date or dt.date.today()
        done = close(master, out, on=on, terminated=terminated, force=force, dry_run=dry_run)
        open_ = 1 if done.blocking and not done.done else 0
        if as_json:
            data = {
                "closed": done.done,
                "state": done.plan.basic.state if done.done else None,
                "blocking": [as_dict(x, lang) for x in done.blocking],
                "folder": str(done.folder) if done.folder else None,
                "files": done.files,
                "archived": str(done.archived) if done.archived else None,
            }
            click.echo(json.dumps(data, ensure_ascii=False, indent=1))
            return open_
        if done.blocking:
            click.echo(findings_text([master.name], done.blocking, lang, Severity.INFO))
        if done.done:
            if done.blocking:
                click.echo(FORCED(lang, n=len(done.blocking)))
            said = TERMINATED if terminated else CLOSED
            click.echo(said(lang, master=master, revision=done.plan.revision))
            click.echo(FOLDER(lang, path=done.folder, n=len(done.files)))
            click.echo(ARCHIVED(lang, path=done.archived), err=True)
        elif done.blocking:
            click.echo(BLOCKED(lang, n=len(done.blocking)))
        else:
            click.echo(READY(lang))
        return open_

    params: list[click.Parameter] = [
        path_argument("master"),
        path_option(
            lang,
            "-o",
            "--out",
            help_=Text("归档文件夹放在哪里（默认主计划旁）", "where the archive folder is made (default: beside)"),
        ),
        option(lang, "--date", type=DateType(lang), help_=Text("关闭日期（默认今天）", "the day (default: today)")),
        option(
            lang,
            "--terminated",
            is_flag=True,
            help_=Text("项目中途终止，不要求收尾表单", "the project was given up; closing forms are not asked for"),
        ),
        option(lang, "--force", is_flag=True, help_=Text("有问题也关闭", "close in spite of what was found")),
        option(lang, "--dry-run", is_flag=True, help_=Text("只检查，不写文件", "check only, write nothing")),
        json_option(lang),
    ]
    text = examples(lang, HELP, "xlplan close 主计划.xlsx --dry-run", "xlplan close 主计划.xlsx -o 归档")
    return Command(lang, "close", callback=run, params=params, help=text, short_help=HELP(lang))
