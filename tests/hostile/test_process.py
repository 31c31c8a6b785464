"""The reading process: it may die, hang or be killed without taking anything with it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

import xlplan
from hostile.crafted import FAR_CORNERS, save, simple
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.excel import rawread
from xlplan.excel.preflight import Limits
from xlplan.excel.rawread import read_one, read_raw

# With the preflight as good as switched off, two cells in opposite corners make the library abort.
UNGUARDED = replace(Limits(), cells=1 << 40)


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """All processes started; at the end each must be over and waited for."""
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **more: object) -> None:
            super().__init__(*args, **more)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(rawread.subprocess, "Popen", Watched)
    yield started
    assert [child.returncode for child in started if child.returncode is None] == []


def large(folder: Path) -> Path:
    """A sheet that takes the better part of a second."""
    path = folder / "large.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for row in range(6000):
            page.write_row(row, 0, range(30))
    return path


@pytest.mark.parametrize("workers", [1, 2, None])
def test_crash_costs_one_file(
    tmp_path: Path,
    workers: int | None,
    children: list[subprocess.Popen[bytes]],
    capfd: pytest.CaptureFixture[str],
) -> None:
    bad, good = save(tmp_path, simple(FAR_CORNERS), "bad.xlsx"), save(tmp_path, simple(), "good.xlsx")
    paths = [good, bad, bad, good, good]
    results = list(read_raw(paths, UNGUARDED, workers))
    assert [result.path for result in results] == paths
    assert [isinstance(result, RawWorkbook) for result in results] == [True, False, False, True, True]
    crashed = results[1]
    assert isinstance(crashed, Unreadable)
    assert crashed.code == "reader-crashed"
    assert len(children) >= 3
    assert capfd.readouterr() == ("", "")


def test_slow_file_is_given_up(tmp_path: Path, children: list[subprocess.Popen[bytes]]) -> None:
    slow = large(tmp_path)
    began = time.monotonic()
    results = list(read_raw([slow, slow], replace(Limits(), seconds=0.02)))
    assert [result.code for result in results if isinstance(result, Unreadable)] == ["reader-timeout"] * 2
    assert time.monotonic() - began < 10
    assert len(children) == 2


def test_one_process_serves_many_files(tmp_path: Path, children: list[subprocess.Popen[bytes]]) -> None:
    path = save(tmp_path, simple())
    assert len(list(read_raw([path] * 3))) == 3
    assert len(children) == 1


def test_leaving_early_ends_the_processes(tmp_path: Path, children: list[subprocess.Popen[bytes]]) -> None:
    slow = large(tmp_path)
    reading = read_raw([save(tmp_path, simple()), slow, slow, slow, slow])
    assert isinstance(next(reading), RawWorkbook)
    reading.close()  # type: ignore[attr-defined]
    assert all(child.returncode is not None for child in children)


def test_going_down_in_the_middle_is_quiet(tmp_path: Path) -> None:
    """Neither a message nor an abort when a program ends without having taken all results."""
    path = save(tmp_path, simple())
    home = str(Path(xlplan.__file__).parent.parent)
    code = (
        f"import sys; sys.path.insert(0, {home!r}); from pathlib import Path; from xlplan.excel.rawread import read_raw;"
        f"results = read_raw([Path({str(path)!r})] * 3, workers=2); next(results)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_killed_from_outside_while_reading(tmp_path: Path, children: list[subprocess.Popen[bytes]]) -> None:
    good, slow = save(tmp_path, simple()), large(tmp_path)
    reading = read_raw([good, slow, good], workers=1)
    assert isinstance(next(reading), RawWorkbook)  # the next file is begun by now
    children[0].kill()
    killed, after = reading
    assert isinstance(killed, Unreadable)
    assert (killed.code, type(after)) == ("reader-crashed", RawWorkbook)


def test_nothing_to_read(children: list[subprocess.Popen[bytes]]) -> None:
    assert list(read_raw([])) == []
    assert children == []
    with pytest.raises(ValueError, match="worker"):
        read_raw([], workers=0)


def test_modules_of_the_current_folder_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zipfile.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    path = save(tmp_path, simple(), "研发部(1).xlsx")
    monkeypatch.chdir(tmp_path)
    assert isinstance(read_one(Path(path.name)), RawWorkbook)


def test_a_process_that_cannot_start_is_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xlplan.core.errors import XlplanError

    monkeypatch.setattr(rawread, "_WORKER", "xlplan.no_such_module")
    with pytest.raises(XlplanError, match="does not start"):
        read_one(save(tmp_path, simple()))


def test_the_process_imports_next_to_nothing() -> None:
    """What it imports is paid for at every start."""
    home = str(Path(xlplan.__file__).parent.parent)
    code = (
        f"import sys; sys.path.insert(0, {home!r}); import xlplan.excel.worker, xlplan.excel.raw_values;"
        "print(*{name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "xlsxwriter", "openpyxl", "click", "yaml", "rich"} & set(shown.stdout.split())
    assert not heavy
