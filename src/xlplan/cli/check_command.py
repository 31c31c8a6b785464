"""``xlplan check``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.cli.base import Command
from xlplan.cli.check_options import FORMATS, check_params
from xlplan.cli.examples import examples
from xlplan.cli.lang import colours_wanted
from xlplan.cli.options import chosen_limits
from xlplan.cli.progress import CHECKING, file_progress
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.app.check import CheckResult
    from xlplan.core.finding import Severity

HELP = SUMMARY["check"]
LOGGED = Text("修正记录（{n} 条）已写入 {file}", "wrote the log of repairs ({n}) to {file}")
WROTE = Text("已写入 {file}", "wrote {file}")
MAILED = Text("邮件草稿：{path}", "draft of a mail: {path}")
NEEDS_FILE = Text("xlsx 要用 -o 给出文件名", "xlsx needs a file: -o")
SUFFIXES = {".txt": "text", ".htm": "html", **{f".{x}": x for x in FORMATS if x != "text"}}


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(paths: tuple[Path, ...], **options: Any) -> int:
        return _run(lang, paths, **options)

    text = examples(
        lang,
        HELP,
        "xlplan check 收回",
        "xlplan check 收回 -o 问题.html",
        "xlplan check 收回 --department 研发部 --only DAT,PRG",
        "xlplan check 收回 --annotate 退回 --mail 邮件",
        "xlplan check 主计划.xlsx --format json",
    )
    return Command(lang, "check", callback=run, params=check_params(lang), help=text, short_help=HELP(lang))


def _run(
    lang: Lang,
    paths: tuple[Path, ...],
    *,
    format_: str | None,
    output: Path | None,
    severity: str | None,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    department: tuple[str, ...],
    accepted: bool,
    by: str,
    strict: bool,
    mail: Path | None,
    repair_log: Path | None,
    annotate: Path | None,
    limits: tuple[str, ...],
    quiet: bool,
) -> int:
    from xlplan.app.annotate import annotator
    from xlplan.app.check import check
    from xlplan.app.repair_log import log_writer
    from xlplan.app.wanted import codes_named, filter_of
    from xlplan.report.returned import written_lines

    form = _format(format_, output)
    codes_named((*only, *ignore))  # a code that there is not is said before anything is read
    allowed = chosen_limits(limits)
    write_log = log_writer(repair_log, lang) if repair_log else None
    back = annotator(annotate, paths) if annotate else None
    with file_progress(lang, quiet or form == "json", CHECKING) as progress:
        result = check(paths, allowed, progress, back)
    if write_log:
        click.echo(LOGGED(lang, n=write_log(result.findings), file=repair_log), err=True)
    result.narrow(filter_of(only, ignore, department, result.departments))
    lowest = _lowest(result, severity, form)
    _put_out(result, form, output, by, lowest, accepted, lang)
    if mail:
        _mail(result, mail, by, lowest, lang)
    for line in written_lines(back.written, back.without, lang) if back else ():
        click.echo(line, err=True)
    return _exit_code(result, strict or any(c.strict for c in result.choices))


def _format(given: str | None, output: Path | None) -> str:
    if given is None:
        given = SUFFIXES.get(output.suffix.lower(), "text") if output else "text"
    if given == "xlsx" and output is None:
        from xlplan.core.errors import UsageError

        raise UsageError(NEEDS_FILE)
    return given


def _lowest(result: CheckResult, severity: str | None, form: str) -> Severity:
    """Down to which severity to list: as asked, else as the templates say, else as is usual for the form."""
    from xlplan.core.finding import Severity

    if severity:
        return Severity(severity)
    chosen = [Severity(c.severity) for c in result.choices if c.severity] if form == "text" else []
    return max(chosen, key=lambda s: s.rank, default=Severity.WARNING if form == "text" else Severity.INFO)


def _put_out(
    result: CheckResult, form: str, output: Path | None, by: str, lowest: Severity, accepted: bool, lang: Lang
) -> None:
    from xlplan.app.findings_file import as_text, write_findings_file
    from xlplan.report.look import Look

    if output is None:
        click.echo(as_text(result, form, by, lowest, accepted, Look(lang, colour=colours_wanted())))
        return
    from xlplan.report.findings import summary_line

    write_findings_file(output, result, form, by, lowest, accepted, lang)
    click.echo(summary_line(result.files, result.findings, lang, left_out=result.ignored))
    click.echo(WROTE(lang, file=output))


def _mail(result: CheckResult, folder: Path, by: str, lowest: Severity, lang: Lang) -> None:
    import datetime as dt

    from xlplan.app.mails import write_mails

    person = "owner" if by == "owner" else "department"
    for path in write_mails(result, folder, person, lowest, lang, dt.datetime.now().astimezone()):
        click.echo(MAILED(lang, path=path), err=True)


def _exit_code(result: CheckResult, strict: bool) -> int:
    from xlplan.core.finding import Severity

    if len(result.unusable) == len(result.files):
        return 2
    return 1 if result.count(Severity.ERROR) or (strict and result.count(Severity.WARNING)) else 0
