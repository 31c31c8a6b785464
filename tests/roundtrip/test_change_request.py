"""A department asks for a change in its copy: request and lines come together, numbered, in the master."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from rules.examples import BASE
from xlplan.app.books import open_master
from xlplan.app.create import Facts, create
from xlplan.app.fill import Desk
from xlplan.app.merging import merge_files
from xlplan.app.split import split

TODAY = dt.date(2026, 3, 13)
TITLE = "更换（备选）供应商，" + "并补做兼容性测试" * 6
"""Longer than what lists show of it."""


def test_a_request_and_its_lines(tmp_path: Path) -> None:
    document = {
        **BASE,
        "wbs": [{"code": "1", "name": "设计", "dept": "研发部", "deliverable": "图纸", "duration": 5}],
        "progress": [{"task": "1", "round": 1, "percent": "100%", "actual_finish": "2026-03-06"}],
        "rounds": [{"number": 1, "status_date": "2026-03-06"}],
    }
    path, master = tmp_path / "plan.json", tmp_path / "m.xlsx"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    create(master, path, Facts(), None, None, TODAY)
    issued = split(master, tmp_path / "out", status_date=TODAY, today=TODAY, departments=["研发部"])
    desk = Desk(issued.copies[0].path, "zh")
    titles = desk.book.defined_names["xl_changes"].attr_text
    assert titles == f"'变更申请单'!$C$7:$C${6 + 4}"
    desk.do(
        [
            {"add": "changes", "to": {"title": TITLE, "reason": "停产", "state": "已批准"}},
            {"add": "change_lines", "to": {"change": TITLE, "task": "1 设计", "what": "工期", "proposed": "8 天"}},
            {"set": "selfcheck", "row": "1 ", "to": {"result": "符合", "checked_by": "李娜"}},
        ]
    )
    back = tmp_path / "back.xlsx"
    desk.save(back)
    merge_files(master, [back])
    plan = open_master(master).plan
    (request,), (line,) = plan.rows("changes").values(), plan.rows("change_lines").values()
    assert (request.cell("number"), request.cell("title"), request.cell("state")) == ("C-研发-001", TITLE, None)
    assert (line.cell("change"), line.cell("dept"), line.cell("what")) == (request.id, "d02", "duration")
    assert plan.rows("selfcheck")["t001!"].cell("result") == "conforms"
    assert not plan.unread
