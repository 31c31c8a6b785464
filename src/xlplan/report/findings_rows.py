"""The list of findings as a table of a page: a body per file, a row per finding, place first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlplan.core.finding import SEVERITY, Acceptance, Finding
from xlplan.core.text import Lang, Text
from xlplan.core.where import Base, at, path_to
from xlplan.report import findings_words as w
from xlplan.report.page.markup import Html, el, href, joined

MOST = 1_500
"""So many characters of a text are shown; a cell may hold 32,767."""
COLUMNS = (w.SEVERITY_COLUMN, w.PLACE_COLUMN, w.WHAT_COLUMN, w.WHO_COLUMN)


def findings_table(findings: Sequence[Finding], lang: Lang, base: Base) -> Html:
    """The table. A row says in ``data-`` attributes what it can be filtered and grouped by."""
    links = {file: href(path_to(file, base)) for file in {x.place.file for x in findings}}
    groups: dict[str, list[Html]] = {}
    for number, finding in enumerate(findings, 1):
        groups.setdefault(finding.place.file, []).append(_row(number, finding, lang, links[finding.place.file]))
    head = el("thead", el("tr", *(el("th", title(lang), scope="col") for title in COLUMNS)))
    bodies = (_group(file, rows, lang, links[file]) for file, rows in groups.items())
    return el("table", head, "\n", joined(bodies, "\n"), id="list", class_="list")


def _group(file: str, rows: Iterable[Html], lang: Lang, link: str) -> Html:
    name = _linked(file, link) if file else w.NOBODY["file"](lang)
    heading = el("th", name, colspan=len(COLUMNS), scope="rowgroup")
    return el("tbody", el("tr", heading, class_="group"), "\n", joined(rows, "\n"))


def _row(number: int, finding: Finding, lang: Lang, link: str) -> Html:
    severity, concern, place = finding.severity.value, finding.concern, finding.place
    badge = el("span", SEVERITY[finding.severity](lang), class_=f"badge {severity}")
    return el(
        "tr",
        el("td", badge, " ", el("span", finding.code, class_="code"), class_="c-severity"),
        el("td", *_where(finding, lang, link), class_="c-place"),
        el("td", *_what(finding, lang), class_="c-what"),
        el("td", *_who(concern.department, concern.owner), class_="c-who"),
        id=f"f{number}",
        class_=f"f {severity}",
        data_severity=severity,
        data_department=concern.department,
        data_owner=concern.owner,
        data_file=place.file,
        data_sheet=place.sheet,
        data_code=finding.code,
        data_accepted=finding.accepted is not None,
    )


def _where(finding: Finding, lang: Lang, link: str) -> Iterator[Html]:
    if file := finding.place.file:
        yield el("div", _linked(file, link), class_="file")
    if inside := at(finding.place, lang):
        yield el("div", inside, class_="at")


def _what(finding: Finding, lang: Lang) -> Iterator[Html]:
    yield el("p", cut(finding.message(lang)), class_="message")
    if hint := finding.hint(lang):
        yield _labelled("p", w.HINT, cut(hint), "hint", lang)
    if finding.value:
        yield _labelled("p", w.VALUE, cut(finding.value), "value", lang)
    if finding.accepted:
        yield _acceptance(finding.accepted, lang)
    if why := finding.type.why(lang):
        yield el("details", el("summary", w.WHY(lang)), el("p", why, class_="why"))


def _acceptance(accepted: Acceptance, lang: Lang) -> Html:
    said = [w.WHO_ACCEPTED(lang, by=accepted.by, on=accepted.on.isoformat())]
    if accepted.until:
        said.append(w.UNTIL(lang, day=accepted.until.isoformat()))
    reason = _labelled("span", w.REASON, cut(accepted.reason), "reason", lang)
    return el("p", reason, " ", el("span", " · ".join(said), class_="by"), class_="accepted")


def _labelled(element: str, label: Text, text: str, class_: str, lang: Lang) -> Html:
    return el(element, el("span", label(lang), class_="label"), el("bdi", text, class_=class_))


def _who(department: str, owner: str) -> Iterator[Html]:
    if department:
        yield el("div", department, class_="department")
    if owner:
        yield el("div", owner, class_="owner")


def _linked(text: str, link: str) -> Html:
    return el("a", text, href=link) if link else el("bdi", text)


def cut(text: str, most: int = MOST) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
