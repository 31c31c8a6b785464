"""Splitting: what one more department costs, against generating the workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from measure import Line, command, memory_line
from plans import generated_plan

from xlplan.document.dump import dump
from xlplan.template.resolve import load_template

TASKS = 200
DEPARTMENTS = (5, 20, 50)
AIM = 0.3
"""Of generating one workbook, for a copy."""


def measure(folder: Path) -> Iterator[Line]:
    """The whole command and a copy's share of it: what it costs beyond generating the master once more."""
    for departments in DEPARTMENTS:
        home, what = folder / str(departments), f"{TASKS} tasks, {departments} departments"
        home.mkdir()
        document = home / "plan.json"
        document.write_text(json.dumps(dump(generated_plan(TASKS, departments), load_template())), encoding="utf-8")
        one = command("new", document, "-o", home / "master.xlsx")
        whole = command("split", home / "master.xlsx", "-o", home / "issued")
        sizes = [p.stat().st_size for p in (home / "issued").glob("*.xlsx")]
        note = f"copies of {sum(sizes) / len(sizes) / 1000:.0f} kB; opens, judges and saves the master, too"
        yield Line("splitting", what, whole.seconds, one.seconds, NEW, None, 1, note=note)
        copy = max(whole.seconds - one.seconds, 0.0) / departments
        yield Line("splitting", f"{what}: one copy", copy, one.seconds, NEW, AIM, 1)
        yield from memory_line("splitting", what, whole)


NEW = "xlplan new, the same plan"
