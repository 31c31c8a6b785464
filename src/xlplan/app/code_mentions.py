"""Where texts mention WBS codes: nobody but people can tell whether they mean the task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xlplan.app.renumber_findings import CODE_IN_TEXT
from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.text import LongText, TextKind
from xlplan.forms.base import Table
from xlplan.model.order import ordered
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template

_UNIT = r"(?!\s*(?:[%％‰万亿元天周月年日个人台套件倍时分秒米吨]|[a-zA-Z]))"
# A number alone may be anything; with such a word before it, it is a code.
_WORD = r"(?:任务|编码|编号|工作包|阶段|WBS|[Tt]asks?|[Cc]odes?|[Pp]hases?)[\s:：#“”\"]*"
_SHOWN = 30


def code_mentions(plan: Plan, template: Template, changed: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each text that mentions a code which changes; ``changed`` maps old codes to new ones.

    Looked at are texts of all forms, cells that could not be read, notes of baselines, and sheets that people added.
    """
    pattern = _pattern(changed)
    if pattern is None:
        return
    for place, text in _texts(plan, template):
        for old in dict.fromkeys(m[0] or m[1] for m in pattern.findall(text)):
            if old in changed:
                params = {"old": old, "new": changed[old], "text": _around(text, old)}
                yield Finding(CODE_IN_TEXT, place, params, text)


def _pattern(codes: Iterable[str]) -> re.Pattern[str] | None:
    listed = sorted(codes, key=len, reverse=True)
    dotted = "|".join(re.escape(c) for c in listed if "." in c)
    single = "|".join(re.escape(c) for c in listed if "." not in c)
    parts = [
        rf"(?<![\w.])({dotted})(?![\w.]*\d){_UNIT}" if dotted else "()(?!)",
        rf"{_WORD}({single})(?!\.?\d){_UNIT}" if single else "()(?!)",
    ]
    return re.compile("|".join(parts)) if listed else None


def _texts(plan: Plan, template: Template) -> Iterator[tuple[Place, str]]:
    for _, table in template.tables():
        keys = [c.key for c in table.inputs if isinstance(c.kind, (TextKind, LongText))]
        for row_id in _ids(plan, table):
            row = plan.rows(table.key)[row_id]
            for key in keys:
                if isinstance(text := row.cell(key), str):
                    yield Place(form=table.key, row_id=row_id, field=key), text
    for (table_key, row_id, key), text in sorted(plan.unread.items()):
        yield Place(form=table_key, row_id=row_id, field=key), text
    for baseline in plan.baselines:
        if baseline.note:
            yield Place(form="baselines", row_id=str(baseline.number), field="note"), baseline.note
    for sheet in plan.carried:
        for text in (cell for line in sheet.rows for cell in line if isinstance(cell, str)):
            yield Place(sheet=sheet.name), text


def _ids(plan: Plan, table: Table) -> list[str]:
    """All rows in their order; of a table of rounds the earlier ones, too, which are history and stay as they are."""
    listed = ordered(plan, table.key)
    return [*listed, *(i for i in plan.rows(table.key) if i not in set(listed))]


def _around(text: str, code: str) -> str:
    """The text about a mention, on one line."""
    at = max(text.find(code), 0)
    first, last = max(at - _SHOWN, 0), at + len(code) + _SHOWN
    return ("…" if first else "") + " ".join(text[first:last].split()) + ("…" if last < len(text) else "")
