"""Text as people type it, brought to one form before it is compared or parsed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CONTROLS = [*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)]
_MARKS = "\u00ad\u180e\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_INVISIBLE = dict.fromkeys(map(ord, _MARKS), None)
"""Zero-width characters and marks of writing direction."""
_HIDDEN = {**_INVISIBLE, **dict.fromkeys(_CONTROLS)}
"""These, and control characters that are no white space: workbooks keep those in texts, but nobody sees them."""
_JOINER = "\u200d"
_PICTURE = r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]"
# Between two pictures the joiner makes one of them, such as a family; elsewhere it shows nothing.
_LOOSE_JOINER = re.compile(f"(?<!{_PICTURE}){_JOINER}|{_JOINER}(?!{_PICTURE})")
_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_ODD = frozenset({"<super>", "<sub>", "<fraction>", "<circle>", "<square>"})
SEPARATORS = re.compile(r"[;；,，、/\n\r|]+")


def clean(text: str) -> str:
    """Half-width, without invisible characters, runs of white space as one blank, trimmed."""
    shown = text.translate(_HIDDEN).replace(_JOINER, "")
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", shown)).strip()


def tidy(text: str) -> str:
    """Text kept as typed but for invisible characters, line endings and surrounding white space."""
    return _BREAKS.sub("\n", _LOOSE_JOINER.sub("", text.translate(_INVISIBLE))).strip()


def key(text: str) -> str:
    """What two names are compared by: cleaned, without blanks, case folded."""
    return _known_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    return clean(text).replace(" ", "").casefold()


# The copies of a project say the same names and headers again and again; long texts are no names and not kept.
_SHORT = 80
_known_key = lru_cache(maxsize=1 << 15)(_key)


def split_list(text: str) -> list[str]:
    """The entries of a cell that takes several values, whatever separates them."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def is_odd(text: str) -> bool:
    """Whether half-width letters would say something else: 10² would become 102, ½ would become 1⁄2, ⑫ 12."""
    return any(_is_odd(c) for c in text if not c.isascii())


def _is_odd(char: str) -> bool:
    tag, *parts = unicodedata.decomposition(char).split(" ")
    return tag in _ODD or (tag == "<compat>" and any(0x30 <= int(p, 16) <= 0x39 for p in parts))


def utf16_length(text: str) -> int:
    """Characters as spreadsheet programs count them."""
    return len(text) + sum(c > "\uffff" for c in text)
