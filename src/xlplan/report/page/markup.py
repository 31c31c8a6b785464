"""Markup in which a text cannot become markup: whatever is not :class:`Html` is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from xlplan.core.where import is_absolute

# HTML has no place for these: controls other than tab and line feed, halves of characters, noncharacters.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_VOID = frozenset(("input", "meta", "br"))


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def text(value: str) -> Html:
    """A text as markup that shows it, in an element or in quotes."""
    return value if isinstance(value, Html) else Html(escape(fit(value)))


def fit(value: str) -> str:
    """A text in which characters that HTML has no place for are replaced by visible ones."""
    return _UNFIT.sub(_visible, value)


def el(name: str, /, *content: str, **attributes: str | float | bool | None) -> Html:
    """An element. ``class_`` and ``data_code`` name the attributes ``class`` and ``data-code``.

    True is an attribute without a value; False and None are no attribute.
    """
    shown = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in _VOID:
        return Html(f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{''.join(map(text, content))}</{name}>")


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """Markup one after the other."""
    return Html(between.join(parts))


def data_block(id_: str, value: Any) -> Html:
    """A value for scripts of the page, as JSON that cannot end its element."""
    content = json.dumps(value, ensure_ascii=True, sort_keys=True).replace("<", "\\u003c")
    return Html(f'<script type="application/json" id="{id_}">{content}</script>')


def href(path: str) -> str:
    """A path as a link: relative ones stay so, and none can name a scheme or a host."""
    encoded = quote(path, safe="/", errors="replace")
    if not is_absolute(path):
        return encoded
    drive = re.match(r"([A-Za-z])%3A/", encoded)
    return f"file:///{drive[1]}:/{encoded[drive.end() :]}" if drive else "file:///" + encoded.lstrip("/")


def _attribute(key: str, value: str | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{text(str(value))}"'


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
