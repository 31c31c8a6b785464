"""The history of a workbook in the plan document inside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlplan.document.shape import Shape
from xlplan.model.history import Event

TEXTS = ("when", "command")
NUMBERS = ("revision", "own", "applied", "identical", "conflicts", "rejected", "target")
_COUNTS = ("own", "applied", "identical", "conflicts", "rejected")


def dump_history(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Events as plain data; counts that are nothing are left out."""
    return [
        {
            "revision": e.revision,
            "when": e.when,
            "command": e.command,
            **({"files": list(e.files)} if e.files else {}),
            **{k: n for k in _COUNTS if (n := getattr(e, k))},
            **({"target": e.target} if e.target is not None else {}),
        }
        for e in events
    ]


def read_history(shape: Shape, data: Any) -> tuple[Event, ...]:
    """The events of a document. InputError where one is not in their shape."""
    found = []
    for n, entry in enumerate(shape.sequence(data, ("history",))):
        path = ("history", n)
        row = shape.mapping(entry, path, (*TEXTS, *NUMBERS, "files"))
        own, applied, identical, conflicts, rejected = (shape.whole(row.get(k), (*path, k), 0) for k in _COUNTS)
        target = shape.whole(row["target"], (*path, "target")) if row.get("target") is not None else None
        found.append(
            Event(
                shape.whole(row.get("revision"), (*path, "revision")),
                str(row.get("when") or ""),
                str(row.get("command") or ""),
                tuple(map(str, shape.sequence(row.get("files"), (*path, "files")))),
                own, applied, identical, conflicts, rejected, target,
            )
        )  # fmt: skip
    return tuple(found)
