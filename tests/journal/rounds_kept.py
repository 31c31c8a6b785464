"""A small project in a folder with its journal, and hands that fill in copies and the master."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlplan.app.create import Facts, create
from xlplan.app.fill import Desk
from xlplan.app.merging import Merged, merge_files
from xlplan.app.split import split

SMALL = Path(__file__).resolve().parents[1] / "fixtures" / "small.yaml"
NAME = "主计划.xlsx"
BEGAN = dt.datetime(2026, 3, 27, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DAY = dt.date(2026, 3, 27)


def at(minutes: int) -> dt.datetime:
    return BEGAN + dt.timedelta(minutes=minutes)


def begin(folder: Path) -> Path:
    """The master as r5, with copies of round 3 issued into ``发出``."""
    master = folder / NAME
    create(master, SMALL, Facts(), "zh", None, DAY, now=at(0))
    split(master, folder / "发出", status_date=DAY, today=DAY, now=at(1))
    return master


def type_in(path: Path, table: str, row: str, values: Mapping[str, Any], to: Path | None = None) -> Path:
    """Type into a workbook, as a person does, and save it, under another name if one is given."""
    desk = Desk(path, "zh")
    desk.do([{"set": table, "row": row, "to": values}])
    target = to or path
    target.parent.mkdir(exist_ok=True)
    desk.save(target)
    return target


def issued(master: Path, begins: str) -> Path:
    return next(p for p in sorted((master.parent / "发出").glob("*.xlsx")) if p.name.startswith(begins))


def returned(master: Path, begins: str, row: str, name: str = "", **values: Any) -> Path:
    """A returned copy of a department with some cells of a task's row filled in."""
    source = issued(master, begins)
    return type_in(source, "wbs", row, values, master.parent / "收回" / (name or source.name))


def merge(master: Path, *paths: Path, minute: int = 2, **more: Any) -> Merged:
    return merge_files(master, paths or [master.parent / "收回"], now=at(minute), **more)


def journal(master: Path) -> Path:
    found = sorted(master.parent.glob("xlplan-journal-*.sqlite"))
    assert len(found) == 1, found
    return found[0]


def query(master: Path, sql: str, *params: object) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(journal(master))
    try:
        return db.execute(sql, params).fetchall()
    finally:
        db.close()


def copied(folder: Path, to: Path) -> Path:
    """The whole project folder at another place."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to / NAME
