"""A small project whose master has three warnings, and its issued copies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.conftest import SMALL, Run, run, run_command

__all__ = ["Run", "run"]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("findings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XLPLAN_LANG", "zh")
        assert run_command("new", SMALL, "-o", folder / "计划.xlsx").code == 0
    return folder


@pytest.fixture
def master(made: Path, tmp_path: Path) -> Path:
    """The master: RES006 in the matrix, TEA005 of a department, DAT008 of task 1.2."""
    return Path(shutil.copy2(made / "计划.xlsx", tmp_path))
