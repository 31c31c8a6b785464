"""``xlplan round``: open, status, close."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

from xlplan.cli.base import Command, Group
from xlplan.cli.examples import examples
from xlplan.cli.options import (
    ONLY_REPORT,
    DateType,
    chosen_forms,
    chosen_limits,
    dry_run_option,
    issue_options,
    json_option,
    limit_option,
    option,
    quiet_option,
)
from xlplan.cli.progress import WRITING, file_progress
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

HELP = SUMMARY["round"]
OPEN = Text(
    "下发一轮：拆分到 发出/第N轮，登记轮次，列出发给谁。",
    "Open a round: split into issued/round N, register it, list what goes to whom.",
)
STATUS = Text(
    "这一轮的情况：谁已交回、是否已合并、谁逾期、谁连续几轮没有反馈。",
    "How the round stands: who has returned, what is merged, who is late, who has been silent for how long.",
)
CLOSE = Text(
    "收回合并：检查、把要改的标注到 退回/第N轮、合并（含以前各轮的迟交文件）、写报告。",
    "Close a round: check, mark what is to be corrected, merge (late returns of earlier rounds, too), report.",
)
FOLDER_HELP = Text("项目文件夹或主计划；不写就是当前文件夹", "the project's folder or its master; default: here")
TODAY = Text("按哪一天判断是否逾期（默认今天）", "the day by which to tell who is late (default: today)")
NUMBER = Text("第几轮（默认最新一轮）", "which round (default: the newest)")


def command(lang: Lang) -> click.Group:
    """The command in one language."""
    from xlplan.cli.main import lang_option

    group = Group(
        lang,
        "round",
        help=examples(
            lang,
            HELP,
            "xlplan new plan.yaml -o 项目/主计划/主计划.xlsx",
            "xlplan round open 项目 --status-date 2026-11-20",
            "xlplan round status 项目",
            "xlplan round close 项目",
        ),
        short_help=HELP(lang),
    )
    for make in (_open, _status, _close):
        sub = make(lang)
        sub.params.append(lang_option(lang))
        group.add_command(sub)
    return group


def _folder() -> click.Argument:
    return click.Argument(["folder"], type=click.Path(path_type=Path), default=Path())


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _open(lang: Lang) -> click.Command:
    def run(
        folder: Path,
        status_date: dt.date | None,
        due: dt.date | None,
        department: tuple[str, ...],
        forms: tuple[str, ...],
        as_json: bool,
    ) -> int:
        from xlplan.app.round_open import open_in
        from xlplan.cli.round_opened import opened_dict, opened_notes, opened_text

        with file_progress(lang, as_json, WRITING) as progress:
            done = open_in(
                folder,
                status_date=status_date,
                due=due,
                departments=department,
                forms=chosen_forms(forms),
                today=dt.date.today(),
                progress=progress,
            )
        if as_json:
            _print_json(opened_dict(done))
            return 0
        click.echo(opened_text(done, lang))
        for line in opened_notes(done, lang):
            click.echo(line, err=True)
        return 0

    params: list[click.Parameter] = [
        _folder(),
        *issue_options(lang),
        json_option(lang),
    ]
    text = examples(lang, OPEN, "xlplan round open", "xlplan round open 项目 --status-date 2026-11-20 --due 2026-11-24")
    return Command(lang, "open", callback=run, params=params, help=text, short_help=OPEN(lang))


def _status(lang: Lang) -> click.Command:
    def run(
        folder: Path, number: int | None, today: dt.date | None, as_json: bool, limits: tuple[str, ...], quiet: bool
    ) -> int:
        from xlplan.app.round_status import round_status
        from xlplan.cli.round_standing import status_dict, status_text

        day = today or dt.date.today()
        with file_progress(lang, quiet or as_json) as progress:
            found = round_status(folder, number=number, today=day, limits=chosen_limits(limits), progress=progress)
        if as_json:
            _print_json(status_dict(found, lang))
        else:
            click.echo(status_text(found, lang))
        return 1 if found.overdue and found.missing else 0

    params: list[click.Parameter] = [
        _folder(),
        option(lang, "--round", "number", type=int, help_=NUMBER),
        option(lang, "--today", type=DateType(lang), help_=TODAY),
        json_option(lang),
        limit_option(lang),
        quiet_option(lang),
    ]
    text = examples(lang, STATUS, "xlplan round status", "xlplan round status 项目 --round 3 --json")
    return Command(lang, "status", callback=run, params=params, help=text, short_help=STATUS(lang))


def _close(lang: Lang) -> click.Command:
    def run(
        folder: Path,
        number: int | None,
        dry_run: bool,
        today: dt.date | None,
        as_json: bool,
        limits: tuple[str, ...],
        quiet: bool,
    ) -> int:
        from xlplan.app.round_close import close_round
        from xlplan.cli.merge_command import report_of
        from xlplan.cli.round_closed import closed_dict, closed_text, report_name
        from xlplan.store.files import free_path, write_atomic

        day = today or dt.date.today()
        with file_progress(lang, quiet or as_json) as progress:
            done = close_round(
                folder,
                number=number,
                dry_run=dry_run,
                today=day,
                limits=chosen_limits(limits),
                progress=progress,
            )
        said, merged = report_of(done.merged, lang, day)
        report = None
        if not dry_run:
            report = free_path(done.reports / report_name(done))
        data = closed_dict(done, merged, report)
        if report is not None:
            text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
            write_atomic(report, lambda path: path.write_text(text, encoding="utf-8"))
            write_atomic(report.with_suffix(".txt"), lambda path: path.write_text(said + "\n", encoding="utf-8"))
        if as_json:
            _print_json(data)
        else:
            click.echo(said)
            click.echo()
            click.echo(closed_text(done, report, lang))
        if all(s.side is None for s in done.merged.submissions):
            return 2
        return 1 if done.needs_attention else 0

    params: list[click.Parameter] = [
        _folder(),
        option(lang, "--round", "number", type=int, help_=NUMBER),
        dry_run_option(lang, ONLY_REPORT),
        option(lang, "--today", type=DateType(lang), help_=TODAY),
        json_option(lang),
        limit_option(lang),
        quiet_option(lang),
    ]
    text = examples(lang, CLOSE, "xlplan round close", "xlplan round close 项目 --dry-run")
    return Command(lang, "close", callback=run, params=params, help=text, short_help=CLOSE(lang))
