"""The status report says what the plan says, in both languages, and nothing in it acts or loads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from faces.made import HOSTILE
from faces.quiet import is_quiet
from faces.status_made import NOW, SAMPLE, by_code, sample, with_history
from faces.tree import Node, tree
from xlplan.app.create import Facts, blank_plan
from xlplan.app.status import read_status, status_of, write_status
from xlplan.core.errors import UsageError
from xlplan.core.text import LANGS, Lang
from xlplan.model.plan import Plan
from xlplan.report.status.axis import Axis
from xlplan.report.status.facts import Status
from xlplan.report.status.glance import figure
from xlplan.report.status.page import NAVIGATION, status_html
from xlplan.report.status.parts import percent
from xlplan.report.status.words import VERDICT
from xlplan.template.resolve import load_template
from xlplan.twins.dashboard_cards import CARDS

DRAWN = ("svg", "g", "defs", "use", "line", "rect", "path", "polyline", "circle", "text", "title")
MORE = (*DRAWN, "nav", "strong", "small", "i", "dl", "dt", "dd", "h3", "caption", "tfoot")


def _page(status: Status) -> Node:
    page = tree(status_html(status))
    is_quiet(page, *MORE)
    return page


def _rows(page: Node, id_: str) -> list[Node]:
    return list(page.one("table", id_=id_).one("tbody").all("tr"))


@pytest.mark.parametrize("lang", LANGS)
def test_it_holds_every_part_once_and_links_to_it(lang: Lang) -> None:
    page = _page(with_history(sample(lang)))
    ids = [n.attributes["id"] for n in page.all() if "id" in n.attributes]
    assert len(ids) == len(set(ids))
    assert [s.attributes["id"] for s in page.all("section")] == [part for part, _ in NAVIGATION]
    links = {a.attributes["href"] for a in page.all("a")}
    assert links and {str(x).removeprefix("#") for x in links} <= set(ids)
    assert {f"#{part}" for part, _ in NAVIGATION} <= links


@pytest.mark.parametrize("lang", LANGS)
def test_every_task_has_a_row_with_a_bar(lang: Lang) -> None:
    status = sample(lang)
    rows = _rows(_page(status), "chart")
    assert [r.attributes["id"] for r in rows] == [f"t-{t}" for t in status.tasks]
    for row, id_ in zip(rows, status.tasks, strict=True):
        task, finish = status.plan.tasks[id_], status.computed.finish(id_)
        assert row.said("called") == task.name and row.said("code") == task.code
        assert row.said("day") == str(finish)
        assert row.attributes["data-dept"] == task.dept
        assert ("data-critical" in row.attributes) == bool(status.computed.value("wbs", id_, "critical"))
        assert list(row.all("rect", "rest")) or list(row.all("path", "mark")), task.code
        parent = status.computed.parent(id_)
        assert (row.attributes["data-up"] or "").split()[:1] == ([parent] if parent else [])
        assert str(finish) in row.one("dl").text


def test_bars_lie_where_their_days_are() -> None:
    status = sample("zh")
    page = _page(status)
    starts = [status.computed.start(t) for t in status.tasks] + [b.start for b in status.plan.baseline.tasks.values()]  # type: ignore[union-attr]
    first = min(d for d in starts if d) - dt.timedelta(days=3)
    days = None
    for id_ in status.tasks:
        row = page.one("tr", id_=f"t-{id_}")
        start, finish = status.computed.start(id_), status.computed.finish(id_)
        for rect in row.all("rect", "rest"):
            assert start and finish
            x, width = (float(str(rect.attributes[k]).removesuffix("%")) for k in ("x", "width"))
            if start > first:
                whole = (start - first).days * 100 / x
                days = days or round(whole)
                assert abs(whole - days) < 1
            assert days is None or abs(width - ((finish - start).days + 1) * 100 / days) < 0.01


@pytest.mark.parametrize("lang", LANGS)
def test_figures_and_verdict(lang: Lang) -> None:
    status = sample(lang)
    page = _page(status)
    for card in CARDS:
        shown = page.one("div", id_=f"card-{card.key}")
        assert shown.said("title") == card.title(lang) and shown.said("figure")
        assert shown.said("note") == card.told(status.computed.world)
    late = int(page.one("div", id_="card-late").said("figure"))
    assert late == sum(bool(status.computed.value("wbs", t, "late")) for t in status.tasks)
    assert late == len(_rows(page, "late-list")) > 0
    assert page.one("div", id_="verdict").one("strong").text in {VERDICT[k](lang) for k in ("watch", "late")}
    assert "alarm" in page.one("div", id_="card-late").classes


def test_lists_hold_what_is_open() -> None:
    status = sample("zh")
    page = _page(status)
    judged = [r for r in status.plan.risks if status.computed.value("risks", r, "open")]
    assert {r.said("code") for r in _rows(page, "risk-list")} >= {status.plan.risks[r].number for r in judged}
    counted = sum(int(b.text) for b in page.one("table", id_="map").all("b") if b.text)
    assert counted == len(judged)
    opened = [a for a in status.plan.rows("actions") if status.computed.value("actions", a, "open")]
    assert len(_rows(page, "action-list")) == len(opened)
    assert len(_rows(page, "marks")) == len(status.plan.milestones)
    assert len(_rows(page, "department-list")) == len(status.plan.departments)


@pytest.mark.parametrize("lang", LANGS)
def test_what_changed_and_who_did_it(lang: Lang) -> None:
    status = with_history(sample(lang))
    page = _page(status)
    part = page.one("section", id_="changes")
    for said in ("r1", "2026-11-20 18:00", "2027-04-23", "2027-04-28", "31%", "35%"):
        assert said in part.text, said
    who, decided = _rows(page, "who")
    assert status.department(who.attributes["data-dept"]) in who.text and "+3" in who.text
    assert decided.attributes["data-dept"] == ""
    assert [r.all("td") and [c.text for c in r.all("td")][-1] for r in _rows(page, "slips")] == ["+3", "-1"]
    edits = [r.text for r in _rows(page, "edits")]
    assert len(edits) == 3 and "RD.xlsx" in edits[0] and "33" in edits[0]
    assert any("30%" in e for e in edits)


def test_a_plan_without_anything(tmp_path: Path) -> None:
    plan = Plan()
    for lang in LANGS:
        page = _page(status_of(plan, load_template(), lang, NOW))
        assert page.one("div", id_="verdict").one("strong").text == VERDICT["unknown"](lang)
        assert not list(page.all("tr", "critical"))
    blank = blank_plan(Facts(name="X", code="X-1", departments=("A", "B")), "en", "full", NOW.date())
    page = _page(status_of(blank, load_template(), "en", NOW))
    assert page.one("h1").text == "X"


@pytest.mark.parametrize("name", ["core", "light"])
def test_templates_without_some_forms(name: str) -> None:
    status = sample("zh")
    template = load_template(name)
    keys = {t.key for _, t in template.tables()}
    plan = replace(status.plan, template=name, tables={k: v for k, v in status.plan.tables.items() if k in keys})
    page = _page(status_of(plan, template, "zh", NOW))
    assert len(_rows(page, "chart")) == len(status.tasks)


def test_tasks_that_are_left_out_are_counted() -> None:
    status = sample("en")
    first, second, third = by_code(status, "8.5"), by_code(status, "8.4"), by_code(status, "8.3")
    tasks = dict(status.plan.tasks)
    tasks[first] = tasks[first].with_cells({"row_state": "cancelled"})
    tasks[second], tasks[third] = (tasks[t].with_cells({"code": None}) for t in (second, third))
    page = _page(status_of(status.plan.with_tables({"wbs": tasks}), status.template, "en", NOW))
    assert len(_rows(page, "chart")) == len(status.tasks) - 3
    assert "not in the chart: 1 cancelled, 2 without a code" in page.one("section", id_="gantt").text
    assert "not in the chart" not in _page(status).one("section", id_="gantt").text


def test_shares_are_rounded_as_on_the_sheet() -> None:
    assert [percent(x) for x in (0, 0.001, 0.345, 0.5, 0.996, 1)] == ["0%", "1%", "35%", "50%", "99%", "100%"]
    assert figure(0.345, "0%") == "35%" and figure(0.125, "0.00") in ("0.12", "0.13")


def test_hostile_texts_are_only_shown() -> None:
    status = with_history(sample("en"))
    tasks = {
        i: t.with_cells({"name": HOSTILE[n % len(HOSTILE)], "deliverable": HOSTILE[n % len(HOSTILE)]})
        for n, (i, t) in enumerate(status.plan.tasks.items())
    }
    risks = {
        i: r.with_cells({"description": HOSTILE[n % len(HOSTILE)], "number": HOSTILE[n % len(HOSTILE)]})
        for n, (i, r) in enumerate(status.plan.risks.items())
    }
    people = {
        i: p.with_cells({"name": HOSTILE[n % len(HOSTILE)]}) for n, (i, p) in enumerate(status.plan.people.items())
    }
    depts = {
        i: d.with_cells({"name": HOSTILE[n % len(HOSTILE)]}) for n, (i, d) in enumerate(status.plan.departments.items())
    }
    changed = {"wbs": tasks, "risks": risks, "people": people, "departments": depts}
    hostile = status_of(status.plan.with_tables(changed), status.template, "en", NOW)
    page = _page(replace(hostile, since=status.since))
    names = {n.text for n in page.one("table", id_="chart").all("span", "called")}
    assert {"<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--"} <= names


def test_the_file_is_new_unless_it_is_named(tmp_path: Path) -> None:
    status, source = sample("en"), tmp_path / "plan.yaml"
    first = write_status(status, None, source)
    assert first.name == "SL-2026-05_status_2026-11-13.html" and first.parent == tmp_path
    before = first.read_bytes()
    second = write_status(status, None, source)
    assert second != first and first.read_bytes() == before
    named = write_status(status, tmp_path / "x.html", source)
    assert write_status(status, named, source) == named
    with pytest.raises(UsageError):
        write_status(status, tmp_path / "master.xlsx", source)


def test_a_document_has_no_revisions() -> None:
    with pytest.raises(UsageError):
        read_status(SAMPLE / "plan.en.yaml", "en", NOW, since=1)


def test_only_what_is_done_is_shown_as_done() -> None:
    status = sample("zh")
    row = _page(status).one("tr", id_=f"t-{by_code(status, '3.2.5')}")
    (rest,), (done,) = list(row.all("rect", "rest")), list(row.all("rect", "done"))
    share = float(str(done.attributes["width"])[:-1]) / float(str(rest.attributes["width"])[:-1])
    assert abs(share - status.computed.percent(by_code(status, "3.2.5"))) < 0.01


@pytest.mark.parametrize("lang", LANGS)
def test_labels_of_the_axis_do_not_stand_on_each_other(lang: Lang) -> None:
    for days in (1, 7, 40, 200, 430, 431, 1300, 2600, 20_000):
        start = dt.date(2026, 9, 1)
        axis = Axis.over([start, start + dt.timedelta(days=days - 1)])
        assert axis is not None
        places = [x for x, _, _ in axis.labels(lang)]
        assert places == sorted(places) and all(0 <= x < 100 for x in places)
        assert len(places) <= 60
    assert Axis.over([]) is None
    assert Axis.over([dt.date.min, dt.date.max]) is not None
