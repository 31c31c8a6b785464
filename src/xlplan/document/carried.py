"""Sheets that people added, in plan documents: text stands as text, everything else says what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xlplan.core.raw import RawCell, RawValue
from xlplan.document.shape import MAPPING, WRONG_SHAPE, WRONG_VALUE, Shape
from xlplan.document.source import Path_
from xlplan.model.carried import CarriedCell, CarriedSheet, carried

CELL = ("formula", "text", "number", "percent", "bool", "date", "time", "duration", "error")
"""What a cell that is no plain text may say of itself; ``duration`` is in seconds."""
ORIGIN = ("department", "source", "digest")
_BOOL = {"yes": True, "no": False}
SCHEMA: dict[str, Any] = {
    "type": ["string", "null", "object", "number"],
    "properties": {
        **{key: {"type": "string"} for key in ("formula", "text", "date", "time", "error")},
        **{key: {"type": ["number", "string"]} for key in ("number", "duration")},
        **{key: {"enum": list(_BOOL)} for key in ("percent", "bool")},
    },
    "additionalProperties": False,
}


def dump_sheets(sheets: Iterable[CarriedSheet]) -> list[dict[str, Any]]:
    """The sheets as plain data."""
    return [
        {"name": s.name, "rows": [[dump_cell(c) for c in row] for row in s.rows]}
        | {key: value for key in ORIGIN if (value := getattr(s, key))}
        for s in sheets
    ]


def dump_cell(cell: CarriedCell) -> Any:
    """A cell as plain data."""
    if not isinstance(cell, RawCell):
        return cell
    data: dict[str, Any] = {} if cell.formula is None else {"formula": cell.formula}
    if cell.error is not None:
        return {**data, "error": cell.error}
    data.update(_value(cell.value))
    return {**data, "percent": "yes"} if cell.percent else data


def _value(value: RawValue) -> dict[str, Any]:
    match value:
        case None:
            return {}
        case bool():
            return {"bool": "yes" if value else "no"}
        case int() | float():
            return {"number": int(value) if float(value).is_integer() and abs(value) < 2**53 else value}
        case dt.date():
            return {"date": value.isoformat()}
        case dt.time():
            return {"time": value.isoformat()}
        case dt.timedelta():
            return {"duration": value.total_seconds()}
        case _:
            return {"text": value}


def read_sheets(shape: Shape, data: Any) -> Iterator[CarriedSheet]:
    """The sheets; InputError where their structure is another."""
    for n, entry in enumerate(shape.sequence(data, ("carried",))):
        path: Path_ = ("carried", n)
        row = shape.mapping(entry, path, ("name", "rows", *ORIGIN))
        rows = []
        for r, cells in enumerate(shape.sequence(row.get("rows"), path)):
            at = (*path, "rows", r)
            listed = cells if isinstance(cells, list) else [cells]
            rows.append(tuple(read_cell(shape, c, (*at, i)) for i, c in enumerate(listed)))
        yield CarriedSheet(str(row.get("name")), tuple(rows), *(str(row.get(k) or "") for k in ORIGIN))


def read_cell(shape: Shape, data: Any, path: Path_) -> CarriedCell:
    """A cell; InputError where it says something else of itself than it may."""
    if data is None or isinstance(data, str):
        return data
    if not isinstance(data, dict):
        raise shape.error(WRONG_SHAPE, path, want=MAPPING)
    cell = shape.mapping(data, path, CELL)
    try:
        return _cell(cell)
    except (ValueError, KeyError, OverflowError):
        raise shape.error(WRONG_VALUE, path, value=data) from None


def _cell(cell: Mapping[str, Any]) -> CarriedCell:
    value: RawValue = None
    if "number" in cell:
        value = float(cell["number"])
        if not abs(value) <= 1.7976931348623157e308:
            raise ValueError
    elif "bool" in cell:
        value = _BOOL[cell["bool"]]
    elif "date" in cell:
        text = str(cell["date"])
        value = dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)
    elif "time" in cell:
        value = dt.time.fromisoformat(str(cell["time"]))
    elif "duration" in cell:
        value = dt.timedelta(seconds=float(cell["duration"]))
    elif "text" in cell:
        value = str(cell["text"])
    formula, error = (None if cell.get(k) is None else str(cell[k]) for k in ("formula", "error"))
    return carried(RawCell(value, error, formula, percent=_BOOL[cell.get("percent") or "no"]))
