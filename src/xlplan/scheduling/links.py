"""What a link demands and allows, on boundaries (precedence diagramming: Fondahl 1961, IBM 1964).

A boundary counts the working days gone by before a start or at a finish. Lag in working days is added to it; lag in
calendar days runs over dates: from the evening of a finish, or of the day before a start.
"""

from __future__ import annotations

from xlplan.scheduling.counts import DayCounts
from xlplan.scheduling.network import Arc


def demanded(counts: DayCounts, arc: Arc, start: int, finish: int, milestone: bool) -> int:
    """The least boundary of the successor, its start or its finish as ``arc.to_finish`` says.

    ``start``, ``finish`` and ``milestone`` describe the predecessor.
    """
    base, lag = finish if arc.from_finish else start, arc.link.lag
    if not arc.link.elapsed or not lag:
        return base + lag
    if arc.from_finish or milestone:
        return counts.count(counts.day(base) + lag)
    return counts.count(counts.day(base + 1) - 1 + lag)


def allowed(counts: DayCounts, arc: Arc, bound: int, milestone: bool) -> int:
    """The inverse: the greatest boundary of the predecessor, its finish or its start as ``arc.from_finish`` says.

    ``bound`` is the successor's boundary, ``milestone`` describes the predecessor.
    """
    lag = arc.link.lag
    if not arc.link.elapsed or not lag:
        return bound - lag
    if arc.from_finish or milestone:
        return counts.count(counts.day(bound + 1) - lag - 1)
    return counts.count(counts.day(bound + 1) - lag) - 1
