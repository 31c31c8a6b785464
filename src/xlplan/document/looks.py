"""How people arranged a workbook, in plan documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xlplan.document.shape import Shape
from xlplan.document.source import Path_
from xlplan.model.looks import LookNote, SheetLook, look_of

NOTE = ("row", "column", "cell", "author", "text")
LOOK = ("table", "sheet", "widths", "hidden_columns", "hidden_rows", "notes")
_TEXT = {"type": "string"}
SCHEMA: dict[str, Any] = {
    "type": ["array", "null"],
    "items": {
        "type": "object",
        "properties": {
            "table": _TEXT,
            "sheet": _TEXT,
            "widths": {"type": "object", "additionalProperties": {"type": ["integer", "string"]}},
            "hidden_columns": {"type": "array", "items": _TEXT},
            "hidden_rows": {"type": "array", "items": _TEXT},
            "notes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": dict.fromkeys(NOTE, _TEXT),
                    "additionalProperties": False,
                },
            },
        },
        "additionalProperties": False,
    },
}


def dump_looks(looks: Iterable[SheetLook]) -> list[dict[str, Any]]:
    """The looks as plain data."""
    return [
        {
            **({"table": one.table} if one.table else {"sheet": one.sheet}),
            **({"widths": dict(one.widths)} if one.widths else {}),
            **({"hidden_columns": list(one.hidden_columns)} if one.hidden_columns else {}),
            **({"hidden_rows": list(one.hidden_rows)} if one.hidden_rows else {}),
            **({"notes": [_note(n) for n in one.notes]} if one.notes else {}),
        }
        for one in looks
    ]


def _note(note: LookNote) -> dict[str, str]:
    return {key: value for key in NOTE if (value := getattr(note, key))}


def read_looks(shape: Shape, data: Any) -> Iterator[SheetLook]:
    """The looks; InputError where their structure is another."""
    for n, entry in enumerate(shape.sequence(data, ("looks",))):
        path: Path_ = ("looks", n)
        row = shape.mapping(entry, path, LOOK)
        widths = row.get("widths") or {}
        widths = shape.mapping(widths, (*path, "widths"), tuple(widths) if isinstance(widths, dict) else ())
        found = {}
        for i, one in enumerate(shape.sequence(row.get("notes"), (*path, "notes"))):
            given = shape.mapping(one, (*path, "notes", i), NOTE)
            note = LookNote(*(str(given.get(key) or "") for key in NOTE))
            found[note.at] = note
        yield look_of(
            str(row.get("table") or ""),
            str(row.get("sheet") or ""),
            {str(k): min(max(shape.whole(v, (*path, "widths", k)), 1), 1790) for k, v in widths.items()},
            {str(x) for x in shape.sequence(row.get("hidden_columns"), (*path, "hidden_columns"))},
            {str(x) for x in shape.sequence(row.get("hidden_rows"), (*path, "hidden_rows"))},
            found,
        )
