"""The state in one glance: a verdict with its reasons, the figures of the dashboard, open matters, who has answered."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.answers import round_lines, round_title
from xlplan.report.page.markup import Html, el
from xlplan.report.status import words as w
from xlplan.report.status.facts import Status
from xlplan.report.status.parts import iso, section
from xlplan.twins import dashboard as figures
from xlplan.twins.dashboard_attention import CONCERNS
from xlplan.twins.dashboard_cards import BY_BASELINE, BY_PLAN, CARDS, WEIGHED
from xlplan.twins.dashboard_words import whole
from xlplan.twins.engine import Scalar, World, is_number
from xlplan.twins.milestones import LABELS
from xlplan.twins.wbs_progress import BY_DURATION

Reason = tuple[str, str, str]
"""How grave (``late`` or ``watch``), the words, and the part of the page that tells more."""


def glance(status: Status) -> Html:
    """The first part of the page."""
    reasons = list(_reasons(status))
    grave = {level for level, _, _ in reasons}
    known = figures.known(status.computed.world)
    level = "late" if "late" in grave else "watch" if grave else "well" if known else "unknown"
    lang = status.lang
    told = el("ul", *(el("li", el("a", words, href=f"#{part}"), class_=x) for x, words, part in reasons))
    verdict = el(
        "div",
        el("strong", w.VERDICT[level](lang)),
        told if reasons else el("p", (w.NOTHING if known else w.COMPARE_NEEDS)(lang)),
        class_=f"verdict {level}",
        id="verdict",
    )
    return section(
        "glance",
        w.GLANCE(lang),
        verdict,
        el("div", *_cards(status), class_="cards"),
        el("p", _basis(status), class_="soft"),
        el("div", *_matters(status), *_round(status), class_="side"),
    )


def _reasons(status: Status) -> Iterator[Reason]:
    world, lang = status.computed.world, status.lang
    short = figures.short(world)
    if is_number(short) and int(short) > 0:
        target = w.REQUIRED if is_number(world.params["typed_finish"]) else w.AGREED
        days = {"finish": iso(figures.finish(world)), "day": iso(figures.target(world)), "n": int(short)}
        yield "late", w.FINISH_MISSED(lang, target=target, **days), "gantt"
    late = figures.late(world)
    if is_number(late) and late:
        critical = sum(map(_both, world.column("wbs", "late"), world.column("wbs", "critical")))
        text = w.LATE_CRITICAL if critical else w.LATE_TASKS
        yield "late" if critical else "watch", text(lang, n=late, **({"m": critical} if critical else {})), "late"
    for key, level, text in (("late", "late", w.MARKS_LATE), ("at_risk", "watch", w.MARKS_AT_RISK)):
        if "milestones" in status.computed.rows and (n := world.column("milestones", "state").count(LABELS[key](lang))):
            yield level, text(lang, n=n), "milestones"
    for value, text in ((figures.spi(world), w.BEHIND), (figures.cpi(world), w.COSTLY)):
        if is_number(value) and float(value) < 0.95:
            yield "watch", text(lang, value=f"{float(value):.2f}"), "curve"
    if n := _sum(world, "risks", "open_high"):
        yield "watch", w.HIGH_RISKS(lang, n=n), "risks"
    if n := _sum(world, "actions", "overdue"):
        yield "watch", w.OVERDUE_ACTIONS(lang, n=n), "actions"
    if status.plan.pending:
        yield "watch", w.TO_DECIDE(lang, n=len(status.plan.pending)), "changes"


def _both(a: Scalar, b: Scalar) -> int:
    return int(bool(a) and bool(b))


def _sum(world: World, table: str, key: str) -> int:
    return sum(int(v) for v in world.columns.get(table, {}).get(key, ()) if is_number(v))


def figure(value: Scalar, number_format: str) -> str:
    """A figure as its cell on the dashboard shows it."""
    if not is_number(value):
        return str(value)
    if number_format == "yyyy-mm-dd":
        return iso(value)
    if number_format == "0%":
        return f"{whole(value)}%"
    return f"{float(value):.2f}" if number_format == "0.00" else str(round(float(value)))


def _cards(status: Status) -> Iterator[Html]:
    world, lang = status.computed.world, status.lang
    for card in CARDS:
        value = card.value(world)
        alarm = card.alarm is not None and card.alarm.holds(value)
        yield el(
            "div",
            el("div", card.title(lang), class_="title"),
            el("div", figure(value, card.number_format), class_="figure"),
            el("div", card.told(world), class_="note"),
            class_="card alarm" if alarm else "card",
            id=f"card-{card.key}",
        )


def _basis(status: Status) -> str:
    plan, lang = status.plan, status.lang
    baseline = plan.baseline
    source = BY_BASELINE(lang, name=baseline.name, day=baseline.date.isoformat()) if baseline else BY_PLAN(lang)
    return source + WEIGHED[status.computed.world.params["weighting"] == BY_DURATION(lang)](lang)


def _matters(status: Status) -> Iterator[Html]:
    """How many open matters there are of each kind that the workbook has."""
    world, lang = status.computed.world, status.lang
    rows = []
    for concern in CONCERNS:
        if concern.tally.table in status.computed.rows and concern.tally.is_known(world):
            value, told = concern.tally.value(world), concern.told(world)
            over = is_number(value) and float(value) >= concern.limit
            alarm = {"figure": over, "worse": bool(told)}.get(concern.alarm, False)
            shown = figure(value, concern.number_format)
            rows.append(_line(concern.title(lang), shown, told, alarm))
    if rows:
        yield el("table", el("caption", w.OPEN_MATTERS(lang)), el("tbody", *rows), id="matters", class_="list")


def _round(status: Status) -> Iterator[Html]:
    """Who has answered in the newest round."""
    title = round_title(status.plan, status.lang)
    if title:
        rows = (_line(x.title, x.figure, x.words, x.alarm) for x in round_lines(status.plan, status.lang))
        yield el("table", el("caption", title), el("tbody", *rows), id="answers", class_="list")


def _line(title: str, figure_: str, words: str, alarm: bool) -> Html:
    cells = (el("th", title, scope="row"), el("td", figure_, class_="n"), el("td", words))
    return el("tr", *cells, class_="alarm" if alarm else None)
