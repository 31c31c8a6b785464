"""``xlplan rules``"""

from __future__ import annotations

import json

import click

from xlplan.cli.options import examples, json_option
from xlplan.core.text import Lang, Text

HELP = Text("列出全部检查项及其代码。", "List everything that is checked, with its code.")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(as_json: bool) -> int:
        from xlplan.app.catalogue import as_row, finding_types, settings_of
        from xlplan.core.finding import SEVERITY

        types = finding_types()
        if as_json:
            click.echo(json.dumps([as_row(t, lang) for t in types], ensure_ascii=False, indent=1))
            return 0
        for kind in types:
            numbers = ", ".join(f"{s.key}={s.show(s.default, lang)}" for s in settings_of(kind.code))
            more = f"  [{numbers}]" if numbers else ""
            click.echo(f"{kind.code}  {SEVERITY[kind.severity](lang):<8}{kind.name:<28}{kind.message(lang)}{more}")
        return 0

    params: list[click.Parameter] = [json_option(lang)]
    return click.Command(
        "rules", callback=run, params=params, help=examples(lang, HELP, "xlplan rules"), short_help=HELP(lang)
    )
