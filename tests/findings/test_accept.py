"""``xlplan accept``: a finding with a reason stays in the master and in reports, and is no longer shouted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from findings.conftest import Run
from xlplan.app.accepting import Asked, accept, standings
from xlplan.app.books import open_master
from xlplan.app.fill import Desk
from xlplan.app.judge import context_of
from xlplan.core.errors import UsageError
from xlplan.core.finding import Severity
from xlplan.document.dump import dump, to_json
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.model.snapshot import Snapshot
from xlplan.rules.acceptance import lapse

WHY = "客户已书面同意"


def test_it_is_kept_shown_and_not_counted(run: Run, master: Path) -> None:
    said = run("accept", master, "DAT008", "--reason", WHY, "--until", "2026-06-30")
    assert said.code == 0 and "已接受 1 条" in said.out and WHY in said.out
    (one,) = open_master(master).plan.accepted
    assert (one.code, one.table, one.row_id, one.severity) == ("DAT008", "wbs", "t003", "warning")
    assert one.acceptance.reason == WHY and one.acceptance.until == dt.date(2026, 6, 30)
    assert one.acceptance.by == "周敏", "the project manager, where nobody else is named"
    assert "1.2 电气设计" in one.label and "2026-03-09" in one.said

    text = run("check", master).out
    assert "DAT008" not in text and "2 个警告" in text and "已接受 1 条" in text
    assert run("check", master, "--strict", "--ignore", "RES006,TEA005").code == 0
    listed = run("check", master, "--accepted").out
    assert "DAT008" in listed and WHY in listed and "2026-06-30" in listed
    data = {x["code"]: x.get("accepted") for x in run("check", master, "--format", "json").data}
    assert data["DAT008"]["reason"] == WHY and data["RES006"] is None


def test_its_sheet_in_the_master(run: Run, master: Path) -> None:
    run("accept", master, "DAT008", "--reason", WHY, "--by", "总工")
    desk = Desk(master, "zh")
    cells = [str(c.value) for row in desk.book["已接受的问题"].iter_rows() for c in row if c.value]
    assert {"DAT008", WHY, "总工", "项目WBS分解表"} <= set(cells)
    assert run("check", master).code == 0, "a sheet of the program's own is no stranger"
    assert "操作记录" in desk.book.sheetnames
    run("accept", master, "DAT008", "--withdraw")
    assert "已接受的问题" not in Desk(master, "zh").book.sheetnames


def test_a_cell_that_changes_is_reported_again(run: Run, master: Path) -> None:
    run("accept", master, "RES006", "--reason", WHY)
    desk = Desk(master, "zh")
    desk.book["任务分解与责任矩阵表"]["L8"].value = "I"
    desk.save(master)
    found = {x["code"]: x for x in run("check", master, "--format", "json").data}
    assert "accepted" not in found["RES006"]
    assert WHY in found["ACC001"]["message"] and "单元格已改动" in found["ACC001"]["message"]
    assert "失效：单元格已改动" in run("accept", master).out


def test_a_calculated_date_that_moves_is_reported_again(run: Run, master: Path) -> None:
    run("accept", master, "DAT008", "--reason", WHY)
    desk = Desk(master, "zh")
    desk.do([{"set": "wbs", "row": "1.2", "to": {"manual_start": "date:2026-03-06"}}])
    desk.save(master)
    found = {x["code"]: x for x in run("check", master, "--format", "json").data}
    assert "accepted" not in found["DAT008"]


def test_a_term_that_is_over_and_a_severity_that_rose(master: Path) -> None:
    today = open_master(master).plan.status_date
    assert today is not None
    accept(master, [Asked(["DAT008"], WHY, until=today)])
    _, (kept,) = standings(master)
    assert kept.finding is not None and kept.lapsed is None, "on the last day it still holds"
    opened = open_master(master)
    later = replace(kept.accepted, acceptance=replace(kept.accepted.acceptance, until=today - dt.timedelta(days=1)))
    milder = replace(kept.accepted, severity=Severity.INFO.value)
    context = context_of(opened.plan, opened.template)
    for one, words in ((later, "期限"), (milder, "由提示改为警告")):
        why = lapse(one, kept.finding, context)
        assert why is not None and words in why.zh
    graver = replace(kept.accepted, severity=Severity.ERROR.value)
    assert lapse(graver, kept.finding, context) is None


def test_places(run: Run, master: Path) -> None:
    for at in ("项目WBS分解表!B9", "$B$9", "1.2", "t003", "1.2 电气设计"):
        assert run("accept", master, "link-violated", "--at", at, "--reason", WHY, "--dry-run").code == 0, at
    said = run("accept", master, "DAT008", "--at", "1.1", "--reason", WHY)
    assert said.code == 2 and "没有 DAT008" in said.err
    assert not open_master(master).plan.accepted, "a preview writes nothing"


def test_several_at_once_have_to_be_meant(run: Run, master: Path) -> None:
    said = run("accept", master, "RES006", "DAT008", "--reason", WHY)
    assert said.code == 2 and "2 处" in said.err and "--all" in said.err
    assert run("accept", master, "RES", "DAT", "--all", "--reason", WHY, "--json").data["written"] is True
    assert len(open_master(master).plan.accepted) == 2
    again = run("accept", master, "DAT008", "--reason", "另一理由", "--json").data["accepted"]
    assert [x["reason"] for x in again] == ["另一理由"]
    assert len(open_master(master).plan.accepted) == 2, "a new reason takes the place of the former"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["DAT008"], "理由"),
        (["DAT008", "--reason", "  "], "理由"),
        (["DAT008", "--reason", "x", "--until", "2020-01-01"], "早于状态日期"),
        (["DAT009", "--reason", "x"], "没有 DAT009"),
        (["DAT999", "--reason", "x"], "没有代码 DAT999"),
        (["--withdraw"], "代码"),
        (["DAT008", "--withdraw"], "没有已接受"),
        (["DAT008", "--from", "x.xlsx"], "不能同时"),
    ],
)
def test_what_can_not_be_accepted(run: Run, master: Path, arguments: list[str], words: str) -> None:
    before = master.read_bytes()
    said = run("accept", master, *arguments)
    assert said.code == 2 and words in said.err and said.err.count("\n") == 1
    assert master.read_bytes() == before


def test_errors_have_to_be_corrected(run: Run, master: Path) -> None:
    desk = Desk(master, "zh")
    desk.do(
        [{"set": "wbs", "row": "1.2", "to": {"manual_start": "date:2026-03-09", "manual_finish": "date:2026-01-05"}}]
    )
    desk.save(master)
    said = run("accept", master, "DAT001", "--reason", WHY)
    assert said.code == 2 and "是错误" in said.err and "模板" in said.err


def test_a_copy_knows_what_was_accepted_of_its_own_rows(run: Run, master: Path, tmp_path: Path) -> None:
    run("accept", master, "DAT", "RES", "TEA", "--all", "--reason", WHY)
    assert run("split", master, "-o", tmp_path / "发出", "--status-date", "2026-03-27").code == 0
    found = {(x["file"][:3], x["code"]): x for x in run("check", tmp_path / "发出", "--format", "json").data}
    assert found["研发部", "DAT008"]["accepted"]["reason"] == WHY
    assert found["R&D", "TEA005"]["accepted"]["by"] == "周敏"
    assert not [x for x in found if x[1] == "RES006"], "the matrix is not the departments'"
    text = run("check", tmp_path / "发出").out
    assert "DAT008" not in text and "已接受 2 条" in text
    back = run("check", tmp_path / "发出", "--annotate", tmp_path / "退回").err
    assert "R&D 采购" in back and "没有要改的" in back, "what was accepted is not to be corrected"
    assert open_master(master).plan.accepted == open_master(master).plan.accepted
    assert run("merge", master, tmp_path / "发出").code == 0
    assert len(open_master(master).plan.accepted) == 3, "merging keeps them"


def test_documents_and_bases_keep_them(master: Path) -> None:
    done = accept(master, [Asked(["DAT008"], "理由：含“引号”\n与换行", until=dt.date(2026, 12, 31))])
    assert done.accepted[0].acceptance.reason == "理由：含“引号” 与换行"
    opened = open_master(master)
    text = to_json(opened.plan, opened.template)
    again, findings = load_source(parse_source(text, "x.json", is_json=True), opened.template)
    assert not findings and again.accepted == opened.plan.accepted
    assert dump(again, opened.template) == dump(opened.plan, opened.template)
    names: dict[str, dict[str, tuple[str | None, ...]]] = {"dept": {}, "person": {}, "task": {}}
    snapshot = Snapshot("p", "full", 1, 1, names=names, accepted=again.accepted)
    back = Snapshot.from_json(snapshot.to_json()).accepted
    assert back == tuple(replace(a, label="", said="") for a in again.accepted)
    for wrong in ('"accepted":[[1]]', '"accepted":{}'):
        with pytest.raises(ValueError, match="accepted"):
            Snapshot.from_json(snapshot.to_json().replace('"accepted":' + _json(snapshot), wrong))


def _json(snapshot: Snapshot) -> str:
    import json

    return json.dumps([a.to_data() for a in snapshot.accepted], separators=(",", ":"))


def test_undo_brings_back_what_was(run: Run, master: Path) -> None:
    run("accept", master, "DAT008", "--reason", WHY)
    assert "接受问题" in run("log", master).out
    assert run("undo", master).code == 0
    assert not open_master(master).plan.accepted


def test_a_closed_project_accepts_nothing(run: Run, master: Path) -> None:
    run("close", master, "--force", "--terminated")
    with pytest.raises(UsageError):
        accept(master, [Asked(["DAT008"], WHY)])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_listing(run: Run, master: Path, lang: str) -> None:
    assert (
        run("accept", master, "--lang", lang).out.strip()
        == {"zh": "没有已接受的问题", "en": "nothing is accepted"}[lang]
    )
    run("accept", master, "DAT008", "--reason", WHY)
    assert {"zh": "[有效]", "en": "[holds]"}[lang] in run("accept", master, "--lang", lang).out
    desk = Desk(master, "zh")
    desk.do([{"set": "wbs", "row": "1.2", "to": {"predecessors": None}}])
    desk.save(master)
    (one,) = run("accept", master, "--json", "--lang", lang).data
    assert one["found"] is False and one["holds"] is False
    assert {"zh": "已不存在", "en": "no longer found"}[lang] in run("accept", master, "--lang", lang).out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reasons_typed_into_a_list(run: Run, master: Path, tmp_path: Path, lang: str) -> None:
    listed = tmp_path / "问题.xlsx"
    assert run("check", master, "-o", listed, "--lang", lang).code == 0
    book = openpyxl.load_workbook(listed)
    sheet = book.worksheets[1]
    keys = {c.value: c.column for c in sheet[1]}
    rows = {sheet.cell(r, keys["code"]).value: r for r in range(3, sheet.max_row + 1)}
    sheet.cell(rows["DAT008"], keys["reason"]).value = WHY
    sheet.cell(rows["TEA005"], keys["reason"]).value = "采购只有一个人"
    sheet.cell(rows["TEA005"], keys["row_id"]).value = "d99"  # no such row
    book.save(listed)
    said = run("accept", master, "--from", listed, "--until", "2026-12-31")
    assert said.code == 1 and "已接受 1 条" in said.out and "未接受" in said.out and "d99" in said.out
    assert [a.code for a in open_master(master).plan.accepted] == ["DAT008"]
    run("check", master, "-o", listed)
    assert run("accept", master, "--from", listed).code == 2, "nobody typed a reason"
    assert run("accept", master, "--from", master).code == 2, "a master is no list"
