"""What may stand behind a path: files, and much that only looks like one. None of it may hang."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from hostile.crafted import save, simple
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.excel.preflight import Limits, Preflight, preflight
from xlplan.excel.rawread import read_one


def outcome(path: Path) -> tuple[str, dict[str, str]]:
    found = preflight(path, Limits())
    assert isinstance(found, Unreadable), found
    return found.code, found.params


@pytest.mark.parametrize("attributes", [0x1000, 0x40000, 0x400000, 0x400000 | 0x20])
def test_files_whose_bytes_are_in_a_cloud_are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attributes: int
) -> None:
    path = save(tmp_path, simple())
    real = path.stat()
    seen = SimpleNamespace(st_mode=real.st_mode, st_size=real.st_size, st_file_attributes=attributes)
    opened: list[object] = []
    monkeypatch.setattr(Path, "stat", lambda self, **_: seen)
    monkeypatch.setattr(os, "open", lambda *args, **_: opened.append(args))
    assert outcome(path) == ("cloud-placeholder", {"detail": "offline"})
    assert not opened


@pytest.mark.parametrize("attributes", [0, 0x20, 0x2, 0x80, 0x20 | 0x80000])  # archive, hidden, normal, pinned
def test_files_that_are_here_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attributes: int) -> None:
    path = save(tmp_path, simple())
    real = path.stat()
    seen = SimpleNamespace(st_mode=real.st_mode, st_size=real.st_size, st_file_attributes=attributes)
    monkeypatch.setattr(Path, "stat", lambda self, **_: seen)
    assert isinstance(preflight(path, Limits()), Preflight)


def test_files_taken_away_on_a_mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, simple())
    real = path.stat()
    seen = SimpleNamespace(st_mode=real.st_mode, st_size=real.st_size, st_flags=0x40000000)
    monkeypatch.setattr(Path, "stat", lambda self, **_: seen)
    assert outcome(path) == ("cloud-placeholder", {"detail": "offline"})


@pytest.mark.parametrize("size", [1, 512, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000])
def test_files_laid_out_and_never_filled(tmp_path: Path, size: int) -> None:
    assert outcome(save(tmp_path, bytes(size))) == ("cloud-placeholder", {"detail": "only zero bytes"})
    assert outcome(save(tmp_path, bytes(size) + b"x"))[0] == "not-a-workbook"


def test_nothing_and_folders(tmp_path: Path) -> None:
    assert outcome(save(tmp_path, b"")) == ("empty-file", {})
    assert outcome(tmp_path) == ("not-a-workbook", {"kind": "unknown"})
    assert outcome(tmp_path / "no" / "where.xlsx") == ("not-found", {})
    assert outcome(save(tmp_path, b"x") / "below.xlsx") == ("not-found", {})
    assert outcome(tmp_path / "\0.xlsx")[0] == "reader-error"
    assert outcome(tmp_path / ("长" * 300))[0] == "reader-error"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_pipes_and_devices_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert outcome(tmp_path / "pipe.xlsx") == ("not-a-workbook", {"kind": "unknown"})
    assert outcome(Path("/dev/zero")) == ("not-a-workbook", {"kind": "unknown"})
    result = read_one(tmp_path / "pipe.xlsx")
    assert isinstance(result, Unreadable)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_that_took_the_place_of_the_file_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = save(tmp_path, simple(), "file.xlsx").stat()
    os.mkfifo(tmp_path / "pipe.xlsx")
    monkeypatch.setattr(Path, "stat", lambda self, **_: seen)
    assert outcome(tmp_path / "pipe.xlsx") == ("not-a-workbook", {"kind": "unknown"})


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="this system has no links for everybody")
def test_links(tmp_path: Path) -> None:
    good = save(tmp_path, simple(), "good.xlsx")
    for name, target in (("to.xlsx", good), ("loop.xlsx", tmp_path / "loop.xlsx"), ("lost.xlsx", tmp_path / "no.xlsx")):
        (tmp_path / name).symlink_to(target)
    assert isinstance(read_one(tmp_path / "to.xlsx"), RawWorkbook)
    assert outcome(tmp_path / "loop.xlsx")[0] == "reader-error"
    assert outcome(tmp_path / "lost.xlsx")[0] == "not-found"


@pytest.mark.parametrize(
    "name",
    [
        "研发部 第2轮(1).xlsx",
        "a'b\"c.xlsx",
        " .xlsx",
        "名称" * 30 + ".xlsx",
        "%s{0}$HOME`.xlsx",
        "\u202e.xlsx",
        "-rf.xlsx",
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows allows less in names")
def test_any_name(tmp_path: Path, name: str) -> None:
    result = read_one(save(tmp_path, simple(), name))
    assert isinstance(result, RawWorkbook)
    assert result.path.name == name
