"""``xlplan log``"""

from __future__ import annotations

import json
from pathlib import Path

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import RevisionType, json_option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

HELP = SUMMARY["log"]
SHORT = Text(
    "{file} 旁边没有日志，以下是主计划自带的简要记录",
    "there is no journal beside {file}; this is the short record inside the master",
)
OLDER = Text(
    "这份主计划不是最新的：{when} 已写出 r{revision}（{file}）",
    "this master is not the newest: r{revision} was written {when} as {file}",
)


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(master: Path, revision: int | None, as_json: bool) -> int:
        from xlplan.app.logbook import read_log
        from xlplan.core.kinds.base import Ctx
        from xlplan.model.history import when_words
        from xlplan.model.plan import plan_names
        from xlplan.report.logged import edit_dict, edits_text, line_dict, log_text

        log = read_log(master, revision)
        lines = log.lines if revision is None else [x for x in log.lines if x.event.revision == revision][-1:]
        if as_json:
            data: dict[str, object] = {"whole": log.whole, "revisions": [line_dict(x) for x in lines]}
            if revision is not None:
                data["edits"] = [edit_dict(x) for x in log.edits]
            click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            click.echo(log_text(lines, lang))
            if revision is not None:
                ctx = Ctx(lang, plan_names(log.master.plan))
                click.echo("\n" + edits_text(log.edits, log.master.template, ctx))
        if not log.whole:
            click.echo(SHORT(lang, file=master.name), err=True)
        if log.newer is not None:
            newer = log.newer
            click.echo(OLDER(lang, revision=newer.number, when=when_words(newer.at), file=newer.file), err=True)
        return 0

    params: list[click.Parameter] = [
        path_argument("master"),
        click.Argument(["revision"], required=False, type=RevisionType(lang)),
        json_option(lang),
    ]
    text = examples(lang, HELP, "xlplan log 主计划.xlsx", "xlplan log 主计划.xlsx r12")
    return Command(lang, "log", callback=run, params=params, help=text, short_help=HELP(lang))
