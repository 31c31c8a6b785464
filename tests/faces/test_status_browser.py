"""The status report in a browser: filters, pointing, clicking, keys, paper, a phone; and that it stays off the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faces.opened import Opened
from faces.status_made import by_code, sample, with_history
from xlplan.core.text import LANGS, Lang
from xlplan.report.status.facts import Status
from xlplan.report.status.page import NAVIGATION, status_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

TASKS = "#chart tbody tr:visible"


@pytest.fixture
def status(request: pytest.FixtureRequest) -> Status:
    lang: Lang = getattr(request, "param", "zh")
    return with_history(sample(lang))


@pytest.fixture
def page(browser: Browser, status: Status, tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "状态 报告.html"
    path.write_text(status_html(status), encoding="utf-8")
    opened = Opened(browser, path, viewport={"width": 1400, "height": 900})
    yield opened
    assert opened.asked == [] and opened.told == []
    opened.context.close()


def _ids(page: Opened) -> list[str]:
    return [str(x.get_attribute("id")).removeprefix("t-") for x in page.page.locator(TASKS).all()]


def _leaves(page: Opened) -> set[str]:
    found = page.page.locator(f"{TASKS}:not([data-summary])").all()
    return {str(x.get_attribute("id")).removeprefix("t-") for x in found}


@pytest.mark.parametrize("status", LANGS, indirect=True)
def test_all_is_there_at_first(page: Opened, status: Status) -> None:
    assert _ids(page) == list(status.tasks)
    assert str(len(status.tasks)) in page.page.inner_text("#count")
    assert page.page.is_visible("#filters") and page.hash == {}
    for part, _ in NAVIGATION:
        assert page.page.is_visible(f"#{part}"), part
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 1400


def test_a_department_filters_every_list(page: Opened, status: Status) -> None:
    dept = next(i for i, d in status.plan.departments.items() if d.name == "研发部")
    page.page.select_option("#dept", f"={dept}")
    mine = {t for t in status.tasks if status.computed.is_leaf(t) and status.plan.tasks[t].dept == dept}
    assert _leaves(page) == mine
    above = {status.computed.parent(t) for t in mine}
    assert above <= set(_ids(page)), "the summaries above them stay"
    for id_ in ("risk-list", "action-list", "marks", "slips"):
        shown = page.page.locator(f"#{id_} tbody tr:visible").all()
        assert all(x.get_attribute("data-dept") == dept for x in shown), id_
    assert page.count("#risk-list tbody tr:visible") == sum(
        r.cell("dept") == dept and bool(status.computed.value("risks", i, "open")) for i, r in status.plan.risks.items()
    )
    assert page.hash == {"dept": dept}
    other = next(i for i, d in status.plan.departments.items() if d.name == "客服部")
    page.page.select_option("#dept", f"={other}")
    assert page.count("#who tbody tr:visible") == 0 and page.page.is_visible(".filtered:has(#who) .none")
    page.page.click("#clear")
    page.page.wait_for_function("location.hash === ''")
    assert _ids(page) == list(status.tasks)


def test_critical_path_and_what_is_open(page: Opened, status: Status) -> None:
    leaves = [t for t in status.tasks if status.computed.is_leaf(t)]
    critical = {t for t in leaves if status.computed.value("wbs", t, "critical")}
    page.page.check("#critical")
    assert _leaves(page) == critical and critical
    page.page.uncheck("#critical")
    page.page.check("#open")
    assert _leaves(page) == {t for t in leaves if status.computed.percent(t) < 1}
    page.page.check("#critical")
    assert page.hash == {"critical": "1", "open": "1"}
    view = page.page.evaluate("location.hash")
    page.go(view)
    assert page.page.is_checked("#critical") and page.page.is_checked("#open")
    page.page.select_option("#level", "1")
    assert all("." not in (status.plan.tasks[t].code or "") for t in _ids(page))


def test_the_baseline_can_be_hidden(page: Opened) -> None:
    assert page.count("#chart tbody rect.base:visible") > 20
    page.page.uncheck("#base")
    assert page.count("#chart tbody rect.base:visible") == 0 and page.hash == {"base": "0"}


def test_pointing_at_a_task_tells_of_it(page: Opened, status: Status) -> None:
    task = by_code(status, "3.2.5")
    row = page.page.locator(f"#t-{task}")
    row.scroll_into_view_if_needed()
    assert not page.page.is_visible("#tip")
    row.locator("td.chart").hover()
    tip = page.page.inner_text("#tip")
    assert status.plan.tasks[task].name in tip and str(status.computed.finish(task)) in tip
    assert status.person(status.plan.tasks[task].owner) in tip
    box = page.page.locator("#tip").bounding_box()
    assert (
        box and box["x"] >= 0 and box["x"] + box["width"] <= 1400 and box["y"] >= 0 and box["y"] + box["height"] <= 900
    )
    page.page.mouse.move(5, 5)
    assert not page.page.is_visible("#tip")
    row.locator("td.chart").click()
    assert row.locator("dl").is_visible()
    row.locator("td.chart").hover()
    assert not page.page.is_visible("#tip"), "what is open is not said twice"


def test_a_link_to_a_task_leads_there(page: Opened, status: Status) -> None:
    task = by_code(status, "3.1.2")
    page.page.check("#critical")
    assert not page.page.is_visible(f"#t-{task}")
    page.page.click(f"#late-list a[href='#t-{task}']")
    assert page.page.is_visible(f"#t-{task} dl"), "filters that hide it are given up"
    assert not page.page.is_checked("#critical")
    box = page.page.locator(f"#t-{task}").bounding_box()
    assert box and 0 < box["y"] < 900
    page.go(f"#t-{task}")
    assert page.page.is_visible(f"#t-{task} dl")


def test_a_cell_of_the_heat_map_filters_the_risks(page: Opened, status: Status) -> None:
    everything = page.count("#risk-list tbody tr:visible")
    button = page.page.locator("#map button:enabled").first
    cell, count = button.get_attribute("data-cell"), int(button.locator("b").inner_text())
    button.click()
    shown = page.page.locator("#risk-list tbody tr:visible")
    assert shown.count() == count < everything
    assert {x.get_attribute("data-cell") for x in shown.all()} == {cell}
    assert button.get_attribute("aria-pressed") == "true" and page.hash == {"risk": cell}
    page.page.click("#all-risks")
    assert page.count("#risk-list tbody tr:visible") == everything and page.hash == {}
    button.click()
    button.click()
    assert page.count("#risk-list tbody tr:visible") == everything, "a second click lets go"


def test_the_verdict_leads_to_its_reasons_and_keys_will_do(page: Opened) -> None:
    link = page.page.locator("#verdict a[href='#risks']")
    link.focus()
    page.page.keyboard.press("Enter")
    box = page.page.locator("#risks h2").bounding_box()
    assert box and 0 < box["y"] < 600
    assert page.page.evaluate("document.activeElement.closest('section').id") == "risks"
    page.page.locator("#chart summary").first.focus()
    page.page.keyboard.press("Enter")
    assert page.page.locator("#chart dl").first.is_visible()


def test_an_address_from_elsewhere_does_no_harm(page: Opened, status: Status) -> None:
    page.go("#dept=%3Cscript%3E&level=x&critical=yes&risk=9-9&base=&%")
    assert _ids(page) == list(status.tasks)
    page.go("#t-nothing")
    assert _ids(page) == list(status.tasks)


def test_without_scripts_all_is_readable(browser: Browser, page: Opened, status: Status) -> None:
    plain = Opened(browser, page.path, java_script_enabled=False)
    assert plain.count(TASKS) == len(status.tasks) and not plain.page.is_visible("#filters")
    plain.page.locator("#chart summary").first.click()
    assert plain.page.locator("#chart dl").first.is_visible()
    plain.context.close()


def test_it_fits_a_phone(browser: Browser, page: Opened) -> None:
    phone = Opened(browser, page.path, viewport={"width": 360, "height": 740}, is_mobile=True)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    phone.page.check("#critical")
    assert phone.count(TASKS) > 0
    phone.context.close()


def test_it_prints_to_a4(page: Opened, tmp_path: Path) -> None:
    page.page.emulate_media(media="print")
    assert not page.page.is_visible(".controls") and page.page.is_visible("#verdict")
    assert (
        page.page.evaluate("getComputedStyle(document.querySelector('#chart thead')).display") == "table-header-group"
    )
    pdf = page.page.pdf(prefer_css_page_size=True)
    boxes = {x.split(b"]")[0] for x in pdf.split(b"/MediaBox [")[1:]}
    assert boxes and all(float(b.split()[2]) > 841 and 594 < float(b.split()[3]) < 596 for b in boxes), boxes
    assert 3 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") <= 14
