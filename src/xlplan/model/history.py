"""What happened to a master, in short: one event for each time it was written. It travels inside the workbook."""

from __future__ import annotations

from dataclasses import dataclass

KEPT = 200
"""So many events stay in a workbook; the journal beside it keeps all."""


@dataclass(frozen=True, slots=True)
class Event:
    """One writing of the master.

    ``when`` is ISO 8601 with seconds and the offset from UTC. ``own`` counts cells that the project manager changed in the
    workbook since it was written before; the other counts are the edits of returned files. ``target`` is the revision
    that an undo went back to.
    """

    revision: int
    when: str
    command: str
    files: tuple[str, ...] = ()
    own: int = 0
    applied: int = 0
    identical: int = 0
    conflicts: int = 0
    rejected: int = 0
    target: int | None = None
