"""Merging: reading, checking, deciding, scheduling, writing and the journal, against reading and one writing alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bare import read_by_calamine, recorded, write_by_xlsxwriter
from measure import Line, peak_memory, seconds
from plans import generated_plan, issued, submissions

from xlplan.app.merging import merge_files
from xlplan.calculate.compute import compute
from xlplan.document.dump import to_json
from xlplan.excel.master import write_master

CASES = ((5, 5, 1), (50, 50, 1), (200, 50, 4))
"""Submissions, departments, and how many submissions each department has, about different tasks."""
TASKS = 500
AIM = 2.0


def measure(folder: Path) -> Iterator[Line]:
    """The whole command."""
    for count, departments, each in CASES:
        home = folder / "merged"
        found = issued(generated_plan(TASKS, departments), home)
        files = submissions(found, folder / "submitted", count, each).files
        kept = folder / "before"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(home, kept)
        with recorded() as books:
            plan, template = found.plan, found.template
            write_master(folder / "x.xlsx", plan, template, compute(plan, template), to_json(plan, template))

        def alone(files=files, master=kept / "master.xlsx", book=books[0]) -> None:
            read_by_calamine([master, *files])
            write_by_xlsxwriter(folder / "bare.xlsx", book)

        bare = seconds(alone, 1)
        mine = seconds(lambda m=home / "master.xlsx", f=files: merge_files(m, f), 1)
        what = f"{count} submissions of {departments} departments"
        note = f"master of {TASKS} tasks"
        yield Line("merging", what, mine, bare, "calamine reads, xlsxwriter writes", AIM, 1, note=note)
        yield Line("merging", f"{what}: each", mine / count * 1000, runs=1, unit="ms")
        if most := peak_memory(["merge", kept / "master.xlsx", *files]):
            yield Line("merging", f"{what}: peak memory", most, runs=1, unit="MiB")
