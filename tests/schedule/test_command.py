"""``xlplan schedule`` on documents and masters, in both languages."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import click
import pytest

from xlplan.app.create import Facts, create
from xlplan.app.scheduling import schedule_file, schedule_plan
from xlplan.cli.schedule_command import command
from xlplan.core.errors import InputError, UsageError
from xlplan.core.text import LANGS, Lang
from xlplan.report.columns import columns
from xlplan.report.scheduled import is_near
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
    assert list(data) == ["project_start", "project_finish", "tasks", "shortage", "critical_paths"]
    codes = {task["id"]: task["code"] for task in data["tasks"]}
    assert data["shortage"] == 1
    assert [[codes[i] for i in path] for path in data["critical_paths"]] == [["1", "2.1", "3"]]
    assert (data["project_start"], data["project_finish"]) == ("2026-10-08", "2026-10-13")
    assert all(list(task) == KEYS for task in data["tasks"])
    step = next(t for t in data["tasks"] if t["code"] == "2.1")
    assert (step["early_start"], step["late_finish"], step["total_float"]) == ("2026-10-10", "2026-10-12", -1)
    assert step["critical"] is True


@pytest.mark.parametrize("lang", LANGS)
def test_the_critical_path_with_what_holds_each_task(
    lang: Lang, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(lang, small, "--critical") == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].endswith({"zh": "5 个工作日，3 项任务", "en": "5 working day(s), 3 task(s)"}[lang])
    assert [line.split()[0] for line in lines[2:5]] == ["1", "2.1", "3"]
    held = {
        "zh": ("项目开始", "2 的前置 1", "前置 2"),
        "en": ("project start", "predecessor 1 of 2", "predecessor 2"),
    }[lang]
    assert all(line.endswith("  " + words) for line, words in zip(lines[2:5], held, strict=True))
    assert {"zh": "关键任务 3 项", "en": "3 critical task(s)"}[lang] in lines[-1]
    assert f"xlplan schedule {small} --critical --gantt" in err


HELD = """
basic: {start: 2026-10-12, status_date: 2026-10-13}
wbs:
  - {code: "1", name: 已开始, duration: 4}
  - {code: "2", name: 手填, manual_start: 2026-10-19, manual_finish: 2026-10-20, predecessors: 1SS+5d}
  - {code: "3", name: 等待审批, duration: 1, predecessors: 2+7ed}
  - {code: "4", name: 不早于, duration: 2, not_before: 2026-10-27}
  - {code: "5", name: 状态日期之后, duration: 12}
  - {code: "6", name: 预计, duration: 1}
  - {code: "7", name: 里程碑, duration: 0, not_before: 2026-10-29}
progress:
  - {task: "1", round: 1, actual_start: 2026-10-12, percent: 0.25}
  - {task: "6", round: 1, forecast_finish: 2026-10-29}
"""


def _path(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", LANGS)
def test_what_holds_a_task(lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(lang, _path(tmp_path, HELD), "--critical", "--near", "30") == 0
    held = {
        line.split()[0]: line.rpartition("  ")[2] for line in capsys.readouterr().out.splitlines() if line[:1].isdigit()
    }
    chinese = [
        "已开始",
        "手填日期",
        "前置 2FS+7ed",
        "不早于 2026-10-27",
        "状态日期 2026-10-13",
        "预计完成 2026-10-29",
        "不早于 2026-10-29",
    ]
    english = [
        "work begun",
        "typed dates",
        "predecessor 2FS+7ed",
        "not before 2026-10-27",
        "status date 2026-10-13",
        "forecast finish 2026-10-29",
        "not before 2026-10-29",
    ]
    assert list(map(held.get, "1234567")) == (chinese if lang == "zh" else english)


def test_nearly_critical_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _path(tmp_path, HELD)
    data = {}
    for days in (0, 2, 30):
        assert _run("en", path, "--json", "--critical", "--near", days) == 0
        tasks = json.loads(capsys.readouterr().out)["tasks"]
        data[days] = {t["code"] for t in tasks}
        assert all(t["critical"] or 0 < t["total_float"] <= days for t in tasks)
    assert data[0] < data[2] < data[30]
    done = schedule_file(path, TODAY).schedule
    assert all(t.near_critical == is_near(t, done.near_days) for t in done.activities.values())
    assert _run("en", path, "--near", "0") == 0
    assert "○" not in capsys.readouterr().out


def test_without_critical_tasks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        HELD.split("wbs:")[0]
        + 'wbs:\n  - {code: "1", name: 甲, duration: 1}\nprogress:\n'
        + ('  - {task: "1", round: 1, actual_start: 2026-10-12, actual_finish: 2026-10-12, percent: 1}\n')
    )
    path = _path(tmp_path, text)
    for options in (["--critical"], ["--critical", "--gantt"]):
        assert _run("zh", path, *options) == 0
        assert capsys.readouterr().out.startswith("没有关键任务\n")


@pytest.mark.parametrize("options", [[], ["--gantt"], ["--critical"]])
def test_without_tasks(tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    assert _run("en", _path(tmp_path, "basic: {start: 2026-10-12}\n"), *options) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert "next:" not in err


def test_a_narrow_table(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for width in (40, 80, 100, 200):
        assert _run("zh", small, "--width", width) == 0
        lines = capsys.readouterr().out.splitlines()
        assert ("自由时差" in lines[0]) == (width >= 100)
        assert any(line.startswith("终端较窄，未列出：自由时差") for line in lines) == (width < 100)
        if width >= 80:
            assert all(columns(line) <= width for line in lines)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--near", "-1"], "“-1”"), (["--near", "三"], "“三”"), (["--width", "39"], "“39”"),
        (["--width", "9" * 5000], "9999"), (["--json", "--gantt"], "--gantt"),
    ],
)  # fmt: skip
def test_wrong_options(lang: Lang, small: Path, options: list[str], named: str) -> None:
    with pytest.raises((click.BadParameter, UsageError)) as caught:
        _run(lang, small, *options)
    assert named in (
        caught.value.message if isinstance(caught.value, click.BadParameter) else caught.value.in_language(lang)
    )


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
    found = {done.plan.tasks[i].code: timing for i, timing in done.schedule.activities.items()}
    assert set(found) == {"1", "2", "2.1", "3"}
    assert [found[code].state for code in ("2", "2.1")] == ["summary", "planned"]
    assert found["3"].milestone and found["3"].early_start == found["2"].early_finish
