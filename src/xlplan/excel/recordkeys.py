"""How a paper form says where its inputs stand: marks above the columns of the grid, keys beside the lines.

Both are hidden and move with what people insert. ``@2`` above a column names the second of the four columns of the grid;
``|name||code`` beside a line says that its second cell holds the name and its fourth the code. Files of the formats 1
and 2 have one key a line, without a stroke; their values stand under a heading.
"""

from __future__ import annotations

from collections.abc import Mapping

SLOTS = (1, 2, 3, 4)
LABEL, WIDE, SECOND, NARROW = SLOTS
_MARK, _STROKE = "@", "|"


def slot_mark(slot: int) -> str:
    """The mark above a column of the grid."""
    return f"{_MARK}{slot}"


def marked_slot(text: str) -> int | None:
    """The column of the grid that a mark names; None for any other text."""
    number = text.strip().removeprefix(_MARK)
    return int(number) if text.strip() != number and number in map(str, SLOTS) else None


def line_text(keys: Mapping[int, str]) -> str:
    """The text beside a line, from keys by slot; empty where it holds no input."""
    return _STROKE.join(keys.get(slot, "") for slot in SLOTS).rstrip(_STROKE)


def line_keys(text: str) -> dict[int, str]:
    """Keys by slot of the text beside a line; none for a text of an earlier format."""
    if _STROKE not in text:
        return {}
    return {slot: key for slot, bit in zip(SLOTS, text.split(_STROKE), strict=False) if (key := bit.strip())}
