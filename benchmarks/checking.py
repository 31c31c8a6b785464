"""Reading and checking submissions, against reading alone and against what people write today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bare import read_by_calamine, read_by_pandas
from measure import Line, in_turn, peak_memory, seconds
from plans import generated_plan, issued, submissions

from xlplan.app.check import check

COUNTS = (1, 10, 100, 1_000)
TASKS, DEPARTMENTS, DIFFERENT = 500, 20, 5
AIM, PANDAS_AIM = 2.0, 0.1
BY_PANDAS = 5
"""So many files are read by pandas; the rest is multiplication, since every file takes as long."""


def measure(folder: Path) -> Iterator[Line]:
    """Everything that ``check`` finds in so many copies."""
    found = issued(generated_plan(TASKS, DEPARTMENTS), folder / "checked")
    files = submissions(found, folder / "returned", max(COUNTS), DIFFERENT).files
    first = seconds(lambda: read_by_pandas(files[:BY_PANDAS]), 1) / BY_PANDAS
    for count in COUNTS:
        some = files[:count]
        runs = 1 if count >= 100 else 5
        cells = read_by_calamine(some)
        mine, bare = in_turn([lambda s=some: check(s), lambda s=some: read_by_calamine(s)], runs)
        what = f"{count:,} submission{'s' if count > 1 else ''}"
        note = f"{cells:,} cells; {mine / count * 1000:.0f} ms a file"
        yield Line("checking", what, mine, bare, "calamine reads them", AIM, runs, note=note)
        pandas = f"pandas reads them, {min(count, BY_PANDAS)} measured"
        yield Line("checking", what, mine, first * count, pandas, PANDAS_AIM, runs)
        if most := peak_memory(["check", *some] if count == 1 else ["check", _folder(folder / "some", some)]):
            yield Line("checking", f"{what}: peak memory", most, runs=1, unit="MiB")


def _folder(folder: Path, files: list[Path]) -> Path:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for file in files:
        (folder / file.name).hardlink_to(file)
    return folder
