"""The change gate from the command line, in both languages: a frozen plan, a copy that changes it, the request, its approval."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cli.conftest import Run, run_command
from xlplan.app.books import open_master
from xlplan.app.fill import Desk
from xlplan.core.text import LANGS, Lang

DOCUMENT = """
language: {lang}
basic: {{name: 试点, code: P-1, start: 2026-10-12, finish: 2026-12-31, state: {state}}}
team:
  departments: [{{id: d1, name: 研发部, short_code: 研发}}, {{id: d2, name: 生产部, short_code: 生产}}]
  people: [{{id: p1, name: 周敏, dept: 研发部}}]
wbs:
  - {{id: t1, code: "1", name: 准备, dept: 研发部}}
  - {{id: t2, code: "1.1", name: 需求, dept: 研发部, owner: 周敏, duration: 5}}
  - {{id: t3, code: "1.2", name: 设计, dept: 研发部, owner: 周敏, duration: 3, predecessors: "1.1"}}
  - {{id: t4, code: "2", name: 培训, dept: 生产部, duration: 3}}
baselines:
  - number: 0
    date: 2026-10-09
    tasks:
      - {{task: "1", start: 2026-10-12, finish: 2026-10-21}}
      - {{task: "1.1", start: 2026-10-12, finish: 2026-10-16, duration: 5}}
      - {{task: "1.2", start: 2026-10-19, finish: 2026-10-21, duration: 3}}
      - {{task: "2", start: 2026-10-12, finish: 2026-10-14, duration: 3}}
"""
STATE = {"zh": "执行中", "en": "Executing"}


@pytest.fixture(scope="module", params=LANGS)
def round_(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lang, Path]:
    """A folder with a frozen master and a returned copy that changes it."""
    lang: Lang = request.param
    folder = tmp_path_factory.mktemp(f"gate-{lang}")
    (folder / "plan.yaml").write_text(DOCUMENT.format(lang=lang, state=STATE[lang]), encoding="utf-8")
    assert run_command("new", folder / "plan.yaml", "-o", folder / "master.xlsx").code == 0
    args = ("--status-date", "2026-10-16", "--department", "研发")
    assert run_command("split", folder / "master.xlsx", "-o", folder / "out", *args).code == 0
    desk = Desk(next((folder / "out").glob("*.xlsx")), lang)
    desk.do(
        [
            {"set": "wbs", "row": "1.1", "to": {"duration": 8, "note": "评审加一轮"}},
            {"set": "wbs", "row": "1.2", "to": {"manual_finish": "date:2026-10-30"}},
            {"add": "wbs", "to": {"parent": "1 准备", "name": "评审", "owner": "周敏", "duration": 2}},
            {"add": "wbs", "to": {"name": "试产", "owner": "周敏", "duration": 2}},
        ]
    )
    (folder / "back").mkdir()
    desk.save(folder / "back" / "returned.xlsx")
    return lang, folder


def test_a_copy_is_told_before_it_is_returned(run: Run, round_: tuple[Lang, Path]) -> None:
    lang, folder = round_
    said = run("check", folder / "back", "--format", "json", "--lang", lang)
    told = [x for x in said.data if x["code"].startswith("MRG03")]
    assert {x["severity"] for x in told} == {"warning"}
    found = [(x["code"], x["row_id"], x["field"]) for x in told]
    assert [x[0] for x in found] == ["MRG030", "MRG030", "MRG031"]
    assert [(r, k) for _, r, k in found[:2]] == [("t2", "duration"), ("t3", "manual_finish")]
    text = run("check", folder / "back", "--lang", lang)
    assert {"zh": "变更项选“工期”", "en": "as “Duration”"}[lang] in text.out
    assert run("explain", "MRG030", "--lang", lang).code == 0


def test_gated_edits_are_listed_with_the_request_drafted_from_them(run: Run, round_: tuple[Lang, Path]) -> None:
    lang, folder = round_
    said = run("merge", folder / "master.xlsx", folder / "back", "--dry-run", "--lang", lang)
    assert said.code == 1
    for words in {
        "zh": (
            "拒绝中有 5 处改动了冻结的计划",
            "计划已冻结，须有已批准的变更申请",
            "1.1 需求 · 工期（工作日）：5 → 8",
            "见变更申请 C-研发-001 研发部第 1 轮填报中的计划变更（草稿）",
            "新增 3 项明细",
        ),
        "en": (
            "5 of the rejected would change the frozen plan",
            "The plan is frozen",
            "1.1 需求 · Duration (working days): 5 → 8",
            "asked for in change request C-研发-001 Plan changes in the return of 研发部 for round 1 (Draft)",
            "3 item(s) added",
        ),
    }[lang]:
        assert words in said.out
    data = run("merge", folder / "master.xlsx", folder / "back", "--dry-run", "--json", "--lang", lang).data
    assert data["edits"] == data["applied"] + data["identical"] + data["conflicts"] + data["rejected"]
    gated = [d for d in data["details"] if d["reason"] == "gated"]
    assert data["gated"] == len(gated) == 5
    assert {d["request"] for d in gated} == {"C-研发-001"}
    [drafted] = data["consequences"]["drafted"]
    assert (drafted["number"], drafted["state"], drafted["department"]) == ("C-研发-001", "draft", "d1")
    assert len(drafted["lines"]) == 3


@pytest.mark.slow
def test_from_draft_to_approval(run: Run, round_: tuple[Lang, Path], tmp_path: Path) -> None:
    lang, folder = round_
    master = tmp_path / "master.xlsx"
    master.write_bytes((folder / "master.xlsx").read_bytes())
    back, say = folder / "back", ("--lang", lang)
    assert run("merge", master, back, *say).code == 1
    plan = open_master(master).plan
    assert plan.tasks["t2"].duration == 5 and plan.tasks["t2"].note == "评审加一轮"
    assert any(t.name == "评审" for t in plan.tasks.values())  # a sub-task inside what was agreed
    [request] = plan.rows("changes").values()
    assert request.cell("state") == "draft" and len(plan.rows("change_lines")) == 3

    before = master.read_bytes()
    again = run("merge", master, back, *say)
    assert again.code == 1 and master.read_bytes() == before

    desk = Desk(master, lang)
    desk.do(
        [
            {
                "set": "changes",
                "row": "C-研发-001",
                "to": {"state": {"zh": "已批准", "en": "Approved"}, "reason": "增加评审"},
            },
            {"set": "wbs", "row": "2", "to": {"manual_finish": "date:2026-10-20"}},
        ]
    )
    desk.save(master)
    checked = run("check", master, "--format", "json", *say)
    assert [x["code"] for x in checked.data if x["code"].startswith("MRG03")] == ["MRG032"]
    taken = run("merge", master, back, *say)
    assert taken.code == 0, taken.out
    assert {"zh": "没有已批准的变更申请", "en": "without an approved change request"}[lang] in taken.out
    plan = open_master(master).plan
    assert plan.tasks["t2"].duration == 8
    assert plan.tasks["t3"].manual_finish == dt.date(2026, 10, 30)
    assert any(t.name == "试产" for t in plan.tasks.values())
