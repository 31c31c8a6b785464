"""What holds a task where its schedule has it: a predecessor, a date, or work that has begun."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlplan.core.link import Link
from xlplan.core.text import Lang, Text
from xlplan.model.plan import Plan
from xlplan.report.scheduled import label
from xlplan.scheduling.activity import Schedule, Timing

LINK = Text("前置 {link}", "predecessor {link}")
LINK_ABOVE = Text("{summary} 的前置 {link}", "predecessor {link} of {summary}")
LINK_TYPED = Text("{link}；日期为手填", "{link}; dates typed")
TYPED = Text("手填日期", "typed dates")
STARTED = Text("已开始", "work begun")
FORECAST = Text("预计完成 {date}", "forecast finish {date}")
NOT_BEFORE = Text("不早于 {date}", "not before {date}")
PROJECT_START = Text("项目开始", "project start")
STATUS = Text("状态日期 {date}", "status date {date}")
UNKNOWN = "-"


class Held(NamedTuple):
    """A link that bears on a task; ``owner`` is the task itself or a summary above it, which has the link."""

    owner: str
    link: Link


class Drivers:
    """The drivers of the tasks of one plan."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self.plan, self.schedule = plan, schedule
        self._progress = plan.latest_progress()
        self._by_code: dict[str, str] = {}
        for id_, task in plan.tasks.items():
            if task.code:
                self._by_code.setdefault(task.code.casefold(), id_)

    def words(self, id_: str, before: str | None, lang: Lang) -> str:
        """In words what holds a task; where ``before`` precedes it on a path, the link between them."""
        timing = self.schedule.activities[id_]
        if timing.state == "started":
            return STARTED(lang)
        held = self._between(before, timing) if before else None
        if timing.state == "manual":
            return LINK_TYPED(lang, link=self._spelt(id_, held, lang)) if held else TYPED(lang)
        return self._spelt(id_, held, lang) if held else self._latest(timing, lang)

    def _spelt(self, id_: str, held: Held, lang: Lang) -> str:
        shown = label(self.plan, held.link.predecessor) + held.link.suffix()
        if held.owner == id_:
            return LINK(lang, link=shown)
        return LINK_ABOVE(lang, link=shown, summary=label(self.plan, held.owner))

    def _above(self, id_: str) -> Iterator[str]:
        """A task and the summaries above it, upwards; by code, for a task without one by its chosen parent."""
        seen: set[str] = set()
        here: str | None = id_
        while here is not None and here in self.plan.tasks and here not in seen:
            yield here
            seen.add(here)
            task = self.plan.tasks[here]
            here = self._by_code.get(task.code.rpartition(".")[0].casefold()) if task.code else task.parent

    def _links(self, id_: str) -> Iterator[Held]:
        """The links that bear on a task, its own first."""
        for owner in self._above(id_):
            for link in self.plan.tasks[owner].predecessors or ():
                if link.predecessor in self.schedule.activities:
                    yield Held(owner, link)

    def _between(self, before: str, timing: Timing) -> Held | None:
        """The link from ``before``, or a summary above it, to a task; rather one that leaves no room."""
        sources = set(self._above(before))
        found = [held for held in self._links(timing.id) if held.link.predecessor in sources]
        return min(found, key=lambda held: not self._binds(held.link, timing), default=None)

    def _binds(self, link: Link, timing: Timing) -> bool:
        """Whether a link with a lag in working days, by what it demands, leaves no room before a task."""
        source = self.schedule.activities[link.predecessor].early
        if source is None or timing.early is None or (link.elapsed and link.lag):
            return False
        need = (source.finish if link.type in ("FS", "FF") else source.start) + link.lag
        return need >= (timing.early.finish if link.type in ("FF", "SF") else timing.early.start)

    def _latest(self, timing: Timing, lang: Lang) -> str:
        """What lets an automatic task start no earlier: the latest of its bounds, each given by its day.

        That is the last day on which the task may not start yet, as an ordinal; a milestone may lie at its end.
        """
        start = timing.early_start
        if start is None or timing.early is None:
            return UNKNOWN
        reported = self._progress.get(timing.id)
        if reported and reported.forecast_finish and reported.forecast_finish == timing.early_finish:
            return FORECAST(lang, date=reported.forecast_finish)
        eve, found = start.toordinal() - (not timing.milestone), list(self._limits(timing, lang))
        for held in self._links(timing.id):
            if self._binds(held.link, timing):
                found.append((eve, self._spelt(timing.id, held, lang)))
            elif (day := self._elapsed(held.link)) is not None:
                found.append((day, self._spelt(timing.id, held, lang)))
        if timing.early.start <= 0:
            found.append((eve, PROJECT_START(lang)))
        if self.plan.status_date is not None:
            found.append((self.plan.status_date.toordinal(), STATUS(lang, date=self.plan.status_date)))
        return max(found, key=lambda bound: bound[0], default=(0, UNKNOWN))[1]

    def _limits(self, timing: Timing, lang: Lang) -> Iterator[tuple[int, str]]:
        """The earliest dates allowed to a task and the summaries above it."""
        for id_ in self._above(timing.id):
            day = self.plan.tasks[id_].not_before
            if day is not None:
                yield day.toordinal() - (not timing.milestone), NOT_BEFORE(lang, date=day)

    def _elapsed(self, link: Link) -> int | None:
        """The day on which a lag in calendar days before a start has run out; None for other links."""
        source = self.schedule.activities[link.predecessor]
        if not link.elapsed or not link.lag or link.type not in ("FS", "SS"):
            return None
        if link.type == "FS":
            return source.early_finish.toordinal() + link.lag if source.early_finish else None
        return source.early_start.toordinal() - (not source.milestone) + link.lag if source.early_start else None
