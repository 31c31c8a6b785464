"""The library: what the page about it shows, and what the frames hold."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas
import pytest

import xlplan
from xlplan.app import saving
from xlplan.core.raw import Unreadable
from xlplan.core.text import LANGS, Lang
from xlplan.forms.changes import CHANGE_STATE
from xlplan.model.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "smart-lock"
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def project() -> xlplan.Project:
    return xlplan.read(SAMPLE / "plan.zh.yaml")


@pytest.fixture(scope="module")
def frames(project: xlplan.Project) -> dict[str, Any]:
    return project.frames()


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_runs(lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"plan.{lang}.yaml").write_bytes((SAMPLE / f"plan.{lang}.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall((ROOT / "docs" / f"library.{lang}.md").read_text(encoding="utf-8"))
    assert len(blocks) >= 6
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, f"library.{lang}.md", "exec"), names)
    assert len(names["issued"].copies) == len(names["project"].plan.departments)
    assert names["checked"].files and names["merged"].result.counts.edits == 0
    assert len(names["effort"]) >= 6
    assert "</html>" in names["page"].read_text(encoding="utf-8")


def test_both_pages_show_the_same_code() -> None:
    zh, en = (BLOCK.findall((ROOT / "docs" / f"library.{lang}.md").read_text(encoding="utf-8")) for lang in LANGS)
    quoted = re.compile(r'"[^"]*"')
    assert [quoted.sub('""', b) for b in zh] == [quoted.sub('""', b) for b in en]


def test_importing_loads_nothing() -> None:
    code = "import sys, xlplan; print([m for m in sys.modules if m.startswith('xlplan.') or m == 'pydantic'])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_everything_public_is_there() -> None:
    assert all(getattr(xlplan, name) is not None for name in xlplan.__all__)
    assert set(dir(xlplan)) == set(xlplan.__all__)
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = xlplan.nothing_such


def test_rows_and_types(project: xlplan.Project, frames: dict[str, Any]) -> None:
    tasks = frames["wbs"]
    assert list(tasks.index) == [t for t in project.plan.tasks if t in set(tasks.index)]
    assert len(tasks) == len(project.plan.tasks)
    kinds = {key: str(kind) for key, kind in tasks.dtypes.items()}
    assert kinds["start"] == kinds["manual_finish"] == "datetime64[s]"
    assert kinds["duration"] == "Int64" and kinds["effort"] == "Float64" and kinds["critical"] == "boolean"
    assert kinds["priority"] == "category" and kinds["name"] == "string"
    states = frames["changes"]["state"].cat.categories
    assert list(states) == [o.key for o in CHANGE_STATE.options]


def test_values_are_those_of_the_plan(project: xlplan.Project, frames: dict[str, Any]) -> None:
    plan, schedule = project.plan, project.schedule()
    for id_, row in frames["wbs"].iterrows():
        task, timing = plan.tasks[id_], schedule.activities.get(id_)
        assert (None if pandas.isna(row["dept"]) else row["dept"]) == task.dept
        if task.dept:
            assert row["dept_name"] == plan.departments[task.dept].name
        assert pandas.isna(row["effort"]) if task.effort is None else row["effort"] == float(task.effort)
        if timing is not None and timing.early_finish is not None:
            assert row["finish"].date() == timing.early_finish
            assert row["total_float"] == timing.total_float
    total = sum(line.actual or 0 for line in plan.typed("budget", _budget_line()).values())
    assert frames["budget"]["actual"].sum() == float(total)
    assert len(frames["links"]) == sum(len(t.predecessors or ()) for t in plan.tasks.values())


def _budget_line() -> Any:
    from xlplan.forms.budget import BudgetLine

    return BudgetLine


def test_what_could_not_be_read_is_not_hidden(project: xlplan.Project) -> None:
    unread = {("wbs", "t002", "duration"): "约3天"}
    found = replace(project, plan=replace(project.plan, unread=unread)).frames()
    assert found["unread"].to_dict("records") == [{"table": "wbs", "id": "t002", "column": "duration", "text": "约3天"}]


def test_days_of_any_century_and_empty_plans(project: xlplan.Project) -> None:
    task = project.plan.tasks["t003"].with_cells({"deadline": dt.date(1900, 1, 1), "not_before": dt.date(2400, 12, 31)})
    plan = project.plan.with_tables({"wbs": {"t003": task}})
    found = replace(project, plan=plan).frames()["wbs"]
    assert found.loc["t003", "deadline"].year == 1900 and found.loc["t003", "not_before"].year == 2400
    empty = replace(project, plan=Plan()).frames(dt.date(2026, 3, 2))
    full = project.frames()
    assert set(empty) == set(full) and all(len(frame) == 0 for frame in empty.values())
    for key, frame in empty.items():
        assert frame.dtypes.to_dict() == full[key].dtypes.to_dict(), key


def test_without_pandas(project: xlplan.Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(xlplan.XlplanError, match=r"xlplan\[frames\]"):
        project.frames()


@pytest.mark.slow
def test_findings_in_a_master_name_the_cell(project: xlplan.Project, tmp_path: Path) -> None:
    xlplan.write(project, tmp_path / "m.xlsx")
    found = xlplan.read(tmp_path / "m.xlsx").check()
    told = xlplan.check(tmp_path / "m.xlsx")
    key = lambda x: (x.code, x.place.sheet, x.place.cell, x.concern.department, x.concern.owner)  # noqa: E731
    assert sorted(map(key, found)) == sorted(map(key, [*told.findings, *told.ignored]))
    assert any(x.place.cell for x in found)


def test_a_plan_that_no_reader_would_take_is_not_written(
    project: xlplan.Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limits of reading bound a master; who writes too large a one hears of tasks, not of parts of a file."""
    monkeypatch.setattr(saving, "read_one", lambda path: Unreadable(path, "too-large", {"what": "part"}))
    with pytest.raises(xlplan.OutputError, match=f"{len(project.plan.tasks)} tasks"):
        xlplan.write(project, tmp_path / "m.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_replaced(project: xlplan.Project, tmp_path: Path) -> None:
    there = tmp_path / "m.xlsx"
    there.write_bytes(b"mine")
    with pytest.raises(xlplan.OutputError, match="there already"):
        xlplan.write(project, there)
    assert there.read_bytes() == b"mine"
