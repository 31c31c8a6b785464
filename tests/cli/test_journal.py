"""log, blame, diff and undo on the command line, in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.conftest import Run
from journal.rounds_kept import type_in
from xlplan.core.text import LANGS


@pytest.fixture
def merged(desk: Path, run: Run) -> Path:
    """The desk with one copy merged: r6."""
    copy = next(p for p in (desk / "发出").iterdir() if p.name.startswith("研发部"))
    type_in(copy, "wbs", "1.2", {"duration": 12}, desk / "收回" / copy.name)
    assert run("merge", "主计划.xlsx", "收回").code == 0
    return desk / "主计划.xlsx"


def test_the_week_and_back(merged: Path, run: Run) -> None:
    log = run("log", merged)
    assert log.code == 0
    lines = log.out.splitlines()
    assert lines[0].split() == ["版本", "时间", "操作", "自改", "采纳", "一致", "冲突", "拒绝", "文件"]
    assert [line.split()[0] for line in lines[1:]] == ["*", "r5", "r4"]
    assert "研发部_TB-01_第3轮.xlsx" in lines[1]
    data = run("log", merged, "--json").data
    assert [(r["revision"], r["command"], r["applied"]) for r in data["revisions"]] == [
        (4, "new", 0),
        (5, "split", 0),
        (6, "merge", 1),
    ]
    for place in (("wbs", "1.2", "工期"), ("wbs/t003/duration",), ("项目WBS分解表", "1.2 电气设计", "Duration")):
        said = run("blame", merged, *place)
        assert said.code == 0
        assert "现值：12" in said.out
        assert "r6" in said.out
        assert "研发部" in said.out
    place = run("log", merged, "6", "--json").data["edits"][0]["place"]
    sheet = place.split("!")[0]
    [history] = run("blame", merged, "wbs", "1.2", "duration", "--json").data["history"]
    assert (history["revision"], history["value"], history["file"]) == (6, "12", "研发部_TB-01_第3轮.xlsx")
    assert sheet == "项目WBS分解表"
    differs = run("diff", "归档/主计划.r0005.xlsx", merged)
    assert differs.code == 1
    assert "10 → 12" in differs.out
    back = run("undo", merged)
    assert back.code == 0
    assert "--to" in back.err
    assert "r7" in back.out
    assert "12 → 10" in back.out
    assert run("diff", "归档/主计划.r0005.xlsx", merged).code == 0
    assert run("log", merged).out.splitlines()[1].split()[4].startswith("撤销")


def test_in_english(merged: Path, run: Run) -> None:
    def say(*arguments: object) -> str:
        said = run(*arguments, "--lang", "en")
        assert said.code in (0, 1)
        return said.out

    assert "Revision" in say("log", merged)
    assert "edits of returned files (1)" in say("log", merged, "r6")
    assert "now: 12" in say("blame", merged, "wbs", "1.2", "duration")
    assert "not changed since r5" in say("blame", merged, "wbs", "2.1", "duration")
    [change] = run("diff", "归档/主计划.r0005.xlsx", merged, "--json").data["changes"]
    assert (change["form"], change["row_id"], change["field"]) == ("wbs", "t003", "duration")
    assert (change["before_text"], change["after_text"]) == ("10", "12")
    assert "would be as it was with r5" in say("undo", merged, "--dry-run")
    assert "is as it was with r5, written as r7" in say("undo", merged, "--to", "r5")


def test_a_row_of_every_round_is_found_by_its_code(merged: Path, run: Run) -> None:
    """Progress has a row for each round; the code means the newest."""
    newest = run("blame", merged, "progress", "1.2", "完成率", "--json").data
    assert newest["row_id"] == "t003@3"
    assert run("blame", merged, "项目进度跟踪表", "1.2", "percent").code == 0


@pytest.mark.parametrize("lang", LANGS)
def test_mistakes_are_one_line(desk: Path, run: Run, lang: str) -> None:
    master = desk / "主计划.xlsx"
    for arguments, named in (
        (("log", "nothing.xlsx"), "nothing.xlsx"),
        (("log", master, "r99"), "r99"),
        (("log", master, "x"), "r12"),
        (("undo", master, "--to", "x"), "r12"),
        (("blame", master, "wbs", "9.9", "duration"), "9.9"),
        (("blame", master, "wbs", "1.2", "nonsense"), "nonsense"),
        (("blame", master, "nonsense", "1.2", "duration"), "nonsense"),
        (("blame", master, "填写说明!A1"), "A1"),
        (("blame", master, "wbs", "1.2", "duration"), "xlplan-journal-3f0e9a52.sqlite"),
        (("undo", master), "r4"),
        (("diff", master, "nothing.yaml"), "nothing.yaml"),
        (("diff", master, next((desk / "发出").iterdir())), "TB-01"),
    ):
        said = run(*arguments, "--lang", lang)
        assert (said.code, said.out) == (2, ""), arguments
        assert named in said.err
        assert said.err.startswith("错误：" if lang == "zh" else "error: ")
        assert said.err.count("\n") == 1


def test_an_older_master_is_refused(merged: Path, run: Run, desk: Path) -> None:
    old = desk / "旧.xlsx"
    shutil.copy(desk / "归档" / "主计划.r0005.xlsx", old)
    said = run("merge", old, "收回")
    assert (said.code, said.out) == (2, "")
    assert "主计划.xlsx" in said.err
    assert "不是最新的" in run("log", old).err


@pytest.mark.parametrize("lang", LANGS)
def test_ctrl_c_is_one_line(desk: Path, run: Run, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlplan.app.saving.write_master", stop)
    before = {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()}
    said = run("split", "主计划.xlsx", "-o", "又发", "--status-date", "2026-04-03", "--lang", lang)
    assert (said.code, said.out) == (130, "")
    assert said.err.strip().splitlines() == [
        {
            "zh": "已中断；主计划要么没有改动，要么已完整写入",
            "en": "interrupted; the master is as it was, or written whole",
        }[lang]
    ]
    assert {p: p.read_bytes() for p in desk.rglob("*") if p.is_file()} == before
