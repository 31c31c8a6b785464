"""One issued round, and one where a department's copy is merged; tests work on copies of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.rounds_kept import begin, copied, merge, returned


@pytest.fixture(scope="session")
def _issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("issued")
    begin(folder)
    return folder


@pytest.fixture(scope="session")
def _merged(tmp_path_factory: pytest.TempPathFactory, _issued: Path) -> Path:
    folder = tmp_path_factory.mktemp("merged")
    master = copied(_issued, folder)
    returned(master, "研发部", "1.2", duration=12, note="含清单")
    merge(master)
    return folder


@pytest.fixture
def issued_master(_issued: Path, tmp_path: Path) -> Path:
    """r5, copies issued."""
    return copied(_issued, tmp_path / "p")


@pytest.fixture
def merged_master(_merged: Path, tmp_path: Path) -> Path:
    """r6: the copy of 研发部 is merged, which made 1.2 take 12 days."""
    return copied(_merged, tmp_path / "p")
