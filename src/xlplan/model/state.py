"""The state of a project, and what applies from which state on."""

from __future__ import annotations

ORDER = ("initiating", "planning", "executing", "closing", "closed")
"""Project states in the order in which rules and forms begin to apply."""


def applies(since: str, state: str | None) -> bool:
    """Whether what begins in one state applies in another.

    A paused or terminated project counts as executing, one without a state as planning.
    """
    now = "planning" if state is None else state if state in ORDER else "executing"
    return ORDER.index(now) >= ORDER.index(since)
