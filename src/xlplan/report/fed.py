"""What was laid out from other forms, in a line for people and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from xlplan.core.text import Lang, Text
from xlplan.feeding.base import Fed
from xlplan.template.resolve import Template

LAID_OUT = Text("已按其他表单自动补充：{what}", "laid out from other forms: {what}")
ROWS = Text("{title} {n} 行", "{title}: {n} row(s)")
LINES = Text("{title} {n} 项", "{title}: {n} line(s)")


def fed_counts(fed: Iterable[Fed], template: Template) -> dict[str, int]:
    """Rows by table, of records the lines."""
    counts: Counter[str] = Counter()
    for one in fed:
        counts[one.table] += len(one.keys) if template.table(one.table).shape == "record" else 1
    return dict(counts)


def fed_text(fed: Iterable[Fed], template: Template, lang: Lang) -> str:
    """One line; empty where nothing was laid out."""
    words = [
        (LINES if template.table(table).shape == "record" else ROWS)(lang, title=template.title_of(table)(lang), n=n)
        for table, n in fed_counts(fed, template).items()
    ]
    return LAID_OUT(lang, what=("、" if lang == "zh" else ", ").join(words)) if words else ""
