"""The look of a company: colours, font, logo. Colours that text can't be read on are refused."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.core.text import Text
from xlplan.forms.base import Party, Phase
from xlplan.template import findings as f
from xlplan.template.node import Node
from xlplan.template.picture import picture_size

KEYS = ("accent", "phases", "headers", "fills", "font", "logo")
ON_COLOUR, ON_FILL = 4.5, 6.0
"""Contrast of text that is read easily (WCAG 2): white on a colour; the grey of calculated values on a fill."""
LOGO_BYTES = 100 * 1024
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WHITE, _GREY = "#FFFFFF", "#595959"
_FONT = re.compile(r"[^\x00-\x1f\x7f\"'&<>;{}]{1,31}")
_DATA = re.compile(r"data:image/(?:png|jpeg);base64,(.*)", re.DOTALL)
_DARKER = Text("标题文字是白色，请用更深的颜色", "headers are white; choose a darker colour")
_LIGHTER = Text("单元格文字是深色，请用更浅的颜色", "cells have dark text; choose a lighter colour")
_NO_FILE = Text("找不到 {file}", "there is no file {file}")
_OUTSIDE = Text("{file} 不在模板所在的文件夹里", "{file} is not in the folder of the template")
_TOO_LARGE = Text("有 {size} KB", "it has {size} KB")
_NO_PICTURE = Text("不是完整的 PNG 或 JPEG", "it is neither a whole PNG nor a JPEG")
_FONT_WANTED = Text("字体名称，例如 微软雅黑", "the name of a font, such as Calibri")


@dataclass(frozen=True)
class Theme:
    """What replaces the built-in look; empty where nothing does. Colours are written ``#RRGGBB``."""

    accent: str = ""
    phases: Mapping[Phase, str] = field(default_factory=dict)
    headers: Mapping[Party, str] = field(default_factory=dict)
    fills: Mapping[Party, str] = field(default_factory=dict)
    font: str = ""
    logo: bytes = field(default=b"", repr=False)


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart: 1 not at all, 21 black and white (WCAG 2)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_theme(node: Node) -> Theme:
    """The ``theme`` part."""
    parts = node.known(KEYS)
    parties = {p.value: p for p in Party}
    phases = {p.value: p for p in Phase}
    accent = parts.get("accent")
    return Theme(
        accent=(accent and _colour(accent, _WHITE, ON_COLOUR, _DARKER)) or "",
        phases={phases[k]: c for k, c in _colours(parts.get("phases"), phases, _WHITE, ON_COLOUR, _DARKER).items()},
        headers={parties[k]: c for k, c in _colours(parts.get("headers"), parties, _WHITE, ON_COLOUR, _DARKER).items()},
        fills={parties[k]: c for k, c in _colours(parts.get("fills"), parties, _GREY, ON_FILL, _LIGHTER).items()},
        font=_font(parts.get("font")),
        logo=_logo(parts.get("logo")),
    )


def _colours(node: Node | None, keys: Mapping[str, object], text: str, least: float, advice: Text) -> dict[str, str]:
    if node is None:
        return {}
    found = {k: _colour(part, text, least, advice) for k, part in node.known(tuple(keys)).items()}
    return {k: colour for k, colour in found.items() if colour}


def _colour(node: Node, text: str, least: float, advice: Text) -> str:
    """A colour on which text of another colour can be read."""
    word = node.word()
    if word is None:
        return ""
    if not _COLOUR.fullmatch(word):
        node.say(f.COLOUR, value=word)
        return ""
    ratio = contrast(word, text)
    if ratio < least:
        node.say(f.CONTRAST, value=word, ratio=f"{ratio:.1f}", least=least, advice=advice)
        return ""
    return word.upper()


def _font(node: Node | None) -> str:
    word = node.word() if node else None
    if node is None or word is None:
        return ""
    if not _FONT.fullmatch(word):
        node.say(f.WRONG_VALUE, value=word, want=_FONT_WANTED)
        return ""
    return word


def _logo(node: Node | None) -> bytes:
    word = node.word() if node else None
    if node is None or word is None:
        return b""
    match = _DATA.fullmatch(word)
    if match is None:
        _refuse(node, _NO_FILE, file=word)
        return b""
    try:
        data = base64.b64decode(match[1], validate=True)
    except (binascii.Error, ValueError):
        data = b""
    return data if _is_logo(node, data) else b""


def _is_logo(node: Node, data: bytes) -> bool:
    if len(data) > LOGO_BYTES:
        _refuse(node, _TOO_LARGE, size=len(data) // 1024 + 1)
    elif picture_size(data) is None:
        _refuse(node, _NO_PICTURE)
    else:
        return True
    return False


def _refuse(node: Node, detail: Text, **params: object) -> None:
    said = {k: str(v).replace("{", "｛").replace("}", "｝")[:60] for k, v in params.items()}
    node.say(f.LOGO, detail=Text(detail("zh", **said), detail("en", **said)), limit=LOGO_BYTES // 1024)


def embedded(word: str, folder: Path, node: Node) -> str | None:
    """The picture beside a template as text that travels with it; None where it can't be used, which is said."""
    if _DATA.fullmatch(word):
        return word
    path = (folder / word).resolve()
    if not path.is_relative_to(folder.resolve()):
        _refuse(node, _OUTSIDE, file=word)
        return None
    try:
        with path.open("rb") as file:
            data = file.read(LOGO_BYTES + 1)
        size = path.stat().st_size
    except (OSError, ValueError):
        _refuse(node, _NO_FILE, file=word)
        return None
    if size > LOGO_BYTES:
        _refuse(node, _TOO_LARGE, size=size // 1024 + 1)
        return None
    if not _is_logo(node, data):
        return None
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64," + base64.b64encode(data).decode("ascii")
