"""A few cases of the fuzzer, always the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile.biff import small_xls
from hostile.crafted import save
from hostile.fuzz import default_files, work
from hostile.test_other_formats import FLOAT, ods


@pytest.mark.slow
def test_damaged_files_are_read_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        default_files(tmp_path)[0],
        save(tmp_path, ods(f"<table:table-row><table:table-cell {FLOAT}/></table:table-row>"), "x.ods"),
        save(tmp_path, small_xls(), "x.xls"),
    ]
    (tmp_path / "cases").mkdir()
    failed = work(files, seed=7, minutes=0, cases=36, folder=tmp_path / "cases", keep=tmp_path / "found")
    said = capsys.readouterr().out
    assert not failed, said
    assert "36 cases, 0 wrong" in said
    # Neither is all damage beyond reading, nor none of it seen.
    assert "read" in said
    assert "reader-error" in said or "truncated" in said
