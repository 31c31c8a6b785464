"""Open risks as a heat map of probability and impact, and as a list that the map filters."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.report.page.markup import Html, el
from xlplan.report.status import words as w
from xlplan.report.status.facts import Status
from xlplan.report.status.parts import DASH, cell, day, lines, pill, row, section, table
from xlplan.twins.engine import is_number
from xlplan.twins.risk_score import score_level

GRADES = (3, 2, 1)
"""High, medium and low, in points."""
TONES = ("high", "medium", "low")


def risks(status: Status) -> Html:
    """The part with map and list. Risks without probability or impact are counted below the map."""
    lang = status.lang
    shown = list(_open(status))
    if not shown:
        return section("risks", w.RISKS(lang), el("p", w.NO_RISKS(lang), class_="none good"))
    heads = (w.NUMBER, w.RISK, w.LEVEL, w.RESPONSE, w.OWNER, w.DUE)
    rows = (_row(status, r) for r in sorted(shown, key=lambda r: (-_score(status, r), r)))
    body = table("risk-list", [h(lang) for h in heads], rows, lang)
    return section("risks", w.RISKS(lang), el("div", _map(status, shown), body, class_="heat"))


def _open(status: Status) -> Iterator[str]:
    """Open risks; also such that nobody has judged yet, as they are no less open."""
    words = {"open", "in_progress", "occurred", None}
    for id_, risk in status.plan.risks.items():
        if status.computed.value("risks", id_, "open") or (
            not _score(status, id_) and risk.cell("state") in words and risk.cell("description")
        ):
            yield id_


def _points(status: Status, id_: str) -> tuple[int, int]:
    p, i = (status.computed.value("risks", id_, key) for key in ("p", "i"))
    return (int(p) if is_number(p) else 0, int(i) if is_number(i) else 0)


def _score(status: Status, id_: str) -> int:
    p, i = _points(status, id_)
    return p * i


def _map(status: Status, shown: list[str]) -> Html:
    lang = status.lang
    rows = []
    for p in GRADES:
        cells = [el("th", w.GRADES[p - 1](lang), scope="row")]
        for i in reversed(GRADES):
            here = [r for r in shown if _points(status, r) == (p, i)]
            numbers = " ".join(status.cell("risks", r, "number") for r in here)
            words = w.CELL(lang, p=w.GRADES[p - 1], i=w.GRADES[i - 1], n=len(here))
            button = el(
                "button",
                el("b", str(len(here)) if here else ""),
                el("small", numbers),
                type="button",
                title=words,
                aria_label=words,
                aria_pressed="false",
                data_cell=f"{p}-{i}",
                disabled=not here,
            )
            cells.append(el("td", button, class_=TONES[score_level(p * i)]))
        rows.append(el("tr", *cells))
    foot = el("tr", el("td"), *(el("th", w.GRADES[i - 1](lang), scope="col") for i in reversed(GRADES)))
    unjudged = sum(1 for r in shown if not _score(status, r))
    return el(
        "div",
        el("div", w.PROBABILITY(lang), " ↑", class_="soft"),
        el("table", el("tbody", *rows), el("tfoot", foot), id="map"),
        el("div", w.IMPACT(lang), " →", class_="soft impact"),
        el("p", w.UNJUDGED(lang, n=unjudged), class_="soft") if unjudged else "",
        el("button", w.ALL_RISKS(lang), type="button", id="all-risks", hidden=True),
        class_="map",
    )


def _row(status: Status, id_: str) -> Html:
    risk = status.plan.risks[id_]
    p, i = _points(status, id_)
    level = str(status.computed.value("risks", id_, "risk_level"))
    response = status.cell("risks", id_, "response")
    return row(
        (
            cell(risk.cell("number") or DASH, class_="code"),
            el("th", lines((status.cell("risks", id_, "description"),)), scope="row"),
            cell(pill(level, TONES[score_level(p * i)]) if p * i else DASH),
            cell(lines((response, status.cell("risks", id_, "action")))),
            cell(lines((status.department(risk.cell("dept")), status.person(risk.cell("owner")))), class_="who"),
            day(risk.cell("due")),
        ),
        risk.cell("dept"),
        data_cell=f"{p}-{i}",
    )
