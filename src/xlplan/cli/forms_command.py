"""``xlplan forms``"""

from __future__ import annotations

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import option
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

HELP = SUMMARY["forms"]
PARTY = {
    "pm": Text("项目经理", "project manager"),
    "department": Text("部门", "department"),
    "computed": Text("自动计算", "computed"),
}
"""Who fills a column, by the value of its party: forms are loaded when the command runs."""


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(template: str) -> int:
        from xlplan.template.resolve import load_template

        for form, table in load_template(template).tables():
            click.echo(f"{form.title(lang)} / {table.title(lang)}  ({form.code}.{table.key})")
            for column in table.columns:
                star = "*" if column.required else " "
                party = PARTY[column.owner.party.value](lang)
                click.echo(f"  {star} {column.key:<18}{column.header(lang)}  [{party}]  {column.kind.describe()(lang)}")
        return 0

    params: list[click.Parameter] = [
        option(lang, "--template", default="full", help_=Text("模板名称或文件", "name or file of a template"))
    ]
    return Command(
        lang, "forms", callback=run, params=params, help=examples(lang, HELP, "xlplan forms"), short_help=HELP(lang)
    )
