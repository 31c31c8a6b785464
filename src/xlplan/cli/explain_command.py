"""``xlplan explain``"""

from __future__ import annotations

import click

from xlplan.cli.options import examples
from xlplan.core.text import Lang, Text

HELP = Text(
    "解释一条发现的代码：说什么、为什么、怎么办。",
    "Explain the code of a finding: what it says, why, what to do.",
)
UNKNOWN = Text("没有代码 {code}，全部代码见 xlplan rules", "there is no code {code}; see xlplan rules for all of them")
LINES = (Text("意思", "says"), Text("怎么办", "what to do"), Text("为什么", "why"))

SETTING = Text("模板可设置", "set by templates")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(code: str) -> int:
        from xlplan.app.catalogue import finding_types, settings_of
        from xlplan.core.errors import UsageError
        from xlplan.core.finding import SEVERITY

        wanted = code.strip().casefold()
        kind = next((t for t in finding_types() if wanted in (t.code.casefold(), t.name)), None)
        if kind is None:
            raise UsageError(UNKNOWN, code=code)
        click.echo(f"{kind.code}  {kind.name}  [{SEVERITY[kind.severity](lang)}]")
        for title, text in zip(LINES, (kind.message, kind.hint, kind.why), strict=True):
            click.echo(f"  {title(lang)}: {text(lang)}")
        for s in settings_of(kind.code):
            click.echo(
                f"  {SETTING(lang)}: {s.key} = {s.show(s.default, lang)}  ({s.meaning(lang)}; {s.expected(lang)})"
            )
        return 0

    params: list[click.Parameter] = [click.Argument(["code"])]
    return click.Command(
        "explain",
        callback=run,
        params=params,
        help=examples(lang, HELP, "xlplan explain CEL012"),
        short_help=HELP(lang),
    )
