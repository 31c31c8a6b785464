"""Weeks of a small project on real files, some of them saved by LibreOffice, against a model that is a plain dict."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import SMALL, Run
from cli.test_decisions import pick, put
from judges import libreoffice_convert
from xlplan.app.books import open_master

OWNERS = {"t003": "研发部", "t006": "R&D", "t007": "生产", "t008": "生产"}
VALUES: dict[str, tuple[Any, ...]] = {"duration": (6, 7, 8, 9), "note": ("甲", "乙", "丙", None)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_three_weeks(seed: int, run: Run, tmp_path: Path) -> None:
    rnd = random.Random(seed)
    master = tmp_path / "主计划.xlsx"
    assert run("new", SMALL, "-o", master).code == 0
    plan = open_master(master).plan
    model = {(t, k): plan.tasks[t].cell(k) for t in OWNERS for k in VALUES}
    for week, status in enumerate(("2026-03-27", "2026-04-03", "2026-04-10")):
        issued, back = tmp_path / f"out{week}", tmp_path / f"back{week}"
        assert run("split", master, "-o", issued, "--status-date", status).code == 0
        said: dict[tuple[str, str], set[Any]] = {}
        files = []
        for dept in ("研发部", "R&D", "生产"):
            copy = next(p for p in issued.iterdir() if p.name.startswith(dept))
            for hand in range(2 if dept == "研发部" else 1):
                cells = [(t, k) for t, d in OWNERS.items() if d == dept for k in VALUES]
                edits = {c: rnd.choice(VALUES[c[1]]) for c in cells if rnd.random() < 0.8}
                files.append(put(copy, back / f"{dept}{hand}.xlsx", *((*c, v) for c, v in edits.items())))
                for cell, value in edits.items():
                    if value != model[cell]:
                        said.setdefault(cell, set()).add(value)
        for file in rnd.sample(files, 2):
            fmt = rnd.choice(["xlsx", "ods"])
            saved = libreoffice_convert(file, fmt, tmp_path / f"saved{week}")
            file.unlink()
            saved.rename(back / f"{file.stem}.{fmt}")
        result = run("merge", master, back, "--json")
        waiting = {(p["row_id"], p["field"]) for p in result.data["pending"]}
        disputed = {c for c, values in said.items() if len(values) > 1}
        assert waiting == disputed and result.code == (1 if disputed else 0)
        model.update({c: next(iter(v)) for c, v in said.items() if len(v) == 1})
        assert _present(master, model) == model
        if disputed:
            letters = {}
            for p in result.data["pending"]:
                claim = rnd.choice(p["claims"])
                letters["__".join((p["row_id"], p["field"]))] = (claim["letter"], None)
                kind = int if p["field"] == "duration" else str
                model[p["row_id"], p["field"]] = None if claim["value"] is None else kind(claim["value"])
            pick(master, "zh", **letters)
            assert run("merge", master, back).code == 0
        assert _present(master, model) == model
        before = master.read_bytes()
        assert run("merge", master, back).code == 0
        assert master.read_bytes() == before, "the same files once more"
        for earlier in range(week):
            run("merge", master, tmp_path / f"back{earlier}")
            assert _present(master, model) == model, "an older week takes nothing back"
    told = run("log", master, "--json").data
    commands = [r["command"] for r in told["revisions"]]
    assert told["whole"] and commands.count("split") == 3 and commands.count("merge") >= 3


def _present(master: Path, model: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    tasks = open_master(master).plan.tasks
    return {(t, k): tasks[t].cell(k) for t, k in model}
