"""What a live schedule costs: writing, size and recalculation of workbooks with 50, 200 and 500 tasks.

    python benchmarks/recalculation.py

Every leaf but the first of its group is automatic and waits for the one before it. IronCalc loads and evaluates the
workbook; LibreOffice opens and saves it once as it is, and once with every formula computed anew, so that the difference
is what the formulas cost. Results go to benchmarks/last-recalculation.json.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

import ironcalc  # noqa: E402
from run import generated_plan  # noqa: E402

import judges  # noqa: E402
from xlplan.calculate.compute import compute  # noqa: E402
from xlplan.excel.book import Sheet  # noqa: E402
from xlplan.excel.master import write_master  # noqa: E402
from xlplan.model.plan import Plan  # noqa: E402
from xlplan.template.resolve import load_template  # noqa: E402

SIZES = (50, 200, 500)
LAST = HERE / "last-recalculation.json"


@dataclass(frozen=True)
class Line:
    """The figures of one workbook: seconds, and kilobytes."""

    tasks: int
    formulas: int
    kilobytes: int
    compute: float
    write: float
    ironcalc: float
    libreoffice: float | None


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def automatic(plan: Plan) -> Plan:
    """The same plan with typed dates on the first task of each chain only."""
    tasks = {
        id_: task.with_cells({"manual_start": None}) if task.predecessors else task for id_, task in plan.tasks.items()
    }
    return plan.with_tables({"wbs": tasks})


def measure(tasks: int, folder: Path) -> Line:
    """Write, and recalculate elsewhere."""
    plan, template = automatic(generated_plan(tasks)), load_template()
    path = folder / f"{tasks}.xlsx"
    computing = seconds(lambda: compute(plan, template))
    computed = compute(plan, template)
    written = {"formulas": 0}
    write = Sheet.formula

    def counting(self: Sheet, *args: object) -> None:
        written["formulas"] += 1
        write(self, *args)  # type: ignore[arg-type]

    Sheet.formula = counting  # type: ignore[method-assign,assignment]
    try:
        writing = seconds(lambda: write_master(path, plan, template, computed, "{}"))
    finally:
        Sheet.formula = write  # type: ignore[method-assign]

    def recalculate() -> None:
        ironcalc.load_from_xlsx(str(path), "en", "UTC", "en").evaluate()

    engine = seconds(recalculate)
    office = None
    if shutil.which("soffice"):
        again = seconds(lambda: judges.libreoffice_recalculated([path], folder / "again"))
        plain = seconds(lambda: judges._convert([path], "xlsx", folder / "plain", recalculate=False))
        office = again - plain
    return Line(tasks, written["formulas"], path.stat().st_size // 1024, computing, writing, engine, office)


def main() -> int:
    """Measure, print, save."""
    lines = []
    print(f"{'tasks':>6}{'formulas':>10}{'size':>10}{'compute':>10}{'write':>10}{'IronCalc':>10}{'LibreOffice':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for tasks in SIZES:
            line = measure(tasks, Path(folder))
            lines.append(asdict(line))
            office = "missing" if line.libreoffice is None else f"{line.libreoffice:.2f} s"
            print(
                f"{line.tasks:>6}{line.formulas:>10}{line.kilobytes:>7} KB{line.compute:>8.2f} s{line.write:>8.2f} s"
                f"{line.ironcalc:>8.2f} s{office:>13}"
            )
    LAST.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
