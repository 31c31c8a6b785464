"""Files of earlier versions are still read. They are frozen: a change of format adds a folder, it never rewrites one.

``python tests/roundtrip/test_frozen.py tests/fixtures/vN`` makes the files of the present version.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from xlplan.app.books import open_master, open_submission
from xlplan.app.check import check
from xlplan.app.create import Facts, create
from xlplan.app.exporting import export
from xlplan.app.fill import Desk, Step
from xlplan.app.merging import merge_files
from xlplan.app.split import split
from xlplan.document.dump import dump
from xlplan.excel.rawread import read_one
from xlplan.template.resolve import FORMER

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
VERSIONS = sorted(p for p in FIXTURES.glob("v*") if p.is_dir())
STATUS_DATE = dt.date(2026, 3, 27)
FILLED: list[Step] = [
    {"set": "progress", "row": "1.2", "to": {"percent": 0.8, "done_this_period": "原理图评审通过", "blocked": "否"}},
    {"set": "wbs", "row": "1.2", "to": {"predecessors": "1.1FS+1d", "support": "R&D 采购、生产/测试部"}},
    {"add": "wbs", "to": {"parent": "1 方案", "name": "接口联调", "owner": "刘洋", "duration": 4}},
]


def write_fixtures(folder: Path) -> None:
    """Master, one filled copy, and what they have to read to."""
    folder.mkdir(parents=True)
    master = folder / "master.xlsx"
    create(master, FIXTURES / "small.yaml", Facts(), None, None, STATUS_DATE)
    issued = split(master, folder / "issued", status_date=STATUS_DATE, today=STATUS_DATE)
    desk = Desk(next(c.path for c in issued.copies if c.department == "研发部"), "zh")
    desk.do(FILLED)
    desk.save(folder / "copy.xlsx")
    (folder / "plan.json").write_text(export(master, "json"), encoding="utf-8")
    (folder / "edits.json").write_text(
        json.dumps(_edits(folder), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    for made in (*(folder / "issued").iterdir(), *(folder / "归档").iterdir()):
        made.unlink()
    (folder / "issued").rmdir()
    (folder / "归档").rmdir()


def _edits(folder: Path) -> list[dict[str, Any]]:
    merged = merge_files(folder / "master.xlsx", [folder / "copy.xlsx"], dry_run=True)
    return [
        {
            "table": d.table,
            "row": d.row_id,
            "field": d.key,
            "base": d.base,
            "value": d.value,
            "outcome": d.outcome.value,
        }
        for d in merged.result.details
    ]


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda p: str(p.name))
def test_a_master_is_still_read(folder: Path) -> None:
    master = open_master(folder / "master.xlsx")
    assert master.findings == []
    assert master.written is not None
    expected = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    # The built-in template was called otherwise then.
    expected["template"] = FORMER[expected["template"]]
    assert dump(master.plan, master.template) == expected
    assert json.loads(export(folder / "plan.json", "json")) == expected


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda p: str(p.name))
def test_a_copy_is_still_read_and_merged(folder: Path) -> None:
    submission = open_submission(read_one(folder / "copy.xlsx"), None, None)
    assert submission.findings == []
    assert submission.side is not None
    assert submission.side.anchored
    assert not [x for x in check([folder / "copy.xlsx"]).findings if x.code.startswith(("FIL", "SHT", "CEL"))]
    assert _edits(folder) == json.loads((folder / "edits.json").read_text(encoding="utf-8"))


def test_there_is_a_frozen_version() -> None:
    assert VERSIONS


if __name__ == "__main__":
    write_fixtures(Path(sys.argv[1]))
