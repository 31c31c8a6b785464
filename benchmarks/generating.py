"""Generating: ``new`` for plans of several sizes, against loops over the same cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bare import recorded, write_by_openpyxl, write_by_xlsxwriter
from measure import Line, peak_memory, seconds
from plans import generated_plan

from xlplan.app.saving import save_master
from xlplan.calculate.compute import compute
from xlplan.document.dump import dump, to_json
from xlplan.excel.master import write_master
from xlplan.template.resolve import load_template

SIZES = (50, 200, 500, 2_000)
AIM = 1.3
ONCE = 500
"""From so many tasks on, one run: it takes long enough not to swing much."""


def measure(folder: Path) -> Iterator[Line]:
    """Writing alone, and with what ``new`` does beside it: calculating, reading back, comparing, the journal."""
    template, path = load_template(), folder / "written.xlsx"
    for tasks in SIZES:
        runs = 1 if tasks >= ONCE else 3
        plan, what = generated_plan(tasks), f"{tasks:,} tasks"
        computed, base = compute(plan, template), to_json(plan, template)
        with recorded() as found:
            write_master(path, plan, template, computed, base)
        book = found[0]
        size = f"{book.cells:,} cells, {book.formulas:,} formulas, {path.stat().st_size / 1e6:.1f} MB"
        bare = seconds(lambda b=book: write_by_xlsxwriter(folder / "bare.xlsx", b), runs)
        openpyxl = seconds(lambda b=book: write_by_openpyxl(folder / "other.xlsx", b), 1)
        written = seconds(lambda p=plan, c=computed, b=base: write_master(path, p, template, c, b), runs)

        def new(plan=plan) -> None:
            for old in folder.glob("*new*"):
                old.unlink()
            save_master(folder / "new.xlsx", plan, template)

        saved = seconds(new, runs)
        yield Line("generating", f"{what}: write", written, bare, "xlsxwriter, same cells", AIM, runs, note=size)
        yield Line("generating", f"{what}: write", written, openpyxl, "openpyxl, same cells", 1.0, runs)
        yield Line("generating", f"{what}: new", saved, bare, "xlsxwriter, same cells", AIM, runs, note=NEW)
        yield Line("generating", f"{what}: new, per task", saved / tasks * 1000, runs=runs, unit="ms")
        document = folder / "plan.json"
        document.write_text(json.dumps(dump(plan, template)), encoding="utf-8")
        if most := peak_memory(["new", document, "-o", folder / "peak.xlsx", "--force"]):
            yield Line("generating", f"{what}: peak memory", most, runs=1, unit="MiB")


NEW = "calculates, writes, reads back and compares, keeps the journal"
