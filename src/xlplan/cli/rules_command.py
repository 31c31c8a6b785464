"""``xlplan rules``"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import json_option
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang

if TYPE_CHECKING:
    from xlplan.core.finding import FindingType

HELP = SUMMARY["rules"]


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(codes: tuple[str, ...], as_json: bool) -> int:
        from xlplan.app.catalogue import as_row, finding_types
        from xlplan.app.wanted import codes_named

        wanted = codes_named(codes)
        types = [t for t in finding_types() if not codes or t.code in wanted]
        if as_json:
            click.echo(json.dumps([as_row(t, lang) for t in types], ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(_lines(types, lang)))
        return 0

    params: list[click.Parameter] = [click.Argument(["codes"], nargs=-1), json_option(lang)]
    text = examples(lang, HELP, "xlplan rules", "xlplan rules DAT RSK", "xlplan rules --json")
    return Command(lang, "rules", callback=run, params=params, help=text, short_help=HELP(lang))


def _lines(types: list[FindingType], lang: Lang) -> list[str]:
    from xlplan.app.catalogue import settings_of
    from xlplan.core.finding import SEVERITY
    from xlplan.docgen.families import FAMILIES
    from xlplan.report.columns import padded

    lines: list[str] = []
    for family, members in groupby(types, key=lambda t: t.code.rstrip("0123456789")):
        lines += ["", f"{family}  {FAMILIES[family](lang)}"]
        for kind in members:
            numbers = ", ".join(f"{s.key}={s.show(s.default, lang)}" for s in settings_of(kind.code))
            more = f"  [{numbers}]" if numbers else ""
            severity = padded(SEVERITY[kind.severity](lang), 8)
            lines.append(f"  {kind.code}  {severity}{padded(kind.name, 30)}{kind.message(lang)}{more}")
    return lines[1:]
