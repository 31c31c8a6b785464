"""Random networks, and a year with holidays and make-up days."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from schedule.oracle import Job
from xlplan.core.calendar import WorkCalendar
from xlplan.core.link import Link
from xlplan.scheduling.activity import Activity

D = dt.date
FIRST, LAST = D(2025, 6, 1), D(2028, 12, 31)
HOLIDAYS = (
    D(2026, 9, 25),
    *(D(2026, 10, n) for n in (1, 2, 5, 6, 7)),
    D(2027, 1, 1),
    *(D(2027, 2, n) for n in range(8, 13)),
)
MAKEUP = (D(2026, 9, 20), D(2026, 10, 10), D(2027, 2, 14))
CALENDAR = WorkCalendar(FIRST, LAST, HOLIDAYS, MAKEUP)


def worked_days() -> set[dt.date]:
    """The same, written down day by day."""
    days, day = set(), FIRST
    while day <= LAST:
        if (day.isoweekday() <= 5 and day not in HOLIDAYS) or day in MAKEUP:
            days.add(day)
        day += dt.timedelta(days=1)
    return days


def activities(jobs: list[Job]) -> list[Activity]:
    """The jobs as the engine takes them."""
    return [
        Activity(
            j.name,
            j.length,
            tuple(Link(p, kind, lag, elapsed) for p, kind, lag, elapsed in j.links),  # type: ignore[arg-type]
            j.parent,
        )
        for j in jobs
    ]


@st.composite
def networks(draw: st.DrawFn, summaries: bool = True, size: int = 7) -> list[Job]:
    """Jobs without cycles: numbers rise along links, summaries hold neighbours."""
    count = draw(st.integers(1, size))
    parents: list[str | None] = [None] * count
    groups: list[tuple[str, int, int]] = []
    if summaries:
        cut = 0
        while cut < count:
            length = draw(st.integers(1, 3))
            if draw(st.booleans()):
                groups.append((f"S{cut}", cut, min(cut + length, count)))
                for n in range(cut, min(cut + length, count)):
                    parents[n] = f"S{cut}"
            cut += length
    outer: dict[str, str | None] = {name: None for name, _, _ in groups}
    if len(groups) > 1 and draw(st.booleans()):
        outer[groups[0][0]] = outer[groups[1][0]] = "TOP"
        for n in range(groups[0][2], groups[1][1]):  # what lies between belongs to it, too
            parents[n] = "TOP"
        groups.append(("TOP", groups[0][1], groups[1][2]))
        outer["TOP"] = None

    def link(before: str, kinds: str) -> tuple[str, str, int, bool]:
        return (before, draw(st.sampled_from(kinds.split())), draw(st.integers(-6, 9)), draw(st.booleans()))

    def links(first: int, kinds: str) -> tuple[tuple[str, str, int, bool], ...]:
        names = [f"T{n}" for n in range(first)] + [name for name, _, last in groups if last <= first]
        chosen = draw(st.lists(st.sampled_from(names), max_size=3)) if names else []
        return tuple(link(name, kinds) for name in chosen)

    jobs = [Job(f"T{n}", draw(st.integers(0, 7)), links(n, "FS SS FF SF"), parents[n]) for n in range(count)]
    jobs += [Job(name, 0, links(first, "FS SS"), outer[name]) for name, first, _ in groups]
    return draw(st.permutations(jobs))
