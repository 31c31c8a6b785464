"""The S-curve as a drawing: the planned share, the earned share by round, the status date."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.earned import earned_rounds
from xlplan.core.text import Text
from xlplan.report.page.markup import Html, el
from xlplan.report.status import words as w
from xlplan.report.status.axis import Axis
from xlplan.report.status.facts import Status
from xlplan.report.status.parts import iso, section
from xlplan.twins import dashboard as figures
from xlplan.twins.curve import Curve, curve
from xlplan.twins.dashboard_words import whole
from xlplan.twins.engine import from_serial

WIDTH, HEIGHT = 720, 300
LEFT, TOP, RIGHT, BOTTOM = 44, 14, 704, 262


def s_curve(status: Status) -> Html:
    """The part with the curve, what it says in words below."""
    points, lang = curve(status.computed.world, earned_rounds(status.plan, status.computed)), status.lang
    if not points.drawn:
        return section("curve", w.CURVE(lang), el("p", w.NO_CURVE(lang), class_="none"))
    shape = el(
        "svg",
        *_axes(points, status),
        *_lines(points, status),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        class_="curve",
        role="img",
        aria_label=_told(points, status) or w.CURVE(lang),
    )
    legend = (el("span", el("i", class_=kind), text(lang), class_="key") for kind, text in _keys(points))
    return section(
        "curve",
        w.CURVE(lang),
        shape,
        el("p", *legend, class_="legend"),
        el("p", _told(points, status), class_="soft"),
    )


def _keys(points: Curve) -> Iterator[tuple[str, Text]]:
    yield "c-plan", w.PLANNED
    yield "c-earned", w.ACTUAL
    if points.status:
        yield "status", w.LEGEND["status"]


def _told(points: Curve, status: Status) -> str:
    if not points.status:
        return ""
    world = status.computed.world
    shares = {"planned": whole(figures.planned(world)), "earned": whole(figures.percent(world))}
    return w.CURVE_TOLD(status.lang, date=iso(points.earned[-1][0]), **shares)


def _x(points: Curve, day: int) -> float:
    last = max(points.last, points.earned[-1][0])
    return round(LEFT + (day - points.first) * (RIGHT - LEFT) / max(last - points.first, 1), 1)


def _y(share: float) -> float:
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def _axes(points: Curve, status: Status) -> Iterator[Html]:
    for n in range(0, 101, 20):
        y = _y(n / 100)
        yield el("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, class_="rule")
        yield el("text", f"{n}%", x=LEFT - 6, y=y + 4, class_="end")
    axis = Axis(from_serial(points.first), max(points.last - points.first, 1))
    used = 0.0
    for x, month, year in axis.labels(status.lang):
        words = year + month if status.lang == "zh" else f"{year} {month}".strip()
        at = LEFT + x * (RIGHT - LEFT) / 100
        yield el("line", x1=round(at, 1), x2=round(at, 1), y1=BOTTOM, y2=BOTTOM + 5, class_="tick")
        room = 9 * len(words) if status.lang == "en" else 12 * len(words)
        if at >= used and at + room <= WIDTH:
            yield el("text", words, x=round(at, 1), y=BOTTOM + 19)
            used = at + room


def _lines(points: Curve, status: Status) -> Iterator[Html]:
    plan = zip(points.days, points.planned, strict=True)
    yield _polyline([(_x(points, d), _y(s)) for d, s in plan], "plan")
    if points.status:
        x = _x(points, points.earned[-1][0])
        yield el("line", x1=x, x2=x, y1=TOP, y2=BOTTOM, class_="status")
    earned = [(d, s) for d, s in points.earned if s >= 0]
    yield _polyline([(_x(points, d), _y(s)) for d, s in earned], "earned")
    for d, s in earned:
        title = el("title", w.POINT(status.lang, date=from_serial(d), n=whole(s)))
        yield el("circle", title, cx=_x(points, d), cy=_y(s), r=4, class_="dot")


def _polyline(points: list[tuple[float, float]], kind: str) -> Html:
    return el("polyline", points=" ".join(f"{x},{y}" for x, y in points), class_=kind)
