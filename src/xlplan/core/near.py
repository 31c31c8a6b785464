"""The question whether something else was meant, at the end of a sentence about what there is not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from xlplan.core.text import Text


def meant(close: str) -> Text:
    """Whether this was meant; nothing for an empty text."""
    return Text(f"，是否“{close}”？", f"; did you mean “{close}”?") if close else Text("", "")


def nearest(word: str, known: Iterable[str]) -> Text:
    """Whether the nearest of what is known was meant; nothing where nothing is like it. Case does not count."""
    spelt = {k.casefold(): k for k in known}
    close = difflib.get_close_matches(word.casefold(), spelt, n=1)
    return meant(spelt[close[0]] if close else "")
