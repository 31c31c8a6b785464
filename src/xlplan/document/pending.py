"""Open and taken decisions in plan documents. Values stand as in the base of a file: ids and keys, not words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xlplan.document.shape import WRONG_VALUE, Shape
from xlplan.document.source import Path_
from xlplan.model.pending import Claim, Decision, Pending, Pick

YES = "yes"
"""How yes and no stand among values: alone they would be words in YAML."""
CLAIM = ("file", "sha256", "department", "base", "value", "outcome", "reason", "revision", "modified_by", "place")
PENDING = ("table", "row", "field", "label", "present", "new_row", "picked", "own", "claims")
DECISION = ("table", "row", "field", "pick", "value", "former", "revision", "against")


def dump_pending(pending: Iterable[Pending]) -> list[dict[str, Any]]:
    """Cells that wait, as plain data."""
    return [
        lean({"table": p.table, "row": p.row_id, "field": p.key, "label": p.label, "present": p.present})
        | ({"new_row": True} if p.new_row else {})
        | lean({"picked": p.picked, "own": p.own})
        | {"claims": [_claim(c) for c in p.claims]}
        for p in pending
    ]


def dump_decisions(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Decisions as plain data."""
    return [
        lean({"table": d.table, "row": d.row_id, "field": d.key, "pick": d.pick.value})
        | lean({"value": d.value, "former": d.former})
        | {"revision": d.revision, "against": [_claim(c) for c in d.against]}
        for d in decisions
    ]


def _claim(claim: Claim) -> dict[str, Any]:
    return lean({key: getattr(claim, key) for key in CLAIM})


def lean(data: dict[str, Any]) -> dict[str, Any]:
    """What there is of an entry: nothing is written for what is blank."""
    return {k: {YES: v} if isinstance(v, bool) else v for k, v in data.items() if v is not None and v != ""}


def read_pending(shape: Shape, data: Any) -> Iterator[Pending]:
    """The cells that wait; InputError where their structure is another."""
    for n, entry in enumerate(shape.sequence(data, ("pending",))):
        path = ("pending", n)
        row = shape.mapping(entry, path, PENDING)
        table, row_id, key = (needed(shape, row, path, k) for k in PENDING[:3])
        claims = tuple(_claims(shape, row.get("claims"), (*path, "claims")))
        present = frozen_value(shape, row.get("present"), (*path, "present"))
        label, picked, own = (str(row.get(k) or "") for k in ("label", "picked", "own"))
        yield Pending(table, row_id, key, label, present, claims, bool(row.get("new_row")), picked, own)


def read_decisions(shape: Shape, data: Any) -> Iterator[Decision]:
    """What was decided; InputError where the structure is another."""
    for n, entry in enumerate(shape.sequence(data, ("decisions",))):
        path = ("decisions", n)
        row = shape.mapping(entry, path, DECISION)
        table, row_id, key = (needed(shape, row, path, k) for k in DECISION[:3])
        pick = str(row.get("pick"))
        if pick not in list(Pick):
            raise shape.error(WRONG_VALUE, (*path, "pick"), value=pick)
        value, former = (frozen_value(shape, row.get(k), (*path, k)) for k in ("value", "former"))
        revision = shape.whole(row.get("revision"), (*path, "revision"))
        against = tuple(_claims(shape, row.get("against"), (*path, "against")))
        yield Decision(table, row_id, key, Pick(pick), value, revision, against, former)


def _claims(shape: Shape, data: Any, path: Path_) -> Iterator[Claim]:
    for n, entry in enumerate(shape.sequence(data, path)):
        at = (*path, n)
        row = shape.mapping(entry, at, CLAIM)
        yield Claim(
            str(row.get("file") or ""),
            str(row.get("sha256") or ""),
            str(row["department"]) if row.get("department") else None,
            frozen_value(shape, row.get("base"), (*at, "base")),
            frozen_value(shape, row.get("value"), (*at, "value")),
            needed(shape, row, at, "outcome"),
            str(row.get("reason") or ""),
            shape.whole(row.get("revision"), (*at, "revision"), 0),
            str(row.get("modified_by") or ""),
            str(row.get("place") or ""),
        )


def needed(shape: Shape, row: Any, path: Path_, key: str) -> str:
    """A text of an entry that can't be without it."""
    if not row.get(key):
        raise shape.error(WRONG_VALUE, (*path, key), value=row.get(key))
    return str(row[key])


def frozen_value(shape: Shape, data: Any, path: Path_) -> Any:
    """A frozen value: text, yes or no, a list, a raw text; anything else was not written by this program."""
    if data is None or isinstance(data, str):
        return data
    if isinstance(data, list):
        return [_link(shape, x, path) if isinstance(x, list) else x for x in data]
    if isinstance(data, dict) and set(data) == {"unread"}:
        return data
    if isinstance(data, dict) and set(data) == {YES}:
        return str(data[YES]).casefold() == "true"
    raise shape.error(WRONG_VALUE, path, value=data)


def _link(shape: Shape, data: list[Any], path: Path_) -> list[Any]:
    """A frozen link: the one value that holds a number, and yes or no; documents may give both as text."""
    if len(data) != 4:
        raise shape.error(WRONG_VALUE, path, value=data)
    task, type_, lag, elapsed = data
    return [task, type_, shape.whole(lag, path), str(elapsed).casefold() == "true"]
