"""A company's own columns go the whole round, and the files made from its template need it no more."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from xlplan.app.books import open_master
from xlplan.app.check import check
from xlplan.app.create import Facts, create
from xlplan.app.exporting import export
from xlplan.app.fill import Desk
from xlplan.app.merging import merge_files
from xlplan.app.split import split
from xlplan.core.errors import InputError
from xlplan.excel.identity import BASE

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
TODAY = dt.date(2026, 3, 27)
SUBSIDY = "123456.78"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """The company's file; it lies elsewhere and may go away."""
    path = tmp_path / "somewhere" / "company template.yaml"
    path.parent.mkdir()
    path.write_bytes((FIXTURES / "company.yaml").read_bytes())
    return path


@pytest.fixture
def master(template: Path, tmp_path: Path) -> Path:
    data: dict[str, Any] = yaml.safe_load((FIXTURES / "small.yaml").read_text(encoding="utf-8"))
    data["basic"]["subsidy"] = float(SUBSIDY)
    data["wbs"][5]["vendor"] = "甲公司"
    data["progress"][2]["mood"] = "good"
    del data["template"]
    document = tmp_path / "plan.json"
    document.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
    path = tmp_path / "主计划.xlsx"
    create(path, document, Facts(), None, str(template), TODAY)
    return path


def row(document: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(t for t in document["wbs"] if t["code"] == code)
    return found


@pytest.mark.slow
def test_the_whole_round(master: Path, template: Path, tmp_path: Path) -> None:
    template.unlink()
    issued = split(master, tmp_path / "发出", status_date=TODAY, today=TODAY)
    copies = {c.department: c.path for c in issued.copies}
    returned = tmp_path / "收回"
    returned.mkdir()

    desk = Desk(copies["R&D 采购"], "zh")
    assert desk.sheets["wbs"].cell(desk.row("wbs", "2.1"), desk.column("wbs", "vendor")).value == "甲公司"
    desk.do([{"set": "wbs", "row": "2.1", "to": {"vendor": "乙公司"}}])
    desk.save(returned / "采购.xlsx")
    desk = Desk(copies["研发部"], "zh")
    assert desk.sheets["progress"].cell(desk.row("progress", "1.2"), desk.column("progress", "mood")).value == "有把握"
    desk.do(
        [
            {"set": "progress", "row": "1.2", "to": {"mood": "没把握"}},
            {"set": "wbs", "row": "1.2", "to": {"vendor": "丙公司"}},
            {"set": "wbs", "row": "1.1", "to": {"deliverable": "改了别人的"}},
        ]
    )
    desk.save(returned / "研发.xlsx")
    desk = Desk(copies["生产/测试部"], "zh")
    desk.do([{"add": "progress", "to": {"task": "2.2", "mood": "一般"}}])
    desk.save(returned / "生产.xlsx")

    # A copy is checked on its own, where no master is at hand.
    found = check([returned]).findings
    assert [(x.code, x.place.field, x.value) for x in found if x.place.field in ("mood", "vendor")] == [
        ("CEL019", "mood", "一般")
    ]

    merged = merge_files(master, [returned])
    outcomes = {(d.table, d.key, d.outcome.value) for d in merged.result.details if d.key in ("mood", "vendor")}
    assert outcomes == {
        ("wbs", "vendor", "applied"),
        ("progress", "mood", "applied"),
        ("progress", "mood", "rejected"),
    }
    document = json.loads(export(master, "json"))
    assert document["basic"]["subsidy"] == float(SUBSIDY)
    assert (row(document, "2.1")["vendor"], row(document, "1.2")["vendor"]) == ("乙公司", "丙公司")
    latest = next(p for p in document["progress"] if p["task"] == "1.2" and p["round"] == 3)
    assert latest["mood"] == "bad"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_export_and_new_need_no_template_file(master: Path, template: Path, tmp_path: Path, suffix: Any) -> None:
    template.unlink()
    text = export(master, suffix)
    document = tmp_path / f"exported.{suffix}"
    document.write_text(text, encoding="utf-8")
    assert export(document, suffix) == text
    assert not [x for x in check([document]).findings if x.severity == "error"]
    again = tmp_path / "again.xlsx"
    create(again, document, Facts(), None, None, TODAY)
    assert export(again, suffix) == text
    assert open_master(again).template.name == "acme"


def test_a_template_called_like_the_built_in_one(template: Path, tmp_path: Path) -> None:
    data = yaml.safe_load(template.read_text(encoding="utf-8"))
    template.write_text(yaml.safe_dump({**data, "name": "standard"}), encoding="utf-8")
    create(tmp_path / "a.xlsx", None, Facts(name="甲"), "zh", str(template), TODAY)
    assert open_master(tmp_path / "a.xlsx").template.table("wbs").has("vendor")


def test_when_the_base_is_lost_the_template_is_looked_for_beside_the_master(
    master: Path, template: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(master)
    del book[BASE]
    book.save(master)
    with pytest.raises(InputError) as caught:
        open_master(master)
    for word in ("acme", "acme.yaml"):
        assert word in caught.value.in_language("zh")
    template.rename(tmp_path / "acme.yaml")
    assert open_master(master).plan.basic.extras["subsidy"]
