"""``xlplan report``"""

from __future__ import annotations

from pathlib import Path

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import RevisionType, option, path_argument, path_option
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import MASTER_NOTES
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed

HELP = SUMMARY["report"]
WROTE = Text("已写入 {file}，用浏览器打开", "wrote {file}; open it in a browser")
NO_HISTORY = Text(
    "没有可比的记录（还没有合并过，或旁边没有日志），报告里不列变化",
    "there is nothing to compare with (nothing merged yet, or no journal beside it); the report lists no changes",
)


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(source: Path, out: Path | None, since: int | None) -> int:
        import datetime as dt

        from xlplan.app.status import read_status, write_status

        status = read_status(source, lang, dt.datetime.now(), since)
        written = write_status(status, out, source)
        if status.findings:
            click.echo(MASTER_NOTES(lang, n=len(status.findings), file=typed(source)), err=True)
        if status.since is None:
            click.echo(NO_HISTORY(lang), err=True)
        click.echo(WROTE(lang, file=written))
        return 0

    params: list[click.Parameter] = [
        path_argument("source"),
        path_option(
            lang,
            "-o",
            "--out",
            help_=Text(
                "输出的网页（默认在旁边新写一个，不覆盖已有的）",
                "the page to write (default: a new one beside it; nothing is overwritten)",
            ),
        ),
        option(
            lang,
            "--since",
            type=RevisionType(lang),
            metavar="r12",
            help_=Text(
                "与这一版相比（默认：最近一轮的交回合并之前）",
                "compare with this revision (default: the one before the newest round was merged)",
            ),
        ),
    ]
    text = examples(
        lang,
        HELP,
        "xlplan report 主计划.xlsx",
        "xlplan report 主计划.xlsx -o 状态.html",
        "xlplan report 主计划.xlsx --since r12",
    )
    return Command(lang, "report", callback=run, params=params, help=text, short_help=HELP(lang))
