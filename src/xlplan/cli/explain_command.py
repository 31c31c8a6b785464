"""``xlplan explain``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.core.finding import FindingType
    from xlplan.rules.base import Example, Rule

HELP = SUMMARY["explain"]
LINES = (Text("意思", "says"), Text("怎么办", "what to do"), Text("为什么", "why"))
SINCE = Text("适用", "applies")
WHOLE = Text("，只在主计划中检查", ", in the master only")
WRONG = Text("会报", "reported")
RIGHT = Text("不报", "not reported")
SETTING = Text("模板可设置", "set by templates")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(codes: tuple[str, ...]) -> int:
        from xlplan.app.catalogue import finding_types, rule_of
        from xlplan.app.wanted import codes_named

        wanted = codes_named(codes)
        entries = ("\n".join(_entry(t, rule_of(t.code), lang)) for t in finding_types() if t.code in wanted)
        click.echo("\n\n".join(entries))
        return 0

    params: list[click.Parameter] = [click.Argument(["codes"], nargs=-1, required=True)]
    text = examples(lang, HELP, "xlplan explain DAT007", "xlplan explain deadline-missed RSK")
    return Command(lang, "explain", callback=run, params=params, help=text, short_help=HELP(lang))


def _entry(kind: FindingType, rule: Rule | None, lang: Lang) -> Iterator[str]:
    from xlplan.core.finding import SEVERITY
    from xlplan.docgen.families import STATES
    from xlplan.rules.base import Scope

    yield f"{kind.code}  {kind.name}  [{SEVERITY[kind.severity](lang)}]"
    for title, text in zip(LINES, (kind.message, kind.hint, kind.why), strict=True):
        yield f"  {title(lang)}: {text(lang)}"
    if rule is None:
        return
    yield f"  {SINCE(lang)}: {STATES[rule.since](lang)}{WHOLE(lang) if rule.scope is Scope.MASTER else ''}"
    yield f"  {WRONG(lang)}: {_titles(rule.bad, lang)}"
    yield f"  {RIGHT(lang)}: {_titles(rule.good, lang)}"
    for s in rule.settings:
        yield f"  {SETTING(lang)}: {s.key} = {s.show(s.default, lang)}  ({s.meaning(lang)}; {s.expected(lang)})"


def _titles(found: Sequence[Example], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(e.title(lang) for e in found)
