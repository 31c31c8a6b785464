"""Generating: ``new`` for plans of several sizes, against loops over the same cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bare import recorded, write_by_openpyxl, write_by_xlsxwriter
from measure import Line, command, memory_line, seconds
from plans import generated_plan

from xlplan.calculate.compute import compute
from xlplan.document.dump import dump, to_json
from xlplan.excel.master import write_master
from xlplan.template.resolve import load_template

SIZES = (50, 200, 500, 2_000)
AIM = 1.3
ONCE = 500
"""From so many tasks on, one run: it takes long enough not to swing much."""


def measure(folder: Path) -> Iterator[Line]:
    """Writing alone, in this process, and the command with what it does beside it."""
    template = load_template()
    path, document = folder / "written.xlsx", folder / "plan.json"
    for tasks in SIZES:
        runs = 1 if tasks >= ONCE else 3
        plan, what = generated_plan(tasks), f"{tasks:,} tasks"
        document.write_text(json.dumps(dump(plan, template)), encoding="utf-8")
        computed, base = compute(plan, template), to_json(plan, template)
        with recorded() as found:
            write_master(path, plan, template, computed, base)
        book = found[0]
        size = f"{book.cells:,} cells, {book.formulas:,} formulas, {path.stat().st_size / 1e6:.1f} MB"
        written = seconds(lambda p=plan, c=computed, b=base: write_master(path, p, template, c, b), runs)
        bare = seconds(lambda b=book: write_by_xlsxwriter(folder / "bare.xlsx", b), runs)
        yield Line("generating", f"{what}: write", written, bare, "xlsxwriter, same cells", AIM, runs, note=size)
        if tasks <= ONCE:
            other = seconds(lambda b=book: write_by_openpyxl(folder / "other.xlsx", b), 1)
            yield Line("generating", f"{what}: write", written, other, "openpyxl, same cells", 1.0, 1)
        del book, found
        taken = [command("new", document, "-o", folder / f"new {tasks} {n}.xlsx") for n in range(runs)]
        new = median(run.seconds for run in taken)
        yield Line("generating", f"{what}: xlplan new", new, bare, "xlsxwriter, same cells", AIM, runs, note=NEW)
        yield Line("generating", f"{what}: xlplan new, per task", new / tasks * 1000, runs=runs, unit="ms")
        yield from memory_line("generating", what, taken[0])


NEW = "starts, reads the document, calculates, writes, reads back and compares, keeps the journal"
