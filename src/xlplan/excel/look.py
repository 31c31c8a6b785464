"""Colours and cell styles. One accent, neutral greys, and colour that always means something."""

from __future__ import annotations

from typing import Any

from xlplan.core.kinds.base import Kind
from xlplan.forms.base import Party, Phase

ACCENT = "#1F4E79"
TINT = "#EAF0F7"
"""The accent made light: summary rows."""
RULE = "#D9D9D9"
GREY_TEXT = "#595959"
INK = "#262626"
PAPER = "#FFFFFF"
FILL = {Party.PM: "#FFF8E1", Party.DEPARTMENT: "#E8F3EC", Party.COMPUTED: "#F3F4F6"}
HEADER = {Party.PM: "#8A6D1A", Party.DEPARTMENT: "#2F6B4A", Party.COMPUTED: "#6B7280"}
CONTEXT = "#F3F4F6"
TAB = {
    Phase.GENERAL: "#1F4E79",
    Phase.INITIATION: "#8A6D1A",
    Phase.PLANNING: "#2E75B6",
    Phase.CONTROL: "#2F6B4A",
    Phase.CLOSING: "#6F42C1",
}
DONE, PLANNED, CRITICAL, LATE = "#2E75B6", "#9DC3E6", "#D55E00", "#B00020"
MILESTONE, BASELINE, NON_WORKING, TODAY, SUMMARY = "#6F42C1", "#262626", "#EFEFEF", "#E69F00", "#44546A"
FLOAT, SUMMARY_REST, HAIRLINE, FADED = "#DCE9F5", "#ADB9CA", "#EDEDED", "#BFBFBF"
HIGH, MEDIUM, LOW = "#F4B6B0", "#FCE4B8", "#E2EFDA"
WRONG, WRONG_EDGE, DOUBTFUL, DOUBTFUL_EDGE = "#FBD9D5", "#C0392B", "#FFEBC2", "#B7791F"
"""A wrong cell in a file that goes back to be corrected, and one to look at again."""
TONES: dict[str, dict[str, Any]] = {
    "late": {"font_color": LATE, "bold": True},
    "warning": {"font_color": "#7F6000", "bg_color": MEDIUM, "bold": True},
    "done": {"font_color": DONE, "bold": True},
    "high": {"bg_color": HIGH, "bold": True},
    "medium": {"bg_color": MEDIUM},
    "low": {"bg_color": LOW},
}
"""Looks that make choices stand out, by the names that forms give them."""
BODY: dict[str, Any] = {"font_name": "微软雅黑", "font_size": 10, "font_charset": 134, "valign": "vcenter"}
FIRST_LINE = 20.25
LINE = 15.0


def body(**more: Any) -> dict[str, Any]:
    """Body text."""
    return {**BODY, **more}


def header(party: Party) -> dict[str, Any]:
    """A column header, coloured by who fills the column."""
    return body(
        bold=True,
        font_color="#FFFFFF",
        bg_color=HEADER[party],
        align="center",
        text_wrap=True,
        border=1,
        border_color=PAPER,
    )


def cell(kind: Kind, fill: str, **more: Any) -> dict[str, Any]:
    """A data cell of a kind on a fill colour."""
    spec = kind.spec()
    style = body(
        num_format=spec.number_format,
        align=spec.align,
        text_wrap=spec.wrap,
        bg_color=fill,
        border=1,
        border_color=RULE,
    )
    style.update(more)
    if style["align"] == "left":
        style["indent"] = 1
    return style


TITLE = body(font_size=16, bold=True, font_color=ACCENT)
SUBTITLE = body(font_color=GREY_TEXT)
HINT = body(font_color=GREY_TEXT, italic=False)
LINK = body(font_color="#0563C1", underline=1)
