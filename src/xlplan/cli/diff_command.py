"""``xlplan diff``"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import json_option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang

HELP = SUMMARY["diff"]


def command(lang: Lang) -> click.Command:
    """The command in one language. Exit code 0 where both say the same, 1 where they differ."""

    def run(one: Path, other: Path, as_json: bool) -> int:
        from xlplan.app.diffing import diff
        from xlplan.core.kinds.base import Ctx
        from xlplan.model.plan import plan_names
        from xlplan.report.differences import difference_dict, difference_text

        found = diff(one, other, dt.date.today(), lang)
        given = (
            found.changes,
            [(p.what, p.name, p.change) for p in found.parts],
            found.labels,
            (found.before_template, Ctx(lang, plan_names(found.before))),
            (found.template, Ctx(lang, plan_names(found.after))),
            found.other_project,
        )
        if as_json:
            click.echo(json.dumps(difference_dict(*given), ensure_ascii=False, indent=1))
        else:
            click.echo(difference_text(*given))
        return 0 if found.equal else 1

    params: list[click.Parameter] = [
        path_argument("one"),
        path_argument("other"),
        json_option(lang),
    ]
    text = examples(lang, HELP, "xlplan diff 归档/主计划.r0012.xlsx 主计划.xlsx")
    return Command(lang, "diff", callback=run, params=params, help=text, short_help=HELP(lang))
