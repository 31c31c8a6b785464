"""Files that can't be used: one line and exit code 2, or findings; nothing written, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import SMALL, Run, Said
from xlplan.app.books import open_master
from xlplan.app.fill import Desk

PROCUREMENT = "R&D 采购_TB-01_第3轮.xlsx"
Check = Callable[[], None]


def one_line(said: Said, *named: str) -> None:
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    for name in named:
        assert name in said.err


def codes(said: Said) -> set[str]:
    return {x["code"] for x in said.data}


def text_file(path: Path) -> None:
    path.write_text("本周无变化", encoding="utf-8")


def foreign(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "任务"
    book.save(path)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("make", [text_file, foreign, empty])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_not_our_workbook(run: Run, desk: Path, make: Callable[[Path], None], lang: str, unchanged: Check) -> None:
    wrong = desk / "收回.xlsx"
    make(wrong)
    unchanged()
    say = ["--lang", lang]
    one_line(run("split", wrong, "-o", desk / "x", *say), "收回.xlsx")
    one_line(run("export", wrong, *say), "收回.xlsx")
    one_line(run("merge", wrong, desk / "发出", *say), "收回.xlsx")
    checked = run("check", wrong, "--format", "json", *say)
    assert checked.code == 2
    assert [x["file"] for x in checked.data] == ["收回.xlsx"]
    merged = run("merge", desk / "主计划.xlsx", wrong, *say)
    assert merged.code == 2
    assert "收回.xlsx" in merged.out


def test_a_truncated_file(run: Run, desk: Path, unchanged: Check) -> None:
    for name in ("主计划.xlsx", f"发出/{PROCUREMENT}"):
        path = desk / name
        path.with_name("cut.xlsx").write_bytes(path.read_bytes()[:-4000])
    unchanged()
    one_line(run("split", desk / "cut.xlsx", "-o", desk / "x"), "cut.xlsx")
    said = run("merge", desk / "主计划.xlsx", desk / "发出" / "cut.xlsx")
    assert said.code == 2
    assert "cut.xlsx" in said.out


def test_a_bad_file_among_good_ones(run: Run, desk: Path) -> None:
    text_file(desk / "发出" / "坏.xlsx")
    said = run("merge", desk / "主计划.xlsx", desk / "发出", "--json")
    assert said.code == 1
    assert {s["file"] for s in said.data["submissions"] if not s["used"]} == {"坏.xlsx"}


def test_a_workbook_of_another_project(run: Run, desk: Path, unchanged: Check) -> None:
    unchanged()
    said = run("merge", desk / "主计划.xlsx", desk / "other" / PROCUREMENT, "--json")
    assert said.code == 2
    assert [x["code"] for x in said.data["findings"]] == ["FIL017"]
    assert run("check", desk / "other" / PROCUREMENT).code == 0


def test_master_and_copy_mixed_up(run: Run, desk: Path, unchanged: Check) -> None:
    copy = desk / "发出" / PROCUREMENT
    shutil.copy(desk / "主计划.xlsx", desk / "二.xlsx")
    unchanged()
    for arguments in (["split", copy, "-o", desk / "x"], ["export", copy], ["merge", copy, desk / "发出"]):
        one_line(run(*arguments), PROCUREMENT, "不是主计划")
    said = run("merge", desk / "主计划.xlsx", desk / "二.xlsx", "--json")
    assert said.code == 2
    assert [s["used"] for s in said.data["submissions"]] == [False]


def test_a_missing_sheet_and_a_deleted_column(run: Run, desk: Path) -> None:
    copy = desk / "发出" / PROCUREMENT
    work = Desk(copy, "zh")
    work.do([{"drop_sheet": "risks"}, {"drop_column": "wbs", "key": "note"}])
    work.save(copy)
    assert {"MRG007", "MRG008"} <= codes(run("check", copy, "--format", "json"))
    said = run("merge", desk / "主计划.xlsx", copy, "--json")
    assert (said.code, said.data["edits"]) == (0, 0)
    assert {"MRG007", "MRG008"} <= {x["code"] for x in said.data["findings"]}


def test_a_master_without_a_sheet_keeps_its_rows(run: Run, desk: Path) -> None:
    master = desk / "主计划.xlsx"
    before = json.loads(run("export", master).out)
    book = openpyxl.load_workbook(master)
    del book["风险登记与应对表"]
    book["项目WBS分解表"].delete_cols(
        next(c.column for c in book["项目WBS分解表"][_key_row(book)] if c.value == "note")
    )
    book.save(master)
    found = codes(run("check", master, "--format", "json"))
    assert {"SHT001", "SHT002"} <= found
    after = json.loads(run("export", master).out)
    assert after["risks"] == before["risks"]
    assert after["wbs"] == before["wbs"]


def test_letters_go_by_clearing_not_with_their_column(run: Run, desk: Path) -> None:
    master = desk / "主计划.xlsx"
    before = json.loads(run("export", master).out)["raci"]
    assert [x["dept"] for x in before] == ["生产/测试部", "研发部"]

    def changed(how: str) -> list[str]:
        book = openpyxl.load_workbook(master)
        sheet = book["任务分解与责任矩阵表"]
        keys = next(row for row in sheet.iter_rows(max_row=12) if str(row[0].value).startswith("xlplan:raci"))
        column = next(c.column for c in keys if str(c.value).endswith("d02"))
        if how == "delete":
            sheet.delete_cols(column)
        for row in sheet.iter_rows(min_row=keys[0].row + 2, min_col=column, max_col=column):
            if how == "clear":
                row[0].value = None
        book.save(desk / f"{how}.xlsx")
        return [x["dept"] for x in json.loads(run("export", desk / f"{how}.xlsx").out)["raci"]]

    assert changed("delete") == ["生产/测试部", "研发部"]
    assert changed("clear") == ["研发部"]


def test_a_copy_is_not_told_of_what_others_wrote(run: Run, tmp_path: Path) -> None:
    text = SMALL.read_text(encoding="utf-8").replace("state: in_progress", "state: 忙")
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    assert run("new", "plan.yaml", "-o", "m.xlsx").code == 1
    assert run("split", "m.xlsx", "-o", "发出", "--status-date", "2026-03-27").code == 0
    said = {p.name[:2]: codes(run("check", p, "--format", "json")) for p in (tmp_path / "发出").iterdir()}
    assert "CEL019" in said["R&"]
    assert "CEL019" not in said["研发"]
    assert "CEL019" not in said["生产"]


def _key_row(book: openpyxl.Workbook) -> int:
    sheet = book["项目WBS分解表"]
    return next(r for r in range(1, 12) if str(sheet.cell(r, 1).value).startswith("xlplan:wbs"))


def test_paths_that_are_not_there(run: Run, desk: Path, unchanged: Check) -> None:
    (desk / "空").mkdir()
    unchanged()
    one_line(run("check", desk / "无.xlsx"), "无.xlsx")
    one_line(run("check", desk / "空"), "空")
    one_line(run("merge", desk / "主计划.xlsx", desk / "空"), "空")
    one_line(run("merge", desk / "主计划.xlsx", desk / "无"), "无")
    one_line(run("merge", desk / "无.xlsx", desk / "发出"), "无.xlsx")
    one_line(run("split", desk / "无.xlsx", "-o", desk / "x"), "无.xlsx")
    one_line(run("export", desk / "无.yaml"), "无.yaml")
    one_line(run("new", desk / "无.yaml", "-o", desk / "x.xlsx"), "无.yaml")


def test_options_that_make_no_sense(run: Run, desk: Path, unchanged: Check) -> None:
    master = desk / "主计划.xlsx"
    unchanged()
    out = ["-o", desk / "x"]
    one_line(run("split", master, *out, "--department", "生产部"), "生产部")
    one_line(run("split", master, *out, "--status-date", "2026-03-20"), "2026-03-20", "2026-03-27")
    one_line(run("split", master, *out, "--status-date", "2026-04-03", "--due", "2026-04-01"), "2026-04-01")
    one_line(run("split", master, *out, "--status-date", "下周五"), "下周五")
    one_line(run("new", "--name", "甲", "--start", "2026-05-01", "--finish", "2026-04-01"), "2026-04-01")


def test_output_that_is_in_the_way(run: Run, desk: Path, unchanged: Check) -> None:
    (desk / "文件").write_text("")
    unchanged()
    one_line(run("new", SMALL, "-o", desk / "主计划.xlsx"), "主计划.xlsx", "--force")
    one_line(run("new", SMALL, "-o", desk / "发出"), "发出")
    one_line(run("new", SMALL, "-o", desk / "文件" / "a.xlsx"), "文件")
    one_line(run("split", desk / "主计划.xlsx", "-o", desk / "文件"), "文件")
    one_line(run("export", desk / "主计划.xlsx", "-o", desk / "文件" / "a.json"), "文件")


def test_force_keeps_the_old_file(run: Run, desk: Path) -> None:
    before = (desk / "主计划.xlsx").read_bytes()
    revision = open_master(desk / "主计划.xlsx").plan.revision
    said = run("new", SMALL, "-o", desk / "主计划.xlsx", "--force")
    assert said.code == 0
    (kept,) = [p for p in (desk / "归档").iterdir() if p.read_bytes() == before]
    assert kept.name.startswith(f"主计划.r{revision:04d}") and kept.name in said.err


def test_a_master_that_is_open_in_excel(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    master, copy = desk / "主计划.xlsx", desk / "发出" / PROCUREMENT
    work = Desk(copy, "zh")
    work.do([{"set": "wbs", "row": "2.1", "to": {"note": "已下单"}}])
    work.save(copy)
    before, real = master.read_bytes(), os.replace

    def replace(source: object, target: object) -> None:
        if Path(str(target)) == master:
            raise PermissionError(13, "in use")
        real(str(source), str(target))

    monkeypatch.setattr(os, "replace", replace)
    said = run("merge", master, copy)
    assert said.code == 2
    assert "主计划.new.xlsx" in said.err
    assert master.read_bytes() == before
    beside = json.loads(run("export", desk / "主计划.new.xlsx").out)
    assert next(t for t in beside["wbs"] if t["code"] == "2.1")["note"] == "已下单"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(run: Run, desk: Path) -> None:
    folder = desk / "只读"
    folder.mkdir(mode=0o555)
    one_line(run("new", SMALL, "-o", folder / "a.xlsx"), "只读")


TYPO = {
    "yaml": ("format: 1\nwbs:\n  - code: '1'\n    nmae: 甲\n", 4, "name"),
    "json": ('{\n "format": 1,\n "wbs": [\n  {\n   "code": "1",\n   "nmae": "甲"\n  }\n ]\n}', 6, "name"),
}


@pytest.mark.parametrize("kind", ["yaml", "json"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_typo_in_a_plan_document(run: Run, tmp_path: Path, kind: str, lang: str, unchanged: Check) -> None:
    text, line, meant = TYPO[kind]
    (tmp_path / f"plan.{kind}").write_text(text, encoding="utf-8")
    unchanged()
    where = f"第 {line} 行" if lang == "zh" else f"line {line}"
    for arguments in (["new", f"plan.{kind}", "-o", "a.xlsx"], ["export", f"plan.{kind}"]):
        one_line(run(*arguments, "--lang", lang), f"plan.{kind}", "nmae", meant, where)
    said = run("check", f"plan.{kind}", "--lang", lang)
    assert said.code == 2
    assert where in said.out
    assert "nmae" in said.out


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "甲", "a: [", "wbs: 5", "wbs: [5]", "basic: []", "format: 99", "format: x", "language: fr", "template: acme", "a: 1\na: 2",
        "rounds: [{number: x}]", "rounds: [{number: 1, status_date: 明天}]", "&a [*a]", "template: {name: x}", "template: []",
        "wbs: [{id: a}, {id: a}]",
        "issues: [{serial: 1}]", "unread: [{table: x}]", "carried: [5]", "carried: [{name: }]", "identity: {project: }", "basic: {name: [1, 2]}",
        "wbs: [{code: {a: 1}}]", "? [a]\n: 1", "\ufeffformat: 1", "basic: {name: \"a\\u0000b\"}", "unread: [{table: wbs, row: a, field: b, text: c}]",
        "rounds: [{number: 1, status_date: 2026-01-01}, {number: 1, status_date: 2026-01-08}]", "progress: [{task: 1, round: 1}]",
        "baselines: [5]", "baselines: {}", "baselines: [{number: 0}]", "baselines: [{number: 0, date: 2026-01-01, tasks: [{task: \"{x\"}]}]",
        "wbs: [{id: a, code: 1}]\nbaselines: [{number: 0, date: 2026-01-01, tasks: [{task: 1, effort: 1e999, finish: [1]}]}]",
    ],
)  # fmt: skip
def test_documents_that_are_none(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    said = run("export", "plan.yaml")
    assert said.code in (0, 2)
    if said.code:
        one_line(said)
    else:
        (tmp_path / "again.json").write_text(said.out, encoding="utf-8")
        assert run("export", "again.json").out == said.out
    assert run("check", "plan.yaml").code in (0, 1, 2)


@pytest.mark.parametrize(
    "text",
    [
        '{"basic": {"name": "\\ud800"}}',
        '{"basic": {"name": "a\\u0001b_x0041_"}}',
        '{"a": NaN}',
        "[" * 100_000,
        '{"format": 1e999}',
        '{"basic": {"budget": 1e999}}',
    ],
)
def test_hostile_json(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    said = run("new", "plan.json", "-o", "a.xlsx")
    assert said.code in (0, 1, 2)
    if said.code == 2:
        one_line(said)
        assert not (tmp_path / "a.xlsx").exists()
    else:
        name = json.loads(run("export", "a.xlsx").out)["basic"].get("name")
        assert name == json.loads(text)["basic"].get("name")
