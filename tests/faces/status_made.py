"""Status reports of the sample project, with a history made by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

from xlplan.app.status import read_status
from xlplan.core.text import Lang
from xlplan.merging.consequences import Cause, Effect
from xlplan.model.journal import EditRecord
from xlplan.report.status.facts import Since, Slip, Status

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "smart-lock"
NOW = dt.datetime(2026, 11, 23, 9, 30)


@cache
def sample(lang: Lang) -> Status:
    """The sample as its plan document says, without a history."""
    return read_status(SAMPLE / f"plan.{lang}.yaml", lang, NOW)


def by_code(status: Status, code: str) -> str:
    return next(i for i, t in status.plan.tasks.items() if t.code == code)


def with_history(status: Status) -> Status:
    """The same after a department made a task longer and the project manager decided on another."""
    task, other = by_code(status, "3.2.5"), by_code(status, "3.1.4")
    department = status.plan.tasks[task].dept
    told = EditRecord(
        *("file", "wbs", task, "duration", status.ctx.names.label("task", task), 30, 30, 33),
        department=department,
        file="RD.xlsx",
    )
    decided = EditRecord("decision", "progress", f"{other}@3", "percent", "EVT", "0", "0", "0.3")
    typed = EditRecord("own", "risks", "r001", "", "R-1", None, None, None, "new")
    day = dt.date(2026, 12, 15)
    cause = Cause("wbs", task, "duration", told.label, 30, 33, 3)
    effect = Effect(department, 1, day, 3, (other,), ((by_code(status, "3.1.5"), day, None),), (cause,))
    since = Since(
        1,
        "2026-11-20T18:00:00+08:00",
        3,
        ((2, told), (3, decided), (None, typed)),
        4,
        (effect, Effect(None, 1, day, 0, (other,), decided=True)),
        (dt.date(2027, 4, 23), dt.date(2027, 4, 28)),
        (0.31, 0.35),
        (Slip(task, day, dt.date(2026, 12, 18), 3), Slip(other, day, dt.date(2026, 12, 14), -1)),
    )
    return replace(status, since=since)
