"""Columns of the project manager's own stay beside their table, and their cells beside their rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import judges
from carry import desk
from xlplan.app.books import open_master
from xlplan.app.saving import save_master
from xlplan.core.raw import RawCell
from xlplan.document.dump import to_json, to_yaml
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.excel.left_out import FORMULA_OF_OTHER_ROWS
from xlplan.excel.own_formulas import anchored
from xlplan.excel.structure_findings import COLUMN_UNKNOWN
from xlplan.forms.wbs import Task
from xlplan.model.plan import Plan


def _position(sheet: Any, key: str) -> int:
    return next(c.column for row in sheet.iter_rows(1, 8) for c in row if c.value == key)


def _row(sheet: Any, id_: str) -> int:
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == id_)


def _columns(book: Any) -> None:
    """Two columns beside the breakdown, with a gap before them: numbers and texts, and formulas."""
    wbs = book["项目WBS分解表"]
    first, second = _row(wbs, "t001"), _row(wbs, "t002")
    at = wbs.max_column + 2
    days = wbs.cell(1, _position(wbs, "duration")).column_letter
    own = wbs.cell(1, at).column_letter
    for col, head in ((at, "自评\n分数"), (at + 1, "加权")):
        wbs.cell(first - 1, col).value = head
    wbs.cell(first, at).value = 0.5
    wbs.cell(first, at).number_format = "0%"
    wbs.cell(second, at).value = dt.date(2026, 5, 1)
    wbs.cell(first, at + 1).value = f"=${days}{first}*{own}{first}"
    wbs.cell(second, at + 1).value = f"={own}{first}+1"  # another row: kept as its value, and said
    wbs.column_dimensions[own].width = 30


def _cells(plan: Plan) -> dict[str, dict[str, Any]]:
    return {x.header: dict(x.cells) for x in plan.extras}


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = desk.master(tmp_path_factory.mktemp("extras"))
    desk.edit(path, _columns)
    return path


def test_columns_stay_beside_their_rows(added: Path, tmp_path: Path) -> None:
    opened = open_master(added)
    plan = opened.plan
    duration = next(c for c in opened.template.table("wbs").columns if c.key == "duration").header("zh")
    formula = f"xl_t_wbs[[#This Row],[{duration}]]*xl_t_wbs[[#This Row],[自评 分数]]"
    assert _cells(plan) == {
        "自评 分数": {"t001": RawCell(0.5, percent=True), "t002": RawCell(dt.date(2026, 5, 1))},
        "加权": {"t001": RawCell(None, formula=formula), "t002": _cells(plan)["加权"]["t002"]},
    }
    assert isinstance(_cells(plan)["加权"]["t002"], str)  # openpyxl stores no results: the formula stays as text
    assert [x.value for x in opened.findings if x.type is FORMULA_OF_OTHER_ROWS] != []
    assert not [x for x in opened.findings if x.type is COLUMN_UNKNOWN]
    assert [s.name for s in plan.carried] == ["备忘"]  # nothing was moved elsewhere
    looks = {x.table: dict(x.widths) for x in plan.looks}
    assert looks["wbs"] == {"+自评 分数": 210}

    path = tmp_path / "next.xlsx"
    first = Task(id="t900", code="0", name="先做的")
    save_master(path, plan.with_tables({"wbs": {"t900": first, **plan.tasks}}), opened.template)
    again = open_master(path)
    assert (again.plan.extras, again.plan.looks) == (plan.extras, plan.looks)
    assert judges.openxml_errors([path], ["Microsoft365"])[path] == []


@pytest.mark.slow
def test_libreoffice_calculates_and_saves_them(added: Path, tmp_path: Path) -> None:
    path = tmp_path / "next.xlsx"
    opened = open_master(added)
    save_master(path, opened.plan, opened.template)
    (saved,) = judges.libreoffice_recalculated([path], tmp_path / "saved")
    cells = _cells(open_master(saved).plan)
    weighted = cells["加权"]["t001"]
    duration = opened.plan.tasks["t001"].duration or 0
    assert weighted.value == pytest.approx(duration * 0.5) and weighted.formula is not None
    assert cells["自评 分数"] == _cells(opened.plan)["自评 分数"]


def test_documents_keep_them(added: Path) -> None:
    opened = open_master(added)
    for text, is_json in (
        (to_json(opened.plan, opened.template), True),
        (to_yaml(opened.plan, opened.template), False),
    ):
        again, _ = load_source(parse_source(text, "plan", is_json), opened.template)
        assert again.extras == opened.plan.extras


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        ("C7*$D$7", "t[[#This Row],[a]]*t[[#This Row],[b '[x'] '#]]"),
        ("SUM(C7:D7)", "SUM(t[[#This Row],[a]]:t[[#This Row],[b '[x'] '#]])"),
        ("C8+1", None),
        ("Z7", None),
        ("SUM(C:C)", "SUM(C:C)"),
        ("SUM(7:7)", None),
        ("任务!C7", None),
        ("VLOOKUP(C7,备忘!A1:B9,2,0)", "VLOOKUP(t[[#This Row],[a]],备忘!A1:B9,2,0)"),
        ("'my C8'!C9&\"C9\"", "'my C8'!C9&\"C9\""),
        ("LOG10(C7)", "LOG10(t[[#This Row],[a]])"),
        ("t[[#This Row],[C9]]", "t[[#This Row],[C9]]"),
    ],
)
def test_formulas_find_their_row(formula: str, meant: str | None) -> None:
    assert anchored(formula, 7, ("任务",), "t", {"C": "a", "D": "b [x] #"}) == meant
