"""``xlplan blame``"""

from __future__ import annotations

import json
from pathlib import Path

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import json_option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang

HELP = SUMMARY["blame"]


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(master: Path, place: tuple[str, ...], as_json: bool) -> int:
        from xlplan.app.logbook import blame
        from xlplan.core.kinds.base import Ctx
        from xlplan.model.plan import plan_names
        from xlplan.report.logged import blame_dict, blame_text

        told = blame(master, place, lang)
        form, row_id, field = told.spot.cell
        if as_json:
            data = blame_dict((form, row_id, field), told.spot.label, told.now, told.found)
            click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            ctx = Ctx(lang, plan_names(told.master.plan))
            where = (form, told.spot.label, field)
            click.echo(blame_text(where, told.now, told.unrecorded, told.found, told.since, told.master.template, ctx))
        return 0

    params: list[click.Parameter] = [
        path_argument("master"),
        click.Argument(["place"], nargs=-1, required=True),
        json_option(lang),
    ]
    text = examples(lang, HELP, "xlplan blame 主计划.xlsx wbs 1.2 工期", "xlplan blame 主计划.xlsx 项目WBS分解表!N8")
    return Command(lang, "blame", callback=run, params=params, help=text, short_help=HELP(lang))
