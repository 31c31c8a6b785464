"""The forward pass: early boundaries (critical path method, Kelley & Walker 1959).

With S and F the working days gone by before a start and at a finish: F = S + duration, and each link, the project's
start, the status date and the earliest date allowed bound S from below; S is the greatest of these bounds.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from xlplan.scheduling.activity import Activity, Violation
from xlplan.scheduling.links import demanded
from xlplan.scheduling.network import Arc
from xlplan.scheduling.reported import LOW, Early, Reported, share_left


def _touched(task: Activity) -> bool:
    """Whether anything was typed or reported that says where a task lies."""
    return bool(
        task.percent
        or task.actual_start
        or task.actual_finish
        or task.manual_start
        or task.manual_finish
        or task.forecast_finish
    )


class ForwardPass(Reported):
    """One run over a network; the order holds each node after all it waits for."""

    @cached_property
    def least(self) -> int:
        """The boundary before which no automatic task starts."""
        return self.origin if self.status is None else max(self.origin, self.status)

    def run(self, order: list[int]) -> Early:
        """The early boundaries of all nodes of ``order``."""
        network, out = self.network, self.out
        size, summary, parent, activities = network.size, network.summary, network.parent, network.activities
        started = []
        for node in order:
            if node >= size:
                self._roll_up(node, node - size)
                continue
            task = activities[node]
            if task.not_before or parent[node] >= 0 or summary[node]:
                self._inherit(node)
            if summary[node]:
                continue
            if task.duration is None or task.duration < 0 or _touched(task):
                self._place(node, task)
                if out.state[node] == "started":
                    started.append(node)
                continue
            # What most tasks are: nothing typed, nothing reported.
            start = self._earliest(node, task.duration)
            out.milestone[node], out.known[node] = task.duration == 0, True
            out.start[node], out.finish[node] = start, start + task.duration
            out.first[node] = out.last[node] = node
        for i in sorted(started):
            self._unfinished(i)
        return out

    def _roll_up(self, node: int, i: int) -> None:
        out, ends = self.out, [c for c in map(self.network.end, self.network.children[i]) if self.out.known[c]]
        if not ends:
            self._say("summary-empty", i)
            return
        out.over[node] = all(out.over[c] for c in ends)
        first, last = min(ends, key=out.start.__getitem__), max(ends, key=out.finish.__getitem__)
        out.known[node] = True
        out.start[node], out.first[node] = out.start[first], out.first[first]
        out.finish[node], out.last[node] = out.finish[last], out.last[last]

    def _inherit(self, i: int) -> None:
        """What the summary above demands, and for a summary what its own links do."""
        network, out = self.network, self.out
        limit, parent = network.activities[i].not_before, network.parent[i]
        self.not_before[i] = limit.toordinal() if limit else 0
        if parent >= 0:
            out.push[i], out.pusher[i] = out.push[parent], out.pusher[parent]
            self.not_before[i] = max(self.not_before[i], self.not_before[parent])
        if network.summary[i]:
            for arc in network.incoming[i]:
                need = self.need(arc)
                if need is not None and need > out.push[i]:
                    out.push[i], out.pusher[i] = need, arc

    def need(self, arc: Arc) -> int | None:
        """What a link demands of its successor's boundary; None where the predecessor has no dates."""
        out, node = self.out, self.network.end(arc.predecessor)
        if not out.known[node]:
            return None
        return demanded(self.counts, arc, out.start[node], out.finish[node], out.milestone[arc.predecessor])

    def _place(self, i: int, task: Activity) -> None:
        out = self.out
        duration = self._duration(i, task)
        out.milestone[i] = duration == 0
        started = task.actual_start is not None or (share_left(task.percent) < 1 and self.status is not None)
        if task.actual_finish is not None or (started and duration == 0 and task.actual_start is not None):
            out.state[i] = "finished"
            start, finish = self._finished(i, task, duration)
        elif started:
            out.state[i] = "started"
            start, finish = self._started(i, task, duration)
        elif task.manual_start is not None or task.manual_finish is not None:
            out.state[i] = "manual"
            start, finish = self._manual(i, task, duration)
        else:
            start = self._earliest(i, duration)
            forecast = self._forecast(i, task)
            if forecast is not None:
                start = max(start, forecast - duration)
            finish = start + duration
        out.known[i], out.over[i] = True, out.state[i] == "finished"
        out.start[i], out.finish[i], out.first[i], out.last[i] = start, finish, i, i

    def _manual(self, i: int, task: Activity, duration: int) -> tuple[int, int]:
        """Typed dates stand; what they break is said. A forecast is later knowledge than the typed finish."""
        out, milestone = self.out, duration == 0
        if task.manual_start is None or (milestone and task.manual_finish is not None):
            assert task.manual_finish is not None
            start = self._before(task.manual_finish, True) - duration
        else:
            start = self._before(task.manual_start, milestone)
        finish = start + duration
        if task.manual_start is not None:
            out.shown_start[i] = task.manual_start.toordinal()
        if task.manual_finish is not None:
            out.shown_finish[i] = task.manual_finish.toordinal()
        if milestone:
            day = (task.manual_finish or task.manual_start or dt.date.min).toordinal()
            out.shown_start[i] = out.shown_finish[i] = day
        for arc in (*self.network.incoming[i], out.pusher[i]):
            need = None if arc is None else self.need(arc)
            short = 0 if arc is None or need is None else need - (finish if arc.to_finish else start)
            if arc is not None and short > 0:
                out.violations.append(Violation(task.id, arc.link, short))
        if start < self.origin:
            self._say("before-project-start", i)
        if self.status is not None and start < self.status:
            self._say("manual-in-past", i)
        if start < self._from_not_before(i, milestone):
            self._say("not-before-ignored", i)
        forecast = self._forecast(i, task)
        if forecast is not None:
            finish = max(forecast, start)
            out.shown_finish.pop(i, None)
            if milestone:
                out.shown_start.pop(i, None)
                start = finish = forecast
        return start, finish

    def _from_not_before(self, i: int, milestone: bool) -> int:
        day = self.not_before[i]
        return self.counts.count(day - (not milestone)) if day else LOW

    def _earliest(self, i: int, duration: int) -> int:
        """The greatest lower bound of an automatic task's start."""
        network, out = self.network, self.out
        size, summary, known, starts, finishes = network.size, network.summary, out.known, out.start, out.finish
        bound = self.least
        if self.not_before[i]:
            bound = max(bound, self._from_not_before(i, duration == 0))
        if out.push[i] > bound:
            bound = out.push[i]
        for arc in network.incoming[i]:
            before, _, from_finish, to_finish, link = arc
            node = before + size if summary[before] else before
            if known[node]:
                if link.elapsed:
                    need = demanded(self.counts, arc, starts[node], finishes[node], out.milestone[before])
                else:
                    need = (finishes if from_finish else starts)[node] + link.lag
                if to_finish:
                    need -= duration
                if need > bound:
                    bound = need
        return bound

    def _unfinished(self, i: int) -> None:
        """A started task goes on, whatever its predecessors do."""
        out = self.out
        for arc in (*self.network.incoming[i], out.pusher[i]):
            need = None if arc is None else self.need(arc)
            if arc is None or need is None or need <= (out.finish[i] if arc.to_finish else out.start[i]):
                continue
            begun = out.state[arc.predecessor] == "started" and not arc.from_finish
            if not begun and not out.over[self.network.end(arc.predecessor)]:
                self._say("unfinished-predecessor", i, arc.link.predecessor)
