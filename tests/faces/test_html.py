"""The HTML report holds what the findings hold, and nothing that acts or loads."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from urllib.parse import parse_qsl, unquote

import pytest

from faces.made import FILES, HOSTILE, MADE, RD, ROUND, hostile
from faces.quiet import is_quiet
from faces.tree import Node, tree
from xlplan.core.finding import SEVERITY, Finding, Place
from xlplan.core.text import LANGS, Lang
from xlplan.core.where import at
from xlplan.report.findings_page import findings_html
from xlplan.report.page.markup import Html, el, href, text


def _rows(page: Node) -> list[Node]:
    return sorted(page.one("table", id_="list").all("tr", "f"), key=lambda x: int(str(x.attributes["id"])[1:]))


@pytest.mark.parametrize("lang", LANGS)
def test_rows_say_what_the_findings_say(lang: Lang) -> None:
    page = tree(findings_html(FILES, ROUND, lang, made=MADE, base="../收回"))
    rows = _rows(page)
    assert len(rows) == len(ROUND)
    for row, finding in zip(rows, ROUND, strict=True):
        assert row.said("badge") == SEVERITY[finding.severity](lang)
        assert row.said("code") == finding.code
        assert row.said("file") == finding.place.file
        assert row.said("at") == at(finding.place, lang)
        assert row.said("message") == finding.message(lang)
        assert row.one("bdi", "hint").text == finding.hint(lang)
        assert row.said("why") == finding.type.why(lang)
        assert "open" not in row.one("details").attributes
        values = [x.text for x in row.all("bdi", "value")]
        assert values == ([finding.value] if finding.value else [])
        assert (row.said("department"), row.said("owner")) == (finding.concern.department, finding.concern.owner)
        told = {k: row.attributes[f"data-{k}"] for k in ("severity", "department", "owner", "file", "sheet", "code")}
        assert told == {
            "severity": finding.severity.value,
            "department": finding.concern.department,
            "owner": finding.concern.owner,
            "file": finding.place.file,
            "sheet": finding.place.sheet,
            "code": finding.code,
        }
        assert ("data-accepted" in row.attributes) == (finding.accepted is not None)
        if finding.accepted:
            assert row.one("bdi", "reason").text == finding.accepted.reason
            by = row.said("by")
            assert all(x in by for x in (finding.accepted.by, "2026-11-18", "2026-12-04"))
    assert page.one("html").attributes["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert "2026-11-20 18:00" in page.said("made")
    is_quiet(page)


def test_counts_are_links_to_what_they_count() -> None:
    page = tree(findings_html(FILES, ROUND, "en"))
    headline = [x.text.split() for x in page.one("ul", id_="headline").all("li")]
    assert headline == [["3", "errors"], ["2", "warnings"], ["3", "notes"], ["1", "accepted"], ["3", "files"]]
    links = 0
    for id_ in ("by-department", "by-file"):
        for link in page.one("div", id_=id_).one("tbody").all("a"):
            wanted = dict(parse_qsl(str(link.attributes["href"])[1:], keep_blank_values=True))
            severities, only = wanted.pop("severity").split(","), wanted.pop("accepted", "")
            if link.text.isdigit():
                rows = [r for r in _rows(page) if all(r.attributes[f"data-{k}"] == v for k, v in wanted.items())]
                rows = [r for r in rows if r.attributes["data-severity"] in severities]
                assert int(link.text) == sum(("data-accepted" in r.attributes) == (only == "only") for r in rows)
                links += 1
    assert links == 16
    files = [r.one("th").text for r in page.one("div", id_="by-file").one("tbody").all("tr")]
    assert files == [*FILES, "计划.yaml"], "files without findings are named, too"


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_becomes_markup(lang: Lang) -> None:
    found = hostile()
    html = findings_html(HOSTILE, found, lang, title=HOSTILE[3], base=HOSTILE[1])
    page = tree(html)
    is_quiet(page)
    assert len(list(page.all("script"))) == 2
    assert page.one("title").text == page.one("h1").text == HOSTILE[3]
    for row, told in zip(_rows(page), HOSTILE, strict=True):
        assert row.said("message") == row.said("file") == row.said("department") == row.said("owner") == told
        assert row.attributes["data-file"] == row.attributes["data-owner"] == told
    options = {o.text for o in page.one("select", id_="owner").all("option")}
    assert set(HOSTILE) < options
    clean = tree(findings_html(HOSTILE, [], lang, title=HOSTILE[3]))
    is_quiet(clean)
    assert [x.text for x in clean.one("ul", "checked").all("li")] == list(HOSTILE)


def test_characters_that_html_has_no_place_for() -> None:
    odd = "a\x00b\x1bc\x7fd\x9be\ud800f\uffffg\r\n"
    html = findings_html([odd], [replace(ROUND[0], place=Place(odd), value=odd)], "zh")
    html.encode("utf-8")
    assert _rows(tree(html))[0].one("bdi", "value").text == "a␀b␛c␡d\ufffde\ufffdf\ufffdg␍\n"


def test_the_policy_comes_first_and_allows_nothing_from_outside() -> None:
    for found in (ROUND, []):
        page = tree(findings_html(FILES, found, "zh"))
        metas = [x.attributes for x in page.one("head").all("meta")]
        assert metas[1]["http-equiv"] == "Content-Security-Policy"
        assert metas[1]["content"] == (
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )


def test_files_are_linked_from_where_the_report_is() -> None:
    def link(file: str, base: object = "") -> str:
        found = [Finding(ROUND[0].type, Place(file), {"column": ""})]
        row = _rows(tree(findings_html([file], found, "zh", base=base)))[0]  # type: ignore[arg-type]
        return next((str(x.attributes["href"]) for x in row.all("a")), "")

    assert link(RD, "../收回") == "../%E6%94%B6%E5%9B%9E/%E7%A0%94%E5%8F%91%E9%83%A8%20%E7%AC%AC3%E8%BD%AE.xlsx"
    assert unquote(link('a#b?c"d%20.xlsx')) == 'a#b?c"d%20.xlsx' and "#" not in link("a#b.xlsx")
    assert link("收回.zip/a.xlsx", "x/") == "x/" + link("收回.zip")
    assert link("javascript:alert(1)") == "javascript%3Aalert%281%29"
    assert link("//host/a.xlsx") == link("\\\\host\\a.xlsx") == link("", "x") == ""
    assert link("/data/a b.xlsx", "x") == "file:///data/a%20b.xlsx"
    assert link("C:\\data\\a.xlsx", "x") == "file:///C:/data/a.xlsx"
    assert link("a.xlsx", {"a.xlsx": "../b/c.xlsx"}) == "../b/c.xlsx" and link("d.xlsx", {"a.xlsx": "x"}) == ""
    assert link("a.zip/b.xlsx", {"a.zip": "../a.zip"}) == "../a.zip"


def test_same_input_same_page() -> None:
    one, two = (findings_html(FILES, ROUND, "zh", made=MADE) for _ in range(2))
    assert one == two
    assert "2026-11-20 18:00" not in findings_html(FILES, ROUND, "zh")


def test_controls_are_labelled() -> None:
    page = tree(findings_html(FILES, ROUND, "zh"))
    form = page.one("form", id_="filters")
    labels = Counter(x.attributes.get("for") for x in form.all("label"))
    for control in [*form.all("select"), *(x for x in form.all("input") if x.attributes["type"] == "search")]:
        assert labels[control.attributes["id"]] == 1
    assert all(x.attributes.get("scope") for x in page.all("th"))
    assert form.one("output", id_="count").attributes["aria-live"] == "polite"
    assert "hidden" in form.attributes, "without a script there is nothing to press"
    ids = Counter(x.attributes["id"] for x in page.all() if "id" in x.attributes)
    assert max(ids.values()) == 1


def test_without_departments_there_is_none_to_choose() -> None:
    page = tree(findings_html(FILES, [ROUND[7], ROUND[8]], "zh"))
    assert not list(page.all("select", id_="department")) and not list(page.all("div", id_="by-department"))
    assert [x.attributes["value"] for x in page.one("select", id_="group").all("option")] == ["file", "code", "none"]
    checked = [x.attributes["value"] for x in page.all("input") if "checked" in x.attributes]
    assert checked == ["warning"]


def test_long_texts_are_cut_and_the_rest_is_one_file() -> None:
    html = findings_html(FILES, [replace(ROUND[0], value="长" * 32_000)] * 3, "zh")
    assert len(html) < 60_000
    assert _rows(tree(html))[2].one("bdi", "value").text.endswith("长…")


def test_markup_is_what_was_made_as_markup() -> None:
    assert (
        el("p", "<", Html("<b></b>"), data_x='"', hidden=True, id=None) == '<p data-x="&quot;" hidden>&lt;<b></b></p>'
    )
    assert text(Html("<b>")) == "<b>" and text("<b>") == "&lt;b&gt;"
    assert href("a b") == "a%20b"
