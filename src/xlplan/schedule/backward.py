"""The backward pass: how late everything may be, and how far it may slip without moving anything else.

Both are the same walk from the last node to the first (critical path method, Kelley & Walker 1959). Late boundaries
start from the project's end and pass on late boundaries; free float starts from the computed finish and passes on
early ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.schedule.counts import DayCounts
from xlplan.schedule.links import allowed
from xlplan.schedule.network import Network
from xlplan.schedule.reported import Early

HIGH = 1 << 62


@dataclass
class Late:
    """The latest boundaries of each task, by position; those of summaries are rolled up by who needs them."""

    start: list[int]
    finish: list[int]


def backward(
    network: Network,
    counts: DayCounts,
    order: list[int],
    early: Early,
    end: int,
    deadlines: dict[int, int] | None = None,
) -> Late:
    """The latest boundaries of tasks that keep ``end`` and all links.

    With ``deadlines`` (boundaries by position) these are late boundaries: successors stand at their latest. Without,
    successors stay where they are, and the distance to the early finish is free float.

    A summary's deadline and what its successors allow its finish hold for every task in it; what they allow its start
    holds for the tasks that start first. A started task has only its finish to move; it and a finished one put no
    limit on predecessors, for which they did not wait.
    """
    n = network.size
    limit_finish, limit_start = [HIGH] * (2 * n), [HIGH] * (2 * n)
    # Where tasks stand as successors; for a beginning, the least start of the tasks that can still move.
    at_start, at_finish = [HIGH] * n, [HIGH] * n
    late = Late([HIGH] * n, [HIGH] * n)
    for node in reversed(order):
        i = node % n
        if node < n and network.summary[i]:
            at_start[i] = min((at_start[c] for c in network.children[i]), default=HIGH)
            continue
        if not early.known[node]:
            continue
        finish, start = HIGH, HIGH
        if network.parent[i] >= 0:
            above = n + network.parent[i]
            finish = limit_finish[above]
            if early.start[node] == early.start[above]:
                start = limit_start[above]
        for arc in network.outgoing[i]:
            bound = (at_finish if arc.to_finish else at_start)[arc.successor]
            if bound < HIGH:
                limit = allowed(counts, arc, bound, early.milestone[i])
                if arc.from_finish:
                    finish = min(finish, limit)
                else:
                    start = min(start, limit)
        if deadlines is not None and i in deadlines:
            finish = min(finish, deadlines[i])
        limit_finish[node], limit_start[node] = finish, start
        if node < n:
            _place(i, early, late, min(finish, end), start)
            if early.state[i] in ("planned", "manual"):
                source = early if deadlines is None else late
                at_start[i], at_finish[i] = source.start[i], source.finish[i]
    return late


def _place(i: int, early: Early, late: Late, finish: int, start: int) -> None:
    if early.state[i] == "finished":
        late.start[i], late.finish[i] = early.start[i], early.finish[i]
    elif early.state[i] == "started":
        late.start[i], late.finish[i] = early.start[i], finish
    else:
        length = early.finish[i] - early.start[i]
        late.finish[i] = min(finish, start + length)
        late.start[i] = late.finish[i] - length
