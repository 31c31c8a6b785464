"""A template's theme on the built-in look: which colour and font stand for which."""

from __future__ import annotations

from typing import Any

from xlplan.excel.look import ACCENT, BODY, FILL, HEADER, TAB, TINT
from xlplan.forms.base import Phase
from xlplan.template.theme import Theme

_FONT = "font_name"
_LIGHT = 0.92
"""How far the colour of summary rows is from the accent on the way to white."""


class Themed:
    """Translates the look's colours and font to a theme's. Colours of states keep their meaning and stay."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._colours: dict[str, str] = {}
        if theme.accent:
            self._colours |= {ACCENT: theme.accent, TINT: lightened(theme.accent, _LIGHT)}
        self._colours |= {HEADER[party]: colour for party, colour in theme.headers.items()}
        self._colours |= {FILL[party]: colour for party, colour in theme.fills.items()}

    @property
    def font(self) -> str:
        return self.theme.font or str(BODY[_FONT])

    def tab(self, phase: Phase) -> str:
        """The colour of a sheet's tab."""
        return self.theme.phases.get(phase) or (self.theme.accent if phase is Phase.GENERAL else "") or TAB[phase]

    def style(self, properties: dict[str, Any]) -> dict[str, Any]:
        """The properties of a cell's format as the theme has them."""
        if not self._colours and not self.theme.font:
            return properties
        found = {k: self._colours.get(v, v) if isinstance(v, str) else v for k, v in properties.items()}
        if _FONT in found:
            found[_FONT] = self.font
        return found


def lightened(colour: str, share: float) -> str:
    """A colour on the way to white."""
    parts = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (255 - p) * share):02X}" for p in parts)
