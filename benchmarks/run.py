"""How long the work takes, beside what the libraries alone need for the same amount of it.

    python benchmarks/run.py            the sample plan and a generated one of 200 tasks
    python benchmarks/run.py --tasks 500

Each figure is the median of three runs in one process; the first, untimed use of a library is not counted. The
comparisons are deliberately kind to the libraries: *bare writing* puts the very same cells, formulas and results with
as many formats into a workbook, without columns, validations or conditional formats; *bare reading* has calamine read
the same files, sheet by sheet, in this process, and makes nothing of what it read. Results go to benchmarks/last.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from xlplan.app.check import check
from xlplan.app.demo import fill_in, returns, samples_folder
from xlplan.app.merging import merge_files
from xlplan.app.saving import save_master
from xlplan.app.split import split
from xlplan.calculate.compute import compute
from xlplan.core.kinds.date import DateKind
from xlplan.document.dump import to_json
from xlplan.document.load import load_document, load_source
from xlplan.document.source import Source
from xlplan.excel.master import write_master
from xlplan.model.plan import Plan
from xlplan.template.resolve import load_template

RUNS = 3
COPIES = 10
LAST = Path(__file__).with_name("last.json")
Cells = list[tuple[str, list[tuple[str, int, int, Any, int, Any]]]]


@dataclass(frozen=True)
class Line:
    """One line of the result; ``bare`` is what the libraries alone need."""

    what: str
    seconds: float
    bare: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.seconds / self.bare if self.bare else None


def median(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


# --- plans -------------------------------------------------------------------------------------------


def sample_plan() -> Plan:
    """The sample project."""
    return load_document(samples_folder() / "plan.en.yaml")[0]


def generated_plan(tasks: int) -> Plan:
    """A plan of about so many tasks: groups of a summary and nine leaves in a chain, five departments."""
    departments = [f"Department {n}" for n in range(1, 6)]
    people = [
        {"name": f"Person {n}", "dept": departments[n % 5], "role": "core", "employee_no": f"{10_000 + n}"}
        for n in range(40)
    ]
    wbs: list[dict[str, Any]] = []
    for n in range(tasks):
        group, place = divmod(n, 10)
        row: dict[str, Any] = {"code": f"{group + 1}" if place == 0 else f"{group + 1}.{place}"}
        row |= {"name": f"Task {n}", "dept": departments[group % 5], "deliverable": f"Result {n}"}
        row |= {"acceptance": "Reviewed and signed by the receiving department"}
        if place:
            row |= {"owner": f"Person {group % 5 + 5 * (place % 8)}", "duration": 5, "effort": 8}
            row |= {"manual_start": f"2026-{3 + place // 2:02d}-{2 + group % 5:02d}"}
            row |= {"predecessors": f"{group + 1}.{place - 1}FS+1d"} if place > 1 else {}
        wbs.append(row)
    document = {
        "format": 1,
        "template": "standard",
        "language": "en",
        "identity": {"project": "7d1f6a44-0a53-4a39-8b0e-5a1d7a3f2c11", "revision": 0},
        "basic": {"name": "Generated", "code": "GEN-1", "start": "2026-03-02", "finish": "2026-12-31"},
        "team": {"departments": [{"name": d} for d in departments], "people": people},
        "wbs": wbs,
    }
    return load_source(Source("generated.yaml", document), load_template())[0]


# --- what the libraries alone need --------------------------------------------------------------------


@contextmanager
def recorded(cells: Cells) -> Iterator[None]:
    """Take down every cell of the workbook that is written meanwhile."""
    close = xlsxwriter.Workbook.close

    def recording_close(book: Any) -> None:
        texts = {index: text for text, index in book.str_table.string_table.items()}
        for sheet in book.worksheets():
            found = []
            for row, line in sheet.table.items():
                for col, cell in line.items():
                    kind, style = type(cell).__name__, id(getattr(cell, "format", None))
                    content = getattr(cell, "number", None) if kind != "Formula" else cell.formula
                    content = texts.get(cell.string) if kind == "String" else content
                    found.append((kind, row, col, content, style, getattr(cell, "value", None)))
            cells.append((sheet.get_name(), found))
        close(book)

    xlsxwriter.Workbook.close = recording_close
    try:
        yield
    finally:
        xlsxwriter.Workbook.close = close


def write_bare(path: Path, cells: Cells) -> None:
    """The same cells by xlsxwriter and a loop."""
    book = xlsxwriter.Workbook(str(path))
    styles: dict[int, Any] = {}
    for name, found in cells:
        sheet = book.add_worksheet(name)
        for kind, row, col, content, key, value in found:
            style = styles.get(key) or styles.setdefault(key, book.add_format({"font_size": 10, "border": 1}))
            if kind == "Number":
                sheet.write_number(row, col, content, style)
            elif kind == "Formula":
                sheet.write_formula(row, col, "=" + content, style, value)
            elif kind == "String" and content is not None:
                sheet.write_string(row, col, content, style)
            else:
                sheet.write_blank(row, col, None, style)
    book.close()


def read_bare(files: list[Path]) -> int:
    """All cells of all sheets by calamine; unreadable files are passed over."""
    cells = 0
    for file in files:
        try:
            book = python_calamine.CalamineWorkbook.from_path(str(file))
        except Exception:
            continue
        for name in book.sheet_names:
            cells += sum(map(len, book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
    return cells


# --- the measurements ----------------------------------------------------------------------------------


def measure_writing(name: str, plan: Plan, folder: Path) -> Iterator[Line]:
    """Computing, writing and saving a master."""
    template = load_template()
    computed, base = compute(plan, template), to_json(plan, template)
    path = folder / "written.xlsx"
    cells: Cells = []
    with recorded(cells):
        write_master(path, plan, template, computed, base)
    count = sum(len(found) for _, found in cells)
    formulas = sum(1 for _, found in cells for cell in found if cell[0] == "Formula")
    yield Line(f"{name}: calculate", median(lambda: compute(plan, template)), None, f"{len(plan.tasks)} rows")
    bare = median(lambda: write_bare(folder / "bare.xlsx", cells))
    mine = median(lambda: write_master(path, plan, template, computed, base))
    size = f"{count:,} cells, {formulas:,} formulas, {path.stat().st_size // 1024:,} KiB"
    yield Line(f"{name}: write the master", mine, bare, size)
    saved = folder / "saved.xlsx"

    def save() -> None:
        saved.unlink(missing_ok=True)
        save_master(saved, plan, template)

    taken = median(save)
    yield Line(f"{name}: calculate, write, read back", taken, bare, "what every command that saves does")


def measure_round(folder: Path) -> Iterator[Line]:
    """Splitting the sample, reading and checking ten returned copies, merging them."""
    fresh, master, issued = folder / "fresh.xlsx", folder / "master.xlsx", folder / "issued"
    save_master(fresh, sample_plan(), load_template())
    data = returns()
    status = DateKind().thaw(str(data["status_date"]))
    found = []

    def issue() -> None:
        shutil.copy(fresh, master)
        shutil.rmtree(issued, ignore_errors=True)
        found.append(split(master, issued, status_date=status, today=status))

    taken = median(issue)
    copies = len(found[-1].copies)
    yield Line("split the sample", taken, None, f"{copies} copies and the master")
    yield Line("  per copy, the master included", taken / copies)

    returned = folder / "returned"
    fill_in(found[-1], returned, "en")
    files = sorted(p for p in returned.glob("*.xlsx") if not p.name.startswith("~") and p.stat().st_size > 100)
    for n, copy in enumerate(found[-1].copies[: COPIES - len(files)]):
        files.append(returned / f"untouched {n}.xlsx")
        shutil.copy(copy.path, files[-1])
    cells = read_bare(files)
    bare = median(lambda: read_bare(files))
    size = f"{len(files)} files, {cells:,} cells"
    yield Line(f"read and check {len(files)} copies", median(lambda: check(files)), bare, size)
    taken = median(lambda: merge_files(master, files, dry_run=True))
    yield Line(f"merge {len(files)} copies, dry run", taken, bare, "reads master and copies, decides")

    def merge() -> None:
        merge_files(master, files, out=folder / "merged.xlsx")

    yield Line(f"merge {len(files)} copies and save", median(merge), None, "the above, then writes and reads back")


def main() -> int:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description="Measure xlplan against the libraries it uses.")
    parser.add_argument("--tasks", type=int, default=200, help="size of the generated plan (default: 200)")
    tasks = parser.parse_args().tasks
    began = time.perf_counter()
    lines: list[Line] = []
    print(f"{'':<38}{'xlplan':>9}{'bare':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (
            measure_writing("sample", sample_plan(), folder),
            measure_writing(f"{tasks} tasks", generated_plan(tasks), folder),
            measure_round(folder),
        ):
            for line in part:
                lines.append(line)
                show(line)
    seconds = time.perf_counter() - began
    print(f"\n{platform.python_implementation()} {platform.python_version()}, {seconds:.0f} s in all")
    result = {"python": platform.python_version(), "runs": RUNS, "lines": [asdict(x) for x in lines]}
    LAST.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


def show(line: Line) -> None:
    """One line of the table."""
    bare = f"{line.bare:8.2f}s" if line.bare else " " * 9
    ratio = f"{line.ratio:7.1f}x" if line.ratio else " " * 8
    print(f"{line.what:<38}{line.seconds:8.2f}s{bare}{ratio}   {line.note}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
