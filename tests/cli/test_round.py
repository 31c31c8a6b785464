"""``xlplan round``: a project's folder is laid out, looked at, and a round is closed, late returns included."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.conftest import SMALL, Run
from xlplan.app.books import open_master
from xlplan.app.fill import Desk

NAMES = {
    "zh": ("主计划", "发出", "收回", "退回", "报告", "归档", "第{n}轮"),
    "en": ("master", "issued", "returned", "to be corrected", "reports", "archive", "round {n}"),
}


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A project with round 3 open, in either language. Tests take copies."""
    from cli.conftest import run_command

    found = {}
    for lang in ("zh", "en"):
        folder = tmp_path_factory.mktemp(f"project-{lang}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XLPLAN_LANG", lang)
            master = folder / NAMES[lang][0] / "TB.xlsx"
            assert run_command("new", SMALL, "-o", master, "--workbook-lang", lang).code == 0
            said = run_command("round", "open", folder, "--status-date", "2026-03-27", "--due", "2026-03-30", "--json")
            assert said.code == 0
            (folder / "said.json").write_text(said.out, encoding="utf-8")
        found[lang] = folder
    return found


@pytest.fixture
def project(opened: dict[str, Path], tmp_path: Path) -> Path:
    shutil.copytree(opened["zh"], tmp_path / "项目")
    return tmp_path / "项目"


def answer(project: Path, begins: str, name: str, number: int = 3, **percent: object) -> Path:
    """A department returns its copy with the progress of a task; without, untouched."""
    source = next((project / "发出" / f"第{number}轮").glob(f"{begins}*.xlsx"))
    target = project / "收回" / name
    target.parent.mkdir(exist_ok=True)
    if not percent:
        shutil.copy2(source, target)
        return target
    desk = Desk(source, "zh")
    desk.do([{"set": "progress", "row": "1.2", "to": percent}])
    desk.save(target)
    return target


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_opening_lays_out_the_folder(opened: dict[str, Path], lang: str) -> None:
    folder, (_, issued, returned, _, _, archive, round_) = opened[lang], NAMES[lang]
    said = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    place = folder / issued / round_.format(n=3)
    assert {Path(c["file"]).parent for c in said["copies"]} == {place} and len(list(place.glob("*.xlsx"))) == 3
    assert (folder / returned / round_.format(n=3)).is_dir() and [p.name for p in (folder / archive).iterdir()]
    assert said["round"] == 3 and not said["again"] and said["before"] is None
    assert {(c["department"], c["contact"]) for c in said["copies"]} == {
        ("研发部", "刘洋"), ("生产/测试部", "张伟 20002"), ("R&D 采购", ""),
    }  # fmt: skip


@pytest.mark.parametrize(("lang", "word"), [("zh", "请发给"), ("en", "to be sent")])
def test_opening_says_what_goes_to_whom(run: Run, project: Path, lang: str, word: str) -> None:
    said = run("--lang", lang, "round", "open", project, "--status-date", "2026-04-03", "--department", "研发部")
    assert said.code == 0 and word in said.out and "刘洋" in said.out and "第4轮" in said.out
    assert ("还没有合并" if lang == "zh" else "nothing of the last round") in said.err
    again = run("--lang", lang, "round", "open", project, "--status-date", "2026-04-03")
    assert ("补发" if lang == "zh" else "additional") in again.err
    assert len(list((project / "发出" / "第4轮").glob("*.xlsx"))) == 4


def test_the_folder_is_found_from_wherever_one_is(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (project, project / "主计划", project / "主计划" / "TB.xlsx"):
        assert run("round", "status", place, "--today", "2026-03-28", "--json").data["round"] == 3
    for place in (project, project / "主计划"):
        monkeypatch.chdir(place)
        assert run("round", "status", "--today", "2026-03-28", "--json").data["issued"] == 3
    (project / "主计划").rename(project / "1-主计划")
    assert run("round", "status", project, "--json", "--today", "2026-03-28").code == 0
    shutil.move(project / "1-主计划" / "TB.xlsx", project / "TB.xlsx")
    assert run("round", "status", project, "--json", "--today", "2026-03-28").code == 0


def test_status(run: Run, project: Path) -> None:
    answer(project, "研发部", "第3轮/研发.xlsx", percent=0.6)
    answer(project, "生产", "生产.xlsx")
    said = run("round", "status", project, "--today", "2026-03-30")
    assert said.code == 0 and "已交回 2/3" in said.out and "研发.xlsx（改动 1 处）" in said.out and "未交回" in said.out
    said = run("round", "status", project, "--today", "2026-03-31", "--json")
    assert said.code == 1, "the due day is over"
    rows = {x["department"]: x for x in said.data["departments"]}
    assert [(x["returned"], x["merged"], x["late"]) for x in rows.values()] == [
        (True, False, False), (True, False, False), (False, False, True),
    ]  # fmt: skip
    assert rows["R&D 采购"]["silent_rounds"] == 1 and rows["R&D 采购"]["data_until"] is None
    assert rows["研发部"]["files"][0]["edits"] == 1 and rows["研发部"]["data_until"] == "2026-03-20"
    english = run("--lang", "en", "round", "status", project, "--today", "2026-03-31")
    assert english.code == 1 and "returned 2/3" in english.out and "late" in english.out


def test_a_round_is_closed_and_late_returns_come_with_the_next(run: Run, project: Path) -> None:
    answer(project, "研发部", "第3轮/研发.xlsx", percent=0.6, updated_on="下周")
    answer(project, "生产", "生产.xlsx")
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    dry = run("round", "close", project, "--today", "2026-03-30", "--dry-run", "--json")
    assert {p: p.read_bytes() for p in project.rglob("*") if p.is_file()} == before
    said = run("round", "close", project, "--today", "2026-03-30", "--json")
    assert said.code == dry.code == 1, "one cell can't be read"
    assert said.data["applied"] == dry.data["applied"] == 1 and said.data["registered"] == 2
    closed = said.data["closed"]
    assert (closed["returned"], closed["issued"], closed["missing"]) == (2, 3, ["R&D 采购"])
    assert [Path(p).relative_to(project).parts for p in closed["back"]] == [("退回", "第3轮", "研发.xlsx")]
    assert json.loads(Path(closed["report"]).read_text(encoding="utf-8")) == said.data
    plan = open_master(project / "主计划" / "TB.xlsx").plan
    assert [(r.round, r.department, r.file) for r in plan.returns] == [(3, "d01", "研发.xlsx"), (3, "d02", "生产.xlsx")]

    # Once more: nothing is new, nothing goes back twice.
    again = run("round", "close", project, "--today", "2026-03-30", "--json").data
    assert again["written"] == "" and again["registered"] == 0 and again["closed"]["back"] == []
    assert open_master(project / "主计划" / "TB.xlsx").plan.revision == plan.revision

    opened = run("round", "open", project, "--status-date", "2026-04-03", "--json").data
    assert opened["before"] == {"round": 3, "merged": True, "missing": ["R&D 采购"]}
    shutil.copy2(next((project / "发出" / "第3轮").glob("R&D*.xlsx")), project / "收回" / "第3轮" / "采购.xlsx")
    answer(project, "研发部", "第4轮/研发.xlsx", 4)
    status = run("round", "status", project, "--today", "2026-04-04", "--json").data
    assert [(f["file"], f["round"]) for f in status["others"]] == [("采购.xlsx", 3)]
    late = run("round", "close", project, "--today", "2026-04-04", "--json").data
    assert late["closed"]["late_returns"] == ["采购.xlsx"] and late["closed"]["returned"] == 1
    assert late["registered"] == 2 and late["applied"] == 0 and late["written"]
    text = run("round", "close", project, "--today", "2026-04-10", "--lang", "en")
    assert text.code == 1 and "late: " in text.out and "R&D 采购" in text.out
    status = run("round", "status", project, "--today", "2026-04-10", "--round", "3", "--json")
    assert status.code == 0 and status.data["returned"] == 3


def test_a_silent_department_is_counted(run: Run, project: Path) -> None:
    answer(project, "研发部", "第3轮/研发.xlsx")
    assert run("round", "close", project, "--today", "2026-03-30").code == 0
    assert run("round", "open", project, "--status-date", "2026-04-03").code == 0
    found = run("check", project / "主计划", "--format", "json").data
    assert {x["row_id"] for x in found if x["code"] == "PRG015"} == {"d02", "d03"}
    rows = run("round", "status", project, "--today", "2026-04-04", "--json").data["departments"]
    assert [x["silent_rounds"] for x in rows] == [1, 2, 2]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_it_refuses(run: Run, project: Path, tmp_path: Path, lang: str) -> None:
    def refused(*arguments: object) -> str:
        said = run("--lang", lang, "round", *arguments)
        assert (said.code, said.out) == (2, "") and said.err.count("\n") == 1
        return said.err

    assert "收回" in refused("close", project)
    (tmp_path / "空").mkdir()
    assert ("主计划" if lang == "zh" else "master") in refused("open", tmp_path / "空")
    assert "nowhere" in refused("status", "nowhere")
    assert "9" in refused("status", project, "--round", "9")
    assert "status" in refused("statsu")
    shutil.copy2(project / "主计划" / "TB.xlsx", project / "主计划" / "TB 副本.xlsx")
    assert "TB 副本.xlsx" in refused("status", project)
    assert run("round", "status", project / "主计划" / "TB.xlsx", "--today", "2026-03-28").code == 0


def test_what_is_not_ours_stays_where_it_is(run: Run, project: Path) -> None:
    answer(project, "研发部", "第3轮/研发.xlsx")
    (project / "收回" / "第3轮" / "~$研发.xlsx").write_bytes(b"x")
    (project / "收回" / "第3轮" / "周报.xlsx").write_text("周报", encoding="utf-8")
    (project / "收回" / "说明.docx").write_bytes(b"x")
    status = run("round", "status", project, "--today", "2026-03-28", "--json").data
    assert [x["file"] for x in status["unusable"]] == ["周报.xlsx"]
    said = run("round", "close", project, "--today", "2026-03-28")
    assert said.code == 1 and "周报.xlsx" in said.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_dashboard_says_who_has_answered(run: Run, project: Path, lang: str) -> None:
    import openpyxl

    answer(project, "研发部", "第3轮/研发.xlsx")
    assert run("round", "close", project, "--today", "2026-03-28").code == 0
    master = project / "主计划" / "TB.xlsx"
    if lang == "en":
        assert run("export", master, "--to", "json", "-o", project / "plan.json").code == 0
        master = project / "en.xlsx"
        assert run("new", project / "plan.json", "-o", master, "--workbook-lang", "en").code == 0
    sheet = openpyxl.load_workbook(master)["项目仪表盘" if lang == "zh" else "Dashboard"]
    texts = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    assert ("第 3 轮反馈" if lang == "zh" else "Answers of round 3") in texts and "1/3" in texts
    until = ("未反馈（尚无数据）", "未反馈（数据截至 2026-03-20）")
    if lang == "en":
        until = ("no answer (no data yet)", "no answer (data as of 2026-03-20)")
    assert texts.count(until[0]) == 2 and until[1] not in texts
