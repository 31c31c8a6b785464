"""``xlplan renumber``: new codes, what follows them, what does not, and copies that were handed out before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.conftest import SMALL, Run
from xlplan.app.books import open_master
from xlplan.app.fill import Desk
from xlplan.core.link import Link
from xlplan.model.plan import Plan

NOTE = 'note: "=不是公式"'


def new_master(run: Run, folder: Path, *changes: tuple[str, str]) -> Path:
    """A master of the small project; 1.10 is to become 1.3."""
    text = SMALL.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    document, path = folder / "plan.yaml", folder / "计划.xlsx"
    document.write_text(text, encoding="utf-8")
    assert run("new", document, "-o", path).code in (0, 1)
    return path


def test_every_reference_follows(run: Run, tmp_path: Path) -> None:
    master = new_master(run, tmp_path)
    before = open_master(master).plan
    said = run("renumber", master)
    assert said.code == 0 and "1 项任务换了编码" in said.out and "1.10  →  1.3" in said.out
    plan = open_master(master).plan
    assert plan.tasks["t004"].code == "1.3" and plan.former_codes == {"t004": ("1.10",)}
    assert plan.revision == 5 and list((tmp_path / "归档").glob("*.xlsx"))
    assert plan.tasks["t007"].predecessors == before.tasks["t007"].predecessors
    assert {k: v for k, v in plan.tables.items() if k != "wbs"} == {
        k: v for k, v in before.tables.items() if k != "wbs"
    }
    assert "没有变化" in run("renumber", master).out
    assert open_master(master).plan.revision == 5


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_that_mention_a_code_are_listed(run: Run, tmp_path: Path, lang: str) -> None:
    note = 'note: "等 1.10 评审后开始；见1.10。费用 1.10万元，版本 v1.10，21.10"'
    master = new_master(run, tmp_path, (NOTE, note), ("trigger: 供应商改期", "trigger: 1.2 延期"))
    before = master.read_bytes()
    said = run("--lang", lang, "renumber", master, "--dry-run")
    assert said.code == 0 and said.out.count("1.10 评审后") == 1
    assert ("仅预览" if lang == "zh" else "nothing was written") in said.out
    assert master.read_bytes() == before
    found = run("renumber", master, "--json").data
    assert [(x["code"], x["form"], x["row_id"], x["field"]) for x in found["findings"]] == [
        ("SHT030", "wbs", "t008", "note")
    ]
    assert found["changes"] == [{"id": "t004", "old": "1.10", "new": "1.3", "name": "方案评审"}] and found["written"]
    assert "1.10 评审后" in (open_master(master).plan.tasks["t008"].note or ""), "texts stay as they are"


def test_from_a_code_on(run: Run, tmp_path: Path) -> None:
    master = new_master(run, tmp_path, ('"2.2"', '"2.4"'), ("2.2SF+20d; 2.2", "2.4"), ("2.3", "2.7"))
    changes = run("renumber", master, "--start-at", "2", "--json").data["changes"]
    assert [(x["old"], x["new"]) for x in changes] == [("2.4", "2.2"), ("2.7", "2.3")]
    assert open_master(master).plan.tasks["t004"].code == "1.10"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_it_refuses(run: Run, tmp_path: Path, lang: str) -> None:
    # 1.3 names nothing now and would be the review afterwards.
    master = new_master(run, tmp_path, ('predecessors: "1.2SS+2d"', 'predecessors: "1.3"'))
    before = master.read_bytes()
    said = run("--lang", lang, "renumber", master)
    assert said.code == 2 and "1.3" in said.err and said.err.count("\n") == 1
    said = run("--lang", lang, "renumber", master, "--start-at", "9.9")
    assert said.code == 2 and "9.9" in said.err and said.err.count("\n") == 1
    assert master.read_bytes() == before


def filled(folder: Path, into: Path) -> None:
    """The copies as departments fill them by the codes that they know."""
    into.mkdir()
    desk = Desk(next(folder.glob("生产*.xlsx")), "zh")
    desk.do(
        [
            {"set": "wbs", "row": "2.2", "to": {"predecessors": "1.10; 2.1SS+2d", "duration": 9}},
            {"set": "wbs", "row": "2.3", "to": {"note": "看 1.10"}},
            {"add": "wbs", "to": {"parent": "2.2 装配调试", "name": "接线", "duration": 2, "predecessors": "1.10"}},
            {"add": "wbs", "to": {"code": "2.3.1", "name": "值守", "duration": 3}},
        ]
    )
    desk.save(into / "生产.xlsx")
    desk = Desk(next(folder.glob("研发部*.xlsx")), "zh")
    desk.do(
        [
            {"set": "wbs", "row": "1.10", "to": {"predecessors": "1.2FF+2d; 1.1"}},
            {"set": "wbs", "row": "1.2", "to": {"duration": 11}},
            {"add": "wbs", "to": {"code": "1.10.1", "name": "预审", "duration": 1, "predecessors": "1.2"}},
            {"add": "risks", "to": {"description": "评审人时间冲突", "task": "1.10", "trigger": "x", "owner": "刘洋"}},
        ]
    )
    desk.save(into / "研发.xlsx")


def test_copies_of_before_merge_into_the_same_tasks(run: Run, tmp_path: Path) -> None:
    master = new_master(run, tmp_path)
    assert run("split", master, "-o", tmp_path / "发出", "--status-date", "2026-03-27").code == 0
    plain = tmp_path / "plain" / "plain.xlsx"  # away from the journal, which would know the renumbered one
    plain.parent.mkdir()
    shutil.copy2(master, plain)
    back = tmp_path / "收回"
    filled(tmp_path / "发出", back)
    assert run("renumber", master).code == 0
    merged = [run("merge", path, back, "--json") for path in (plain, master)]
    results = [open_master(path).plan for path in (plain, master)]
    assert [m.data["rejected"] for m in merged] == [0, 0] and [m.data["conflicts"] for m in merged] == [0, 0]
    assert merged[0].data["applied"] == merged[1].data["applied"] > 10

    def apart_from_codes(plan: Plan) -> dict[str, object]:
        tasks = {i: t.with_cells({"code": None}) for i, t in plan.tasks.items()}
        return {**plan.tables, "wbs": tasks}

    assert apart_from_codes(results[0]) == apart_from_codes(results[1])
    assert results[1].tasks["t007"].predecessors == (Link("t004"), *(results[0].tasks["t007"].predecessors or ())[1:])
    codes = [{t.name: t.code for t in plan.tasks.values()} for plan in results]
    assert [c["预审"] for c in codes] == ["1.10.1", "1.3.1"]
    assert [c["接线"] for c in codes] == ["2.2.1", "2.2.1"] and [c["值守"] for c in codes] == ["2.3.1", "2.3.1"]
    assert any(x["code"] == "SHT032" and "1.3.1" in x["message"] for x in merged[1].data["findings"])

    # The other way round, and once more: nothing is asked twice.
    assert run("renumber", plain).code == 0
    assert {t.id: t.code for t in open_master(plain).plan.tasks.values()} == {
        t.id: t.code for t in results[1].tasks.values()
    }
    again = run("merge", plain, back, "--json").data
    assert (again["applied"], again["conflicts"], again["rejected"], again["written"]) == (0, 0, 0, "")
