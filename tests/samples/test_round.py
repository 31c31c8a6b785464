"""Every mistake in the sample's returns has its answer, the former master is kept, and another format merges alike."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from judges import libreoffice_convert
from rounds import issue
from xlplan.app.demo import fill_in, samples_folder
from xlplan.app.exporting import export
from xlplan.app.fill import Desk, Step
from xlplan.app.merging import merge_files

# What each remark of returns.yaml leads to: codes of findings in that file, or how the merge answers.
# An empty list: it is read for certain and nobody has to be told.
REMARKS: dict[str, list[str]] = {
    "date typed as text, serial number in a date column, synonym of a choice": ["CEL100"],
    "70 typed into a per-cent cell": ["CEL011"],
    "finished without an actual finish": ["PRG001"],
    "vague date, tick for yes, blocked without saying why": ["CEL042", "CEL100", "PRG007"],
    "no such day": ["CEL013"],
    "vague duration": ["CEL047"],
    "full-width characters, duration with its unit; frozen by the baseline, so a change request is drafted": [
        "CEL100",
        "MRG030",
        "gated",
    ],
    "two owners in one cell": ["CEL022"],
    "unknown predecessor": ["CEL020"],
    "the task's name belongs to the project manager": ["not-owner"],
    "a choice that is not in the list": ["CEL019"],
    "no such day; the decision is not the department's": ["CEL013", "not-owner"],
    "a synonym of a choice": ["CEL100"],
    "a row copied by accident, hidden id included": ["MRG003"],
    "sheet renamed": [],
    "says otherwise than the other file: a conflict": ["conflict"],
    "a period in a date cell": ["CEL014"],
    "a date after the status date": ["PRG005"],
    "half a day, finish before start": ["CEL005", "DAT001"],
    "a person nobody knows": ["CEL020"],
    "a row inserted in the middle, without id": ["MRG002"],
    "an amount with its unit": ["CEL100"],
    "column deleted": ["MRG008"],
    "a formula without a result": ["CEL002"],
    "a vague amount": ["CEL004"],
    "ambiguous date": ["CEL016"],
    "full-width per cent, Chinese date": ["CEL100"],
    "a task that waits for itself": ["STR007"],
    "an error value": ["CEL001"],
    "sheet deleted": ["MRG007"],
    "full-width digit, number with its unit": ["CEL100"],
    '"to be decided" in a date column': ["CEL039"],
    "the acceptance standard belongs to the project manager": ["not-owner"],
    "a task that was not listed, a packed date": ["CEL100"],
    "high impact, yet accepted": ["RSK002"],
    "sorted by name": [],
    "a text file under a workbook's name": ["FIL004"],
    "the same copy, forwarded to a second engineer": [],
}


def test_every_mistake_has_its_answer() -> None:
    text = (samples_folder() / "returns.yaml").read_text(encoding="utf-8")
    expected = json.loads((samples_folder() / "expected.zh.json").read_text(encoding="utf-8"))
    told: dict[str, set[str]] = {}
    for x in expected["findings"]:
        told.setdefault(x["file"], set()).add(x["code"])
    for x in expected["merge"]["listed"]:
        told.setdefault(x["file"], set()).update((x["outcome"], x["reason"]))
    file, remarks = "", set()
    for line in text.splitlines():
        if found := re.search(r"file: \{zh: ([^,]+), ", line):
            file = found[1].strip("\"'")
        if remark := re.search(r"        # (.+)$", line):
            remarks.add(remark[1])
            assert set(REMARKS[remark[1]]) <= told.get(file, set()), (file, remark[1])
    assert remarks == set(REMARKS)
    assert len({c for codes in REMARKS.values() for c in codes}) >= 20


@pytest.mark.slow
def test_the_round_keeps_the_former_master(tmp_path: Path) -> None:
    issued = issue(tmp_path, "zh")
    fill_in(issued, tmp_path / "returned", "zh")
    before, plan = issued.master.read_bytes(), export(issued.master, "json")
    merged = merge_files(issued.master, [tmp_path / "returned"])
    assert merged.archived is not None
    assert merged.archived.read_bytes() == before
    assert export(merged.archived, "json") == plan
    revisions = [json.loads(text)["identity"]["revision"] for text in (plan, export(issued.master, "json"))]
    assert revisions[1] == revisions[0] + 1

    after, kept = issued.master.read_bytes(), sorted(merged.archived.parent.iterdir())
    again = merge_files(issued.master, [tmp_path / "returned"])
    assert again.written is None
    assert issued.master.read_bytes() == after
    assert sorted(merged.archived.parent.iterdir()) == kept


@pytest.mark.slow
def test_a_copy_that_comes_back_as_ods(tmp_path: Path) -> None:
    steps: list[Step] = [
        {
            "set": "progress",
            "row": "3.2.4",
            "to": {"percent": 0.95, "forecast_finish": "date:2026-11-27", "blocked": "否"},
        },
        {"set": "wbs", "row": "3.2.6", "to": {"duration": 13, "predecessors": "3.2.2; 3.1.4SS+2d"}},
    ]
    issued = issue(tmp_path, "zh")
    desk = Desk(next(c.path for c in issued.copies if c.department == "研发部"), "zh")
    desk.do(steps)
    desk.save(tmp_path / "filled.xlsx")
    ods = libreoffice_convert(tmp_path / "filled.xlsx", "ods", tmp_path / "saved")
    wanted = merge_files(issued.master, [tmp_path / "filled.xlsx"], tmp_path / "a.xlsx")
    got = merge_files(issued.master, [ods], tmp_path / "b.xlsx")
    assert (wanted.result.counts.applied, len(wanted.result.gated)) == (3, 2)
    assert got.result.counts == wanted.result.counts
    one, other = (json.loads(export(tmp_path / name, "json")) for name in ("a.xlsx", "b.xlsx"))
    assert [one.pop("returns")[0]["file"], other.pop("returns")[0]["file"]] == ["filled.xlsx", "filled.ods"]
    assert one == other
