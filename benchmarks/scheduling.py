"""Scheduling, against networkx on the same graph.

A network has twice as many links as tasks, of all four types and with lags and leads; each leads from any earlier task
to any later one (seeded, so that every run measures the same). The links are spread over the whole network, which is
harder on the processor's caches than a plan that people write.

networkx gets the same constraints as a directed graph whose edges say how much later one task may start than another.
Its longest path is then the latest early start, and the run fails if the two disagree. Ours is everything that ``schedule``
answers: dates, floats, critical paths, notices. Theirs is making the graph, and then either the longest path alone or early
and late times and float by two walks in topological order, written the obvious way.

Seconds are processor time, which others' work on the same machine disturbs least. Memory is measured by tracemalloc in
separate runs, since measuring slows them down.
"""

from __future__ import annotations

import datetime as dt
import gc
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
from measure import Line, seconds

from xlplan.core.calendar import DEFAULT_WEEKEND, WorkCalendar
from xlplan.core.link import Link, LinkType
from xlplan.scheduling.activity import Activity
from xlplan.scheduling.counts import DayCounts
from xlplan.scheduling.engine import schedule
from xlplan.scheduling.forward import ForwardPass
from xlplan.scheduling.network import Network

SIZES = (1_000, 10_000, 100_000)
AIM = 0.2
START = dt.date(2026, 3, 2)
CALENDAR = WorkCalendar(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
TYPES: tuple[LinkType, ...] = ("FS", "FS", "FS", "SS", "FF", "SF")


def generated(tasks: int) -> list[Activity]:
    """Tasks of 1 to 10 days with twice as many links, no two between the same tasks."""
    chance = random.Random(tasks)
    links: list[dict[int, Link]] = [{} for _ in range(tasks)]
    for _ in range(2 * tasks):
        before, after = 0, 0
        while before == after or before in links[after]:
            before, after = sorted((chance.randrange(tasks), chance.randrange(tasks)))
        links[after][before] = Link(f"T{before}", chance.choice(TYPES), chance.randint(-2, 5))
    return [Activity(f"T{n}", chance.randint(1, 10), tuple(links[n].values())) for n in range(tasks)]


def measured(work: Callable[[], object], runs: int) -> float:
    """Seconds of processor time that some work takes."""
    return seconds(work, runs, time.process_time)


def peak(work: Callable[[], object]) -> float:
    """The most memory that some work holds at once, its result included, in MiB."""
    tracemalloc.start()
    try:
        result = work()
        most = tracemalloc.get_traced_memory()[1]
        del result
        return most / 2**20
    finally:
        tracemalloc.stop()


# --- the same in networkx ----------------------------------------------------------------------------


def graph_of(activities: list[Activity]) -> Any:
    """A directed graph; the weight of an edge is how much later its head starts at the earliest."""
    graph = nx.DiGraph()
    length = {a.id: a.duration or 0 for a in activities}
    for a in activities:
        graph.add_node(a.id)
        for before, type_, lag, _ in a.links:
            weight = lag + (length[before] if type_ in ("FS", "FF") else 0) - (length[a.id] if type_[1] == "F" else 0)
            graph.add_edge(before, a.id, weight=weight)
    return graph


def passes_over(graph: Any, length: dict[str, int]) -> dict[str, tuple[int, int, int]]:
    """Early start, late start and total float by two walks."""
    order = list(nx.topological_sort(graph))
    early: dict[str, int] = {}
    for node in order:
        early[node] = max([0, *(early[before] + edge["weight"] for before, edge in graph.pred[node].items())])
    end = max(early[node] + length[node] for node in order)
    late: dict[str, int] = {}
    for node in reversed(order):
        latest = [late[after] - edge["weight"] for after, edge in graph.succ[node].items()]
        late[node] = min([end - length[node], *latest])
    return {node: (early[node], late[node], late[node] - early[node]) for node in order}


# --- the measurements --------------------------------------------------------------------------------


def measure(_folder: Path) -> Iterator[Line]:
    """All sizes."""
    for tasks in SIZES:
        runs = 1 if tasks > 10_000 else 5
        activities = generated(tasks)
        length = {a.id: a.duration or 0 for a in activities}
        graph = graph_of(activities)
        agree(activities, graph, length)
        build = measured(lambda a=activities: graph_of(a), runs)
        path = measured(lambda g=graph: nx.dag_longest_path_length(g), runs)
        both = measured(lambda g=graph, n=length: passes_over(g, n), runs)
        mine = measured(lambda a=activities: schedule(a, CALENDAR, START), runs)
        what = f"{tasks:,} tasks, {2 * tasks:,} links"
        note = "dates, floats, critical paths, notices"
        alone = longest(activities, runs)
        like = f"{what}: longest path alone"
        yield Line(
            "scheduling", like, alone, path, "networkx, graph at hand", AIM, runs, note="early starts of all tasks"
        )
        yield Line("scheduling", what, mine, build + path, "networkx, longest path", AIM, runs, note=note)
        yield Line("scheduling", what, mine, build + both, "networkx, early, late, float", AIM, runs, note=note)
        yield Line("scheduling", f"{what}: per task", mine / tasks * 1e6, runs=runs, unit="µs")
        memory = peak(lambda a=activities: schedule(a, CALENDAR, START))
        theirs = peak(lambda a=activities, n=length: passes_over(graph_of(a), n))
        yield Line("scheduling", f"{what}: memory", memory, theirs, "networkx", None, 1, "MiB")


def longest(activities: list[Activity], runs: int) -> float:
    """Seconds for the early starts of all tasks, by the engine's own parts and with its network at hand.

    The garbage collector rests, as it does in ``schedule``.
    """
    network, counts = Network(activities), DayCounts(CALENDAR, DEFAULT_WEEKEND)
    gc.disable()
    try:
        return measured(lambda: ForwardPass(network, counts, START, None).run(network.ordered()), runs)
    finally:
        gc.enable()


def agree(activities: list[Activity], graph: Any, length: dict[str, int]) -> None:
    """Both must find the same."""
    found = schedule(activities, CALENDAR, START)
    expected = passes_over(graph, length)
    for id_, timing in found.activities.items():
        assert timing.early and timing.late
        assert (timing.early.start, timing.late.start, timing.total_float) == expected[id_], id_
    assert max(start for start, _, _ in expected.values()) == nx.dag_longest_path_length(graph)
