"""Recalculation: opening and computing our formulas elsewhere, against the same cells as plain values."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bare import recorded, write_by_xlsxwriter
from measure import Line, seconds
from plans import generated_plan

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import judges
from xlplan.calculate.compute import compute
from xlplan.document.dump import to_json
from xlplan.excel.master import write_master
from xlplan.template.resolve import load_template

SIZES = (50, 200, 500)


def measure(folder: Path) -> Iterator[Line]:
    """Loading with everything computed anew, by IronCalc and by LibreOffice, and the size of the files."""
    import ironcalc

    template = load_template()
    for tasks in SIZES:
        plan, ours, plain = generated_plan(tasks), folder / f"{tasks}.xlsx", folder / f"{tasks} plain.xlsx"
        with recorded() as books:
            write_master(ours, plan, template, compute(plan, template), to_json(plan, template))
        write_by_xlsxwriter(plain, books[0], values=True)

        def evaluated(path: Path) -> Callable[[], object]:
            return lambda: ironcalc.load_from_xlsx(str(path), "en", "UTC", "en").evaluate()

        what, note = f"{tasks} tasks", f"{books[0].formulas:,} formulas"
        mine, theirs = seconds(evaluated(ours), 1), seconds(evaluated(plain), 1)
        yield Line("recalculating", f"{what}: IronCalc", mine, theirs, PLAIN, None, 1, note=note)
        if shutil.which("soffice"):

            def office(path: Path) -> Callable[[], object]:
                return lambda: judges.libreoffice_recalculated([path], folder / "again")

            mine, theirs = seconds(office(ours), 1), seconds(office(plain), 1)
            yield Line("recalculating", f"{what}: LibreOffice", mine, theirs, PLAIN, None, 1, note=OFFICE)
        sizes = ours.stat().st_size / 1e6, plain.stat().st_size / 1e6
        yield Line("recalculating", f"{what}: file size", *sizes, PLAIN, None, 1, "MB")


PLAIN = "same cells as values"
OFFICE = "starts, opens, computes everything, saves"
