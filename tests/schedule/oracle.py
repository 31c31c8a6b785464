"""A second scheduler, naive on purpose and sharing no code with the engine.

It knows nothing of counts or formulas. A task is a run of days that are worked, marked on a line of calendar days;
every rule is checked day by day, and a task that breaks one is moved by one working day until nothing changes any
more. Floats are found by trying: move a task, schedule everything again, look who moved.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Job:
    """A task (``length`` working days, 0 is a milestone) or, if others name it as parent, a summary."""

    name: str
    length: int
    links: tuple[tuple[str, str, int, bool], ...] = ()
    """Predecessor, kind, lag, whether the lag counts calendar days."""
    parent: str | None = None


class Oracle:
    """Early and late dates by creeping; the project starts on ``start``."""

    def __init__(self, jobs: list[Job], start: dt.date, worked: set[dt.date]) -> None:
        self.jobs = {j.name: j for j in jobs}
        self.start = start
        self.evenings = sorted(worked)
        """A moment is the evening of a working day: the task before it is done, the next starts in the morning after."""
        self.parents = {j.parent for j in jobs if j.parent}
        self.leaves = [j.name for j in jobs if j.name not in self.parents]
        self.dawn = max(n for n, d in enumerate(self.evenings) if d < start)

    def under(self, name: str) -> list[str]:
        """The tasks of a summary, or the task itself."""
        if name not in self.parents:
            return [name]
        found = []
        for job in self.jobs.values():
            if job.parent == name:
                found += self.under(job.name)
        return found

    def above(self, name: str) -> list[str]:
        parent = self.jobs[name].parent
        return [] if parent is None else [parent, *self.above(parent)]

    def begin(self, at: dict[str, int], name: str) -> int:
        return min(at[t] for t in self.under(name))

    def end(self, at: dict[str, int], name: str) -> int:
        return max(self.over(at, t) for t in self.under(name))

    def over(self, at: dict[str, int], task: str) -> int:
        """The evening on which a task is done: walk over its days."""
        evening = at[task]
        for _ in range(self.jobs[task].length):
            evening += 1
        return evening

    def kept(self, evening: int, lag: int, elapsed: bool, other: int, from_start_of_task: bool) -> bool:
        """Whether ``other`` is not earlier than ``lag`` days after ``evening``."""
        if not elapsed:
            steps = evening
            for _ in range(abs(lag)):
                steps += 1 if lag > 0 else -1
            return steps <= other
        day = self.evenings[evening]
        if from_start_of_task:  # the night before its first day, which may follow days off
            day = self.evenings[evening + 1] - DAY
        for _ in range(abs(lag)):
            day = day + DAY if lag > 0 else day - DAY
        # Each working day up to that night must have gone by.
        return all(worked > day for worked in self.evenings[other + 1 :])

    def link_kept(
        self, at_before: dict[str, int], at_after: dict[str, int], link: tuple[str, str, int, bool], task: str
    ) -> bool:
        before, kind, lag, elapsed = link
        milestone = before not in self.parents and self.jobs[before].length == 0
        origin = self.end(at_before, before) if kind[0] == "F" else self.begin(at_before, before)
        target = at_after[task] if kind[1] == "S" else self.over(at_after, task)
        return self.kept(origin, lag, elapsed, target, kind[0] == "S" and not milestone)

    def links_into(self, task: str) -> list[tuple[str, str, int, bool]]:
        """The links of a task and those of its summaries, which hold the start of each task in them."""
        inherited = [link for s in self.above(task) for link in self.jobs[s].links]
        return [*self.jobs[task].links, *inherited]

    def early(self, delayed: str | None = None, by: int = 0, least: dict[str, int] | None = None) -> dict[str, int]:
        """The evening before each task starts, all as early as can be. One task may be delayed."""
        least = dict(least or dict.fromkeys(self.leaves, self.dawn))
        if delayed is not None:
            least[delayed] += by
        at = dict(least)
        moved = True
        while moved:
            moved = False
            for task in self.leaves:
                while not all(self.link_kept(at, at, link, task) for link in self.links_into(task)):
                    at[task] += 1
                    moved = True
        return at

    def finish(self, at: dict[str, int]) -> int:
        return max(self.over(at, t) for t in self.leaves)

    def late(self, early: dict[str, int], end: int, deadlines: dict[str, int]) -> dict[str, int]:
        """All as late as can be, with the end and the deadlines kept.

        What follows the start of a summary holds the tasks in it that start first.
        """
        at = {}
        for task in self.leaves:
            limit = min([end, *(deadlines[n] for n in [task, *self.above(task)] if n in deadlines)])
            at[task] = limit - self.jobs[task].length
        moved = True
        while moved:
            moved = False
            for task in self.leaves:
                while not all(self.holds(at, early, task, later) for later in self.leaves):
                    at[task] -= 1
                    moved = True
        return at

    def holds(self, at: dict[str, int], early: dict[str, int], task: str, later: str) -> bool:
        """Whether ``task`` is early enough for a follower."""
        for link in self.links_into(later):
            before, kind, lag, elapsed = link
            if task not in self.under(before):
                continue
            if kind[0] == "S" and early[task] != self.begin(early, before):
                continue
            milestone = before not in self.parents and self.jobs[before].length == 0
            origin = self.over(at, task) if kind[0] == "F" else at[task]
            target = at[later] if kind[1] == "S" else self.over(at, later)
            if not self.kept(origin, lag, elapsed, target, kind[0] == "S" and not milestone):
                return False
        return True

    def total_float(self, early: dict[str, int], task: str) -> int:
        """How many days a task may be delayed before the project's finish moves."""
        end = self.finish(early)
        days = 0
        while self.finish(self.early(task, days + 1, early)) <= end:
            days += 1
        return days

    def free_float(self, early: dict[str, int], task: str) -> int:
        """How many days a task may be delayed before another task or the project's finish moves."""
        end = self.finish(early)
        days = 0
        while True:
            moved = self.early(task, days + 1, early)
            if self.finish(moved) > end or any(moved[t] != early[t] for t in self.leaves if t != task):
                return days
            days += 1

    def dates(self, at: dict[str, int], task: str) -> tuple[dt.date, dt.date]:
        """First and last day. A milestone lies at the end of a day, at the project's start on the first one."""
        if self.jobs[task].length == 0:
            day = self.evenings[at[task] + (at[task] == self.dawn)]
            return day, day
        days = [self.evenings[n] for n in range(at[task] + 1, self.over(at, task) + 1)]
        return days[0], days[-1]
