"""Many files are checked by several processes: what is found is the same, and a process that dies costs nothing."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any, ClassVar

import pytest

from xlplan.app import checkers
from xlplan.app.check import CheckResult, check
from xlplan.app.saving import save_master
from xlplan.app.split import split
from xlplan.document.load import load_document
from xlplan.template.resolve import load_template

SMALL = Path(__file__).resolve().parents[1] / "fixtures" / "small.yaml"
DAY = dt.date(2026, 4, 3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More files than one process would be asked to check, one of them no workbook and one the master."""
    home = tmp_path_factory.mktemp("many")
    master, back = home / "master.xlsx", home / "back"
    save_master(master, load_document(SMALL)[0], load_template())
    copies = [c.path for c in split(master, home / "issued", status_date=DAY, today=DAY).copies]
    back.mkdir()
    for n in range(checkers.MANY):
        file = back / f"{n:02d}.xlsx"
        file.write_bytes(copies[n % len(copies)].read_bytes())
        with zipfile.ZipFile(file, "a") as package:
            package.comment = str(n).encode()
    (back / "07b.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (back / "12b.xlsx").write_bytes(master.read_bytes())
    return back


@pytest.fixture(scope="module")
def alone(folder: Path) -> CheckResult:
    """What is found without further processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkers, "MANY", 10_000)
        return check([folder])


class Counted(checkers._Checker):
    """Processes that are counted, and killed before they answer for the file of that number."""

    made: ClassVar[list[Counted]] = []
    kill_at = -1

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.made.append(self)

    def begin(self, file: Any) -> None:
        super().begin(file)
        if file.name.startswith(f"{self.kill_at:02d}"):
            self._process.kill()


@pytest.mark.parametrize("kill_at", [-1, 0, 5], ids=["whole", "killed-at-once", "killed-later"])
def test_the_same_is_found(folder: Path, alone: CheckResult, kill_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkers, "_Checker", Counted)
    monkeypatch.setattr(checkers.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(Counted, "made", [])
    monkeypatch.setattr(Counted, "kill_at", kill_at)
    told: list[tuple[int, int, str]] = []
    found = check([folder], progress=lambda done, total, name="": told.append((done, total, name)))
    assert found == alone
    assert found.unusable == ["07b.xlsx"]
    assert told == [(n, len(found.files), name) for n, name in enumerate(found.files, 1)]
    assert len(Counted.made) == 2
    assert all(p._process.poll() is not None for p in Counted.made)


def test_types_of_findings_are_those_that_are_known_here(folder: Path, alone: CheckResult) -> None:
    known = {id(x.type) for x in alone.findings}
    assert known
    assert {id(x.type) for x in check([folder]).findings} == known


def test_no_process_outlives_an_interrupt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(done: int, _total: int, _name: str = "") -> None:
        if done == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(checkers, "_Checker", Counted)
    monkeypatch.setattr(checkers.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(Counted, "made", [])
    monkeypatch.setattr(Counted, "kill_at", -1)
    with pytest.raises(KeyboardInterrupt):
        check([folder], progress=interrupt)
    assert len(Counted.made) == 2
    assert all(p._process.poll() is not None for p in Counted.made)
