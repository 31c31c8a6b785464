"""How long scheduling takes, beside what networkx needs for the same graph.

    python benchmarks/scheduling.py                       1,000, 10,000 and 100,000 tasks
    python benchmarks/scheduling.py --tasks 5000 --runs 9

A network has twice as many links as tasks, of all four types and with lags and leads; each leads from any earlier task
to any later one (seeded, so that every run measures the same). The links are spread over the whole network, which is
harder on the processor's caches than a plan that people write.

networkx gets the same constraints as a directed graph whose edges say how much later one task may start than another.
Its longest path is then the latest early start, and the run fails if the two disagree. *Build* is making either
library's network from the same tasks; *longest path* is what ``networkx.dag_longest_path_length`` finds, here the order
and the early times of all tasks; *early, late, float* are two walks over networkx's graph in its topological order,
written the obvious way. *All* is everything that ``schedule`` answers: dates, floats, critical paths, notices.

Each figure is the median of some runs in one process, in seconds of processor time, which others' work on the same
machine disturbs least. ``schedule`` pauses the garbage collector, so its parts are measured without it, too; networkx
runs as it comes. Peak memory is measured by tracemalloc in separate runs, since measuring slows them down. Results go
to benchmarks/last-scheduling.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import importlib
import json
import platform
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xlplan.core.calendar import DEFAULT_WEEKEND, WorkCalendar
from xlplan.core.link import Link, LinkType
from xlplan.schedule.activity import Activity
from xlplan.schedule.counts import DayCounts
from xlplan.schedule.engine import schedule
from xlplan.schedule.forward import ForwardPass
from xlplan.schedule.network import Network

SIZES = (1_000, 10_000, 100_000)
RUNS = 5
LAST = Path(__file__).with_name("last-scheduling.json")
START = dt.date(2026, 3, 2)
CALENDAR = WorkCalendar(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
TYPES: tuple[LinkType, ...] = ("FS", "FS", "FS", "SS", "FF", "SF")

try:
    nx: Any = importlib.import_module("networkx")
except ImportError:
    nx = None


@dataclass(frozen=True)
class Line:
    """One line of the result, in seconds or, as told by ``unit``, in MiB."""

    tasks: int
    what: str
    xlplan: float | None
    networkx: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        """How many times as much networkx needs."""
        return self.networkx / self.xlplan if self.networkx and self.xlplan else None


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


def measured(work: Callable[[], object], runs: int, collected: bool = True) -> float:
    """Seconds that some work takes, with or without the garbage collector."""
    taken = []
    for _ in range(runs):
        gc.collect()
        if not collected:
            gc.disable()
        began = time.process_time()
        result = work()
        taken.append(time.process_time() - began)
        gc.enable()
        del result
    return statistics.median(taken)


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


def longest_path(network: Network, counts: DayCounts) -> int:
    """The latest early start, by the engine's own parts."""
    run = ForwardPass(network, counts, START, None)
    return max(run.run(network.ordered()).start) - run.origin


def measure(tasks: int, runs: int) -> Iterator[Line]:
    """All lines for one size."""
    activities = generated(tasks)
    counts = DayCounts(CALENDAR, DEFAULT_WEEKEND)
    network = Network(activities)
    build = path = both = memory = None
    if nx is not None:
        length = {a.id: a.duration or 0 for a in activities}
        graph = graph_of(activities)
        agree(activities, graph, length)
        build = measured(lambda: graph_of(activities), runs)
        path = measured(lambda: nx.dag_longest_path_length(graph), runs)
        both = measured(lambda: passes_over(graph, length), runs)
        memory = peak(lambda: passes_over(graph_of(activities), length))
    yield Line(tasks, "build", measured(lambda: Network(activities), runs, False), build)
    yield Line(tasks, "longest path", measured(lambda: longest_path(network, counts), runs, False), path)
    whole = measured(lambda: schedule(activities, CALENDAR, START), runs)
    yield Line(tasks, "early, late, float", None, both)
    yield Line(tasks, "all; build and longest path", whole, build + path if build and path else None)
    yield Line(tasks, "all; build and early, late, float", whole, build + both if build and both else None)
    yield Line(tasks, "all, per task", whole / tasks * 1e6, None, "µs")
    yield Line(tasks, "peak memory", peak(lambda: schedule(activities, CALENDAR, START)), memory, "MiB")


def agree(activities: list[Activity], graph: Any, length: dict[str, int]) -> None:
    """Both must find the same."""
    found = schedule(activities, CALENDAR, START)
    expected = passes_over(graph, length)
    for id_, timing in found.activities.items():
        assert timing.early and timing.late
        assert (timing.early.start, timing.late.start, timing.total_float) == expected[id_], id_
    assert max(start for start, _, _ in expected.values()) == nx.dag_longest_path_length(graph)


def main() -> int:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description="Measure the scheduling engine beside networkx.")
    parser.add_argument(
        "--tasks", type=int, nargs="+", default=SIZES, help="how many tasks (default: 1000 10000 100000)"
    )
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs for each figure (default: {RUNS})")
    options = parser.parse_args()
    if nx is None:
        print("networkx is not installed: nothing to compare with (it belongs to the dependency group dev)\n")
    lines: list[Line] = []
    print(f"{'':>9}{'':<36}{'xlplan':>12}{'networkx':>12}{'ratio':>8}")
    for tasks in options.tasks:
        for line in measure(tasks, options.runs):
            lines.append(line)
            show(line)
    version = None if nx is None else nx.__version__
    print(f"\n{platform.python_implementation()} {platform.python_version()}, networkx {version or 'missing'}")
    result = {"python": platform.python_version(), "networkx": version, "runs": options.runs}
    measured_lines = [asdict(line) | {"ratio": line.ratio} for line in lines]
    LAST.write_text(json.dumps(result | {"lines": measured_lines}, indent=1) + "\n", encoding="utf-8")
    return 0


def show(line: Line) -> None:
    """One line of the table; a ratio above 1 says that networkx needs more."""
    cells = [
        f"{x:8.{3 if line.unit == 's' else 1}f} {line.unit:<3}" if x is not None else " " * 12
        for x in (line.xlplan, line.networkx)
    ]
    ratio = f"{line.ratio:7.1f}x" if line.ratio else ""
    print(f"{line.tasks:>9,}  {line.what:<34}{cells[0]}{cells[1]}{ratio}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
