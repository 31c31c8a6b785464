"""``xlplan new``"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from xlplan.cli.base import Command, OneOf
from xlplan.cli.examples import examples
from xlplan.cli.options import DateType, option, path_argument, path_option
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed

HELP = SUMMARY["new"]
WROTE = Text("已生成 {file}", "wrote {file}")
NEXT = Text(
    "下一步：打开填写，然后 xlplan split {file}",
    "next: open it and fill it in, then xlplan split {file}",
)
NEXT_ROUND = Text(
    "下一步：打开填写，然后 xlplan round open {folder}",
    "next: open it and fill it in, then xlplan round open {folder}",
)
PROBLEMS = Text(
    "计划文档里有 {n} 处内容读不准，已按原文写入；用 xlplan check {file} 查看",
    "{n} value(s) of the document could not be read and were written as they stand; see xlplan check {file}",
)
LEFT_OUT = Text(
    "计划文档里有 {n} 处基线内容未采用；用 xlplan check {file} 查看",
    "{n} part(s) of the document's baselines were left out; see xlplan check {file}",
)
NEEDED = Text(
    "需要输出文件名（-o 项目.xlsx）或项目名称（--name）",
    "an output file (-o project.xlsx) or a project name (--name) is needed",
)
ASK = {
    "name": Text("项目名称", "Project name"),
    "code": Text("项目编号", "Project code"),
    "manager": Text("项目经理", "Project manager"),
    "start": Text("项目开始日期", "Project start"),
    "finish": Text("项目结束日期", "Project finish"),
}
ASK_DEPARTMENTS = Text("参与部门（用逗号隔开）", "Departments (separated by commas)")
ASKED = Text("回车跳过，可在工作簿里补填。", "Press Enter to leave an answer for the workbook.")


def _listed(entries: Iterable[str]) -> list[str]:
    names = (name for entry in entries for name in entry.replace("，", ",").replace("、", ",").split(","))
    return [name.strip() for name in names if name.strip()]


def _asked(lang: Lang, facts: dict[str, Any], departments: list[str]) -> list[str]:
    """Ask on the terminal for what was not given; the departments are returned."""
    missing = [key for key in ASK if not facts[key]]
    if missing or not departments:
        click.echo(ASKED(lang), err=True)
    for key in missing:
        kind = DateType(lang, optional=True) if key in ("start", "finish") else None
        facts[key] = click.prompt(ASK[key](lang), default="", show_default=False, type=kind, err=True)
    if not departments:
        departments = _listed([click.prompt(ASK_DEPARTMENTS(lang), default="", show_default=False, err=True)])
    return departments


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(document: Path | None, out: Path | None, force: bool, template: str | None, **facts: Any) -> int:
        from xlplan.app.create import Facts, create
        from xlplan.app.project_folder import find_project
        from xlplan.core.errors import UsageError
        from xlplan.store.files import safe_file_name

        departments = _listed(facts.pop("department"))
        if document is None and sys.stdin.isatty():
            departments = _asked(lang, facts, departments)
        if out is None:
            stem = facts["name"] or (document.stem if document else "")
            if not stem:
                raise UsageError(NEEDED)
            out = Path(safe_file_name(stem) + ".xlsx")
        chosen: Lang | None = facts.pop("workbook_lang") or (None if document else lang)
        given = Facts(**{k: v or Facts().__getattribute__(k) for k, v in facts.items()}, departments=departments)
        made = create(out, document, given, chosen, template, dt.date.today(), force)
        click.echo(WROTE(lang, file=made.path))
        if made.archived:
            click.echo(ARCHIVED(lang, path=made.archived), err=True)
        left_out = sum(x.code.startswith("DOC") for x in made.findings)
        if kept := len(made.findings) - left_out:
            click.echo(PROBLEMS(lang, n=kept, file=typed(made.path)), err=True)
        if left_out:
            click.echo(LEFT_OUT(lang, n=left_out, file=typed(document)), err=True)
        root = find_project(made.path).root
        if root == made.path.parent:
            click.echo(NEXT(lang, file=typed(made.path)), err=True)
        else:
            click.echo(NEXT_ROUND(lang, folder=typed(root)), err=True)
        return 1 if made.findings else 0

    params: list[click.Parameter] = [
        path_argument("document", required=False),
        path_option(lang, "-o", "--out", help_=Text("输出的工作簿", "the workbook to write")),
        option(lang, "--name", help_=ASK["name"]),
        option(lang, "--code", help_=ASK["code"]),
        option(lang, "--manager", help_=ASK["manager"]),
        option(lang, "--start", type=DateType(lang), help_=ASK["start"]),
        option(lang, "--finish", type=DateType(lang), help_=ASK["finish"]),
        option(
            lang,
            "--department",
            multiple=True,
            help_=Text("参与部门，可重复或用逗号隔开", "a department; repeat, or separate by commas"),
        ),
        option(lang, "--template", help_=Text("模板名称或文件", "name or file of a template")),
        option(
            lang,
            "--workbook-lang",
            type=OneOf(lang, "zh", "en"),
            help_=Text(
                "工作簿的语言（默认同界面或文档）",
                "language of the workbook (default: as the messages or the document)",
            ),
        ),
        option(
            lang,
            "--force",
            is_flag=True,
            help_=Text("覆盖已有文件（旧文件会归档）", "overwrite an existing file (the old one is archived)"),
        ),
    ]
    text = examples(
        lang,
        HELP,
        "xlplan new --name 智能门锁上市 --code SL-01 --department 研发部,市场部 -o 主计划.xlsx",
        "xlplan new plan.yaml -o 智能门锁/主计划/智能门锁.xlsx",
    )
    return Command(lang, "new", callback=run, params=params, help=text, short_help=HELP(lang))
