"""Widths, hidden rows and columns, notes: kept by what they belong to, so that they follow rows and columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment

import judges
from carry import desk
from xlplan.app.books import open_master
from xlplan.app.saving import save_master
from xlplan.document.dump import to_json, to_yaml
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.excel.around import CellNote
from xlplan.excel.notes_read import read_notes
from xlplan.excel.racipage import letter_key
from xlplan.forms.wbs import Task
from xlplan.model.looks import SheetLook
from xlplan.model.plan import Plan

OWN = "备忘"


def _column(sheet: Any, key: str) -> int:
    """The column with a key, counted from 1."""
    return next(c.column for row in sheet.iter_rows(1, 8) for c in row if c.value == key)


def _row(sheet: Any, id_: str) -> int:
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == id_)


def _arranged(book: Any) -> None:
    wbs = book["项目WBS分解表"]
    note, owner, header = _column(wbs, "note"), _column(wbs, "owner"), _row(wbs, "t001") - 1
    letter = wbs.cell(1, note).column_letter
    wbs.column_dimensions[letter].width = 55
    wbs.column_dimensions[wbs.cell(1, owner).column_letter].hidden = True
    wbs.row_dimensions[_row(wbs, "t002")].hidden = True
    wbs.cell(_row(wbs, "t001"), note).comment = Comment("先问\n采购 <&>", "王经理")
    wbs.cell(header, owner).comment = Comment("一人", "")
    basic = book["项目基本信息表"]
    basic["D9"].comment = Comment("定稿", "王经理")
    book["甘特图"]["B3"].comment = Comment("看这里", "王经理")
    raci = book["任务分解与责任矩阵表"]
    raci.cell(_row(raci, "t001"), _column(raci, letter_key("d01"))).comment = Comment("字母", "王经理")
    own = book[OWN]
    own.column_dimensions["A"].width = 40
    own.column_dimensions["C"].hidden = True
    own.row_dimensions[2].hidden = True
    own["A1"].comment = Comment("自己的", "王经理")


def _looks(plan: Plan) -> dict[str, SheetLook]:
    return {look.table or look.sheet: look for look in plan.looks}


@pytest.fixture(scope="module")
def arranged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = desk.master(tmp_path_factory.mktemp("looks"))
    assert open_master(path).plan.looks == ()
    desk.edit(path, _arranged)
    return path


def test_looks_follow_their_rows_and_columns(arranged: Path, tmp_path: Path) -> None:
    opened = open_master(arranged)
    looks = _looks(opened.plan)
    wbs = looks["wbs"]
    assert wbs.widths == (("note", 55 * 7),)
    assert (wbs.hidden_columns, wbs.hidden_rows) == (("owner",), ("t002",))
    assert [(n.row, n.column, n.author, n.text) for n in wbs.notes] == [
        ("", "owner", "", "一人"),
        ("t001", "note", "王经理", "先问\n采购 <&>"),
    ]
    assert [(n.cell, n.text) for n in looks["gantt"].notes] == [("B3", "看这里")]
    assert [(n.row, n.text) for n in looks["raci"].notes] == [("t001", "字母")]
    assert looks["raci"].notes[0].column and looks["basic"].notes[0].text == "定稿"
    assert (looks[OWN].widths, looks[OWN].hidden_columns, looks[OWN].hidden_rows) == ((("A", 280),), ("C",), ("2",))

    # A row comes before all others: everything moves down, and the looks with it.
    first = Task(id="t900", code="0", name="先做的")
    plan = opened.plan.with_tables({"wbs": {"t900": first, **opened.plan.tasks}})
    path = tmp_path / "next.xlsx"
    save_master(path, plan, opened.template)
    assert next(iter(open_master(path).plan.tasks)) == "t900"
    assert open_master(path).plan.looks == opened.plan.looks
    assert judges.openxml_errors([path], ["Microsoft365"])[path] == []


def test_documents_keep_them(arranged: Path) -> None:
    opened = open_master(arranged)
    for text, is_json in (
        (to_json(opened.plan, opened.template), True),
        (to_yaml(opened.plan, opened.template), False),
    ):
        assert load_source(parse_source(text, "plan", is_json), opened.template)[0].looks == opened.plan.looks


def test_what_a_sheet_does_not_show_stays(arranged: Path, tmp_path: Path) -> None:
    """A look of a row that is not there is kept with the plan, and does no harm to the writing."""
    opened = open_master(arranged)
    looks = tuple(
        replace(x, hidden_rows=("t777",), widths=(("gone", 100),)) if x.table == "wbs" else x for x in opened.plan.looks
    )
    path = tmp_path / "next.xlsx"
    save_master(path, replace(opened.plan, looks=looks), opened.template)
    assert open_master(path).plan.looks == looks


@pytest.mark.slow
def test_libreoffice_saves_them(arranged: Path, tmp_path: Path) -> None:
    saved = judges.libreoffice_convert(arranged, "xlsx", tmp_path)
    meant, looks = _looks(open_master(arranged).plan), _looks(open_master(saved).plan)
    assert set(meant) == set(looks)
    for key, look in meant.items():
        assert looks[key].hidden_rows == look.hidden_rows and looks[key].hidden_columns == look.hidden_columns
        assert [n.text for n in looks[key].notes] == [n.text for n in look.notes]


def test_a_filter_hides_nothing(tmp_path: Path) -> None:
    """Rows that a filter hides come back when it is taken off; without the filter nobody would find them."""
    path = desk.master(tmp_path)

    def filtered(book: Any) -> None:
        wbs = book["项目WBS分解表"]
        wbs.row_dimensions[_row(wbs, "t002")].hidden = True
        next(iter(wbs.tables.values())).autoFilter.add_filter_column(2, ["x"])

    desk.edit(path, filtered)
    assert open_master(path).plan.looks == ()


def test_conversations_become_notes() -> None:
    parts = {
        "xl/persons/person.xml": b'<personList><person displayName="W" id="{1}"/><person displayName="L" id="{2}"/></personList>',
        "xl/comments1.xml": b"""<comments><authors><author>tc={9}</author></authors><commentList><comment ref="B2" authorId="0">
        <text><t>[Threaded comment] Your version of Excel ...</t></text></comment><comment ref="C3" authorId="7"><text><r><t>a</t>
        </r><r><t>b</t></r><rPh sb="0" eb="1"><t>no</t></rPh></text></comment><comment ref="??"/></commentList></comments>""",
        "xl/threadedComments/threadedComment1.xml": b"""<ThreadedComments><threadedComment ref="B2" personId="{1}"><text>when?</text>
        </threadedComment><threadedComment ref="B2" personId="{2}"><text>soon</text></threadedComment></ThreadedComments>""",
    }
    targets = [("comments", "xl/comments1.xml"), ("threadedComment", "xl/threadedComments/threadedComment1.xml")]
    assert read_notes(targets, parts) == {(1, 1): CellNote("W", "W: when?\nL: soon"), (2, 2): CellNote("", "ab")}
