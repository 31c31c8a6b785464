"""Findings as one HTML file that can be mailed: counts, filters, groups, and the list.

Without a script it is a plain table of everything. With one, the filters are written into the address after ``#``,
so that a view can be passed on as a link. Where there are errors or warnings, notes are hidden at first, as on the
terminal; what was accepted is hidden always, and never without its count being shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from xlplan.core.finding import SEVERITY, Finding, Severity
from xlplan.core.text import Lang, Text
from xlplan.core.where import Base
from xlplan.report import findings_words as w
from xlplan.report.findings_overview import overview
from xlplan.report.findings_rows import findings_table
from xlplan.report.page.frame import page
from xlplan.report.page.markup import Html, data_block, el

FACETS: dict[str, tuple[Text, Callable[[Finding], str]]] = {
    "department": (w.DEPARTMENT, lambda x: x.concern.department),
    "owner": (w.OWNER, lambda x: x.concern.owner),
    "file": (w.FILE, lambda x: x.place.file),
    "sheet": (w.SHEET, lambda x: x.place.sheet),
    "code": (w.CODE, lambda x: x.code),
}
"""What findings are filtered by, under the names of the ``data-`` attributes of their rows."""
GROUPS = ("file", "department", "owner", "code")


def findings_html(
    files: Sequence[str],
    findings: Sequence[Finding],
    lang: Lang,
    *,
    title: str = "",
    made: dt.datetime | None = None,
    base: Base = "",
) -> str:
    """The report. ``base`` says where the files lie seen from it, ``made`` is shown where given."""
    title = title or w.TITLE(lang)
    time = el("p", w.MADE(lang, time=f"{made:%Y-%m-%d %H:%M}"), class_="made") if made else Html()
    header = el("header", el("h1", title), time)
    if not findings:
        return page(lang, title, (header, el("main", *_clean(files, lang))), ("findings.css",))
    main = el(
        "main",
        overview(files, findings, lang),
        el("h2", w.LIST(lang), id="findings", tabindex=-1),
        _filters(findings, lang),
        el("p", w.NONE_SHOWN(lang), id="none", hidden=True),
        findings_table(findings, lang, base),
    )
    words = data_block("words", {key: word(lang) for key, word in w.SCRIPT.items()})
    return page(lang, title, (header, main, words), ("findings.css",), ("findings.js",))


def _clean(files: Sequence[str], lang: Lang) -> Iterator[Html]:
    yield el("div", el("h2", w.CLEAN(lang)), el("p", w.CLEAN_MORE(lang, n=len(files))), class_="clean", id="clean")
    if files:
        yield el("h2", w.CHECKED(lang))
        yield el("ul", *(el("li", x) for x in files), class_="checked")


def _filters(findings: Sequence[Finding], lang: Lang) -> Html:
    """The controls; hidden until the script shows them, since they do nothing without it."""
    first = el(
        "div",
        _severities(findings, lang),
        _field("q", w.SEARCH, el("input", type="search", id="q", name="q", autocomplete="off"), lang),
        _select("group", w.GROUP, _groups(findings, lang), lang),
        el("button", w.COPY(lang), type="button", id="copy"),
        el("button", w.RESET(lang), type="reset", id="reset"),
        class_="bar",
    )
    more = el("details", el("summary", w.FILTERS(lang)), el("div", *_selects(findings, lang), class_="bar"), id="more")
    said = el(
        "p",
        el("output", id="count", aria_live="polite"),
        " ",
        el("span", id="view"),
        " ",
        el("output", id="said", aria_live="polite"),
    )
    return el("form", first, more, said, id="filters", role="search", aria_label=w.FILTERS(lang), hidden=True)


def _groups(findings: Sequence[Finding], lang: Lang) -> Iterator[tuple[str, str]]:
    for key in GROUPS:
        label, of = FACETS[key]
        if key == "file" or any(map(of, findings)):
            yield key, label(lang)
    yield "none", w.UNGROUPED(lang)


def _severities(findings: Iterable[Finding], lang: Lang) -> Html:
    there = {x.severity for x in findings}
    first = {x for x in there if x is not Severity.INFO} or there
    boxes = (
        el(
            "label",
            el("input", type="checkbox", name="severity", value=s.value, checked=s in first),
            el("span", SEVERITY[s](lang)),
            class_=f"pill {s.value}",
        )
        for s in Severity
    )
    return el("fieldset", el("legend", w.SEVERITY_COLUMN(lang)), *boxes)


def _selects(findings: Sequence[Finding], lang: Lang) -> Iterator[Html]:
    for key, (label, of) in FACETS.items():
        names = sorted({of(x) for x in findings}, key=lambda name: (not name, name))
        if any(names):
            # The values begin with "=", so that the empty name differs from "all".
            named = ((f"={name}", name or w.NOBODY[key](lang)) for name in names)
            yield _select(key, label, [("", w.ALL(lang)), *named], lang)
    if any(x.accepted for x in findings):
        yield _select("accepted", w.ACCEPTED_LABEL, [(k, word(lang)) for k, word in w.ACCEPTED_CHOICE.items()], lang)


def _select(name: str, label: Text, choices: Iterable[tuple[str, str]], lang: Lang) -> Html:
    options = (el("option", text, value=value) for value, text in choices)
    return _field(name, label, el("select", *options, id=name, name=name), lang)


def _field(name: str, label: Text, control: Html, lang: Lang) -> Html:
    return el("div", el("label", label(lang), for_=name), control, class_="field")
