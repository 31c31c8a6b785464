"""A copy that was sorted, copied into, inserted into and saved by LibreOffice merges as if it had only been filled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from judges import libreoffice_convert
from rounds import issue
from xlplan.app.check import check
from xlplan.app.exporting import export
from xlplan.app.fill import Desk, Step
from xlplan.app.merging import merge_files

FILLED: list[Step] = [
    {"set": "progress", "row": "3.1.2", "to": {"percent": 1, "actual_finish": "date:2026-11-18"}},
    {"set": "progress", "row": "3.2.4", "to": {"percent": 0.95, "done_this_period": "接入联调完成"}},
    {"set": "wbs", "row": "3.2.6", "to": {"duration": 13, "manual_finish": "date:2026-12-11"}},
    {"set": "risks", "row": "R-研发-002", "to": {"action": "拆分迭代，先保配网与开锁"}},
    {"add": "wbs", "to": {"parent": "3.2 固件与软件", "name": "OTA 灰度升级方案", "owner": "杨帆", "duration": 5}},
]
RISK = {"description": "年底人员集中休假", "category": "资源", "probability": "中", "impact": "中", "state": "待处理"}
SHUFFLED: list[Step] = [
    {"copy": "progress", "row": "3.2.2"},
    {"copy": "wbs", "row": "3.1.1"},
    {"sort": "progress", "by": "percent"},
    {"sort": "wbs", "by": "name"},
    {"sort": "risks", "by": "description"},
    {"rename": "wbs", "to": "任务（已填）"},
]


def _merged(master: Path, returned: Path, out: Path) -> dict[str, Any]:
    merge_files(master, [returned], out)
    data: dict[str, Any] = json.loads(export(out, "json"))
    del data["returns"], data["taken"]  # which file it was, and its edits
    return data


@pytest.mark.slow
def test_shuffled_and_resaved(tmp_path: Path) -> None:
    issued = issue(tmp_path, "zh")
    copy = next(c.path for c in issued.copies if c.department == "研发部")

    def desk(*steps: Step) -> Desk:
        desk_ = Desk(copy, "zh")
        desk_.do([*FILLED, *steps])
        return desk_

    plain, typed, shuffled = tmp_path / "plain.xlsx", tmp_path / "typed.xlsx", tmp_path / "shuffled.xlsx"
    desk().save(plain)
    desk(*SHUFFLED).save(typed)
    desk({"insert": "risks", "above": "R-研发-003", "to": RISK}, *SHUFFLED).save(shuffled)
    saved = libreoffice_convert(typed, "xlsx", tmp_path / "saved")
    inserted = libreoffice_convert(shuffled, "xlsx", tmp_path / "inserted")

    wanted = _merged(issued.master, plain, tmp_path / "a.xlsx")
    assert wanted != json.loads(export(issued.master, "json"))
    assert _merged(issued.master, typed, tmp_path / "b.xlsx") == wanted
    assert _merged(issued.master, saved, tmp_path / "c.xlsx") == wanted

    with_risk = _merged(issued.master, inserted, tmp_path / "d.xlsx")
    new = [r for r in with_risk["risks"] if r["description"] == RISK["description"]]
    assert len(new) == 1
    assert new[0]["number"] == "R-研发-006"
    assert [r for r in with_risk["risks"] if r not in new] == wanted["risks"]
    assert {k: v for k, v in with_risk.items() if k != "risks"} == {k: v for k, v in wanted.items() if k != "risks"}

    assert "row-copied" in {x.type.name for x in check([saved]).findings}


@pytest.mark.slow
def test_a_resaved_master_is_the_same_plan(tmp_path: Path) -> None:
    issued = issue(tmp_path, "zh")
    saved = libreoffice_convert(issued.master, "xlsx", tmp_path / "saved")
    assert export(saved, "json") == export(issued.master, "json")
