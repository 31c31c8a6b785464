"""The backward pass: how late everything may be, and how far it may slip without moving anything else.

Both are the same walk from the last node to the first (critical path method, Kelley & Walker 1959). Late boundaries
start from the project's end and pass on late boundaries; free float starts from the computed finish and passes on
early ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.scheduling.counts import DayCounts
from xlplan.scheduling.links import allowed
from xlplan.scheduling.network import Network
from xlplan.scheduling.reported import Early

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
    n, summary, parent, outgoing = network.size, network.summary, network.parent, network.outgoing
    early_start, early_finish, known, state = early.start, early.finish, early.known, early.state
    limit_finish, limit_start = [HIGH] * (2 * n), [HIGH] * (2 * n)
    # Where tasks stand as successors; for a beginning, the least start of the tasks that can still move.
    at_start, at_finish = [HIGH] * n, [HIGH] * n
    late = Late([HIGH] * n, [HIGH] * n)
    late_start, late_finish = late.start, late.finish
    least = deadlines or {}
    for node in reversed(order):
        i = node - n if node >= n else node
        if i == node and summary[i]:
            at_start[i] = min((at_start[c] for c in network.children[i]), default=HIGH)
            continue
        if not known[node]:
            continue
        finish, start = HIGH, HIGH
        if parent[i] >= 0:
            above = n + parent[i]
            finish = limit_finish[above]
            if early_start[node] == early_start[above]:
                start = limit_start[above]
        for arc in outgoing[i]:
            _, successor, from_finish, to_finish, link = arc
            limit = at_finish[successor] if to_finish else at_start[successor]
            if limit < HIGH:
                limit = allowed(counts, arc, limit, early.milestone[i]) if link.elapsed else limit - link.lag
                if from_finish:
                    if limit < finish:
                        finish = limit
                elif limit < start:
                    start = limit
        if i in least:
            finish = min(finish, least[i])
        if summary[i]:
            limit_finish[node], limit_start[node] = finish, start
            continue
        if finish > end:
            finish = end
        if state[i] == "finished":
            late_start[i], late_finish[i] = early_start[i], early_finish[i]
        elif state[i] == "started":
            late_start[i], late_finish[i] = early_start[i], finish
        else:
            length = early_finish[i] - early_start[i]
            if start + length < finish:
                finish = start + length
            late_finish[i] = finish
            late_start[i] = finish - length
            if deadlines is None:
                at_start[i], at_finish[i] = early_start[i], early_finish[i]
            else:
                at_start[i], at_finish[i] = finish - length, finish
    return late
