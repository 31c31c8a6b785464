"""``xlplan check``"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.options import (
    chosen_limits,
    examples,
    limit_option,
    option,
    path_argument,
    path_option,
    quiet_option,
)
from xlplan.cli.progress import file_progress
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.app.check import CheckResult

ANNOTATE = Text(
    "把要改的部门文件标注后写到这个文件夹，发回更正",
    "write the copies with something to correct into this folder, with marks, to be sent back",
)
HELP = Text(
    "检查主计划、部门文件、计划文档、整个文件夹或 .zip：在哪里、错在哪、怎么改。",
    "Check masters, copies, plan documents, whole folders or a .zip: where, what is wrong, what to do.",
)
LOGGED = Text("修正记录（{n} 条）已写入 {file}", "wrote the log of repairs ({n}) to {file}")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(
        paths: tuple[Path, ...],
        format_: str,
        severity: str | None,
        strict: bool,
        repair_log: Path | None,
        annotate: Path | None,
        limits: tuple[str, ...],
        quiet: bool,
    ) -> int:
        from xlplan.app.annotate import annotator
        from xlplan.app.check import check
        from xlplan.app.repair_log import log_writer
        from xlplan.report.returned import written_lines

        allowed = chosen_limits(limits)
        write_log = log_writer(repair_log, lang) if repair_log else None
        back = annotator(annotate, paths) if annotate else None
        with file_progress(lang, quiet or format_ == "json") as progress:
            result = check(paths, allowed, progress, back)
        click.echo(_shown(result, format_, severity, lang))
        if write_log:
            click.echo(LOGGED(lang, n=write_log(result.findings), file=repair_log), err=True)
        for line in written_lines(back.written, back.without, lang) if back else ():
            click.echo(line, err=True)
        return _exit_code(result, strict)

    text = examples(
        lang,
        HELP,
        "xlplan check 收回",
        "xlplan check 收回.zip --repair-log 修正记录.xlsx",
        "xlplan check 收回 --annotate 退回",
        "xlplan check 主计划.xlsx --format json",
    )
    return click.Command("check", callback=run, params=_params(lang), help=text, short_help=HELP(lang))


def _params(lang: Lang) -> list[click.Parameter]:
    return [
        path_argument("paths", nargs=-1, required=True),
        option(
            lang,
            "--format",
            "format_",
            type=click.Choice(["text", "json"]),
            default="text",
            help_=Text("输出格式；json 列出全部，包括提示", "output format; json lists everything, notes included"),
        ),
        option(
            lang,
            "--severity",
            type=click.Choice(["error", "warning", "info"]),
            help_=Text(
                "列到哪一级（默认：文本到 warning，json 到 info）",
                "down to which severity to list (default: warning for text, info for json)",
            ),
        ),
        option(lang, "--strict", is_flag=True, help_=Text("有警告也返回 1", "warnings give exit code 1, too")),
        path_option(
            lang,
            "--repair-log",
            help_=Text(
                "把读取时自动修正的每一处另存为 .xlsx、.csv 或 .json",
                "save every repair made while reading as an .xlsx, .csv or .json file",
            ),
        ),
        path_option(lang, "--annotate", metavar="DIR", help_=ANNOTATE),
        limit_option(lang),
        quiet_option(lang),
    ]


def _shown(result: CheckResult, format_: str, severity: str | None, lang: Lang) -> str:
    from xlplan.core.finding import Severity
    from xlplan.report.findings import as_dict, findings_text, listed

    if format_ == "json":
        shown = listed(result.findings, Severity(severity or "info"))
        return json.dumps([as_dict(x, lang) for x in shown], ensure_ascii=False, indent=1)
    return findings_text(result.files, result.findings, lang, Severity(severity or "warning"))


def _exit_code(result: CheckResult, strict: bool) -> int:
    from xlplan.core.finding import Severity

    if len(result.unusable) == len(result.files):
        return 2
    return 1 if result.count(Severity.ERROR) or (strict and result.count(Severity.WARNING)) else 0
