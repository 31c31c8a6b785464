"""What xlplan costs, in ratios to what others need for the same in the same run.

    python benchmarks/run.py                      everything, about a quarter of an hour on two cores
    python benchmarks/run.py start-up merging     some parts
    python benchmarks/run.py --quick              without the largest sizes

The table is printed as it grows and saved as ``benchmarks/last.json``. A ratio is our time over the baseline's: below 1 we
are faster. What the baselines do stands in `benchmarks/README.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from measure import Line

PARTS = {
    "start-up": "starting",
    "generating": "generating",
    "splitting": "splitting",
    "checking": "checking",
    "merging": "merging",
    "scheduling": "scheduling",
    "recalculating": "recalculating",
}
QUICK = {
    "generating": {"SIZES": (50, 200)},
    "splitting": {"DEPARTMENTS": (5, 20)},
    "checking": {"COUNTS": (1, 10, 100)},
    "merging": {"CASES": ((5, 5, 1), (20, 20, 1))},
    "scheduling": {"SIZES": (1_000, 10_000)},
    "recalculating": {"SIZES": (200,)},
}
"""Sizes of a quick run, by module."""
LIBRARIES = ("click", "openpyxl", "xlsxwriter", "python-calamine", "pandas", "networkx", "ironcalc")
LAST = Path(__file__).with_name("last.json")
Part = Callable[[Path], Iterator[Line]]


def main() -> int:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(description="Measure xlplan against what others need for the same.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which parts (default: all): {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="leave the largest sizes out")
    given = parser.parse_args()
    chosen = given.parts or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    began, lines = time.perf_counter(), []
    print(f"{'':<46}{'xlplan':>13}{'baseline':>13}{'ratio':>8}{'aim':>7}")
    for name in chosen:
        module = import_module(PARTS[name])
        for key, sizes in QUICK.get(PARTS[name], {}).items() if given.quick else ():
            setattr(module, key, sizes)
        part: Part = module.measure
        print(f"\n{name}")
        with tempfile.TemporaryDirectory() as folder:
            for line in part(Path(folder)):
                lines.append(line)
                print(shown(line), flush=True)
    taken = time.perf_counter() - began
    print(
        f"\n{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {taken:.0f} s in all"
    )
    libraries = {name: version(name) for name in LIBRARIES}
    facts = {"python": platform.python_version(), "cores": os.cpu_count(), "libraries": libraries, "seconds": taken}
    rows = [asdict(line) | {"ratio": line.ratio, "met": line.met} for line in lines]
    LAST.write_text(json.dumps(facts | {"lines": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def shown(line: Line) -> str:
    """One line of the table."""
    figures = "".join(
        f"{_figure(x):>9} {line.unit:<3}" if x is not None else " " * 13 for x in (line.xlplan, line.baseline)
    )
    ratio = f"{_figure(line.ratio):>7}×" if line.ratio is not None else " " * 8
    aim = f"≤{line.aim:g}".rjust(6) + ("✓" if line.met else "!") if line.aim is not None else " " * 7
    note = "; ".join(filter(None, (line.of, line.note)))
    return f"  {line.what:<44}{figures}{ratio}{aim}  {note}".rstrip()


def _figure(number: float) -> str:
    """Three digits that count."""
    digits = next((n for n, least in enumerate((100, 10, 0.1)) if number >= least), 3)
    return f"{number:.{digits}f}"


if __name__ == "__main__":
    sys.exit(main())
