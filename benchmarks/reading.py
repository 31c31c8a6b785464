"""What reading department copies costs beside what calamine alone needs for the same sheets.

    python benchmarks/reading.py

Six copies of the sample are read again and again: in this process, and by reading processes as every command does,
six and sixty files at a time, with the start of the processes and without. All ways take turns within a round, so
that a machine busy with other things slows them alike; a ratio is the median over the rounds. *Bare calamine* opens
each file and turns each sheet into lists, and can tell neither an error nor a formula without a result from a blank.
openpyxl and pandas are what people would write by hand.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine

from xlplan.app.demo import returns, samples_folder
from xlplan.app.saving import save_master
from xlplan.app.split import split
from xlplan.core.kinds.date import DateKind
from xlplan.core.raw import RawWorkbook
from xlplan.document.load import load_document
from xlplan.excel.preflight import Limits, examine
from xlplan.excel.raw_values import read_file
from xlplan.excel.rawread import read_raw
from xlplan.template.resolve import load_template

MANY = 60
Way = Callable[[list[Path]], float]


def copies(folder: Path) -> list[Path]:
    """The six copies of the sample."""
    master = folder / "master.xlsx"
    save_master(master, load_document(samples_folder() / "plan.en.yaml")[0], load_template())
    status = DateKind().thaw(str(returns()["status_date"]))
    return [copy.path for copy in split(master, folder / "issued", status_date=status, today=status).copies]


def bare(files: list[Path]) -> float:
    """calamine alone."""
    began = time.perf_counter()
    for file in files:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return time.perf_counter() - began


def here(files: list[Path]) -> float:
    """Preflight and reading in this process, which no command dares."""
    began = time.perf_counter()
    for file in files:
        assert isinstance(read_file(file, Limits()), RawWorkbook)
    return time.perf_counter() - began


def pool(workers: int, *, started: bool) -> Way:
    """Through reading processes; `started` leaves out the time until they have answered for the first time."""

    def read(files: list[Path]) -> float:
        # One more file for each process: what it costs is the start.
        results = read_raw([*files[:workers], *files] if started else files, workers=workers)
        began = time.perf_counter()
        for _ in range(workers if started else 0):
            next(results)
        began = time.perf_counter() if started else began
        count = sum(isinstance(result, RawWorkbook) for result in results)
        taken = time.perf_counter() - began
        assert count == len(files)
        return taken

    return read


def by_openpyxl(files: list[Path]) -> float:
    """openpyxl in its quickest mode."""
    began = time.perf_counter()
    for file in files:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for page in book.worksheets:
            for _ in page.iter_rows(values_only=True):
                pass
        book.close()
    return time.perf_counter() - began


def by_pandas(files: list[Path]) -> float:
    """pandas with its default engine."""
    import pandas

    began = time.perf_counter()
    for file in files:
        pandas.read_excel(file, sheet_name=None, header=None)
    return time.perf_counter() - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure reading against calamine.")
    parser.add_argument("--rounds", type=int, default=9, help="how often each way is measured (default: 9)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        six = copies(folder)
        many = [folder / f"{n}.xlsx" for n in range(MANY)]
        for n, file in enumerate(many):
            shutil.copy(six[n % len(six)], file)
        found = [examine(file.read_bytes(), file.suffix, Limits()) for file in six]
        sheets = [sheet for workbook in found for sheet in workbook.sheets]
        plain = sum(sheet.rows is not None for sheet in sheets)
        print(f"{len(six)} copies, {len(sheets)} sheets, {plain} of them in plain form; median of {rounds} rounds\n")
        _compare(
            rounds,
            {
                "bare calamine": (bare, six),
                "xlplan, in this process": (here, six),
                "xlplan, 6 files, 1 process": (pool(1, started=True), six),
                "  with its start": (pool(1, started=False), six),
                "xlplan, 6 files, 2 processes": (pool(2, started=True), six),
                "  with their start": (pool(2, started=False), six),
                f"xlplan, {MANY} files, 1 process": (pool(1, started=True), many),
                "  with its start ": (pool(1, started=False), many),
                f"xlplan, {MANY} files, 2 processes": (pool(2, started=True), many),
                "  with their start ": (pool(2, started=False), many),
            },
        )
        slow: dict[str, tuple[Way, list[Path]]] = {
            "bare calamine": (bare, six),
            "openpyxl, read-only": (by_openpyxl, six),
        }
        if importlib.util.find_spec("pandas"):
            slow["pandas"] = (by_pandas, six)
        _compare(3, slow, skip=1)
        if "pandas" not in slow:
            print("pandas: not installed, not measured")
    return 0


def _compare(rounds: int, ways: dict[str, tuple[Way, list[Path]]], skip: int = 0) -> None:
    """Measure ways in turn and print what each costs for a file, and against the first."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, (way, files) in ways.items():
            gc.collect()
            seconds = way(files) / len(files)
            if turn:  # the first, untimed turn fills caches
                taken[name].append(seconds)
    base = taken[next(iter(ways))]
    for name in list(ways)[skip:]:
        ratio = statistics.median(mine / bare for mine, bare in zip(taken[name], base, strict=True))
        print(f"{name:<32}{statistics.median(taken[name]) * 1000:9.1f} ms a file{ratio:8.2f}x", flush=True)


if __name__ == "__main__":
    sys.exit(main())
