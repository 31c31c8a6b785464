"""``xlplan schema``"""

from __future__ import annotations

import json

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import option
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

HELP = SUMMARY["schema"]


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(template: str) -> int:
        from xlplan.document.schema import schema
        from xlplan.template.resolve import load_template

        click.echo(json.dumps(schema(load_template(template)), ensure_ascii=False, indent=1))
        return 0

    params: list[click.Parameter] = [
        option(lang, "--template", default="full", help_=Text("模板名称或文件", "name or file of a template"))
    ]
    return Command(
        lang,
        "schema",
        callback=run,
        params=params,
        help=examples(lang, HELP, "xlplan schema > plan.schema.json"),
        short_help=HELP(lang),
    )
