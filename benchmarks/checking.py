"""Reading and checking submissions, against reading alone and against what people write today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bare import read_by_calamine, read_by_pandas
from measure import Line, command, memory_line, seconds
from plans import generated_plan, issued, submissions

from xlplan.app.check import check

COUNTS = (1, 10, 100, 1_000)
TASKS, DEPARTMENTS, DIFFERENT = 500, 20, 5
AIM, PANDAS_AIM = 2.0, 0.1
BY_PANDAS = 5
"""So many files are read by pandas; the rest is multiplication, since every file takes as long."""


def measure(folder: Path) -> Iterator[Line]:
    """The command from its start to its end; for one file also without its start."""
    found = issued(generated_plan(TASKS, DEPARTMENTS), folder / "checked")
    files = submissions(found, folder / "returned", max(COUNTS), DIFFERENT)
    pandas = seconds(lambda: read_by_pandas(files[:BY_PANDAS]), 1) / BY_PANDAS
    started = seconds(lambda: check(files[:1]), 5)
    bare = seconds(lambda: read_by_calamine(files[:1]), 5)
    note = "in a process that runs already"
    yield Line("checking", "1 submission", started, bare, "calamine reads it", AIM, 5, note=note)
    for count in COUNTS:
        runs = 1 if count >= 100 else 3
        some, chosen = files[:count], _folder(folder / "some", files[:count])
        taken = [command("check", chosen) for _ in range(runs)]
        mine, cells = median(run.seconds for run in taken), read_by_calamine(some)
        bare = seconds(lambda s=some: read_by_calamine(s), runs)
        what = f"{count:,} submission{'s' if count > 1 else ''}: xlplan check"
        note = f"{cells:,} cells; {mine / count * 1000:.0f} ms a file"
        yield Line("checking", what, mine, bare, "calamine reads them", AIM, runs, note=note)
        way = f"pandas reads them, {min(count, BY_PANDAS)} measured"
        yield Line("checking", what, mine, pandas * count, way, PANDAS_AIM, runs)
        yield from memory_line("checking", what, taken[0])


def _folder(folder: Path, files: list[Path]) -> Path:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for file in files:
        (folder / file.name).hardlink_to(file)
    return folder
