"""The sample project up to the moment when copies are handed out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xlplan.app.create import Facts, create
from xlplan.app.demo import samples_folder
from xlplan.app.split import SplitResult, split
from xlplan.core.text import Lang

TODAY = dt.date(2026, 11, 20)


def issue(folder: Path, lang: Lang) -> SplitResult:
    """The sample's master in a folder, with copies issued for round 3."""
    master = folder / "master.xlsx"
    create(master, samples_folder() / f"plan.{lang}.yaml", Facts(), lang, None, TODAY)
    return split(master, folder / "issued", status_date=TODAY, today=TODAY)
