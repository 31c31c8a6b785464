"""The scheduling engine: dates, floats and critical paths of a network of activities.

Critical path method (Kelley & Walker 1959) over precedence diagrams with FS, SS, FF and SF links (Fondahl 1961, IBM
1964), reckoned in boundaries instead of days: S and F count the working days gone by before a start and at a finish,
F = S + duration, and only the last step touches dates. No recursion; time is linear in activities plus links.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from xlplan.core.calendar import DEFAULT_WEEKEND, WorkCalendar
from xlplan.scheduling.activity import Activity, Notice, Schedule
from xlplan.scheduling.backward import backward
from xlplan.scheduling.counts import DayCounts
from xlplan.scheduling.cycles import find_cycles
from xlplan.scheduling.forward import ForwardPass
from xlplan.scheduling.network import Network
from xlplan.scheduling.paths import critical_paths
from xlplan.scheduling.timings import Timings

NEAR_DAYS = 5
"""Up to so many working days of float a task counts as near-critical."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector.

    Nothing here refers back to itself, and while a large network is built the collector would walk over all of it
    again and again, for no gain and as much time as a pass takes.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


@_uncollected()
def schedule(
    activities: Sequence[Activity],
    calendar: WorkCalendar,
    project_start: dt.date,
    project_finish: dt.date | None = None,
    status_date: dt.date | None = None,
    *,
    weekend: Iterable[int] = DEFAULT_WEEKEND,
    near_days: int = NEAR_DAYS,
) -> Schedule:
    """Schedule a network. Nothing in the input raises: what makes no sense is named in the result.

    ``project_start`` is the first day on which automatic tasks may start. ``project_finish`` bounds the backward pass
    where the computed finish passes it; floats are then negative and ``shortage`` tells by how many working days.
    Progress counts up to ``status_date``: what has not started starts after it, what is left goes on after it.
    Outside ``calendar`` (working and other days) the pattern of ``weekend`` (weekday numbers, Monday = 0) holds.
    Up to ``near_days`` working days of total float a task is near-critical.
    """
    counts = DayCounts(calendar, weekend)
    network = Network(activities)
    order = network.ordered()
    run = ForwardPass(network, counts, project_start, status_date)
    early = run.run(order)
    tasks = [i for i in range(network.size) if early.known[i]]
    end = max((early.finish[i] for i in tasks), default=run.origin)
    fixed = end if project_finish is None else counts.count(project_finish.toordinal())
    deadlines = {i: counts.count(a.deadline.toordinal()) for i, a in enumerate(network.activities) if a.deadline}
    late = backward(network, counts, order, early, min(end, fixed), deadlines)
    free = backward(network, counts, order, early, end)
    timings = Timings(run, early, late, free, deadlines, near_days)
    done = timings.all()
    nodes = network.nodes()
    missed = [] if len(order) == len(nodes) else sorted(set(nodes).difference(order))
    names = [a.id for a in network.activities]
    shortage = max(end - fixed, 0) if tasks else 0
    ordinals = timings.span(tasks)
    if not counts.endless:
        timings.notices.append(Notice("no-working-days", ()))
    if shortage:
        timings.notices.append(Notice("finish-missed", ()))
    critical = [i for i in tasks if done[names[i]].critical]
    return Schedule(
        activities=done,
        start=ordinals[0],
        finish=ordinals[1],
        shortage=shortage,
        near_days=near_days,
        critical_paths=tuple(tuple(names[i] for i in path) for path in critical_paths(run, early, critical)),
        cycles=tuple(find_cycles(network, missed)),
        unscheduled=tuple(names[i] for i in sorted({node % network.size for node in missed})),
        violations=tuple(early.violations),
        notices=(*network.notices, *early.notices, *timings.notices),
    )
