"""``xlplan schedule`` on documents and masters, in both languages."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from xlplan.app.create import Facts, create
from xlplan.app.scheduling import plan_activities, schedule_file, schedule_plan
from xlplan.cli.schedule_command import command
from xlplan.core.errors import InputError
from xlplan.core.text import LANGS, Lang
from xlplan.template.resolve import load_template

SAMPLES = Path(__file__).parents[2] / "samples" / "smart-lock"
KEYS = [
    "id", "code", "name", "start", "finish", "duration", "early_start", "early_finish", "late_start", "late_finish",
    "total_float", "free_float", "critical",
]  # fmt: skip
TODAY = dt.date(2026, 9, 1)
SMALL = """
basic: {start: 2026-10-08, finish: 2026-10-12}
wbs:
  - {code: "1", name: 准备, duration: 2}
  - {code: "2", name: 执行, duration: 3, predecessors: "1"}
  - {code: "2.1", name: 第一步, duration: 3}
  - {code: "2.2", name: 取消了, duration: 30, row_state: cancelled}
  - {code: "3", name: 完成, duration: 0, predecessors: "2"}
calendar:
  - {date: 2026-10-10, kind: workday}
"""


def _run(lang: Lang, *arguments: object) -> object:
    return command(lang).main([str(a) for a in arguments], standalone_mode=False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", LANGS)
def test_the_table(lang: Lang, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(lang, small) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].split()[0] == {"zh": "编码", "en": "Code"}[lang]
    assert [line.split()[0] for line in lines[1:5]] == ["1", "2", "2.1", "3"]
    assert "2026-10-10  2026-10-13" in lines[3] and lines[3].endswith("●")
    assert {"zh": "需压缩 1 天", "en": "1 working day(s) short"}[lang] in out
    assert lines[-1].endswith("1 → 2.1 → 3")
    assert {"zh": "完成晚于项目结束日期", "en": "finishes after the project's finish"}[lang] in err


def test_the_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("en", small, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["project_start", "project_finish", "tasks"]
    assert (data["project_start"], data["project_finish"]) == ("2026-10-08", "2026-10-13")
    assert all(list(task) == KEYS for task in data["tasks"])
    step = next(t for t in data["tasks"] if t["code"] == "2.1")
    assert (step["early_start"], step["late_finish"], step["total_float"]) == ("2026-10-10", "2026-10-12", -1)
    assert step["critical"] is True


@pytest.mark.parametrize("lang", LANGS)
def test_a_cycle(lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ring.yaml"
    rows = ('{code: "1", duration: 1, predecessors: "2"}', '{code: "2", duration: 1, predecessors: "1"}')
    path.write_text("wbs:\n" + "".join(f"  - {r}\n" for r in rows), encoding="utf-8")
    assert _run(lang, path, "--json") == 1
    out, err = capsys.readouterr()
    assert [t["early_start"] for t in json.loads(out)["tasks"]] == [None, None]
    assert "1 → 2 → 1" in err
    assert _run(lang, path) == 1


def test_a_file_that_is_no_plan(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("wbs: 7\n", encoding="utf-8")
    with pytest.raises(InputError):
        _run("zh", path)


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample(lang: Lang) -> None:
    done = schedule_file(SAMPLES / f"plan.{lang}.yaml", TODAY)
    found, plan = done.schedule, done.plan
    assert done.assumed_start is None and not found.cycles and not found.unscheduled
    by_code = {t.code: found.activities[t.id] for t in plan.tasks.values()}
    assert (found.start, found.finish, found.shortage) == (dt.date(2026, 9, 1), dt.date(2027, 4, 26), 0)
    last = by_code["8.5"]
    assert last.critical and last.early_finish == found.finish
    assert by_code["1.1"].state == "finished" and not by_code["1.1"].critical
    # Finished work keeps its dates; typed dates stand where nothing was reported.
    for task in plan.tasks.values():
        timing = found.activities[task.id]
        if timing.state == "finished":
            reported = plan.latest_progress()[task.id]
            assert (timing.early_start, timing.early_finish) == (reported.actual_start, reported.actual_finish)
        if timing.state == "manual" and task.manual_start:
            assert timing.early_start == task.manual_start
    assert 5 <= sum(t.critical for t in by_code.values()) <= len(by_code) // 3


def test_the_sample_without_typed_dates() -> None:
    """Durations, links and limits alone: everything follows its predecessors, to the same end within a few weeks."""
    done = schedule_file(SAMPLES / "plan.zh.yaml", TODAY)
    bare = {i: t.model_copy(update={"manual_start": None, "manual_finish": None}) for i, t in done.plan.tasks.items()}
    plan = replace(done.plan.with_tables({"wbs": bare, "progress": {}}), rounds=())
    basic = plan.basic.model_copy(update={"status_date": None})
    plan = plan.with_tables({"basic": {basic.id: basic}})
    found = schedule_plan(plan, load_template("standard"), TODAY).schedule
    assert not found.violations and not found.cycles
    assert found.start == dt.date(2026, 9, 1)
    assert found.finish is not None and dt.date(2027, 2, 1) < found.finish <= dt.date(2027, 4, 30)
    # The first sale may not start before a day in April: the path begins there.
    path = [plan.tasks[i] for i in found.critical_paths[0]]
    assert [t.code for t in path] == ["7.5", "8.2", "8.3", "8.5"] and path[0].not_before == dt.date(2027, 4, 6)
    free = {i: t.model_copy(update={"not_before": None}) for i, t in bare.items()}
    earlier = schedule_plan(plan.with_tables({"wbs": free}), load_template("standard"), TODAY).schedule
    assert earlier.finish is not None and earlier.finish < found.finish
    assert len(earlier.critical_paths[0]) > 10
    assert earlier.activities[earlier.critical_paths[0][0]].early_start == earlier.start


def test_a_master_gives_the_same_as_its_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = SAMPLES / "plan.zh.yaml"
    made = create(tmp_path / "m.xlsx", document, Facts(), None, None, TODAY, False)
    assert _run("zh", made.path, "--json") == 0
    from_master = json.loads(capsys.readouterr().out)
    assert _run("zh", document, "--json") == 0
    assert from_master == json.loads(capsys.readouterr().out)


def test_rows_become_activities(small: Path) -> None:
    done = schedule_file(small, TODAY)
    found = {done.plan.tasks[a.id].code: a for a in plan_activities(done.plan)}
    assert found["2.1"].parent == found["2"].id
    assert not found["2.2"].active
    assert found["3"].links[0].predecessor == found["2"].id
