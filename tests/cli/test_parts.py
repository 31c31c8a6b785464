"""``xlplan split --forms``: a part of the master goes out, is checked and merged like a whole copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import SMALL, Run
from xlplan.app.books import open_master
from xlplan.app.fill import Desk


@pytest.fixture
def master(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "计划.xlsx"
    assert run("new", SMALL, "-o", path).code == 0
    return path


def desk_of(folder: Path, department: str) -> Desk:
    (path,) = folder.glob(f"{department}*.xlsx")
    return Desk(path, "zh")


def test_the_weekly_part(run: Run, master: Path, tmp_path: Path) -> None:
    out = tmp_path / "发出"
    assert run("split", master, "-o", out, "--forms", "weekly", "--status-date", "2026-03-27").code == 0
    desk = desk_of(out, "研发部")
    assert "progress" in desk.sheets and "risks" in desk.sheets and "people" not in desk.sheets
    desk.do([{"set": "progress", "row": "1.2", "to": {"percent": 0.9}}])
    desk.save(desk.path)
    assert run("check", out).code == 0
    said = run("merge", master, out, "--json").data
    assert (said["applied"], said["conflicts"], said["rejected"]) == (1, 0, 0)
    assert float(open_master(master).plan.progress["t003@3"].percent or 0) == 0.9


def test_progress_alone_is_judged_without_the_tasks(run: Run, master: Path, tmp_path: Path) -> None:
    out = tmp_path / "发出"
    assert run("split", master, "-o", out, "--forms", "项目进度跟踪表", "--status-date", "2026-03-27").code == 0
    desk = desk_of(out, "研发部")
    assert "wbs" not in desk.sheets
    desk.do([{"set": "progress", "row": "1.2", "to": {"percent": 0.3, "actual_finish": "date:2026-03-26"}}])
    desk.save(desk.path)
    codes = {x["code"] for x in run("check", out, "--format", "json").data}
    assert any(code.startswith("PRG") for code in codes)
    assert run("merge", master, out, "--json").data["applied"] == 2


def test_unknown_forms_and_those_without_anything_to_fill(run: Run, master: Path, tmp_path: Path) -> None:
    said = run("split", master, "-o", tmp_path / "x", "--forms", "每周")
    assert said.code == 2 and "weekly" in said.err and said.err.count("\n") == 1
    said = run("split", master, "-o", tmp_path / "x", "--forms", "calendar")
    assert said.code == 2 and "没有部门要填的内容" in said.err
    assert not (tmp_path / "x").exists()
