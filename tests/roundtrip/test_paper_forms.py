"""Records on paper forms come back as they were filled in, whatever was inserted; pages of a single row are not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parity.engines import record_cell
from parity.plans import sample_plan
from xlplan.app.books import open_master
from xlplan.app.create import Facts, create
from xlplan.app.fill import Desk
from xlplan.app.merging import merge_files
from xlplan.app.split import split, write_copy
from xlplan.calculate.compute import compute
from xlplan.core.text import LANGS, Lang, Text
from xlplan.document.dump import to_json
from xlplan.excel.book import column_letter
from xlplan.excel.look import FILL
from xlplan.excel.master import write_master
from xlplan.excel.recordkeys import line_keys
from xlplan.excel.words import is_draft
from xlplan.forms.approval import Approval
from xlplan.forms.base import Party
from xlplan.forms.initiation import Initiation
from xlplan.forms.paper import Fields, Paper, Signatures
from xlplan.model.plan import Plan
from xlplan.ownership.snapshot import copy_snapshot
from xlplan.ownership.view import department_view
from xlplan.template.resolve import Template, load_template, resolve

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
DAY = dt.date(2026, 11, 20)
SHEETS = {"zh": ("项目基本信息表", "项目立项申请表"), "en": ("Basic information", "Initiation request")}
RISK_PAGE = Paper(
    (
        Fields(Text("风险", "Risk"), (("number", "state"), ("description",), ("task",), ("score", "level"))),
        Fields(Text("应对", "Response"), (("action",), ("owner", "due"))),
        Signatures(Text("签字栏", "Signatures"), (Text("负责人", "Owner"), Text("项目经理", "Manager"))),
    ),
    Text("风险应对单", "Risk sheet"),
)


def with_page(template: Template) -> Template:
    """The template whose risks can be printed one by one."""
    forms = (
        replace(f, tables=tuple(replace(t, one_page=RISK_PAGE) if t.key == "risks" else t for t in f.tables))
        for f in template.forms
    )
    return replace(template, forms=tuple(forms))


def filled(lang: Lang) -> Plan:
    """The sample with a request and a notice."""
    plan, _ = sample_plan(lang)
    request = Initiation(
        id="initiation",
        name="新门锁",
        applicant_dept="d03",
        applicant="p001",
        apply_date=DAY,
        background="一\n二",
        budget=Decimal("1234567.89"),
        departments=("d01", "d02"),
        leader_opinion="conditional",
        leader_by="p001",
        leader_on=DAY,
    )
    notice = Approval(id="approval", notice_no="N-1", level="B", to_=("d01",), authority="权限")
    return plan.with_tables({"initiation": {"initiation": request}, "approval": {"approval": notice}})


def master(path: Path, plan: Plan, template: Template | None = None) -> Path:
    template = template or load_template()
    write_master(path, plan, template, compute(plan, template), to_json(plan, template))
    return path


def inserted_row(sheet: Any) -> None:
    sheet.insert_rows(9)


def inserted_rows_above_the_keys(sheet: Any) -> None:
    sheet.insert_rows(2, 2)


def inserted_column(sheet: Any) -> None:
    sheet.insert_cols(4)


def inserted_first_column(sheet: Any) -> None:
    sheet.insert_cols(1)


def lost_marks(sheet: Any) -> None:
    for cell in sheet[5][1:5]:
        cell.value = None


@pytest.mark.parametrize(
    "do", [inserted_row, inserted_rows_above_the_keys, inserted_column, inserted_first_column, lost_marks]
)
@pytest.mark.parametrize("lang", LANGS)
def test_records_are_read_wherever_they_moved(tmp_path: Path, lang: Lang, do: Callable[[Any], None]) -> None:
    plan = filled(lang)
    book = openpyxl.load_workbook(master(tmp_path / "m.xlsx", plan))
    for name in SHEETS[lang]:
        for merged in list(book[name].merged_cells.ranges):
            book[name].unmerge_cells(str(merged))
        do(book[name])
    book.save(tmp_path / "m.xlsx")
    opened = open_master(tmp_path / "m.xlsx")
    assert opened.findings == []
    for table in ("basic", "initiation", "approval"):
        assert opened.plan.rows(table) == plan.rows(table)


def test_a_line_that_was_copied_must_say_the_same_and_a_missing_one_is_said(tmp_path: Path) -> None:
    plan = filled("zh")
    book = openpyxl.load_workbook(master(tmp_path / "m.xlsx", plan))
    sheet = book["项目立项申请表"]
    lines = {r: line_keys(str(sheet.cell(r, 1).value or "")) for r in range(1, sheet.max_row + 1)}
    name_row = next(r for r, keys in lines.items() if "name" in keys.values())
    copy = sheet.max_row + 2
    sheet.cell(copy, 1).value, sheet.cell(copy, 3).value = "|name||code", "另一个"
    background = next(r for r, keys in lines.items() if "background" in keys.values())
    sheet.cell(background, 1).value = None
    book.save(tmp_path / "m.xlsx")
    opened = open_master(tmp_path / "m.xlsx")
    row = opened.plan.rows("initiation")["initiation"]
    # Which of two different names was meant is not guessed; what stood there when the master was written is kept as text.
    assert name_row < copy and opened.plan.unread["initiation", "initiation", "name"] == "新门锁"
    assert row.cell("background") == "一\n二"
    assert {(x.type.name, x.params["column"].zh) for x in opened.findings} == {  # type: ignore[attr-defined]
        ("column-twice", "项目名称"),
        ("header-missing", "立项背景"),
    }
    sheet.cell(copy, 3).value = "新门锁"
    sheet.cell(copy, 5).value = sheet.cell(name_row, 5).value
    book.save(tmp_path / "m.xlsx")
    assert open_master(tmp_path / "m.xlsx").plan.rows("initiation")["initiation"].cell("name") == "新门锁"


@pytest.mark.parametrize("lang", LANGS)
def test_how_a_record_looks(tmp_path: Path, lang: Lang) -> None:
    book = openpyxl.load_workbook(master(tmp_path / "m.xlsx", filled(lang)))
    sheet = book[SHEETS[lang][1]]
    assert sheet.page_setup.orientation == "portrait" and sheet.page_setup.paperSize == 9
    assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and not sheet.protection.sheet
    cells = {c.coordinate: c.value for line in sheet.iter_rows() for c in line}
    merged = [str(area) for area in sheet.merged_cells.ranges]

    def at(key: str) -> Any:
        row, col = record_cell(cells, key)
        return sheet[f"{column_letter(col)}{row}"]

    assert at("name").fill.fgColor.rgb[-6:] == FILL[Party.DEPARTMENT][1:]
    assert at("code").fill.fgColor.rgb[-6:] == FILL[Party.PM][1:]
    assert at("code").column_letter == "E" and at("background").column_letter == "C"
    assert at("leader_on").column_letter == "E" and at("leader_by").column_letter == "D"
    assert f"D{at('background').row}:E{at('background').row}" in merged
    assert not any(area.startswith(("C", "B")) and int(area[1:].split(":")[0]) > 5 for area in merged)
    for key in ("name", "background", "leader_opinion"):
        assert sheet.row_dimensions[at(key).row].height >= 20
    assert sheet.row_dimensions[at("leader_opinion").row].height >= 54
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert lists[at("leader_opinion").coordinate] == "xl_opinion"
    assert lists[at("applicant_dept").coordinate] == "xl_departments"
    widths = [sheet.column_dimensions[c].width for c in "BCDE"]
    assert 96 <= sum(widths) <= 104


def test_a_companys_own_record_column_is_on_the_form_and_comes_back(tmp_path: Path) -> None:
    template = resolve(
        {
            "name": "own",
            "version": 1,
            "title": {"zh": "甲", "en": "A"},
            "forms": "all",
            "weekend": ["sat", "sun"],
            "prefill_days": 14,
            "gantt_columns": 28,
            "extra_columns": {
                "initiation": [{"key": "subsidy", "header": {"zh": "补贴", "en": "Subsidy"}, "after": "sponsor"}]
            },
        }
    )
    plan = filled("zh")
    row = plan.rows("initiation")["initiation"].with_cells({"subsidy": "有"})
    plan = plan.with_tables({"initiation": {"initiation": row}})
    sheet = openpyxl.load_workbook(master(tmp_path / "m.xlsx", plan, template))["项目立项申请表"]
    cells = {c.coordinate: c.value for line in sheet.iter_rows() for c in line}
    assert record_cell(cells, "subsidy")[0] == record_cell(cells, "sponsor")[0] + 1
    assert open_master(tmp_path / "m.xlsx", template).plan.rows("initiation") == plan.rows("initiation")


def test_the_applicant_department_fills_its_request_and_the_merge_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "主计划.xlsx"
    create(path, FIXTURES / "small.yaml", Facts(), None, None, DAY)
    book = openpyxl.load_workbook(path)
    for name, key, value in (("项目立项申请表", "applicant_dept", "研发部"), ("项目基本信息表", "state", "立项中")):
        cells = {c.coordinate: c.value for line in book[name].iter_rows() for c in line}
        row, col = record_cell(cells, key)
        book[name].cell(row, col + 1).value = value
    book.save(path)
    issued = split(path, tmp_path / "发出", status_date=DAY, today=DAY)
    copies = {c.department: c.path for c in issued.copies}
    other = Desk(copies["R&D 采购"], "zh")
    assert "initiation" not in other.sheets

    desk = Desk(copies["研发部"], "zh")
    sheet = desk.sheets["initiation"]
    assert not sheet.protection.sheet
    cells = {c.coordinate: c.value for line in sheet.iter_rows() for c in line}
    fills = {}
    for key in ("name", "budget", "applicant_dept", "leader_opinion"):
        row, col = record_cell(cells, key)
        fills[key] = sheet.cell(row, col + 1).fill.fgColor.rgb[-6:] == FILL[Party.DEPARTMENT][1:]
    assert fills == {"name": True, "budget": True, "applicant_dept": False, "leader_opinion": False}
    desk.do(
        [
            {
                "fill": "initiation",
                "to": {
                    "name": "测试台二期",
                    "budget": 86,
                    "apply_date": "date:2026-11-18",
                    "applicant": "刘洋",
                    "background": "产能不足",
                    "departments": "生产/测试部、R&D 采购",
                    "leader_opinion": "同意",
                },
            }
        ]
    )
    desk.save(tmp_path / "研发.xlsx")
    merged = merge_files(path, [tmp_path / "研发.xlsx"])
    outcomes = {d.key: d.outcome.value for d in merged.result.details if d.table == "initiation"}
    assert outcomes.pop("leader_opinion") == "rejected"
    assert set(outcomes.values()) == {"applied"} and len(outcomes) == 6
    row = next(iter(open_master(path).plan.rows("initiation").values()))
    assert row.cell("name") == "测试台二期" and row.cell("budget") == 860000
    assert row.cell("departments") == ("d02", "d03") and row.cell("leader_opinion") is None


def test_a_notice_in_a_copy_is_closed_and_says_nothing_private(tmp_path: Path) -> None:
    plan = filled("zh")
    notice = plan.rows("approval")["approval"].with_cells({"approved_budget": Decimal("4860000")})
    plan = plan.with_tables({"approval": {"approval": notice}})
    template = load_template()
    view = department_view(plan, template, "d03", 1)
    assert plan.round is not None
    snapshot = copy_snapshot(plan, template, view)
    write_copy(tmp_path / "c.xlsx", plan, template, compute(plan, template), view, snapshot, plan.round)
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    sheet = book["项目立项通知书"]
    assert sheet.protection.sheet
    texts = [str(c.value) for line in sheet.iter_rows() for c in line if c.value is not None]
    assert "486" not in texts and not any("预算" in t for t in texts)
    assert not any(t.startswith("=") for t in texts)
    names = [m.name for m in plan.milestones.values()][:8]
    assert [t for t in texts if t in names] == names


def test_pages_of_a_single_row_are_ours_and_not_read(tmp_path: Path) -> None:
    template = with_page(load_template())
    plan, _ = sample_plan("zh")
    master(tmp_path / "m.xlsx", plan, template)
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    names = book.sheetnames
    assert names.index("风险应对单") == names.index("风险登记与应对表") + 1
    sheet = book["风险应对单"]
    assert sheet.protection.sheet and not sheet["C1"].protection.locked
    assert sheet["C1"].fill.fgColor.rgb[-6:] == FILL[Party.PM][1:]
    assert sheet.print_area == "'风险应对单'!$A$2:$E$" + str(max(c.row for c in sheet["B"] if c.has_style))
    validations = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert [(str(v.sqref), v.formula1) for v in validations] == [("C1", "xl_page_risks")]
    guide = [str(c.value) for line in book["填写说明"].iter_rows() for c in line]
    assert "风险应对单" in guide
    sheet["C1"].value = "R-002"
    book.save(tmp_path / "m.xlsx")
    opened = open_master(tmp_path / "m.xlsx", template)
    assert opened.plan.carried == () and opened.plan.risks == plan.risks


def test_the_footer_says_draft_until_the_project_is_approved(tmp_path: Path) -> None:
    template = load_template()
    plan = filled("zh")
    assert is_draft(plan, template)
    notice = plan.rows("approval")["approval"].with_cells({"approve_date": DAY})
    approved = plan.with_tables({"approval": {"approval": notice}})
    assert not is_draft(approved, template)
    for name, given in (("draft", plan), ("final", approved)):
        book = openpyxl.load_workbook(master(tmp_path / f"{name}.xlsx", given))
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                left = sheet.oddFooter.left.text
                assert left.startswith("草稿") is (name == "draft"), sheet.title
                assert "SL-2026-05" in left and f"r{plan.revision}" in left
    without = replace(template, forms=tuple(f for f in template.forms if f.code != "approval"))
    for state, draft in (("planning", True), (None, True), ("executing", False), ("closed", False)):
        basic = plan.basic.with_cells({"state": state})
        assert is_draft(plan.with_tables({"basic": {basic.id: basic}}), without) is draft
