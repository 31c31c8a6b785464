"""The HTML report in a browser: what is clicked, typed and mailed as a link; and that it stays off the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faces.made import FILES, HOSTILE, MADE, RD, ROUND, hostile
from faces.opened import Opened
from xlplan.core.finding import Finding
from xlplan.core.text import LANGS, Lang
from xlplan.report.findings_page import findings_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

ROWS = "#list tr.f:visible"
GROUPS = "#list tr.group:visible"


class Report(Opened):
    """The report of findings."""

    def count(self, what: str = ROWS) -> int:
        return super().count(what)

    @property
    def ids(self) -> list[str]:
        return [str(x.get_attribute("id")) for x in self.page.locator(ROWS).all()]


@pytest.fixture
def report(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Report]:
    lang: Lang = getattr(request, "param", "zh")
    path = tmp_path / "检查 结果.html"
    path.write_text(findings_html(FILES, ROUND, lang, made=MADE, base="收回"), encoding="utf-8")
    opened = Report(browser, path)
    yield opened
    assert opened.asked == [] and opened.told == []
    opened.context.close()


@pytest.mark.parametrize("report", LANGS, indirect=True)
def test_errors_and_warnings_are_shown_first(report: Report) -> None:
    assert report.ids == ["f1", "f2", "f3", "f6", "f8"]
    assert report.count(GROUPS) == 2
    assert "5" in report.page.inner_text("#count") and "9" in report.page.inner_text("#count")
    assert report.hash == {}


def test_a_count_filters_what_it_counts(report: Report) -> None:
    report.page.click("#by-department tbody tr:has-text('研发部') td.error a")
    assert report.ids == ["f1", "f2"]
    assert report.hash == {"severity": "error", "department": "研发部"}
    report.page.click("#headline .accepted a")
    assert report.ids == ["f4"]
    report.page.click("#by-file tbody tr:has-text('计划.yaml') td.info a")
    assert report.ids == ["f9"]
    report.page.go_back()
    assert report.ids == ["f4"], "going back shows what was shown before"
    report.page.click("#reset")
    assert report.count() == 5 and report.hash == {}


def test_filters_add_up_and_can_be_mailed(report: Report) -> None:
    page = report.page
    page.check("input[name=severity][value=info]")
    assert report.count() == 8
    page.select_option("#department", "=研发部")
    page.select_option("#owner", "=刘洋")
    assert report.ids == ["f1", "f3", "f5"]
    page.select_option("#code", "=TST100")
    assert report.ids == ["f5"]
    view = page.evaluate("location.hash")
    assert report.hash == {
        "severity": "error,warning,info",
        "department": "研发部",
        "owner": "刘洋",
        "code": "TST100",
    }
    report.go(view)
    assert report.ids == ["f5"] and page.input_value("#owner") == "=刘洋"
    page.select_option("#code", "")
    page.select_option("#owner", "=")
    page.select_option("#accepted", "show")
    assert report.ids == ["f4"], "nobody's, and what was accepted"


def test_an_address_from_elsewhere_does_no_harm(report: Report) -> None:
    report.go("#severity=nonsense&department=%3Cscript%3E&group=x&q=%3Cimg%20src=x%3E&accepted=1&=&%")
    assert report.count() == 0 and report.page.is_visible("#none")
    report.page.click("#reset")
    assert report.count() == 5 and not report.page.is_visible("#none")


def test_searching(report: Report) -> None:
    page = report.page
    page.check("input[name=severity][value=info]")
    page.fill("#q", "w9")
    page.locator("#f2").wait_for(state="hidden")
    assert report.ids == ["f1"] and report.hash["q"] == "w9"
    page.fill("#q", "研发部 ＴＳＴ００１")
    page.press("#q", "Enter")
    assert report.ids == ["f1", "f2"], "every word counts, and wide letters are letters"
    page.fill("#q", "为什么")
    page.press("#q", "Enter")
    assert report.count() == 0, "labels are no content"
    page.fill("#q", "")
    page.press("#q", "Enter")
    assert report.count() == 8


def test_grouping(report: Report) -> None:
    page = report.page
    for key, names in (
        ("owner", ["刘洋", "孙悦", "杨帆", "（未指明责任人）"]),
        ("department", ["市场部", "研发部", "（未指明部门）"]),
        ("code", ["TST001", "TST002"]),
        ("file", [RD, "市场部.xlsx"]),
    ):
        page.select_option("#group", key)
        assert [x.inner_text() for x in page.locator(f"{GROUPS} th > :first-child").all()] == names
        assert report.count() == 5 and len(set(report.ids)) == 5
    assert page.locator(f"{GROUPS} a").first.get_attribute("href") == page.locator("#f1 a").get_attribute("href")
    page.select_option("#group", "none")
    assert report.ids == ["f1", "f2", "f3", "f6", "f8"] and report.count(GROUPS) == 0
    assert report.hash == {"group": "none"}
    page.click("#headline .error a")
    assert report.hash == {"group": "none", "severity": "error"}, "a click on a count leaves the groups"


def test_keys_alone_will_do(report: Report) -> None:
    page = report.page
    page.locator("#headline .warning a").focus()
    page.keyboard.press("Enter")
    assert report.ids == ["f3", "f8"]
    assert page.evaluate("document.activeElement.id") == "findings", "reading goes on at the list"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "error"
    page.keyboard.press("Space")
    assert report.count() == 5
    page.locator("#f1 summary").focus()
    page.keyboard.press("Enter")
    assert page.is_visible("#f1 .why")


def test_copied_text_is_sorted_by_department(report: Report, browser: Browser) -> None:
    page = report.page
    report.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.select_option("#group", "code")
    page.select_option("#accepted", "show")
    page.click("#copy")
    page.wait_for_selector("#said:not(:empty)")
    text = page.evaluate("navigator.clipboard.readText()")
    heads = ["研发部（4 条）", "市场部（1 条）", "（未指明部门）（1 条）"]
    assert [x for x in text.splitlines() if x.endswith("条）")] == heads
    first = "  项目进度跟踪表!W9 刘洋 [错误 TST001] “预计完成”未填写\n      → 补上预计完成\n"
    assert text.startswith(f"{heads[0]}\n\n{RD}\n{first}")
    assert text.endswith("市场部.xlsx\n  [警告 TST002] 任务“表”已过期\n      → 更新状态\n")
    assert "已接受: 客户已同意" in text and text.count("→") == 6
    assert "6" in page.inner_text("#said")


def test_without_a_clipboard_the_text_is_there_to_be_copied(report: Report) -> None:
    page = report.page
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    page.click("#copy")
    page.wait_for_selector("#text")
    assert "W9" in page.input_value("#text")
    assert page.evaluate("document.activeElement.id") == "text"


def test_it_fits_a_phone(browser: Browser, report: Report) -> None:
    phone = Report(browser, report.path, viewport={"width": 360, "height": 740}, is_mobile=True)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not phone.page.is_visible("#department"), "most filters are folded away"
    phone.page.click("#more summary")
    phone.page.select_option("#department", "=市场部")
    assert phone.ids == ["f6"]
    phone.context.close()


def test_without_scripts_it_is_a_table_of_everything(browser: Browser, report: Report) -> None:
    plain = Report(browser, report.path, java_script_enabled=False)
    assert plain.count() == 9 and plain.count(GROUPS) == 3
    assert not plain.page.is_visible("#filters")
    plain.context.close()


def test_paper_gets_the_list_without_the_controls(report: Report) -> None:
    report.page.emulate_media(media="print")
    assert not report.page.is_visible("#q") and report.page.is_visible("#count")
    assert report.page.evaluate("getComputedStyle(document.querySelector('#f1')).display") == "table-row"
    assert report.page.is_visible("#f1 .file"), "a page of paper does not show the head of its group"


def test_hostile_texts_act_nowhere(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(findings_html(HOSTILE, hostile(), "en", title=HOSTILE[0], base="x"), encoding="utf-8")
    opened = Report(browser, path)
    page = opened.page
    page.select_option("#accepted", "show")
    assert opened.count() == len(HOSTILE)
    for key in ("department", "owner", "code", "none", "file"):
        page.select_option("#group", key)
        assert opened.count() == len(HOSTILE)
    for n, text in enumerate(HOSTILE):
        page.select_option("#owner", f"={text}".replace("\r", "\n"))
        assert opened.ids == [f"f{n + 1}"]
        assert opened.hash["owner"] == text
        opened.go(page.evaluate("location.hash"))
        assert opened.ids == [f"f{n + 1}"], text
        page.select_option("#owner", "")
        page.hover(f"#f{n + 1} .message")
    page.click("#copy")
    page.wait_for_selector("#said:not(:empty)")
    assert opened.asked == [] and opened.told == []
    opened.context.close()


def test_ten_thousand(browser: Browser, tmp_path: Path) -> None:
    """Built in a second, 8 MB, loaded in three, filtered in tenths of a second; only that it works is asserted."""
    found: list[Finding] = []
    for n in range(10_000):
        one = ROUND[n % len(ROUND)]
        found.append(replace(one, place=replace(one.place, file=f"{n % 40}.xlsx", cell=f"A{n + 1}")))
    path = tmp_path / "big.html"
    path.write_text(findings_html([f"{n}.xlsx" for n in range(40)], found, "zh"), encoding="utf-8")
    opened = Report(browser, path)
    assert opened.page.evaluate("document.querySelectorAll('#list tr.f:not([hidden])').length") == sum(
        x.accepted is None and x.severity.value != "info" for x in found
    )
    opened.page.fill("#q", "A9999")
    opened.page.press("#q", "Enter")
    opened.page.check("input[name=severity][value=info]")
    assert opened.ids == ["f9999"]
    assert opened.told == []
    opened.context.close()


def test_nothing_found(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "clean.html"
    path.write_text(findings_html(FILES, [], "zh"), encoding="utf-8")
    opened = Report(browser, path)
    assert "没有发现问题" in opened.page.inner_text("#clean")
    assert opened.asked == [] and opened.told == []
    opened.context.close()
