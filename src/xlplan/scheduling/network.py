"""The network of activities: hierarchy, links, and an order in which everything comes after what it waits for.

A summary task is two nodes. Its *beginning* hands what its predecessors demand down to its tasks; its *end* collects
their dates and hands them on to its successors. A task is one node, beginning and end at once. With ``n`` activities,
node ``i`` is a task or a beginning and node ``n + i`` the end of summary ``i``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlplan.core.link import Link
from xlplan.scheduling.activity import Activity, Notice

_STARTS = (False, False)
_ENDS = {"FS": (True, False), "SS": _STARTS, "FF": (True, True), "SF": (False, True)}
"""For each type of link, whether it leaves from a finish and whether it leads to one."""


class Arc(NamedTuple):
    """A link between two activities by their positions.

    ``from_finish``: the predecessor's finish counts (FS, FF), else its start. ``to_finish``: the successor's finish is
    held (FF, SF), else its start.
    """

    predecessor: int
    successor: int
    from_finish: bool
    to_finish: bool
    link: Link


class Network:
    """Active activities by position, with their hierarchy and their links.

    Whatever makes no sense (unknown or inactive predecessors, links between relatives …) is left out and named in
    ``notices``. Building and ordering take time in proportion to activities plus links.
    """

    def __init__(self, activities: Sequence[Activity]) -> None:
        self.notices: list[Notice] = []
        everything: dict[str, Activity] = {}
        for activity in activities:
            if activity.id in everything:
                self.notices.append(Notice("duplicate-id", (activity.id,)))
            else:
                everything[activity.id] = activity
        self.activities = [a for a in everything.values() if a.active]
        self.size = len(self.activities)
        self.index = {a.id: i for i, a in enumerate(self.activities)}
        above = {a.parent for a in everything.values() if a.parent is not None}
        self.summary = [a.id in above for a in self.activities]
        self.parent = [-1 if a.parent is None else self._parent_of(a.id, a.parent) for a in self.activities]
        self.children: list[list[int]] = [[] for _ in self.activities]
        for i, parent in enumerate(self.parent):
            if parent >= 0:
                self.children[parent].append(i)
        self._enter, self._leave = self._intervals()
        self.incoming: list[list[Arc]] = [[] for _ in self.activities]
        self.outgoing: list[list[Arc]] = [[] for _ in self.activities]
        self._connect(everything)

    def _parent_of(self, id_: str, parent: str) -> int:
        found = self.index.get(parent, -1)
        if found < 0:
            self.notices.append(Notice("unknown-parent", (id_, parent)))
        return found

    def _connect(self, everything: dict[str, Activity]) -> None:
        """The links that make sense, at both their ends."""
        index, incoming, outgoing = self.index, self.incoming, self.outgoing
        flat = True not in self.summary
        for i, activity in enumerate(self.activities):
            for link in activity.links:
                before = index.get(link.predecessor, -1)
                from_finish, to_finish = _ENDS.get(link.type, _STARTS)
                if before >= 0 and (flat or self._allowed(before, i, to_finish)):
                    arc = Arc(before, i, from_finish, to_finish, link)
                    incoming[i].append(arc)
                    outgoing[before].append(arc)
                else:
                    code = self._refused(before, i, link, everything)
                    self.notices.append(Notice(code, (activity.id, link.predecessor)))

    def _allowed(self, predecessor: int, successor: int, to_finish: bool) -> bool:
        return not (to_finish and self.summary[successor]) and not self.related(predecessor, successor)

    def _refused(self, predecessor: int, successor: int, link: Link, everything: dict[str, Activity]) -> str:
        if predecessor < 0:
            return "inactive-predecessor" if link.predecessor in everything else "unknown-predecessor"
        return "link-to-relative" if self.related(predecessor, successor) else "summary-link-type"

    def _intervals(self) -> tuple[list[int], list[int]]:
        """Entry and exit numbers of a walk over the hierarchy: relatives have nested intervals."""
        roots = [i for i in range(self.size) if self.parent[i] < 0]
        if len(roots) == self.size:
            return roots, [i + 1 for i in roots]
        enter, leave = [-1] * self.size, [-1] * self.size
        clock = 0
        while True:
            stack = roots[::-1]
            while stack:
                node = stack.pop()
                if node < 0:
                    leave[~node] = clock
                    continue
                enter[node] = clock
                clock += 1
                stack.append(~node)
                stack.extend(reversed(self.children[node]))
            lost = [i for i in range(self.size) if enter[i] < 0]
            if not lost:
                return enter, leave
            self.notices.append(Notice("parent-circle", tuple(self.activities[i].id for i in lost)))
            for i in lost:
                self.parent[i], self.children[i], self.summary[i] = -1, [], False
            roots = lost

    def downwards(self) -> list[int]:
        """All positions, each summary before what it contains."""
        return sorted(range(self.size), key=self._enter.__getitem__)

    def related(self, one: int, other: int) -> bool:
        """Whether one activity stands above the other."""
        if one == other:
            return False
        one, other = (one, other) if self._enter[one] < self._enter[other] else (other, one)
        return self._enter[other] < self._leave[one]

    def end(self, i: int) -> int:
        """The node that holds the dates of an activity."""
        return i + self.size if self.summary[i] else i

    def after(self, node: int) -> list[int]:
        """The nodes that wait for a node."""
        i = node % self.size
        if node < self.size and self.summary[i]:
            return self.children[i]
        following = [arc.successor for arc in self.outgoing[i]]
        if self.parent[i] >= 0:
            following.append(self.size + self.parent[i])
        return following

    def nodes(self) -> list[int]:
        """All nodes: each activity's, and the ends of summaries."""
        return [*range(self.size), *(self.size + i for i in range(self.size) if self.summary[i])]

    def ordered(self) -> list[int]:
        """The nodes, each after all it waits for (Kahn 1962); those in a cycle, or behind one, are missing."""
        size, summary, parent, children, outgoing = self.size, self.summary, self.parent, self.children, self.outgoing
        waiting = [len(arcs) + (above >= 0) for arcs, above in zip(self.incoming, parent, strict=True)]
        waiting += [len(inner) if summary[i] else 0 for i, inner in enumerate(children)]
        order = [node for node in self.nodes() if not waiting[node]]
        for node in order:
            i = node
            if node >= size:
                i -= size
            elif summary[i]:
                for later in children[i]:
                    waiting[later] -= 1
                    if not waiting[later]:
                        order.append(later)
                continue
            for arc in outgoing[i]:
                later = arc[1]
                waiting[later] -= 1
                if not waiting[later]:
                    order.append(later)
            if parent[i] >= 0:
                later = size + parent[i]
                waiting[later] -= 1
                if not waiting[later]:
                    order.append(later)
        return order
