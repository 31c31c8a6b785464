"""Deciding on the master's own sheet: what is shown, picked, carried out, said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli.conftest import SMALL, Run
from picks import pick
from xlplan.app.books import open_master
from xlplan.core.text import LANGS, Lang
from xlplan.excel.decisionwords import OWN_VALUE, TITLE, choices
from xlplan.model.plan import Plan


def put(source: Path, target: Path, *edits: tuple[str, str, object]) -> Path:
    """Type values into cells of the breakdown, by row id and key, and save as another file."""
    book = openpyxl.load_workbook(source)
    sheet = next(s for s in book if any(s.cell(r, 1).value == "xlplan:wbs" for r in range(1, 8)))
    row = next(r for r in range(1, 8) if sheet.cell(r, 1).value == "xlplan:wbs")
    columns = {sheet.cell(row, c).value: c for c in range(1, sheet.max_column + 1)}
    rows = {sheet.cell(r, 1).value: r for r in range(row + 1, sheet.max_row + 1)}
    for row_id, key, value in edits:
        sheet.cell(rows[row_id], columns[key]).value = value
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def plan_of(master: Path) -> Plan:
    return open_master(master).plan


@pytest.fixture(params=LANGS)
def round_(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> tuple[Path, Path, Lang]:
    """A master with two files of one department that disagree, and with an edit that is not the department's."""
    lang: Lang = request.param
    document = tmp_path / "plan.yaml"
    document.write_text(
        SMALL.read_text(encoding="utf-8").replace("language: zh", f"language: {lang}"), encoding="utf-8"
    )
    master, issued, back = tmp_path / "master.xlsx", tmp_path / "issued", tmp_path / "back"
    assert run("new", document, "-o", master).code == 0
    assert run("split", master, "-o", issued, "--status-date", "2026-03-27").code == 0
    copy = next(p for p in issued.iterdir() if p.name.startswith("研发部"))
    put(copy, back / "a.xlsx", ("t003", "duration", 12), ("t003", "note", "甲"), ("t003", "deliverable", "图纸 2 版"))
    put(copy, back / "b.xlsx", ("t003", "duration", 14), ("t003", "note", "乙"))
    return master, back, lang


def test_from_conflict_to_decision(round_: tuple[Path, Path, Lang], run: Run) -> None:
    master, back, lang = round_
    said = run("--lang", lang, "merge", master, back)
    assert said.code == 1
    assert ("待裁定 3 项" if lang == "zh" else "3 to decide") in said.out
    plan = plan_of(master)
    assert {p.key: {(c.file, c.value) for c in p.claims} for p in plan.pending} == {
        "deliverable": {("a.xlsx", "图纸 2 版")},
        "duration": {("a.xlsx", "12"), ("b.xlsx", "14")},
        "note": {("a.xlsx", "甲"), ("b.xlsx", "乙")},
    }
    assert plan.tasks["t003"].duration == 10
    checked = run("--lang", lang, "check", master)
    assert "MRG024" in checked.out

    template = open_master(master).template
    words = {p.key: [w(lang) for w in choices(p, template)] for p in plan.pending}
    assert len(words["note"]) == 5 and len(words["duration"]) == 4 and len(words["deliverable"]) == 3
    pick(
        master,
        lang,
        t003__duration=(OWN_VALUE(lang), "13天" if lang == "zh" else "13 days"),
        t003__note=(words["note"][3], None),
    )
    said = run("--lang", lang, "merge", master)
    assert said.code == 1, "one cell still waits"
    plan = plan_of(master)
    assert plan.tasks["t003"].duration == 13
    assert set(str(plan.tasks["t003"].note).split("\n")) == {"甲", "乙"}
    assert [p.key for p in plan.pending] == ["deliverable"]

    pick(master, lang, t003__deliverable=(words["deliverable"][1], None))
    assert run("--lang", lang, "merge", master, back).code == 0, "the same files ask nothing again"
    plan = plan_of(master)
    assert plan.tasks["t003"].deliverable == "图纸 2 版" and not plan.pending
    assert TITLE(lang) not in openpyxl.load_workbook(master).sheetnames
    before = master.read_bytes()
    assert run("--lang", lang, "merge", master, back).code == 0
    assert master.read_bytes() == before
    nothing = run("--lang", lang, "merge", master)
    assert nothing.code == 2 and nothing.err.count("\n") == 1


def test_choices_survive_other_commands(round_: tuple[Path, Path, Lang], run: Run, tmp_path: Path) -> None:
    master, back, lang = round_
    run("--lang", lang, "merge", master, back)
    pick(master, lang, t003__duration=(OWN_VALUE(lang), 13), t003__note=("A", None))
    assert run("split", master, "-o", tmp_path / "next", "--status-date", "2026-04-03").code == 0
    assert {(p.key, p.picked, p.own) for p in plan_of(master).pending if p.picked} == {
        ("duration", OWN_VALUE(lang), "13"),
        ("note", "A", ""),
    }
    run("merge", master)
    assert plan_of(master).tasks["t003"].duration == 13


def test_decisions_of_another_workbook(round_: tuple[Path, Path, Lang], run: Run, tmp_path: Path) -> None:
    """A merge to another place is repeated from the untouched master with the decisions that were made there."""
    master, back, lang = round_
    out = tmp_path / "tried.xlsx"
    run("merge", master, back, "-o", out)
    pick(out, lang, t003__duration=("A", None), t003__note=("keep", None), t003__deliverable=("保留", None))
    said = run("--lang", lang, "merge", master, back, "--decisions", out, "--json")
    assert said.code == 0 and len(said.data["decisions"]) == 3 and said.data["pending"] == []
    assert plan_of(master).tasks["t003"].duration in (12, 14)
    none = run("--lang", lang, "merge", master, "--decisions", back / "a.xlsx")
    assert none.code == 2 and "a.xlsx" in none.err


BAD: list[tuple[Any, Any]] = [("？", None), ("A", "13"), ("自填", None), ("own value", "很多"), ("Z", None)]


@pytest.mark.parametrize("round_", ["zh"], indirect=True)
@pytest.mark.parametrize(("choice", "own"), BAD)
def test_what_is_not_clear_is_said_and_left(
    round_: tuple[Path, Path, Lang], run: Run, choice: str, own: object
) -> None:
    master, back, lang = round_
    run("merge", master, back)
    pick(master, lang, t003__duration=(choice, own))
    said = run("merge", master, "--json")
    codes = {x["code"] for x in said.data["findings"]}
    assert said.code == 1 and codes & {"MRG022", "MRG023"}
    (waits,) = (p for p in plan_of(master).pending if p.key == "duration")
    assert (waits.picked, waits.own or None) == (choice, own), "what was typed is still there"


def test_sorting_all_but_the_hidden_column_decides_nothing(
    round_: tuple[Path, Path, Lang], run: Run, tmp_path: Path
) -> None:
    """A pick that came to stand beside another cell's mark is said; a whole line may be moved."""
    master, back, lang = round_
    run("merge", master, back)
    pick(master, lang, t003__duration=("A", None))
    book = openpyxl.load_workbook(master)
    sheet = book[TITLE(lang)]
    top = next(r for r in range(1, 8) if sheet.cell(r, 1).value == "xlplan:decisions")
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top + 2)]
    assert len(lines) >= 2

    def write(name: str, moved: list[list[Any]]) -> Path:
        for r, line in enumerate(moved, top + 2):
            for c, value in enumerate(line, 1):
                sheet.cell(r, c).value = value
        book.save(tmp_path / name)
        return tmp_path / name

    turned = lines[1:] + lines[:1]
    apart = write("apart.xlsx", [[line[0], *other[1:]] for line, other in zip(lines, turned, strict=True)])
    whole = write("whole.xlsx", turned)
    said = run("--lang", lang, "merge", apart, "--json")
    assert said.code == 1 and said.data["decisions"] == []
    assert [x["code"] for x in said.data["findings"]].count("MRG025") == 1
    assert plan_of(apart).tasks["t003"].duration == 10
    said = run("--lang", lang, "merge", whole, "--json")
    assert len(said.data["decisions"]) == 1 and plan_of(whole).tasks["t003"].duration != 10
