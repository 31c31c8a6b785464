"""Circles in a directed graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Edges = Mapping[str, Sequence[str]]


def circles(edges: Edges) -> list[list[str]]:
    """The nodes of each strongly connected part of several nodes, all in the order of ``edges``."""
    low: dict[str, int] = {}
    number: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []
    done: set[str] = set()
    for root in edges:
        if root in number:
            continue
        work = [(root, iter(edges[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while work:
            node, rest = work[-1]
            for after in rest:
                if after not in number:
                    number[after] = low[after] = len(number)
                    stack.append(after)
                    work.append((after, iter(edges.get(after, ()))))
                    break
                if after not in done:
                    low[node] = min(low[node], number[after])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    at = stack.index(node)
                    done.update(stack[at:])
                    if len(stack) - at > 1:
                        found.append(set(stack[at:]))
                    del stack[at:]
    position = {node: n for n, node in enumerate(edges)}
    parts = [sorted(part, key=lambda n: position.get(n, 0)) for part in found]
    return sorted(parts, key=lambda part: position.get(part[0], 0))


def circle(edges: Edges, members: Sequence[str]) -> list[str]:
    """A shortest circle through the first member, which stands at its beginning only."""
    first, allowed = members[0], set(members)
    came: dict[str, str] = {}
    queue = [first]
    for node in queue:
        for after in edges.get(node, ()):
            if after == first:
                path = [node]
                while path[-1] != first:
                    path.append(came[path[-1]])
                return path[::-1]
            if after in allowed and after not in came:
                came[after] = node
                queue.append(after)
    return list(members)
