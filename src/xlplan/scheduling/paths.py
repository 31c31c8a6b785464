"""Critical paths: chains of critical tasks, each driven by the one before."""

from __future__ import annotations

from collections.abc import Callable

from xlplan.scheduling.forward import ForwardPass
from xlplan.scheduling.network import Arc
from xlplan.scheduling.reported import Early


def _drivers(run: ForwardPass, early: Early, i: int) -> list[int]:
    """The tasks whose links hold a task where it is; for a summary as predecessor, the one that decides its date."""
    found = []
    pusher = early.pusher[i]
    arcs: list[Arc] = [*run.network.incoming[i], *([pusher] if pusher else [])]
    for arc in arcs:
        need = run.need(arc)
        if need is not None and need >= (early.finish[i] if arc.to_finish else early.start[i]):
            node = run.network.end(arc.predecessor)
            found.append((early.last if arc.from_finish else early.first)[node])
    return list(dict.fromkeys(found))


def critical_paths(run: ForwardPass, early: Early, critical: list[int]) -> list[list[int]]:
    """Chains that cover all critical tasks (given by position); linear in tasks plus links.

    The first one ends at the latest finish and goes back through drivers as far as they are critical. Each further
    chain starts from the latest task not covered yet and ends where it meets a former chain.
    """
    inside = set(critical)
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {i: [] for i in critical}
    for i in critical:
        before[i] = [p for p in _drivers(run, early, i) if p in inside] if early.state[i] != "started" else []
        for p in before[i]:
            after[p].append(i)
    covered: set[int] = set()
    chains = []
    for last in sorted(critical, key=lambda i: (-early.finish[i], -early.start[i], i)):
        if last in covered:
            continue
        back = _walk(last, before, covered, lambda p: early.start[p])
        ahead = _walk(last, after, covered, lambda s: -early.finish[s])
        chain = [*reversed(back), last, *ahead]
        covered.update(chain)
        chains.append(chain)
    return chains


def _walk(node: int, steps: dict[int, list[int]], covered: set[int], rank: Callable[[int], int]) -> list[int]:
    """From a task on, rather over tasks not covered yet, up to the first covered one."""
    path: list[int] = []
    while node not in covered and steps[node]:
        node = min(steps[node], key=lambda n: (n in covered, rank(n), n))
        path.append(node)
    return path
