"""``xlplan check``: which findings, in which form, for whom; what is left out is counted."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from findings.conftest import Run
from xlplan.app.check import CheckResult, check
from xlplan.app.fill import Desk
from xlplan.app.findings_file import links_from
from xlplan.core.finding import Concern, Finding, FindingType, Place, Severity
from xlplan.core.text import Text
from xlplan.report.findings import findings_text
from xlplan.report.look import Look


def _codes(data: list[dict[str, str]]) -> list[str]:
    return [x["code"] for x in data]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--only", "DAT"], ["DAT008"]),
        (["--only", "dat008,RES006"], ["RES006", "DAT008"]),
        (["--only", "link-violated", "--only", "TEA"], ["TEA005", "DAT008"]),
        (["--ignore", "TEA,RES"], ["DAT008"]),
        (["--only", "DAT", "--ignore", "DAT008"], []),
        (["--department", "研发部"], ["RES006", "DAT008"]),
        (["--department", "R&D 采购"], ["TEA005"]),
        (["--department", "研发部、R&D 采购"], ["RES006", "TEA005", "DAT008"]),
        (["--severity", "error"], []),
    ],
)
def test_filters(run: Run, master: Path, arguments: list[str], expected: list[str]) -> None:
    said = run("check", master, "--format", "json", *arguments)
    assert said.code == 0 and _codes(said.data) == expected


def test_what_is_filtered_out_is_counted_and_does_not_decide(run: Run, master: Path) -> None:
    desk = Desk(master, "zh")
    desk.do(
        [{"set": "wbs", "row": "1.2", "to": {"manual_start": "date:2026-03-09", "manual_finish": "date:2026-01-05"}}]
    )
    desk.save(master)
    assert run("check", master).code == 1
    said = run("check", master, "--ignore", "DAT001")
    assert said.code == 0 and "略去 1 条，其中错误 1 个" in said.out
    said = run("check", master, "--only", "RES", "--strict")
    assert said.code == 1 and "RES006" in said.out and "DAT001" not in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "DAT01"], "DAT01"),
        (["--ignore", "link-violatet"], "是否“link-violated”"),
        (["--department", "研发"], None),
        (["--department", "研法部"], "是否“研发部”"),
        (["--format", "xlsx"], "-o"),
        (["--by", "nobody"], "--by"),
    ],
)
def test_what_makes_no_sense(run: Run, master: Path, arguments: list[str], words: str | None) -> None:
    said = run("check", master, *arguments)
    if words is None:
        assert said.code in (0, 2)
    else:
        assert said.code == 2 and words in said.err and said.err.count("\n") == 1


@pytest.mark.parametrize("by", ["file", "sheet", "department", "owner", "code"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_groups(run: Run, master: Path, by: str, lang: str) -> None:
    text = run("check", master, "--by", by, "--lang", lang).out
    heads = [line for line in text.splitlines()[:-1] if line and not line.startswith(" ")]
    expected = {
        "file": ["计划.xlsx"],
        "sheet": ["任务分解与责任矩阵表", "参与部门", "项目WBS分解表"],
        "department": ["R&D 采购", "研发部"],
        "owner": ["刘洋", "张伟 20001"],
        "code": ["DAT008", "RES006", "TEA005"],
    }[by]
    assert [any(h.startswith(e) for h in heads) for e in expected] == [True] * len(expected), heads
    assert text.count("DAT008]") == 1 and text.count("→") == 3


def test_colours_only_where_they_are_wanted(run: Run, master: Path) -> None:
    assert "\x1b[" not in run("check", master).out
    result = check([master])
    text = findings_text(result.files, result.findings, "zh", Severity.WARNING, look=Look("zh", colour=True))
    assert "\x1b[1;33m[警告 DAT008]\x1b[0m" in text


def test_whom_findings_of_another_departments_cell_concern() -> None:
    kind = FindingType("XXX001", "x", Severity.ERROR, *(Text("甲", "a"),) * 3)
    found = [Finding(kind, Place(file="a.xlsx", sheet="S", cell="B2"), concern=Concern("销售部", "王强"))]
    assert "（销售部 王强）" in findings_text(
        ["a.xlsx"], [*found, replace(found[0], concern=Concern())], "zh", Severity.INFO
    )
    alone = findings_text(["a.xlsx"], found, "zh", Severity.INFO)
    assert "a.xlsx  销售部" in alone and "（王强）" in alone


@pytest.mark.parametrize(
    ("name", "form"), [("a.html", "html"), ("a.htm", "html"), ("a.json", "json"), ("a.txt", "text")]
)
def test_files_by_their_names(run: Run, master: Path, name: str, form: str) -> None:
    said = run("check", master, "-o", name)
    text = Path(name).read_text(encoding="utf-8")
    assert said.code == 0 and "3 个警告" in said.out and name in said.out
    assert ("DAT008" in text and "项目WBS分解表!B9" in text) or form == "json"
    if form == "html":
        assert text.startswith("<!DOCTYPE html>") and 'href="' in text
        assert "http:" not in text and "https:" not in text
    elif form == "json":
        assert _codes(json.loads(text)) == ["RES006", "TEA005", "DAT008"]


def test_the_workbook_of_findings_links_into_the_file(run: Run, master: Path) -> None:
    Path("报告").mkdir()
    assert run("check", master, "-o", "报告/问题.xlsx").code == 0
    sheet = openpyxl.load_workbook("报告/问题.xlsx").worksheets[1]
    links = [c.hyperlink for row in sheet.iter_rows() for c in row if c.hyperlink]
    assert links and all("../计划.xlsx" in (x.target or "") for x in links)
    assert any("项目WBS分解表" in (x.location or "") + (x.target or "") for x in links)
    assert run("check", master, "-o", "没有这个文件夹/问题.xlsx").code in (0, 2)


def test_files_that_can_not_be_reached_get_no_link(tmp_path: Path) -> None:
    result = CheckResult(files=["a.xlsx"], paths={"a.xlsx": tmp_path / "x" / "a.xlsx"})
    assert links_from(tmp_path / "y" / "r.html", result) == {"a.xlsx": "../x/a.xlsx"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_mails(run: Run, master: Path, tmp_path: Path, lang: str) -> None:
    desk = Desk(master, "zh")
    desk.do([{"set": "people", "row": "刘洋", "to": {"email": "liu.yang@example.com"}}])
    desk.save(master)
    said = run("check", master, "--mail", "邮件", "--lang", lang)
    assert said.code == 0 and said.err.count(".eml") == 2
    drafts = {p.stem: _mail(p) for p in (tmp_path / "邮件").glob("*.eml")}
    assert set(drafts) == {"研发部", "R&D 采购"}
    mail = drafts["研发部"]
    assert mail["X-Unsent"] == "1" and "liu.yang@example.com" in str(mail["To"])
    assert drafts["R&D 采购"]["To"] is None, "nobody's address is known"
    assert "测试台" in str(mail["Subject"]) or "TB" in str(mail["Subject"])
    body = mail.get_content()
    assert "DAT008" in body and "TEA005" not in body and "计划.xlsx" in body
    run("check", master, "--mail", "人", "--by", "owner", "--lang", lang)
    assert {"刘洋", "张伟 20001"} <= {p.stem for p in (tmp_path / "人").glob("*.eml")}


def _mail(path: Path) -> email.message.EmailMessage:
    found = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(found, email.message.EmailMessage)
    assert found["Date"].datetime <= dt.datetime.now().astimezone()
    return found


PLAN = """
basic: {name: 试, state: 计划中, manager: 张三}
team:
  departments: [{name: 研发部, short_code: 研发}]
  people: [{name: 张三, dept: 研发部, role: 项目经理}]
calendar: [{date: 2026-05-02, kind: 节假日}]
wbs: [{code: '1', name: 设计, dept: 研发部, owner: 张三}]
"""
CHECKED = """
check:
  severity: info
  strict: true
  ignore: [TEA005, DAT]
"""


def test_the_check_part_of_a_template(run: Run, tmp_path: Path) -> None:
    template = tmp_path / "company.yaml"
    assert run("template", "export", "light", "-o", template).code == 0
    template.write_text(template.read_text(encoding="utf-8") + CHECKED, encoding="utf-8")
    assert run("template", "check", template).code == 0
    (tmp_path / "试.yaml").write_text(PLAN, encoding="utf-8")
    for name, codes in (("light", ["TEA005", "DAT002"]), ("company.yaml", [])):
        assert run("new", "试.yaml", "--template", name, "-o", f"{name}.xlsx").code == 0
        said = run("check", f"{name}.xlsx", "--format", "json")
        assert [c for c in _codes(said.data) if c in ("TEA005", "DAT002")] == codes, name
    text = run("check", "company.yaml.xlsx")
    assert "[提示 CAL" in text.out and "略去 2 条" in text.out, "notes are listed, what is ignored is counted"
    assert text.code == 1, "warnings count as the template wants"
    assert run("check", "company.yaml.xlsx", "--severity", "error").out.count("[提示") == 0


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("check: {ignore: [DAT999]}", "没有代码“DAT999”"),
        ("check: {severity: fatal}", "fatal"),
        ("check: {strict: 也许}", "也许"),
        ("check: {only: [DAT]}", "only"),
        ("check: [DAT]", "check"),
        ("check: {ignore: DAT}", "ignore"),
    ],
)
def test_what_is_wrong_with_it(run: Run, tmp_path: Path, part: str, words: str) -> None:
    template = tmp_path / "company.yaml"
    run("template", "export", "light", "-o", template)
    template.write_text(template.read_text(encoding="utf-8") + "\n" + part + "\n", encoding="utf-8")
    said = run("template", "check", template)
    assert said.code == 1 and words in said.out
