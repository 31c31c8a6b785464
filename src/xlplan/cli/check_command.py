"""``xlplan check``"""

from __future__ import annotations

import json
from pathlib import Path

import click

from xlplan.cli.options import examples, option, path_argument, path_option
from xlplan.core.text import Lang, Text

ANNOTATE = Text(
    "把要改的部门文件标注后写到这个文件夹，发回更正",
    "write the copies with something to correct into this folder, with marks, to be sent back",
)
HELP = Text(
    "检查主计划、部门文件、计划文档或整个文件夹：在哪里、错在哪、怎么改。",
    "Check masters, copies, plan documents or whole folders: where, what is wrong, what to do.",
)


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(paths: tuple[Path, ...], format_: str, severity: str, strict: bool, annotate: Path | None) -> int:
        from xlplan.app.annotate import annotator
        from xlplan.app.check import check
        from xlplan.core.finding import Severity
        from xlplan.report.findings import as_dict, findings_text, listed
        from xlplan.report.returned import written_lines

        back = annotator(annotate, paths) if annotate else None
        result = check(paths, back)
        lowest = Severity(severity)
        if format_ == "json":
            shown = listed(result.findings, Severity.INFO if severity == "warning" else lowest)
            click.echo(json.dumps([as_dict(x, lang) for x in shown], ensure_ascii=False, indent=1))
        else:
            click.echo(findings_text(result.files, result.findings, lang, lowest))
        for line in written_lines(back.written, back.without, lang) if back else ():
            click.echo(line, err=True)
        if len(result.unusable) == len(result.files):
            return 2
        errors = result.count(Severity.ERROR)
        return 1 if errors or (strict and result.count(Severity.WARNING)) else 0

    params: list[click.Parameter] = [
        path_argument("paths", nargs=-1, required=True),
        option(
            lang,
            "--format",
            "format_",
            type=click.Choice(["text", "json"]),
            default="text",
            help_=Text("输出格式", "output format"),
        ),
        option(
            lang,
            "--severity",
            type=click.Choice(["error", "warning", "info"]),
            default="warning",
            help_=Text("文本输出列到哪一级", "down to which severity text output lists"),
        ),
        path_option(lang, "--annotate", metavar="DIR", help_=ANNOTATE),
        option(lang, "--strict", is_flag=True, help_=Text("有警告也返回 1", "warnings give exit code 1, too")),
    ]
    text = examples(
        lang, HELP, "xlplan check 收回", "xlplan check 收回 --annotate 退回", "xlplan check 主计划.xlsx --format json"
    )
    return click.Command("check", callback=run, params=params, help=text, short_help=HELP(lang))
