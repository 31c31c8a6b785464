"""Copies mistreated in many ways, written again: merged like before, nothing missing, and the same when done twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotate.files import content, edits, notes, opened, sheet_texts, texts
from judges import libreoffice_convert, openxml_errors
from rounds import issue
from xlplan.app.annotate import write_annotated
from xlplan.app.fill import Desk
from xlplan.app.split import SplitResult
from xlplan.excel.problempage import LEFT_TITLE
from xlplan.merging.words import Reason

Hand = Callable[[Desk], None]


def put(desk: Desk, table: str, row: str, **values: Any) -> None:
    desk.do([{"set": table, "row": row, "to": values}])


def extra_columns(desk: Desk) -> None:
    sheet = desk.sheets["wbs"]
    col = sheet.max_column + 1
    for n, (header, value) in enumerate(
        (("内部备注", "问过老张"), (None, 12.5), ("日期\n二", dt.datetime(2026, 12, 3)))
    ):
        sheet.cell(6, col + n).value = header
        sheet.cell(desk.row("wbs", "3.2.3"), col + n).value = value
    sheet.cell(desk.row("wbs", "3.1.2"), col).value = "=1+1"
    sheet.cell(6, col + 3).value = "只有标题"
    put(desk, "wbs", "3.2.3", duration="约8天")


def column_in_the_middle(desk: Desk) -> None:
    sheet = desk.sheets["progress"]
    sheet.insert_cols(4)
    sheet.cell(6, 4).value = "备注"
    sheet.cell(8, 4).value = "插在中间"
    sheet.cell(9, 4).value = 0.5
    sheet.cell(9, 4).number_format = "0%"


def extra_sheets(desk: Desk) -> None:
    sheet = desk.book.create_sheet("研发部内部")
    sheet["A1"], sheet["B2"], sheet["C3"] = "会上说的", 3.25, dt.datetime(2026, 11, 5)
    sheet["A4"], sheet["A5"], sheet["B5"] = "#N/A", True, "=SUM(B2)"
    hidden = desk.book.create_sheet("草稿")
    hidden["D4"] = "先放着"
    hidden.sheet_state = "hidden"
    put(desk, "wbs", "3.2.3", duration="约8天")


def notes_around(desk: Desk) -> None:
    guide = desk.book["填写说明"]
    guide["H3"] = "已看，刘洋"
    sheet = desk.sheets["progress"]
    sheet["B1"] = "进度跟踪（11月）"
    sheet["Z2"] = "打印给王总"
    sheet.cell(6, 4).value = "部门（主责）"
    sheet.cell(sheet.max_row + 3, 3).value = "以上数据截至周四"
    desk.book["项目基本信息表"]["J9"] = "这个日期要改吗"
    desk.book["项目基本信息表"]["H25"] = 42
    context = desk.book["项目WBS分解表·参考"]
    context["Z9"] = "供应链那边说会晚"
    desk.book["资源申请单"]["J3"] = "单页旁边"


def typed_over_calculated(desk: Desk) -> None:
    sheet = desk.sheets["progress"]
    sheet.cell(8, desk.column("progress", "status")).value = "其实完成了"
    sheet.cell(9, desk.column("progress", "planned_finish")).value = 20
    free = desk._free("progress")
    sheet.cell(free, desk.column("progress", "owner")).value = "只填了灰格"


def rows_deleted(desk: Desk) -> None:
    for table, label in (("wbs", "3.2.3"), ("progress", "3.1.5"), ("risks", "R-研发-001")):
        desk.sheets[table].delete_rows(desk.row(table, label))
    desk.book["项目WBS分解表·参考"].delete_rows(8, 3)


def row_emptied(desk: Desk) -> None:
    sheet, row = desk.sheets["wbs"], desk.row("wbs", "3.2.3")
    for key in ("code", "name", "dept", "owner", "duration", "predecessors", "deliverable", "acceptance", "note"):
        sheet.cell(row, desk.column("wbs", key)).value = None


def sheets_deleted(desk: Desk) -> None:
    desk.do([{"drop_sheet": "progress"}, {"drop_sheet": "risks"}])
    del desk.book["项目WBS分解表·参考"]
    del desk.book["项目立项通知书"]


def columns_deleted(desk: Desk) -> None:
    desk.do([{"drop_column": "wbs", "key": "code"}, {"drop_column": "progress", "key": "percent"}])


def sheet_copied(desk: Desk) -> None:
    copy = desk.book.copy_worksheet(desk.sheets["progress"])
    copy.title = "进度备份"
    copy.cell(8, desk.column("progress", "next_step")).value = "只在副本里写的"
    plain = desk.book.copy_worksheet(desk.sheets["risks"])
    plain.title = "风险备份"


def doubles(desk: Desk) -> None:
    desk.do(
        [
            {"copy": "progress", "row": "3.2.2", "to": {"percent": 0.9, "next_step": "另一行说的"}},
            {"copy": "progress", "row": "3.2.4", "to": {}},
            {"copy": "risks", "row": "R-研发-001", "to": {"action": "副本的措施"}},
            {"copy": "wbs", "row": "3.2.3", "to": {"name": "由复制而来的新任务", "code": None}},
            {"add": "risks", "to": {"description": "新风险甲", "probability": "高", "impact": "低"}},
            {"copy": "risks", "row": "新风险甲", "to": {"impact": "中"}},
        ]
    )


def copy_with_a_remark(desk: Desk) -> None:
    """An exact copy of a row, but for what stands beside the table and in a calculated column."""
    desk.do([{"copy": "progress", "row": "3.2.2", "to": {}}])
    sheet = desk.sheets["progress"]
    last = max(r for r in desk._rows("progress") if sheet.cell(r, 2).value)
    sheet.cell(last, sheet.max_column + 1).value = "副本旁边的话"
    sheet.cell(last, desk.column("progress", "status")).value = "副本里的状态"


def rows_in_doubt(desk: Desk) -> None:
    put(desk, "wbs", "3.2.3", code="9.9.9", name="完全换了", note="问一问")
    put(desk, "wbs", "3.2.6", code="9.9.8", name="这个也换了")
    desk.do([{"copy": "wbs", "row": "9.9.8", "to": {"note": "又抄一行"}}])


def ids_lost(desk: Desk) -> None:
    sheet = desk.sheets["wbs"]
    for row in desk._rows("wbs"):
        sheet.cell(row, 1).value = None
    put(desk, "wbs", "3.2.3", duration=7)


def inserted(desk: Desk) -> None:
    desk.do(
        [
            {
                "insert": "risks",
                "above": "R-研发",
                "to": {"description": "中间插入", "probability": "高", "impact": "差"},
            },
            {"insert": "wbs", "above": "3.2.3", "to": {"parent": "3.2", "name": "插入的任务", "duration": "两三天"}},
            {"insert": "people", "above": "刘洋", "to": {"name": "新同事", "dept": "研发部"}},
            {"set": "wbs", "row": "3.2.6", "to": {"owner": "新同事"}},
            {"add": "progress", "to": {"task": "没有这个任务", "percent": 0.3, "next_step": "看不出是谁"}},
            {"add": "people", "to": {"name": "刘洋", "employee_no": "99001", "dept": "研发部"}},
            {"set": "wbs", "row": "3.1.2", "to": {"owner": "99001"}},
        ]
    )


def sorted_without_ids(desk: Desk) -> None:
    sheet = desk.sheets["wbs"]
    rows = list(desk._rows("wbs"))
    values = [[sheet.cell(r, c).value for c in range(2, sheet.max_column + 1)] for r in rows]
    values.sort(key=lambda v: str(v[2] or ""), reverse=True)
    for r, line in zip(rows, values, strict=True):
        for c, value in enumerate(line, 2):
            sheet.cell(r, c).value = value
    put(desk, "wbs", "3.2.3", note="排序之后写的")


def only_a_department(desk: Desk) -> None:
    sheet = desk.sheets["risks"]
    sheet.cell(desk._free("risks"), desk.column("risks", "dept")).value = "研发部"


def odd_cells(desk: Desk) -> None:
    put(
        desk,
        "wbs",
        "3.2.3",
        predecessors=3.1,
        duration=10.5,
        manual_start="#N/A",
        manual_finish=dt.datetime(2026, 12, 4, 9, 30),
        effort="=1/4",
        note="#DIV/0!",
        acceptance="-",
    )
    put(desk, "wbs", "3.2.6", predecessors=dt.datetime(2026, 3, 2), owner=" 刘 洋 ", duration=True)
    put(desk, "progress", "3.2.2", percent=70, updated_on=46346, blocked="√", actual_start="待定")
    desk.sheets["progress"].cell(8, desk.column("progress", "percent")).number_format = "General"
    desk.do([{"add": "risks", "to": {"description": "固件推迟", "probability": "=1+1", "task": "3.2.3"}}])


def records(desk: Desk) -> None:
    desk.do([{"fill": "basic", "to": {"start": "九月初", "objective_1": "改过的目标"}}])
    desk.do([{"fill": "approval", "to": {"approve_date": "2026/2/30"}}])


def marks_lost(desk: Desk) -> None:
    desk.sheets["risks"].delete_rows(5)
    desk.sheets["risks"].cell(6, 3).value = "写在没有标识的表里"


def merged(desk: Desk) -> None:
    sheet, col, row = desk.sheets["wbs"], desk.column("wbs", "owner"), desk.row("wbs", "3.2.3")
    sheet.merge_cells(start_row=row, start_column=col, end_row=row + 2, end_column=col)
    sheet.cell(desk._free("wbs"), desk.column("wbs", "note")).value = "只有备注的一行"


def column_twice(desk: Desk) -> None:
    sheet, col = desk.sheets["progress"], desk.column("progress", "next_step")
    last = sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, last).value = sheet.cell(row, col).value
    sheet.cell(8, last).value, sheet.cell(8, col).value = "右边这么说", "左边这么说"
    sheet.cell(9, last).value = sheet.cell(9, col).value = "两边一样"


def totals_and_a_second_table(desk: Desk) -> None:
    sheet = desk.sheets["progress"]
    row = sheet.max_row + 1
    sheet.cell(row, 2).value, sheet.cell(row, 8).value = "合计", 12
    for col in range(2, 12):
        sheet.cell(row + 3, col).value = sheet.cell(6, col).value
    sheet.cell(row + 4, 2).value, sheet.cell(row + 4, 9).value = "3.2.5", "另一张小表"


def header_swapped(desk: Desk) -> None:
    sheet = desk.sheets["wbs"]
    one, other = (sheet.cell(6, desk.column("wbs", key)) for key in ("manual_start", "manual_finish"))
    one.value, other.value = other.value, one.value
    put(desk, "wbs", "3.2.3", manual_start=dt.datetime(2026, 12, 1), manual_finish=dt.datetime(2026, 12, 9))


def sorted_one_column(desk: Desk) -> None:
    sheet, col = desk.sheets["wbs"], desk.column("wbs", "owner")
    rows = [r for r in desk._rows("wbs") if sheet.cell(r, col).value]
    for r, name in zip(rows, sorted(str(sheet.cell(r, col).value) for r in rows), strict=True):
        sheet.cell(r, col).value = name


pytestmark = pytest.mark.slow
HANDS = [
    merged,
    column_twice,
    totals_and_a_second_table,
    header_swapped,
    sorted_one_column,
    extra_columns,
    column_in_the_middle,
    extra_sheets,
    notes_around,
    typed_over_calculated,
    rows_deleted,
    row_emptied,
    sheets_deleted,
    columns_deleted,
    sheet_copied,
    doubles,
    copy_with_a_remark,
    rows_in_doubt,
    ids_lost,
    inserted,
    sorted_without_ids,
    only_a_department,
    odd_cells,
    records,
    marks_lost,
]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> SplitResult:
    return issue(tmp_path_factory.mktemp("damage"), "zh")


@pytest.fixture(scope="module", params=HANDS, ids=lambda hand: hand.__name__)
def pair(
    request: pytest.FixtureRequest, issued: SplitResult, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A mistreated copy and what it becomes."""
    folder = tmp_path_factory.mktemp(request.param.__name__)
    desk = Desk(next(c.path for c in issued.copies if c.department == "研发部"), "zh")
    request.param(desk)
    path = folder / "returned.xlsx"
    desk.save(path)
    return path, write_annotated(*opened(path), folder / "back")


def test_merging_gives_the_same(issued: SplitResult, pair: tuple[Path, Path]) -> None:
    path, back = pair
    before, after = edits(issued.master, path), edits(issued.master, back)
    if path.parent.name.startswith(("merged", "column_twice")):
        # What was doubtful for where it stood comes back as issued: it is no edit any more, and the list says so.
        before = [e for e in before if e in after or e[6] is not Reason.UNREADABLE]
    assert after == before


def test_nothing_that_was_typed_is_missing(issued: SplitResult, pair: tuple[Path, Path]) -> None:
    path, back = pair
    there = {text for _, _, text in texts(back)}
    before = {text for _, _, text in texts(next(c.path for c in issued.copies if c.department == "研发部"))}
    assert {(s, c, t) for s, c, t in texts(path) if t not in there | before and spelt(t) not in there} == set()


def spelt(text: str) -> str:
    """How else a value is spelt: an error stands in a formula that gives it, a serial number is a date."""
    text = text.removesuffix(" 00:00:00")
    return {"46346": "2026-11-20 00:00:00", "True": "TRUE", "#N/A": "=#N/A", "#DIV/0!": "=#DIV/0!"}.get(text, text)


def test_done_twice_it_is_the_same(pair: tuple[Path, Path]) -> None:
    _, back = pair
    again = write_annotated(*opened(back), back.parent / "again")
    assert content(again) == content(back)


def test_the_file_is_valid(pair: tuple[Path, Path]) -> None:
    assert openxml_errors([pair[1]])[pair[1]] == []


@pytest.fixture
def desk(issued: SplitResult) -> Desk:
    return Desk(next(c.path for c in issued.copies if c.department == "研发部"), "zh")


def again(desk: Desk, folder: Path) -> Path:
    desk.save(folder / "returned.xlsx")
    return write_annotated(*opened(folder / "returned.xlsx"), folder / "back")


def test_what_stood_outside_the_forms_is_listed_with_its_place(desk: Desk, tmp_path: Path) -> None:
    notes_around(desk)
    left = sheet_texts(again(desk, tmp_path), LEFT_TITLE.zh)
    lines = {tuple(left.get(f"{c}{r}", "") for c in "BCD") for r in range(6, 20)} - {("", "", "")}
    below = next(line for line in lines if line[2] == "以上数据截至周四") if lines else None
    expected = {
        ("填写说明", "H3", "已看，刘洋"),
        ("项目进度跟踪表", "B1", "进度跟踪（11月）"),
        ("项目进度跟踪表", "Z2", "打印给王总"),
        ("项目进度跟踪表", "D6", "部门（主责）"),
        ("项目基本信息表", "J9", "这个日期要改吗"),
        ("项目基本信息表", "H25", "42"),
        ("资源申请单", "J3", "单页旁边"),
    }
    assert expected <= lines
    assert below is None or below[0] == "项目进度跟踪表"


def test_columns_that_people_added_stay_columns_of_the_table(desk: Desk, tmp_path: Path) -> None:
    extra_columns(desk)
    back = again(desk, tmp_path)
    before, after = (opened(p)[0].reading for p in (tmp_path / "returned.xlsx", back))
    assert before is not None and after is not None
    rows = [{r.id: list(r.beside.values()) for r in x.tables["wbs"].rows if r.beside} for x in (before, after)]
    # A formula without a result is written as the text that it is.
    assert {i: [v or "=1+1" for v in values] for i, values in rows[0].items()} == rows[1]
    assert len(rows[1]) == 2
    assert ("项目WBS分解表", "AE6") in notes(back)


def test_an_annotated_file_can_have_lost_its_rows_to_the_list(desk: Desk, tmp_path: Path) -> None:
    """Rows that were deleted come back as issued, and the list says so."""
    rows_deleted(desk)
    back = again(desk, tmp_path)
    listed = set(sheet_texts(back, "问题清单").values())
    assert any("3.2.3" in text and "文件里没有" in text for text in listed)
    assert any(text.startswith("3.2.3") for text in sheet_texts(back, "项目WBS分解表").values())


def test_a_formula_is_never_written_as_one(desk: Desk, tmp_path: Path) -> None:
    put(desk, "wbs", "3.2.3", note='=HYPERLINK("http://x")', duration="=A1")
    back = again(desk, tmp_path)
    import openpyxl

    cells = [c for row in openpyxl.load_workbook(back)["项目WBS分解表"].iter_rows() for c in row]
    assert {c.data_type for c in cells if str(c.value).startswith("=")} == {"s"}


def test_wrong_cells_of_a_paper_form_are_marked(desk: Desk, tmp_path: Path) -> None:
    records(desk)
    said = notes(again(desk, tmp_path))
    assert any(sheet == "项目基本信息表" and "九月初" in text for (sheet, _), text in said.items())


def test_other_formats_come_back_as_xlsx(desk: Desk, issued: SplitResult, tmp_path: Path) -> None:
    odd_cells(desk)
    desk.save(tmp_path / "returned.xlsx")
    other = libreoffice_convert(tmp_path / "returned.xlsx", "ods", tmp_path / "ods")
    back = write_annotated(*opened(other), tmp_path / "back")
    assert back.name == "returned.xlsx"
    assert edits(issued.master, back) == edits(issued.master, other)
    assert LEFT_TITLE.zh not in content(back)
