"""``xlplan close``: what stands against it, what the archive folder holds, and that a closed project stays closed."""

from __future__ import annotations

import csv
import hashlib
import json
import stat
from pathlib import Path

import pytest

from cli.conftest import SMALL, Run
from xlplan.app.books import open_master


@pytest.fixture
def master(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "计划.xlsx"
    assert run("new", SMALL, "-o", path).code == 0
    return path


def test_what_is_open_stands_against_it(run: Run, master: Path) -> None:
    before = master.read_bytes()
    said = run("close", master)
    assert said.code == 1 and "未关闭" in said.out and "试运行" in said.out
    assert master.read_bytes() == before and not list(master.parent.glob("*结项*"))
    blocking = run("close", master, "--dry-run", "--json").data["blocking"]
    assert {x["severity"] for x in blocking} <= {"error", "warning"} and blocking


def test_by_force_and_what_is_kept(run: Run, master: Path, tmp_path: Path) -> None:
    said = run("close", master, "--force", "-o", tmp_path / "结项", "--date", "2026-07-01")
    assert said.code == 0 and "--force" in said.out
    assert open_master(master).plan.basic.state == "closed"
    (folder,) = (tmp_path / "结项").iterdir()
    assert folder.name == "TB-01_结项归档_2026-07-01"
    rows = list(csv.reader((folder / "清单.csv").read_text(encoding="utf-8-sig").splitlines()))[1:]
    assert {r[0] for r in rows} == {"计划.xlsx", "计划.json", "计划.yaml", "检查结果.json"}
    for name, size, checksum in rows:
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (int(size), checksum)
    for file in folder.iterdir():
        assert not file.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert json.loads((folder / "检查结果.json").read_text(encoding="utf-8"))
    assert open_master(folder / "计划.xlsx").plan.basic.state == "closed"


def test_a_closed_project_issues_and_takes_nothing(run: Run, master: Path, tmp_path: Path) -> None:
    assert run("split", master, "-o", tmp_path / "发出", "--status-date", "2026-03-27").code == 0
    assert run("--lang", "en", "close", master, "--terminated", "--force").code == 0
    assert open_master(master).plan.basic.state == "terminated"
    for command in (("split", master, "-o", tmp_path / "x"), ("merge", master, tmp_path / "发出"), ("close", master)):
        said = run(*command)
        assert said.code == 2 and "已终止" in said.err and said.err.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_a_project_that_was_given_up_is_asked_for_less(run: Run, master: Path) -> None:
    ended, given_up = (run("close", master, "--dry-run", "--json", *more).data for more in ((), ("--terminated",)))
    assert len(given_up["blocking"]) < len(ended["blocking"])
