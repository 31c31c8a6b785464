"""Columns that people added to tables, in plan documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xlplan.document.carried import SCHEMA as CELL
from xlplan.document.carried import dump_cell, read_cell
from xlplan.document.shape import MAPPING, WRONG_SHAPE, Shape
from xlplan.document.source import Path_
from xlplan.model.extras import ExtraColumn, extra_column, plain_header

EXTRA = ("table", "header", "cells", "said")
SCHEMA: dict[str, Any] = {
    "type": ["array", "null"],
    "items": {
        "type": "object",
        "properties": {
            "table": {"type": "string"},
            "header": {"type": "string"},
            "cells": {"type": "object", "additionalProperties": CELL},
            "said": {"type": "object", "additionalProperties": CELL},
        },
        "additionalProperties": False,
    },
}


def dump_extras(extras: Iterable[ExtraColumn]) -> list[dict[str, Any]]:
    """The columns as plain data."""
    return [
        {
            "table": x.table,
            "header": x.header,
            "cells": {i: dump_cell(cell) for i, cell in x.cells},
            **({"said": {i: dump_cell(cell) for i, cell in x.said}} if x.said else {}),
        }
        for x in extras
    ]


def read_extras(shape: Shape, data: Any) -> Iterator[ExtraColumn]:
    """The columns; InputError where their structure is another."""
    seen: set[tuple[str, str]] = set()
    for n, entry in enumerate(shape.sequence(data, ("extras",))):
        path: Path_ = ("extras", n)
        row = shape.mapping(entry, path, EXTRA)
        found = []
        for key in ("cells", "said"):
            given = row.get(key) or {}
            if not isinstance(given, dict):
                raise shape.error(WRONG_SHAPE, (*path, key), want=MAPPING)
            found.append({str(i): read_cell(shape, c, (*path, key, i)) for i, c in given.items()})
        table, header = str(row.get("table") or ""), plain_header(str(row.get("header") or "")) or "?"
        while (table, header) in seen:
            header += " "
        seen.add((table, header))
        yield extra_column(table, header, *found)
