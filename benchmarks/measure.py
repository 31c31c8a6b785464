"""What every measurement needs: a line of the table, medians, and the peak memory of a command."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

RUNS = 3
_PROC = Path("/proc")
_PAUSE = 0.05


@dataclass(frozen=True)
class Line:
    """One line of the table.

    ``xlplan`` and ``baseline`` are in ``unit``, medians of ``runs`` runs; the ratio is the one over the other, and ``aim`` the
    largest ratio that we want. Lines without a baseline say how cost grows.
    """

    part: str
    what: str
    xlplan: float
    baseline: float | None = None
    of: str = ""
    aim: float | None = None
    runs: int = RUNS
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the baseline we need."""
        return self.xlplan / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        return None if self.aim is None or self.ratio is None else self.ratio <= self.aim


def seconds(work: Callable[[], object], runs: int = RUNS, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of some runs by a clock. What earlier work left behind is not collected in the middle of them."""
    taken = []
    for _ in range(runs):
        gc.collect()
        began = clock()
        result = work()
        taken.append(clock() - began)
        del result
    return median(taken)


def in_turn(ways: Sequence[Callable[[], object]], runs: int = RUNS) -> list[float]:
    """Medians of several ways that take turns, so that a change of the machine's pace meets all of them."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(runs):
        for way, found in zip(ways, taken, strict=True):
            found.append(seconds(way, 1))
    return [median(found) for found in taken]


@dataclass(frozen=True)
class Run:
    """What a command took from its start to its end; ``memory`` is its peak in MiB, None where that can't be told."""

    seconds: float
    memory: float | None


def command(*arguments: str | Path) -> Run:
    """Run ``xlplan`` as people do, in a process of its own.

    Memory is what the command and the processes that it started held at one moment: resident pages, of which those that
    they share count more than once. Without ``/proc`` it is not known.
    """
    began, most = time.perf_counter(), 0.0
    process = subprocess.Popen(
        [sys.executable, "-m", "xlplan", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    known = (_PROC / "self" / "status").exists()
    while process.poll() is None:
        if known:
            most = max(most, sum(map(_resident, _family(process.pid))))
        time.sleep(_PAUSE)
    taken = time.perf_counter() - began
    said = process.stderr.read() if process.stderr else ""
    if process.returncode not in (0, 1):
        raise RuntimeError(f"xlplan {' '.join(map(str, arguments))}: {said}")
    return Run(taken, most if known else None)


def memory_line(part: str, what: str, run: Run) -> list[Line]:
    """The peak memory of a command as a line; none where it is not known."""
    return [] if run.memory is None else [Line(part, f"{what}: peak memory", run.memory, runs=1, unit="MiB")]


def _family(pid: int) -> list[int]:
    """A process and everything that it started."""
    found = [pid]
    for one in found:
        for task in _PROC.glob(f"{one}/task/*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue  # it has ended meanwhile
    return found


def _resident(pid: int) -> float:
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))
