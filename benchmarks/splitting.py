"""Splitting: what one more department costs, against generating the workbook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from measure import Line, peak_memory, seconds
from plans import STATUS, generated_plan

from xlplan.app.saving import save_master
from xlplan.app.split import split
from xlplan.template.resolve import load_template

TASKS = 500
DEPARTMENTS = (5, 20, 50)
AIM = 0.3
"""Of generating one workbook, for a copy."""


def measure(folder: Path) -> Iterator[Line]:
    """The whole command and a copy's share of it, writing the master again taken off."""
    template = load_template()
    for departments in DEPARTMENTS:
        plan = generated_plan(TASKS, departments)
        home = folder / "split"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        master = home / "master.xlsx"
        one = seconds(lambda p=plan, m=master: save_master(m, p, template), 1)
        kept = folder / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(home, kept)
        whole = seconds(lambda m=master: split(m, m.parent / "issued", status_date=STATUS, today=STATUS), 1)
        sizes = [p.stat().st_size for p in (home / "issued").glob("*.xlsx")]
        what = f"{TASKS} tasks, {departments} departments"
        note = f"copies of {sum(sizes) / len(sizes) / 1000:.0f} kB; opens, judges and saves the master, too"
        yield Line("splitting", what, whole, one, "new, the same plan", None, 1, note=note)
        copy = max(whole - one, 0.0) / departments
        yield Line("splitting", f"{what}: one copy", copy, one, "new, the same plan", AIM, 1)
        if most := peak_memory(["split", kept / "master.xlsx", "-o", kept / "issued"]):
            yield Line("splitting", f"{what}: peak memory", most, runs=1, unit="MiB")
