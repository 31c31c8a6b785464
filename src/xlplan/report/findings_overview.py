"""The top of the HTML report: how many findings of which severity, by department and by file.

Every count is a link that shows what it counts; the part after ``#`` is what the filters are set to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from xlplan.core.finding import Finding, Severity
from xlplan.core.tally import Tally, by_department, by_file, tally
from xlplan.core.text import Lang, Text
from xlplan.report import findings_words as w
from xlplan.report.page.markup import Html, el, fit

_EVERY = ",".join(s.value for s in Severity)
_KINDS: tuple[tuple[str, Text, dict[str, str]], ...] = (
    *((s.value, w.COUNTS[s], {"severity": s.value}) for s in Severity),
    ("accepted", w.ACCEPTED, {"severity": _EVERY, "accepted": "only"}),
)


def overview(files: Sequence[str], findings: Sequence[Finding], lang: Lang) -> Html:
    """Headline counts and the two tables."""
    tables = [_table("by-file", w.BY_FILE, "file", by_file(files, findings), lang)]
    departments = by_department(findings)
    if any(departments):
        tables.insert(0, _table("by-department", w.BY_DEPARTMENT, "department", departments, lang))
    return el(
        "section",
        el("ul", *_headline(tally(findings), len(files), lang), class_="headline", id="headline"),
        el("div", *tables, class_="tables"),
        aria_label=w.OVERVIEW(lang),
    )


def _headline(counts: Tally, files: int, lang: Lang) -> Iterator[Html]:
    for (key, word, wanted), count in zip(_KINDS, counts.values, strict=True):
        if count or key != "accepted":
            said = (el("b", str(count)), " ", el("span", word(lang)))
            yield el("li", el("a", *said, href=_view(wanted)) if count else el("span", *said), class_=key)
    yield el("li", el("span", el("b", str(files)), " ", el("span", w.FILES(lang))), class_="files")


def _table(id_: str, title: Text, key: str, counts: Mapping[str, Tally], lang: Lang) -> Html:
    heads = [el("th", title(lang), scope="col"), *(el("th", word(lang), scope="col") for _, word, _ in _KINDS)]
    body = []
    for name, row in counts.items():
        every = el("a", name or w.NOBODY[key](lang), href=_view({key: name, "severity": _EVERY}))
        cells = (
            _count(n, {key: name, **wanted}, kind) for (kind, _, wanted), n in zip(_KINDS, row.values, strict=True)
        )
        body.append(el("tr", el("th", every if any(row.values) else name, scope="row"), *cells))
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *body), class_="cross")
    return el("div", table, id=id_, class_="scroll", role="region", tabindex=0, aria_label=title(lang))


def _count(count: int, wanted: Mapping[str, str], kind: str) -> Html:
    if not count:
        return el("td", "0", class_="zero")
    return el("td", el("a", str(count), href=_view(wanted)), class_=kind)


def _view(wanted: Mapping[str, str]) -> str:
    return "#" + urlencode({key: fit(value) for key, value in wanted.items()})
