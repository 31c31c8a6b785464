"""A company's forms, columns, words, rules and look go the whole round, and need the template's file no more."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlplan.app.books import open_master
from xlplan.app.check import check
from xlplan.app.create import Facts, create
from xlplan.app.exporting import export
from xlplan.app.fill import Desk
from xlplan.app.merging import merge_files
from xlplan.app.split import split
from xlplan.app.templates import check_template, differences
from xlplan.core.errors import InputError
from xlplan.core.text import LANGS, Lang
from xlplan.template.resolve import built_in, load_template

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "company"
TODAY = dt.date(2026, 4, 3)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A master whose template's file is gone."""
    folder = tmp_path / "company"
    shutil.copytree(SAMPLE, folder)
    path = tmp_path / "主计划.xlsx"
    made = create(path, folder / "plan.yaml", Facts(), None, None, TODAY)
    assert made.findings == []
    shutil.rmtree(folder)
    return path


def test_the_sample_is_sound() -> None:
    assert check_template(SAMPLE / "template.yaml") == []
    found = differences(load_template(str(SAMPLE / "template.yaml")))
    assert found["extra_forms"] == ["x_contract", "x_gates"]
    assert found["extra_columns"] == ["basic.x_machine_type", "wbs.x_vendor"]
    assert found["changed_columns"] == ["wbs.deliverable", "wbs.effort", "risks.raised_by_dept"]


@pytest.mark.slow
def test_the_whole_round(master: Path, tmp_path: Path) -> None:
    issued = split(master, tmp_path / "发出", status_date=TODAY, today=TODAY)
    copies = {c.department: c.path for c in issued.copies}
    returned = tmp_path / "收回"
    returned.mkdir()
    desk = Desk(copies["制造部"], "zh")
    assert [c.value for c in desk.sheets["x_gates"][6]][1:4] == ["编号", "任务 *", "检查部门"]
    contract = desk.sheets["x_contract"]
    lines = {r: str(contract.cell(r, 1).value or "").split("|") for r in range(6, 16)}
    # The keys of a line stand in the order of the four columns of the grid, which begins in column B.
    keys = {key: contract.cell(r, 2 + n).value for r, line in lines.items() for n, key in enumerate(line) if key}
    assert keys["customer"] == "青禾饮料有限公司" and "amount" not in keys  # money is shown to no department
    desk.do(
        [
            {"set": "x_gates", "row": "Q-制造-001", "to": {"result": "合格", "defects": "两个", "approved": "是"}},
            {"add": "x_gates", "to": {"task": "2.1 阀组加工", "item": "去毛刺", "result": "及格"}},
            {"set": "wbs", "row": "2.1", "to": {"x_vendor": "新宏达"}},
        ]
    )
    desk.save(returned / "制造.xlsx")
    desk = Desk(copies["质量部"], "zh")
    desk.do([{"add": "x_gates", "to": {"task": "3.1 出厂测试", "item": "连续运行", "result": "pass"}}])
    desk.save(returned / "质量.xlsx")

    found = {(x.code, x.place.form, x.place.field, x.value) for x in check([returned]).findings}
    assert {("CEL004", "x_gates", "defects", "两个"), ("CEL019", "x_gates", "result", "及格")} <= found

    result = merge_files(master, [returned]).result
    outcomes = {(d.table, d.key, d.outcome.value) for d in result.details}
    assert ("x_gates", "approved", "rejected") in outcomes  # the project manager's column
    document: dict[str, Any] = json.loads(export(master, "json"))
    gates = {g["number"]: g for g in document["x_gates"]}
    assert set(gates) == {"Q-设计-001", "Q-制造-001", "Q-制造-002", "Q-质量-001"}
    assert gates["Q-制造-001"]["result"] == "pass" and gates["Q-制造-001"]["defects"] == 2
    assert (gates["Q-质量-001"]["task"], gates["Q-质量-001"]["dept"]) == ("3.1", "质量部")
    assert document["x_contract"]["amount"] == 3980000
    assert document["basic"]["x_machine_type"] == "line"
    assert next(t for t in document["wbs"] if t["code"] == "2.1")["x_vendor"] == "新宏达"
    assert document["risks"][0]["category"] == "x_site"
    again = tmp_path / "again.json"
    again.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    create(tmp_path / "again.xlsx", again, Facts(), None, None, TODAY)
    assert json.loads(export(tmp_path / "again.xlsx", "json")) == document


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_look(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "a.xlsx"
    create(path, SAMPLE / "plan.yaml", Facts(), lang, None, TODAY)
    book = openpyxl.load_workbook(path)
    names = book.sheetnames
    assert ("项目任务分解表" if lang == "zh" else "Task breakdown") in names
    assert ("质量门检查" if lang == "zh" else "Quality gates") in names
    guide, tasks = book[names[0]], book["项目任务分解表" if lang == "zh" else "Task breakdown"]
    assert tasks.sheet_properties.tabColor.rgb == "FF1D7A74"
    assert tasks["B1"].font.color.rgb == "FF0B5D5E"
    assert "FF8A4B12" in {tasks.cell(6, c).fill.fgColor.rgb for c in range(2, 8)}
    with zipfile.ZipFile(path) as package:
        styles = package.read("xl/styles.xml").decode()
        pictures = [package.read(n) for n in package.namelist() if n.startswith("xl/media/")]
    assert pictures == [(SAMPLE / "logo.png").read_bytes()]
    for built_in_colour in ("1F4E79", "EAF0F7", "2F6B4A", "8A6D1A"):
        assert built_in_colour not in styles
    steps = " ".join(str(c.value) for row in guide["B8:B14"] for c in row)
    assert ("项目任务分解表" in steps) if lang == "zh" else True
    assert "项目WBS分解表" not in steps


@pytest.mark.slow
def test_old_words_are_still_read(master: Path, tmp_path: Path) -> None:
    """What a category was called before the company renamed it means the same."""
    split(master, tmp_path / "发出", status_date=TODAY, today=TODAY)
    book = openpyxl.load_workbook(master)
    sheet = book["风险台账"]
    columns = {c.value: c.column for c in sheet[5]}
    sheet.cell(7, columns["category"]).value = "技术"
    sheet.cell(7, columns["probability"]).value = "严重"
    book.save(master)
    row = open_master(master).plan.rows("risks")["r001"]
    assert (row.cell("category"), row.cell("probability")) == ("technical", "high")


@pytest.mark.slow
def test_rules_follow_the_template(master: Path) -> None:
    codes = {x.code for x in check([master]).findings}
    assert "BAS002" not in codes  # 18 % is usual here
    document = json.loads(export(master, "json"))
    document["basic"]["status_date"] = "2026-05-08"
    del document["template"]["rules"]["BAS002"]
    path = master.with_name("later.json")
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    found = {x.code: x.severity.value for x in check([path]).findings}
    assert found["BAS002"] == "warning" and found["RSK003"] == "error"


def test_a_broken_template_inside_a_document_names_its_line(master: Path) -> None:
    path = master.with_name("broken.yaml")
    path.write_text(export(master, "yaml").replace("kind: task\n", "kind: taskk\n", 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        create(master.with_name("x.xlsx"), path, Facts(), None, None, TODAY)
    line = caught.value.in_language("zh")
    number = next(n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "taskk" in text)
    assert f"第 {number} 行" in line and "taskk" in line and "task" in line


@pytest.mark.slow
@pytest.mark.parametrize("forms", [(), ("progress",), ("dashboard", "gantt"), ("risks", "milestones", "baseline")])
def test_any_choice_of_forms_makes_a_workbook(tmp_path: Path, forms: tuple[str, ...]) -> None:
    title = {"zh": "甲", "en": "A"}
    data = {"name": "few", "version": 1, "title": title, "forms": ["guide", "basic", "team", "wbs", *forms, "calendar"]}
    (tmp_path / "few.yaml").write_text(json.dumps(data), encoding="utf-8")
    path = tmp_path / "a.xlsx"
    create(path, None, Facts(name="甲", departments=["研发部"]), "zh", str(tmp_path / "few.yaml"), TODAY)
    issued = split(path, tmp_path / "发出", status_date=TODAY, today=TODAY)
    assert not merge_files(path, [c.path for c in issued.copies]).result.details
    assert not [x for x in check([path]).findings if x.code[:3] in ("FIL", "SHE")]


@pytest.mark.slow
@pytest.mark.parametrize("name", built_in())
def test_built_in_templates(tmp_path: Path, name: str) -> None:
    assert [x for x in check_template(Path("x")) if x.code != "TPL001"] == []
    create(tmp_path / "a.xlsx", None, Facts(name="甲", departments=["研发部"]), "zh", name, TODAY)
    opened = open_master(tmp_path / "a.xlsx")
    assert (opened.template.name, opened.template.source, opened.findings) == (name, None, [])
