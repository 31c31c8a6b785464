"""The Gantt chart: a table with one drawing per task, so that filters hide rows and paper never cuts one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.text import Text
from xlplan.report.drivers import Drivers
from xlplan.report.page.markup import Html, el, joined
from xlplan.report.status import words as w
from xlplan.report.status.axis import Axis
from xlplan.report.status.facts import Status
from xlplan.report.status.parts import DASH, iso, percent, section
from xlplan.twins.engine import Scalar, is_number, serial

HEIGHT = 24
HEAD = 32
"""Pixels that the drawing of the axis is high."""
DEEPEST = 6
"""Indents end there."""
FULL = 96
"""No label begins further to the right."""


def gantt(status: Status) -> Html:
    """The chart with its legend."""
    lang = status.lang
    if not status.tasks:
        return section("gantt", w.GANTT(lang), el("p", w.NO_TASKS(lang), class_="none"), *_not_shown(status))
    chart = _Chart(status)
    return section("gantt", w.GANTT(lang), *chart.drawn(), *_not_shown(status))


def _not_shown(status: Status) -> Iterator[Html]:
    """How many tasks the chart leaves out, and why."""
    lang, tasks = status.lang, status.plan.tasks
    uncoded = sum(1 for task in tasks.values() if not task.code)
    cancelled = len(tasks) - len(status.tasks) - uncoded
    said = [text(lang, n=n) for text, n in ((w.CANCELLED, cancelled), (w.UNCODED, uncoded)) if n > 0]
    if said:
        yield el("p", w.NOT_SHOWN(lang, parts=("，" if lang == "zh" else ", ").join(said)), class_="soft")


def drawing(*content: Html, height: int = HEIGHT, **more: str) -> Html:
    """A drawing as wide as there is room; places across are hundredths, down they are pixels."""
    return el("svg", *content, height=height, aria_hidden="true", **more)


class _Chart:
    def __init__(self, status: Status) -> None:
        self.status, self.lang = status, status.lang
        self.computed, self.plan = status.computed, status.plan
        self.drivers = Drivers(status.plan, status.schedule)
        self.base = status.plan.baseline.tasks if status.plan.baseline else {}
        self.axis = Axis.over(self._days())

    def _days(self) -> Iterator[dt.date]:
        for t in self.status.tasks:
            base = self.base.get(t)
            found = (self.computed.start(t), self.computed.finish(t), *((base.start, base.finish) if base else ()))
            yield from (d for d in found if d is not None)
        if self.plan.status_date is not None:
            yield self.plan.status_date

    def drawn(self) -> Iterator[Html]:
        heads = (w.TASK, w.DEPARTMENT, w.PERCENT, w.FINISH)
        head = el(
            "tr",
            *(el("th", h(self.lang), scope="col", class_=f"g{n}") for n, h in enumerate(heads)),
            el("th", self._head(), scope="col", class_="chart"),
        )
        yield el("p", w.HOVER(self.lang), class_="soft screen")
        yield self._legend()
        yield self._grid()
        body = el("tbody", *(self._row(t) for t in self.status.tasks))
        yield el("div", el("table", el("thead", head), body, id="chart"), class_="wide")
        yield el("p", w.NONE_SHOWN(self.lang), class_="none", id="chart-none", hidden=True)
        yield el("div", id="tip", role="tooltip", hidden=True)

    def _legend(self) -> Html:
        entries = [k for k in w.LEGEND if (k != "base" or self.base) and (k != "status" or self.plan.status_date)]
        if self.axis is None or self.status.made.date() not in self.axis:
            entries.remove("today")
        if not any(self.plan.tasks[t].deadline for t in self.status.tasks):
            entries.remove("deadline")
        return el(
            "p",
            *(el("span", el("i", class_=k), w.LEGEND[k](self.lang), class_="key") for k in entries),
            class_="legend",
        )

    # --- the axis

    def _head(self) -> Html:
        if self.axis is None:
            return Html()
        marks = []
        for x, month, year in self.axis.labels(self.lang):
            marks.append(el("line", x1=f"{x}%", x2=f"{x}%", y1=2 if year else 18, y2=HEAD, class_="tick"))
            if x < FULL:
                marks += [el("text", said, x=f"{x}%", dx=3, y=y) for said, y in ((year, 12), (month, 28)) if said]
        return drawing(*marks, height=HEAD)

    def _grid(self) -> Html:
        """What lies behind every row, drawn once."""
        if self.axis is None:
            return Html()
        marks = [_line(x, "year" if year else "month") for x, _, year in self.axis.labels(self.lang)]
        marks += [_line(x, "week") for x in self.axis.weeks()]
        today, status = self.status.made.date(), self.plan.status_date
        if today in self.axis:
            marks.append(_line(self.axis.begin(today), "today"))
        if status is not None:
            marks.append(_line(self.axis.end(status), "status"))
        grid = el("defs", el("g", *marks, id="grid"))
        return el("svg", grid, width=0, height=0, class_="defs", aria_hidden="true")

    # --- rows

    def _row(self, id_: str) -> Html:
        task, computed = self.plan.tasks[id_], self.computed
        finish, critical = computed.finish(id_), self._is(id_, "critical")
        summary = computed.is_summary(id_)
        above = list(self._above(id_))
        kinds = [
            f"l{min(len(above), DEEPEST)}",
            *(
                k
                for k, holds in (("summary", summary), ("critical", critical), ("late", self._is(id_, "late")))
                if holds
            ),
        ]
        share = computed.percent(id_)
        label = (el("span", task.code or "", class_="code"), " ", el("span", task.name or DASH, class_="called"))
        name = el("details", el("summary", *label), self._details(id_))
        return el(
            "tr",
            el("th", name, scope="row", class_="g0"),
            el("td", self.status.department(task.dept), class_="g1"),
            el("td", percent(share), class_="g2 n"),
            el("td", iso(finish), class_="g3 day"),
            el("td", self._bar(id_), class_="chart"),
            id=f"t-{id_}",
            class_=" ".join(kinds),
            data_dept=task.dept or "",
            data_up=" ".join(above),
            data_level=len(above) + 1,
            data_critical=critical,
            data_open=share < 1,
            data_summary=summary,
        )

    def _is(self, id_: str, key: str) -> bool:
        return bool(self.computed.value("wbs", id_, key))

    def _above(self, id_: str) -> Iterator[str]:
        """The summaries above a task, from the nearest on."""
        seen = {id_}
        at = self.computed.parent(id_)
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            at = self.computed.parent(at)

    def _bar(self, id_: str) -> Html:
        axis, start, finish = self.axis, self.computed.start(id_), self.computed.finish(id_)
        grid = el("use", href="#grid")
        if axis is None:
            return Html()
        marks = [grid, *self._baseline(id_, axis)]
        if start is None or finish is None:
            marks.append(el("text", w.UNDATED(self.lang), x=4, y=16, class_="undated"))
            return drawing(*marks)
        if deadline := self.plan.tasks[id_].deadline:
            marks += [el("line", x1=f"{x}%", x2=f"{x}%", y1=3, y2=18, class_="deadline") for x in [axis.end(deadline)]]
        if self._is(id_, "milestone"):
            done = " done" if self.computed.percent(id_) >= 1 else ""
            shape = el("path", d="M0 4 7 11 0 18 -7 11z", class_=f"mark{done}")
            return drawing(*marks, el("svg", shape, x=f"{axis.end(finish)}%", overflow="visible"))
        left, right = axis.begin(start), axis.end(max(start, finish))
        width = right - left
        done_width = round(width * self.computed.percent(id_), 3)
        summary = self.computed.is_summary(id_)
        late = self.status.schedule.activities[id_].late_finish if id_ in self.status.schedule.activities else None
        if late is not None and late > finish and not summary:
            x2 = min(axis.end(late), 100.0)
            marks.append(el("line", x1=f"{right}%", x2=f"{x2}%", y1=11, y2=11, class_="slack"))
        y, height = (8, 6) if summary else (5, 12)
        for x, breadth, kind in ((left, width, "rest"), (left, done_width, "done")):
            if breadth > 0:
                marks.append(
                    el("rect", x=f"{x}%", y=y, width=f"{round(breadth, 3)}%", height=height, rx=2, class_=kind)
                )
        return drawing(*marks)

    def _baseline(self, id_: str, axis: Axis) -> Iterator[Html]:
        base = self.base.get(id_)
        if base is None or base.start is None or base.finish is None:
            return
        left, right = axis.begin(base.start), axis.end(max(base.start, base.finish))
        if self._is(id_, "milestone"):
            if base.finish == self.computed.finish(id_):
                return  # it would only stand below its mark
            shape = el("path", d="M-4 20 0 16 4 20", class_="base open")
            yield el("svg", shape, x=f"{right}%", overflow="visible")
        else:
            size = {"x": f"{left}%", "width": f"{round(right - left, 3)}%"}
            yield el("rect", y=19, height=3, class_="base", **size)

    # --- what is said of a task

    def _details(self, id_: str) -> Html:
        pairs = [(term(self.lang), said) for term, said in self._told(id_) if said]
        return el("dl", *(joined((el("dt", a), el("dd", b))) for a, b in pairs))

    def _told(self, id_: str) -> Iterator[tuple[Text, str]]:
        status, computed, lang = self.status, self.computed, self.lang
        task = self.plan.tasks[id_]
        yield w.DEPARTMENT, " · ".join(filter(None, (status.department(task.dept), status.person(task.owner))))
        yield w.DATES, self._span(id_)
        yield w.BASELINE, self._agreed(id_)
        yield w.PERCENT, percent(computed.percent(id_))
        slack = computed.value("wbs", id_, "total_float")
        if is_number(slack) and not computed.is_summary(id_):
            yield w.FLOAT, (w.CRITICAL_DAYS if self._is(id_, "critical") else w.DAYS)(lang, n=int(slack))
        if id_ in status.schedule.activities and not computed.is_summary(id_):
            held = self.drivers.words(id_, None, lang)
            yield w.HELD_BY, "" if held == "-" else held
        yield w.DELIVERABLE, status.cell("wbs", id_, "deliverable")
        if row := status.reported.get(id_):
            cause = (status.cell("progress", row.id, k) for k in ("cause", "cause_note"))
            yield w.CAUSE, " · ".join(filter(None, cause))
            steps = (status.cell("progress", row.id, k) for k in ("action", "next_step"))
            yield w.NEXT, " · ".join(filter(None, steps))

    def _span(self, id_: str) -> str:
        start, finish = self.computed.start(id_), self.computed.finish(id_)
        if start is None or finish is None:
            return w.UNDATED(self.lang)
        days = self.plan.tasks[id_].duration
        if days is None or self.computed.is_summary(id_):
            return w.SPAN(self.lang, start=start, finish=finish)
        return w.SPAN_DAYS(self.lang, start=start, finish=finish, n=days)

    def _agreed(self, id_: str) -> str:
        base, finish = self.base.get(id_), self.computed.finish(id_)
        if base is None or base.finish is None:
            return ""
        text = w.SPAN(self.lang, start=base.start or DASH, finish=base.finish)
        days: Scalar = self.computed.world.later(serial(finish), serial(base.finish)) if finish else ""
        if not is_number(days):
            return text
        moved = w.LATER if int(days) > 0 else w.EARLIER if int(days) < 0 else w.SAME
        comma = "，" if self.lang == "zh" else ", "
        return text + comma + moved(self.lang, **({"n": abs(int(days))} if int(days) else {}))


def _line(x: float, kind: str) -> Html:
    return el("line", x1=f"{x}%", x2=f"{x}%", y1=0, y2="100%", class_=kind)
