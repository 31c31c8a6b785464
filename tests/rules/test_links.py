"""What a link demands, against a count of days by hand; circles against a search by hand."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from xlplan.core.calendar import WorkCalendar
from xlplan.core.link import Link, LinkType
from xlplan.rules.graph import circle, circles
from xlplan.rules.links import Span, demanded

FIRST = dt.date(2026, 3, 2)
CALENDAR = WorkCalendar(FIRST - dt.timedelta(days=90), FIRST + dt.timedelta(days=200), [dt.date(2026, 4, 6)])
DAYS = [FIRST + dt.timedelta(days=n) for n in range(60)]
WORKED = [d for d in DAYS if CALENDAR.is_working(d)]


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 25))
    if draw(st.booleans()):
        return Span(WORKED[start], WORKED[start], milestone=True)
    return Span(WORKED[start], WORKED[start + draw(st.integers(0, 8))])


def _moved(span: Span, to: int) -> Span:
    """The span begun on another working day, with its length."""
    assert span.start is not None and span.finish is not None
    length = WORKED.index(span.finish) - WORKED.index(span.start)
    return Span(WORKED[to], WORKED[to + length], span.milestone)


@given(spans(), spans(), st.sampled_from(get_args(LinkType)), st.integers(-4, 4), st.booleans())
def test_the_day_demanded_is_the_first_that_keeps_the_link(
    before: Span, after: Span, kind: LinkType, lag: int, elapsed: bool
) -> None:
    link = Link("x", kind, lag, elapsed)
    earliest = demanded(CALENDAR, link, before, after)
    if earliest is None:
        return
    at_start = kind in ("FS", "SS")
    point = after.start if at_start else after.finish
    assert point is not None and point < earliest
    for to in range(len(WORKED) - 9):
        moved = _moved(after, to)
        date = moved.start if at_start else moved.finish
        assert date is not None
        assert (demanded(CALENDAR, link, before, moved) is None) == (date >= earliest)


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_circles(edges: dict[str, list[str]]) -> None:
    edges = {n: [m for m in edges.get(n, []) if m != n] for n in "abcdef"}
    reach = {n: set(edges[n]) for n in edges}
    for _ in edges:
        for n in edges:
            reach[n] |= {far for near in reach[n] for far in reach[near]}
    expected = {frozenset(m for m in edges if m in reach[n] and n in reach[m]) for n in edges if n in reach[n]}
    found = circles(edges)
    assert {frozenset(part) for part in found} == expected
    for part in found:
        path = circle(edges, part)
        assert path[0] == part[0] and len(set(path)) == len(path)
        assert all(b in edges[a] for a, b in zip(path, [*path[1:], path[0]], strict=True))
