"""Accepted findings in plan documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xlplan.core.finding import Acceptance, Severity
from xlplan.document.pending import frozen_value, lean, needed
from xlplan.document.shape import WRONG_VALUE, Shape
from xlplan.model.accepted import Accepted

TEXTS = ("code", "table", "row", "field", "severity", "label", "said", "reason", "by", "on", "until")
KEYS = (*TEXTS, "present")


def dump_accepted(accepted: Iterable[Accepted]) -> list[dict[str, Any]]:
    """Accepted findings as plain data."""
    return [
        lean({"code": a.code, "table": a.table, "row": a.row_id, "field": a.key, "severity": a.severity})
        | lean({"present": a.present, "label": a.label, "said": a.said})
        | lean({"reason": a.acceptance.reason, "by": a.acceptance.by, "on": a.acceptance.on.isoformat()})
        | ({"until": a.acceptance.until.isoformat()} if a.acceptance.until else {})
        for a in accepted
    ]


def read_accepted(shape: Shape, data: Any) -> Iterator[Accepted]:
    """What was accepted; InputError where the structure is another."""
    for n, entry in enumerate(shape.sequence(data, ("accepted",))):
        path = ("accepted", n)
        row = shape.mapping(entry, path, KEYS)
        severity = str(row.get("severity"))
        if severity not in list(Severity):
            raise shape.error(WRONG_VALUE, (*path, "severity"), value=severity)
        until = shape.date(row["until"], (*path, "until")) if row.get("until") else None
        acceptance = Acceptance(
            needed(shape, row, path, "reason"),
            str(row.get("by") or ""),
            shape.date(row.get("on"), (*path, "on")),
            until,
        )
        yield Accepted(
            needed(shape, row, path, "code"),
            needed(shape, row, path, "table"),
            str(row.get("row") or ""),
            str(row.get("field") or ""),
            severity,
            frozen_value(shape, row.get("present"), (*path, "present")),
            str(row.get("label") or ""),
            str(row.get("said") or ""),
            acceptance,
        )
