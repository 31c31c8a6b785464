"""``xlplan reassign``: which items go to the other person, which stay, and what is said about it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cli.conftest import SMALL, Run
from xlplan.app.books import open_master


@pytest.fixture
def master(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "计划.xlsx"
    assert run("new", SMALL, "-o", path).code == 0
    return path


def test_open_items_go_and_finished_ones_stay(run: Run, master: Path) -> None:
    said = run("reassign", master, "刘洋", "周敏")
    assert said.code == 0 and "接口人" in said.out and "移交 1 项" in said.out
    plan = open_master(master).plan
    assert plan.departments["d01"].contact == "p001"
    assert plan.tasks["t002"].owner == "p002", "a finished task keeps the name of who did it"
    assert plan.progress["t002@2"].updated_by == "p002", "who reported is history"
    assert plan.revision == 5 and list((master.parent / "归档").glob("*.xlsx"))


def test_from_a_day_on(run: Run, master: Path) -> None:
    said = run("reassign", master, "20002", "Li Lei", "--from", "2026-05-01", "--json")
    given = {(x["form"], x["row_id"]) for x in said.data["items"]}
    assert ("wbs", "t008") in given and ("departments", "d02") in given
    assert {(x["form"], x["row_id"]) for x in said.data["kept"]} == {("wbs", "t007")}
    people = open_master(master).plan.people
    assert people["p004"].to_ == dt.date(2026, 4, 30) and people["p005"].from_ == dt.date(2026, 5, 1)


def test_a_preview_writes_nothing(run: Run, master: Path) -> None:
    before = master.read_bytes()
    said = run("--lang", "en", "reassign", master, "Li Lei", "刘洋", "--dry-run")
    assert said.code == 0 and "nothing was written" in said.out and "Risk register" in said.out
    assert master.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("张伟", "周敏", "2 人"),
        ("刘羊", "周敏", "没有“刘羊”"),
        ("周敏", "20000", "同一人"),
    ],
)
def test_names_that_are_not_one_persons(run: Run, master: Path, old: str, new: str, words: str) -> None:
    said = run("reassign", master, old, new)
    assert said.code == 2 and words in said.err and said.err.count("\n") == 1


def test_nothing_to_give(run: Run, master: Path) -> None:
    before = master.read_bytes()
    said = run("reassign", master, "p003", "周敏", "--from", "2027-01-01", "--json")
    assert said.data["items"] == [] and not said.data["written"]
    assert master.read_bytes() == before
