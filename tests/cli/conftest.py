"""The command line as people meet it, and one issued round to try it on."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from xlplan.cli.main import main

SMALL = Path(__file__).resolve().parents[1] / "fixtures" / "small.yaml"
OTHER_PROJECT = "00000000-7f0b-4f0e-9d6e-5a6b1c2d3e4f"


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


def run_command(*arguments: object) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    assert isinstance(ended.value.code, int)
    assert "Traceback" not in err.getvalue()
    return Said(ended.value.code, out.getvalue(), err.getvalue())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own; a defect shows its traceback here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPLAN_DEBUG", "1")
    monkeypatch.setenv("XLPLAN_LANG", "zh")
    return run_command


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a master, its issued copies, and a copy of another project."""
    folder = tmp_path_factory.mktemp("issued")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XLPLAN_LANG", "zh")
        assert run_command("new", SMALL, "-o", folder / "主计划.xlsx").code == 0
        assert (
            run_command("split", folder / "主计划.xlsx", "-o", folder / "发出", "--status-date", "2026-03-27").code == 0
        )
        other = folder / "other.yaml"
        text = SMALL.read_text(encoding="utf-8")
        other.write_text(text.replace("3f0e9a52-7f0b-4f0e-9d6e-5a6b1c2d3e4f", OTHER_PROJECT), encoding="utf-8")
        assert run_command("new", other, "-o", folder / "other.xlsx").code == 0
        args = ["--status-date", "2026-03-27", "--department", "采购"]
        assert run_command("split", folder / "other.xlsx", "-o", folder / "other", *args).code == 0
    return folder


@pytest.fixture
def desk(issued: Path, tmp_path: Path) -> Path:
    """A copy of the issued round that a test may change."""
    for name in ("主计划.xlsx", "发出", "other"):
        source = issued / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, tmp_path / name)
    return tmp_path


@pytest.fixture
def unchanged(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Call it once everything is set up: afterwards the folder has to be as it was then."""
    before: dict[Path, bytes] = {}

    def state() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    yield lambda: before.update(state())
    assert state() == before
