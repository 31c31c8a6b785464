"""Pieces that several parts of the page use: tables that are filtered by department, pills, links to tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from xlplan.core.text import Lang
from xlplan.report.page.markup import Html, el, joined
from xlplan.report.status.facts import Status
from xlplan.report.status.words import NONE_SHOWN
from xlplan.twins.dashboard_words import whole
from xlplan.twins.engine import Scalar, from_serial, is_number

DASH = "—"


def section(id_: str, title: str, *content: Html) -> Html:
    """A part of the page with a heading that the navigation leads to."""
    return el("section", el("h2", title, tabindex=-1), *content, id=id_, class_="part")


def table(id_: str, heads: Sequence[str], rows: Iterable[Html], lang: Lang, numbers: Iterable[int] = ()) -> Html:
    """A table whose rows the controls filter; its columns of numbers are aligned to the end."""
    right = set(numbers)
    head = el(
        "thead", el("tr", *(el("th", h, scope="col", class_="n" if n in right else None) for n, h in enumerate(heads)))
    )
    body = el("tbody", *rows)
    none = el("p", NONE_SHOWN(lang), class_="none", hidden=True)
    return el("div", el("div", el("table", head, body, id=id_, class_="list"), class_="wide"), none, class_="filtered")


def row(cells: Iterable[Html], department: str | None, **more: str | int | bool | None) -> Html:
    """A row that belongs to a department."""
    return el("tr", *cells, data_dept=department or "", **more)


def cell(*content: str, class_: str | None = None) -> Html:
    return el("td", *content, class_=class_)


def number(value: object) -> Html:
    return el("td", DASH if value in (None, "") else str(value), class_="n")


def day(value: dt.date | Scalar | None) -> Html:
    """A date, a dash where there is none."""
    return el("td", iso(value), class_="day")


def iso(value: dt.date | Scalar | None) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return from_serial(float(value)).isoformat() if value is not None and is_number(value) else DASH


def percent(share: float) -> str:
    """A share as people write it; only what is done is 100 %, only what has not begun 0 %."""
    n = whole(share)
    if n == 100 and share < 1:
        n = 99
    if n == 0 and share > 0:
        n = 1
    return f"{n}%"


def pill(words: str, kind: str) -> Html:
    return el("span", words, class_=f"pill {kind}")


def task_link(status: Status, task: str | None) -> Html:
    """A task by code and name, as a link to its row in the chart."""
    if not task:
        return Html("")
    label = status.ctx.names.label("task", task)
    if task not in status.tasks:
        return el("span", label)
    return el("a", label, href=f"#t-{task}", class_="go")


def lines(texts: Iterable[str]) -> Html:
    """Texts below each other; blank ones are left out."""
    return joined(el("div", text) for text in texts if text)


def signed(days: int) -> str:
    return f"{days:+d}" if days else "0"
