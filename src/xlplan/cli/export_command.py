"""``xlplan export``"""

from __future__ import annotations

from pathlib import Path

import click

from xlplan.cli.base import Command, OneOf
from xlplan.cli.examples import examples
from xlplan.cli.options import option, path_argument, path_option
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

HELP = SUMMARY["export"]
WROTE = Text("已写入 {file}", "wrote {file}")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(source: Path, to: str | None, out: Path | None) -> int:
        from xlplan.app.exporting import export
        from xlplan.store.files import write_atomic

        chosen = to or ("yaml" if out and out.suffix.lower() in (".yaml", ".yml") else "json")
        text = export(source, "yaml" if chosen == "yaml" else "json")
        if out is None:
            click.echo(text, nl=False)
        else:
            write_atomic(out, lambda path: path.write_text(text, encoding="utf-8"))
            click.echo(WROTE(lang, file=out), err=True)
        return 0

    params: list[click.Parameter] = [
        path_argument("source"),
        option(
            lang,
            "--to",
            type=OneOf(lang, "json", "yaml"),
            help_=Text("格式（默认看输出文件名，其次 json）", "format (default: by the output's name, else json)"),
        ),
        path_option(lang, "-o", "--out", help_=Text("输出文件（默认打印）", "the file to write (default: print)")),
    ]
    text = examples(lang, HELP, "xlplan export 主计划.xlsx --to yaml -o plan.yaml")
    return Command(lang, "export", callback=run, params=params, help=text, short_help=HELP(lang))
