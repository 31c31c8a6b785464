"""Markdown as the reference pages use it: headings, tables, words that must not be taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\|<>*_`\[\]])")


def plain(text: str) -> str:
    """Text that shows as it is, on one line, in a paragraph as in a table."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """A key or code as people type it."""
    return f"`{text}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; its cells are Markdown already."""
    return [_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows), ""]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell or " " for cell in cells) + " |"


def anchor(heading: str) -> str:
    """The fragment under which a heading of ours is found: lower case, blanks as hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")
