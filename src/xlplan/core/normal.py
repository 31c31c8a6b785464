"""Text as people type it, brought to one form before it is compared or parsed."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_SPACES = re.compile(r"\s+")
SEPARATORS = re.compile(r"[;；,，、/\n\r|]+")
PLACEHOLDERS = frozenset({"-", "--", "—", "——", "/", "n/a", "na", "无", "待定", "tbd", "[日期]", "[date]", "..."})


def clean(text: str) -> str:
    """Half-width, without invisible characters, runs of white space as one blank, trimmed."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).translate(_INVISIBLE)).strip()


def tidy(text: str) -> str:
    """Text kept as typed but for invisible characters, line endings and surrounding white space."""
    return text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n").strip()


def key(text: str) -> str:
    """What two names are compared by: cleaned, without blanks, case folded."""
    return clean(text).replace(" ", "").casefold()


def split_list(text: str) -> list[str]:
    """The entries of a cell that takes several values, whatever separates them."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]
