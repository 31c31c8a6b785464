"""``xlplan forms``"""

from __future__ import annotations

import click

from xlplan.cli.options import examples, option
from xlplan.core.text import Lang, Text
from xlplan.forms.base import Party

HELP = Text("列出全部表单和列：谁填、填什么。", "List all forms and columns: who fills them in, with what.")
PARTY = {
    Party.PM: Text("项目经理", "project manager"),
    Party.DEPARTMENT: Text("部门", "department"),
    Party.COMPUTED: Text("自动计算", "computed"),
}


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(template: str) -> int:
        from xlplan.template.resolve import load_template

        for form, table in load_template(template).tables():
            click.echo(f"{form.title(lang)} / {table.title(lang)}  ({form.code}.{table.key})")
            for column in table.columns:
                star = "*" if column.required else " "
                party = PARTY[column.owner.party](lang)
                click.echo(f"  {star} {column.key:<18}{column.header(lang)}  [{party}]  {column.kind.describe()(lang)}")
        return 0

    params: list[click.Parameter] = [
        option(lang, "--template", default="full", help_=Text("模板名称或文件", "name or file of a template"))
    ]
    return click.Command(
        "forms", callback=run, params=params, help=examples(lang, HELP, "xlplan forms"), short_help=HELP(lang)
    )
