"""Cycles of a network: what waits for itself, in order."""

from __future__ import annotations

from collections.abc import Iterable

from xlplan.scheduling.activity import Cycle
from xlplan.scheduling.network import Network


def find_cycles(network: Network, nodes: Iterable[int]) -> list[Cycle]:
    """The cycles among ``nodes`` (those that no order could be found for), one for each knot of activities.

    Knots are strongly connected components (Tarjan 1972), found without recursion. Linear in nodes plus links.
    """
    rest = sorted(set(nodes))
    found = [_cycle(network, part) for part in _components(network, rest)]
    position = network.index
    return sorted(found, key=lambda cycle: position[cycle.members[0]])


def _components(network: Network, nodes: list[int]) -> list[list[int]]:
    """The strongly connected components that hold a circle."""
    allowed = set(nodes)
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    waiting: set[int] = set()
    found: list[list[int]] = []
    for root in nodes:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting.add(root)
        work = [(root, iter(network.after(root)))]
        while work:
            node, later = work[-1]
            for following in later:
                if following not in allowed:
                    continue
                if following not in number:
                    number[following] = low[following] = len(number)
                    stack.append(following)
                    waiting.add(following)
                    work.append((following, iter(network.after(following))))
                    break
                if following in waiting:
                    low[node] = min(low[node], number[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    part: list[int] = []
                    while not part or part[-1] != node:
                        part.append(stack.pop())
                        waiting.discard(part[-1])
                    if len(part) > 1 or node in network.after(node):
                        found.append(part)
    return found


def _cycle(network: Network, part: list[int]) -> Cycle:
    members = sorted({node % network.size for node in part})
    path = _circle(network, min(part), set(part))
    # A summary may be met twice, where it begins and where it ends: its end says more.
    ends = {node - network.size for node in path if node >= network.size}
    kept = [node % network.size for node in path if node >= network.size or node not in ends]
    names = [a.id for a in network.activities]
    return Cycle(tuple(names[i] for i in kept), tuple(names[i] for i in members))


def _circle(network: Network, first: int, allowed: set[int]) -> list[int]:
    """A shortest circle through a node of a component."""
    came: dict[int, int] = {}
    queue = [first]
    for node in queue:
        for later in network.after(node):
            if later == first:
                path = [node]
                while path[-1] != first:
                    path.append(came[path[-1]])
                return path[::-1]
            if later in allowed and later not in came:
                came[later] = node
                queue.append(later)
    return queue
