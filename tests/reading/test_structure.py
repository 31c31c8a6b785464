"""Sheets, columns and rows that were moved, doubled, merged, written into: what is read, and what is said."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from reading.desk import Desk
from rounds import issue
from xlplan.core.raw import RawWorkbook
from xlplan.core.text import LANGS
from xlplan.excel.rawread import read_one


@pytest.fixture(scope="module", params=LANGS)
def raw(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> RawWorkbook:
    issued = issue(tmp_path_factory.mktemp(f"reading-{request.param}"), request.param)
    path: Path = next(c.path for c in issued.copies if c.department in ("研发部", "R&D"))
    read = read_one(path)
    assert isinstance(read, RawWorkbook)
    return read


@pytest.fixture
def desk(raw: RawWorkbook) -> Desk:
    return Desk(raw)


def rd(row_id: str) -> tuple[str, str]:
    return ("wbs", row_id)


# --- where a table is -------------------------------------------------------------------------------


def test_an_untouched_copy_says_nothing_of_its_structure(desk: Desk) -> None:
    returned = desk.returned()
    assert returned.edits == []
    assert not {x.code for x in returned.findings} & {f"SHT{n:03d}" for n in range(1, 40)}


def test_the_mark_is_lost_but_the_keys_are_there(desk: Desk) -> None:
    wbs = desk.table("wbs")
    row = wbs.row("t019")
    wbs.sheet.rows[wbs.key_row][wbs.id_column] = None
    wbs.put(row, "duration", 99)
    returned = desk.returned()
    assert returned.changed == {("wbs", "t019", "duration", "99")}
    assert [x.place.form for x in returned.named("found-by-keys")] == ["wbs"]


def test_the_id_column_is_deleted_and_with_it_the_mark(desk: Desk) -> None:
    wbs = desk.table("wbs")
    row = wbs.row("t019")
    wbs.put(row, "duration", 99)
    wbs.delete_column(wbs.id_column)
    returned = desk.returned()
    assert ("wbs", "t019", "duration", "99") in returned.changed
    assert returned.changed == {("wbs", "t019", "duration", "99")}


@pytest.mark.parametrize("extra", [0, 3])
def test_the_key_row_is_deleted_with_the_titles(desk: Desk, extra: int) -> None:
    wbs = desk.table("wbs")
    wbs.put(wbs.row("t019"), "duration", 99)
    del wbs.sheet.rows[: wbs.key_row + 1]
    for _ in range(extra):
        wbs.sheet.rows.insert(0, ["", "抬头"])
    returned = desk.returned()
    assert returned.changed == {("wbs", "t019", "duration", "99")}
    (found,) = returned.named("found-by-header")
    assert found.place.form == "wbs"


def test_some_keys_are_lost(desk: Desk) -> None:
    wbs = desk.table("wbs")
    wbs.put(wbs.row("t019"), "duration", 99)
    for key in ("duration", "owner"):
        wbs.sheet.rows[wbs.key_row][wbs.keys[key]] = None
    returned = desk.returned()
    assert returned.changed == {("wbs", "t019", "duration", "99")}
    assert {x.place.field for x in returned.named("column-by-header")} == {"duration", "owner"}


def test_a_sheet_that_was_copied(desk: Desk) -> None:
    wbs = desk.table("wbs")
    double = copy.deepcopy(wbs.sheet)
    double.name += " (2)"
    desk.raw.sheets.append(double)
    assert "sheet-copied" in desk.returned().names
    double.rows[wbs.row("t019")][wbs.keys["duration"]] = 99
    returned = desk.returned()
    (found,) = returned.named("sheet-copies-differ")
    assert (found.place.sheet, found.params["count"]) == (double.name, 1)
    assert returned.edits == []


def test_a_sheet_of_their_own_is_said(desk: Desk) -> None:
    mine = copy.deepcopy(desk.table("wbs").sheet)
    mine.name, mine.rows = "会议记录", [["周会"], [None, 3]]
    desk.raw.sheets.append(mine)
    (found,) = desk.returned().named("sheet-extra")
    assert found.place.sheet == "会议记录"


@pytest.mark.parametrize("keep_properties", [True, False])
def test_identity_lost(desk: Desk, keep_properties: bool) -> None:
    desk.drop(lambda s: s.name.startswith("xl_"))
    if not keep_properties:
        desk.raw.properties = {}
        returned = desk.returned()
        assert returned.names == {"identity-lost"}
        assert returned.submission.side is None
    else:
        assert desk.returned().names == {"base-lost"}


def test_a_foreign_table_is_named_with_what_it_is_like(desk: Desk, raw: RawWorkbook) -> None:
    wbs = desk.table("wbs")
    header = wbs.sheet.rows[wbs.key_row + 1]
    wbs.sheet.rows = [header, ["", "1", "x"]]
    desk.raw.sheets, desk.raw.properties = [wbs.sheet], {}
    (found,) = desk.returned().findings
    assert found.type.name == "foreign"
    assert wbs.sheet.name in found.message("zh")
    wbs.sheet.rows = [["甲", "乙{x}"]]
    assert "1 张表" in desk.returned().findings[0].message("zh")


# --- columns ----------------------------------------------------------------------------------------


def test_a_column_inserted_with_notes(desk: Desk) -> None:
    wbs = desk.table("wbs")
    row = wbs.row("t019")
    wbs.insert_column(3, [None] * (wbs.key_row + 1) + ["我的批注"] + [None] * (row - wbs.key_row - 2) + ["待确认"])
    wbs.put(row, "duration", 99)
    returned = desk.returned()
    assert returned.changed == {("wbs", "t019", "duration", "99")}
    assert [x.params["column"] for x in returned.named("column-unknown")] == ["我的批注"]
    assert returned.submission.reading is not None
    read = returned.submission.reading.tables["wbs"]
    assert [r.beside for r in read.rows if r.beside] == [{"我的批注": "待确认"}]


def test_a_column_doubled(desk: Desk) -> None:
    wbs = desk.table("wbs")
    row, col = wbs.row("t019"), wbs.keys["duration"]
    wbs.insert_column(col + 1, [wbs.sheet.cell(r, col).value for r in range(wbs.sheet.height)])
    assert desk.returned().edits == []
    wbs.put(row, col, 99)
    returned = desk.returned()
    assert [(e.row_id, e.key, e.unreadable) for e in returned.edits] == [("t019", "duration", True)]
    assert [x.place.field for x in returned.named("column-twice")] == ["duration"]


def test_headers_and_content_moved_without_the_hidden_keys(desk: Desk) -> None:
    wbs = desk.table("wbs")
    a, b = wbs.keys["manual_start"], wbs.keys["manual_finish"]
    for line in wbs.sheet.rows[wbs.key_row + 1 :]:
        line.extend([None] * (max(a, b) + 1 - len(line)))
        line[a], line[b] = line[b], line[a]
    returned = desk.returned()
    assert returned.edits == []
    assert {x.place.field for x in returned.named("column-contradicts")} == {"manual_start", "manual_finish"}


def test_a_header_with_a_name_of_their_own_is_no_contradiction(desk: Desk) -> None:
    wbs = desk.table("wbs")
    wbs.put(wbs.key_row + 1, "duration", "要几天")
    assert desk.returned().edits == []
    assert not desk.returned().named("column-contradicts")


# --- rows -------------------------------------------------------------------------------------------


def test_totals_and_remarks_below_the_table(desk: Desk) -> None:
    wbs = desk.table("wbs")
    below = wbs.sheet.height + 1
    wbs.put(below, "code", "合计")
    wbs.put(below, "duration", 250)
    wbs.put(below + 1, "code", "注：以上工期为暂定")
    wbs.put(below + 3, "code", "填表人：刘洋")
    wbs.put(below + 3, "dept", "2026-11-20")
    returned = desk.returned()
    assert returned.edits == []
    assert len(returned.named("total-row")) == 1
    assert len(returned.named("stray-row")) == 2
    assert returned.submission.reading is not None
    stray = returned.submission.reading.tables["wbs"].stray
    assert [[v for _, v in s.cells] for s in stray] == [
        ["合计", 250],
        ["注：以上工期为暂定"],
        ["填表人：刘洋", "2026-11-20"],
    ]


def test_a_total_in_a_spare_row(desk: Desk) -> None:
    wbs = desk.table("wbs")
    spare = next(r for r, _ in wbs.ids() if wbs.get(r, "name") is None)
    wbs.put(spare, "name", "Total:")
    wbs.put(spare, "effort", 100)
    returned = desk.returned()
    assert returned.edits == []
    assert len(returned.named("total-row")) == 1


def test_a_row_below_the_capacity_is_a_row(desk: Desk) -> None:
    wbs = desk.table("wbs")
    below = wbs.sheet.height + 5
    wbs.put(below, "name", "补充测试")
    wbs.put(below, "duration", 3)
    returned = desk.returned()
    assert {(e.table, e.key, e.value, e.is_new) for e in returned.edits} == {
        ("wbs", "name", "补充测试", True),
        ("wbs", "duration", "3", True),
    }
    assert "row-given-id" in returned.names


def test_a_second_table_on_the_sheet(desk: Desk) -> None:
    wbs = desk.table("wbs")
    below = wbs.sheet.height + 2
    for col, text in enumerate(wbs.sheet.rows[wbs.key_row + 1]):
        if col != wbs.id_column:
            wbs.put(below, col, text)
    assert "header-repeated" in desk.returned().names
    wbs.put(below + 1, "code", "9.1")
    wbs.put(below + 1, "name", "另一张表的任务")
    returned = desk.returned()
    assert returned.edits == []
    (found,) = returned.named("second-table")
    assert found.params["count"] == 1


def test_cells_merged_over_several_rows(desk: Desk) -> None:
    wbs = desk.table("wbs")
    owner = wbs.keys["owner"]
    top = wbs.row("t020")
    rows = [top, top + 1, top + 2]
    for r in rows[1:]:
        wbs.put(r, owner, None)
    wbs.sheet.merges.append((top, owner, rows[-1], owner))
    returned = desk.returned()
    assert returned.changed == set()
    assert len(returned.named("merged-cell")) == 2
    assert all(e.unreadable for e in returned.edits)


def test_a_merged_area_over_spare_rows_makes_no_rows(desk: Desk) -> None:
    wbs = desk.table("wbs")
    spare = next(r for r, _ in wbs.ids() if wbs.get(r, "name") is None)
    wbs.put(spare, "name", "新任务")
    wbs.put(spare, "note", "以下同")
    wbs.sheet.merges.append((spare, wbs.keys["note"], spare + 3, wbs.keys["note"]))
    returned = desk.returned()
    assert {(e.key, e.value) for e in returned.edits} == {("name", "新任务"), ("note", "以下同")}
    assert not returned.named("merged-cell")


def test_one_column_sorted_by_itself(desk: Desk) -> None:
    wbs = desk.table("wbs")
    rows = [r for r, i in wbs.ids() if wbs.get(r, "manual_finish") is not None]
    values = sorted((wbs.get(r, "manual_finish") for r in rows), reverse=True)
    for r, value in zip(rows, values, strict=True):
        wbs.put(r, "manual_finish", value)
    returned = desk.returned()
    assert returned.changed == set()
    (found,) = returned.named("column-shuffled")
    assert found.place.field == "manual_finish"


def test_deleted_rows_are_said_where_they_are_the_departments(desk: Desk) -> None:
    wbs = desk.table("wbs")
    del wbs.sheet.rows[wbs.row("t019")]
    returned = desk.returned()
    assert returned.edits == []
    (found,) = returned.named("row-absent")
    assert found.place.row_id == "t019"
    assert found.severity.value == "warning"


def test_what_is_not_theirs_is_said_when_it_is_checked(desk: Desk) -> None:
    wbs = desk.table("wbs")
    wbs.put(wbs.row("t019"), "name", "换个名字")
    (found,) = desk.returned().named("not-taken")
    assert (found.place.row_id, found.place.field, found.value) == ("t019", "name", "换个名字")
    assert found.place.cell


def test_code_and_name_in_one_cell(desk: Desk) -> None:
    wbs = desk.table("wbs")
    row = wbs.row("t019")
    wbs.put(row, "code", f"{wbs.get(row, 'code')} {wbs.get(row, 'name')}")
    returned = desk.returned()
    assert returned.edits == []
    assert [x.place.field for x in returned.named("cell-repaired")] == ["code"]
    wbs.put(row, "name", "另一个名称")
    returned = desk.returned()
    assert [(e.key, e.unreadable) for e in returned.edits] == [("code", True), ("name", False)]
    spare = next(r for r, _ in wbs.ids() if wbs.get(r, "name") is None)
    wbs.put(row, "name", None)
    wbs.put(spare, "code", "3.2.9 回归测试")
    new = [(e.key, e.value) for e in desk.returned().edits if e.is_new]
    assert new == [("code", "3.2.9"), ("name", "回归测试")]


def test_a_stroke_that_clears_is_said(desk: Desk) -> None:
    wbs = desk.table("wbs")
    row = next(r for r, _ in wbs.ids() if wbs.get(r, "owner") is not None)
    wbs.put(row, "owner", "——")
    wbs.put(row, "note", "-")
    returned = desk.returned()
    assert {e.key for e in returned.edits} <= {"owner", "note"}
    assert "owner" in {x.place.field for x in returned.named("placeholder")}


def test_a_date_without_a_year_is_suggested_by_the_status_date(desk: Desk) -> None:
    wbs = desk.table("wbs")
    wbs.put(wbs.row("t021"), "manual_finish", "12月28日")
    (found,) = [x for x in desk.returned().findings if x.place.field == "manual_finish" and x.severity.value == "error"]
    assert "2026-12-28" in found.hint("zh") + found.hint("en")
