"""``xlplan baseline``: output and exit codes in both languages, and where baselines travel and where not."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest

from cli.conftest import Run, Said, run_command
from xlplan.app.books import open_master
from xlplan.app.fill import Desk
from xlplan.core.text import LANGS

# 2026-10-12 is a Monday; Tuesday 10-20 is not worked.
DOCUMENT = """
language: {lang}
basic: {{name: 试点, code: P-1, start: 2026-10-12, finish: 2026-12-31}}
team:
  departments: [{{id: d1, name: 研发部}}, {{id: d2, name: 生产部}}]
wbs:
  - {{id: t1, code: "1", name: 准备, dept: 研发部}}
  - {{id: t2, code: "1.1", name: 需求, dept: 研发部, duration: 5, effort: 7713.25, manual_start: 2026-10-12, manual_finish: 2026-10-16}}
  - {{id: t3, code: "1.2", name: 设计, dept: 研发部, manual_start: 2026-10-19, manual_finish: 2026-10-21, predecessors: "1.1"}}
  - {{id: t4, code: "2", name: 培训, dept: 生产部, manual_start: 2026-10-12, manual_finish: 2026-10-14}}
calendar:
  - {{date: 2026-10-20, kind: holiday}}
"""
FREEZE = ("--freeze", "--date", "2026-10-09")


def one_line(said: Said, *named: str) -> None:
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    for name in named:
        assert name in said.err


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(DOCUMENT.format(lang="zh"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Masters in both languages, made once."""
    folder = tmp_path_factory.mktemp("books")
    for lang in LANGS:
        path = folder / f"{lang}.yaml"
        path.write_text(DOCUMENT.format(lang=lang), encoding="utf-8")
        assert run_command("new", path, "-o", folder / f"{lang}.xlsx").code == 0
    return folder


@pytest.fixture
def master(books: Path, tmp_path: Path) -> Path:
    path = tmp_path / "主计划.xlsx"
    path.write_bytes((books / "zh.xlsx").read_bytes())
    return path


def slip(master: Path, **finishes: str) -> None:
    """The project manager types other finishes into the master."""
    desk = Desk(master, open_master(master).plan.language)
    rows = {"t2": "1.1", "t3": "1.2", "t4": "2"}
    column, code = desk.column("wbs", "manual_finish"), desk.column("wbs", "code")
    sheet = desk.sheets["wbs"]
    for id_, finish in finishes.items():
        row = next(r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, code).value) == rows[id_])
        sheet.cell(row, column).value = dt.datetime.fromisoformat(finish)
    desk.save(master)


@pytest.mark.parametrize("lang", LANGS)
def test_none_yet(run: Run, document: Path, master: Path, lang: str) -> None:
    for path, hint in ((document, "xlplan new"), (master, "--freeze")):
        said = run("baseline", path, "--lang", lang)
        assert said.code == 0
        assert said.out == {"zh": "还没有基线\n", "en": "there is no baseline yet\n"}[lang]
        assert hint in said.err
    assert run("baseline", document, "--json").data["baselines"] == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_freezing_twice_and_looking(run: Run, books: Path, tmp_path: Path, lang: str) -> None:
    master, say = tmp_path / "m.xlsx", ("--lang", lang)
    master.write_bytes((books / f"{lang}.xlsx").read_bytes())
    first = run("baseline", master, *FREEZE, "--approved-by", "周敏", *say)
    assert first.code == 0
    archive = tmp_path / {"zh": "归档", "en": "archive"}[lang]
    assert "B0" in first.out
    assert "r1" in first.out
    assert str(Path(archive.name) / "m.r0000.xlsx") in first.err
    assert "xlplan split" in first.err

    before = master.read_bytes()
    again = run("baseline", master, *FREEZE, *say)
    assert again.code == 0
    assert {"zh": "没有变化", "en": "nothing differs"}[lang] in again.out
    assert master.read_bytes() == before
    assert run("baseline", master, *FREEZE, "--json").data["changed"] is False

    slip(master, t2="2026-10-19", t3="2026-10-22")
    second = run("baseline", master, "--freeze", "--date", "2026-10-15", "--change", "CR-001", *say)
    assert second.code == 0
    assert {"zh": "推迟 2 项，不变 1 项", "en": "2 later, 1 unchanged"}[lang] in second.out
    assert open_master(master).plan.revision == 2

    slip(master, t3="2026-10-21", t4="2026-10-13")
    shown = run("baseline", master, *say)
    assert shown.code == 0
    lines = shown.out.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["B0", "B1"]
    assert "周敏" in lines[1]
    assert "CR-001" in lines[2]
    table = [line.split() for line in lines[4:9]]
    assert table[0][0] == {"zh": "编码", "en": "Code"}[lang]
    assert table[1:] == [
        ["1", "准备", "2026-10-21", "2026-10-22", "2026-10-21", "0", "-1"],
        ["1.1", "需求", "2026-10-16", "2026-10-19", "2026-10-19", "+1", "0"],
        ["1.2", "设计", "2026-10-21", "2026-10-22", "2026-10-21", "0", "-1"],
        ["2", "培训", "2026-10-14", "2026-10-14", "2026-10-13", "-1", "-1"],
    ]
    said = {
        "zh": "较 B1（2026-10-15）：提前 2 项，不变 1 项；项目完成 2026-10-22 → 2026-10-21，提前 1 个工作日",
        "en": "against B1 (2026-10-15): 2 earlier, 1 unchanged; "
        "project finish 2026-10-22 → 2026-10-21, 1 working day(s) earlier",
    }
    assert lines[-1] == said[lang]
    assert "--change" in shown.err


def test_the_json(run: Run, master: Path) -> None:
    frozen = run("baseline", master, *FREEZE, "--note", "第一版", "--json").data
    assert (frozen["changed"], frozen["frozen"], frozen["revision"]) == (True, 0, 1)
    assert frozen["renewed"] == ["t1", "t2", "t3", "t4"]
    assert Path(frozen["archived"]).exists()
    slip(master, t2="2026-10-19", t3="2026-10-22")
    data = run("baseline", master, "--json").data
    assert list(data) == ["revision", "baselines", "project", "variance"]
    assert data["baselines"] == [
        {
            "number": 0,
            "name": "B0",
            "date": "2026-10-09",
            "approved_by": "",
            "change": "",
            "note": "第一版",
            "tasks": 4,
            "finish": "2026-10-21",
        }
    ]
    assert data["project"] == {
        "finish": "2026-10-22",
        "first_finish": "2026-10-21",
        "current_finish": "2026-10-21",
        "against_first": 1,
        "against_current": 1,
    }
    assert [(v["code"], v["against_first"], v["summary"]) for v in data["variance"]] == [
        ("1", 1, True), ("1.1", 1, False), ("1.2", 1, False), ("2", 0, False),
    ]  # fmt: skip
    assert all(v["active"] and v["in_first"] and v["in_current"] for v in data["variance"])


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_only_what_a_change_names(run: Run, master: Path, lang: str) -> None:
    run("baseline", master, *FREEZE)
    slip(master, t2="2026-10-19", t3="2026-10-22", t4="2026-10-16")
    said = run("baseline", master, "--freeze", "--date", "2026-10-15", "--only", "1.1", "--lang", lang)
    assert said.code == 0
    partly = {
        "zh": "3 项按现在的计划，其余 1 项沿用 B0",
        "en": "3 as the plan is now, the other 1 as in B0",
    }
    assert partly[lang] in said.out
    data = run("baseline", master, "--json").data
    assert [(v["code"], v["against_first"], v["against_current"]) for v in data["variance"]] == [
        ("1", 1, 0), ("1.1", 1, 0), ("1.2", 1, 0), ("2", 2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_what_stops_it(run: Run, document: Path, master: Path, lang: str, tmp_path: Path) -> None:
    say = ("--lang", lang)
    before = master.read_bytes()
    one_line(run("baseline", document, "--freeze", *say), "plan.yaml", "xlplan new plan.yaml")
    one_line(run("baseline", master, "--note", "x", "--only", "1", *say), "--note, --only")
    one_line(run("baseline", master, "--freeze", "--only", "1", *say), "--only")
    one_line(run("baseline", master, "--freeze", "--date", "5/3/2026", *say), "5/3/2026")
    one_line(run("baseline", tmp_path / "none.xlsx", *say), "none.xlsx")
    one_line(run("baseline", tmp_path / "none.xlsx", "--freeze", *say), "none.xlsx")
    assert master.read_bytes() == before
    run("baseline", master, *FREEZE)
    one_line(run("baseline", master, "--freeze", "--only", "1.7", "--date", "2026-10-15", *say), "1.7")
    one_line(run("baseline", master, "--freeze", "--date", "2026-10-08", *say), "2026-10-08", "2026-10-09", "B0")


@pytest.mark.slow
def test_nothing_is_frozen_over_what_cannot_be_read(run: Run, document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8").replace("duration: 5", "duration: 约5天")
    document.write_text(text, encoding="utf-8")
    master = tmp_path / "m.xlsx"
    assert run("new", document, "-o", master).code == 1
    one_line(run("baseline", master, *FREEZE), "1.1 需求", "约5天", "--force")
    assert run("baseline", master, *FREEZE, "--force").code == 0
    forced = run("baseline", master, *FREEZE, "--force", "--json").data
    assert [b["name"] for b in forced["baselines"]] == ["B0", "B1"]


@pytest.mark.parametrize("lang", LANGS)
def test_nonsense_in_a_document(run: Run, document: Path, lang: str) -> None:
    with document.open("a", encoding="utf-8") as stream:
        stream.write("baselines: [{number: 0, date: 2026-10-09, tasks: [{task: '9', finish: 下周}, {task: '2'}]}]\n")
    say = ("--lang", lang)
    checked = run("check", document, "--format", "json", *say)
    assert checked.code == 1
    assert [x["code"] for x in checked.data if x["code"].startswith("DOC")] == ["DOC003"]
    shown = run("baseline", document, *say)
    assert shown.code == 0
    assert "xlplan check" in shown.err
    made = run("new", document, "-o", "a.xlsx", *say)
    assert made.code == 1
    assert f"xlplan check {document}" in made.err
    assert run("baseline", "a.xlsx", "--json").data["baselines"][0]["tasks"] == 1


def parts(path: Path) -> bytes:
    """All parts of a workbook, one after the other."""
    with zipfile.ZipFile(path) as book:
        return b"\n".join(book.read(name) for name in book.namelist())


@pytest.mark.slow
def test_where_baselines_travel(run: Run, master: Path, tmp_path: Path) -> None:
    assert run("baseline", master, *FREEZE, "--approved-by", "审批人甲").code == 0
    kept = open_master(master).plan.baselines
    assert run("split", master, "-o", "发出", "--status-date", "2026-10-16").code == 0
    assert open_master(master).plan.baselines == kept
    for copy in (tmp_path / "发出").iterdir():
        assert b"baselines" not in parts(copy)
        assert "审批人甲".encode() not in parts(copy)
        assert (b"7713" in parts(copy)) == copy.name.startswith("研发部")
    returned = next((tmp_path / "发出").glob("生产部*"))
    desk = Desk(returned, "zh")
    desk.do([{"set": "wbs", "row": "2", "to": {"note": "已安排"}}])
    desk.save(returned)
    assert run("merge", master, returned).code == 0
    merged = open_master(master).plan
    assert merged.tasks["t4"].note == "已安排"
    assert merged.baselines == kept
    assert run("export", master, "-o", "plan.yaml").code == 0
    assert run("new", "plan.yaml", "-o", "again.xlsx").code == 0
    assert open_master(tmp_path / "again.xlsx").plan.baselines == kept
    shown = [json.loads(run("baseline", p, "--json").out)["variance"] for p in ("plan.yaml", master, "again.xlsx")]
    assert shown[0] == shown[1] == shown[2]
