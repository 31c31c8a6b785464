"""Files on disk: whole or not at all, the former state kept, and every failure in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xlplan.core.errors import OutputError
from xlplan.store.files import archive, free_path, locked, make_folder, safe_file_name, sha256_of, sweep, write_atomic


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def writes(text: str) -> object:
    return lambda path: path.write_text(text, encoding="utf-8")


def test_write_replaces_in_one_step_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "主计划.xlsx"
    write_atomic(target, lambda p: p.write_text("1"))
    seen = []

    def write(path: Path) -> None:
        path.write_text("2")
        seen.append((path.parent, target.read_text()))

    write_atomic(target, write)
    assert seen == [(target.parent, "1")]
    assert target.read_text() == "2"
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("where", ["write", "verify"])
def test_a_failure_leaves_the_former_file(tmp_path: Path, where: str) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("before")

    def fail(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomic(target, fail if where == "write" else lambda p: p.write_text("after"), fail)
    assert target.read_text() == "before"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_file_open_in_excel_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("before")
    real = os.replace

    def replace(source: Path, to: Path) -> None:
        if to == target:
            raise PermissionError(13, "in use", str(to))
        real(source, to)

    monkeypatch.setattr(os, "replace", replace)
    for name in ("a.new.xlsx", "a.new (2).xlsx"):
        with pytest.raises(OutputError) as caught:
            write_atomic(target, lambda p: p.write_text("after"))
        assert name in caught.value.in_language("zh")
        assert (tmp_path / name).read_text() == "after"
    assert target.read_text() == "before"
    assert names(tmp_path) == ["a.new (2).xlsx", "a.new.xlsx", "a.xlsx"]


def test_a_folder_that_can_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocking = tmp_path / "file"
    blocking.write_text("")
    for attempt in (
        lambda: write_atomic(blocking / "a.xlsx", lambda p: p.write_text("x")),
        lambda: make_folder(blocking / "sub"),
    ):
        with pytest.raises(OutputError) as caught:
            attempt()
        assert "\n" not in caught.value.in_language("en")

    def refuse(**_: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(OutputError, match="Permission denied"):
        write_atomic(tmp_path / "a.xlsx", lambda p: p.write_text("x"))
    assert names(tmp_path) == ["file"]


def test_a_full_disk_while_archiving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_text("1")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copy2", full)
    with pytest.raises(OutputError, match="No space left"):
        archive(tmp_path / "a.xlsx", 3, "归档")


def test_archive_keeps_every_former_state(tmp_path: Path) -> None:
    master = tmp_path / "主计划.xlsx"
    assert archive(master, 0, "归档") is None
    master.write_text("1")
    first = archive(master, 3, "归档")
    master.write_text("2")
    second = archive(master, 3, "归档")
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("主计划.r0003.xlsx", "主计划.r0003 (2).xlsx")
    assert (first.read_text(), second.read_text(), master.read_text()) == ("1", "2", "2")


def test_two_at_once(tmp_path: Path) -> None:
    master = tmp_path / "主计划.xlsx"
    other = (
        "import sys; from pathlib import Path; from xlplan.store.files import locked\n"
        "from xlplan.core.errors import OutputError\n"
        "try:\n"
        "    with locked(Path(sys.argv[1]), wait=0.5): print('got it')\n"
        "except OutputError as error: print('busy')\n"
    )

    def elsewhere() -> str:
        run = subprocess.run(
            [sys.executable, "-c", other, str(master)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        return run.stdout.strip()

    with locked(master):
        assert elsewhere() == "busy"
    assert elsewhere() == "got it"
    assert names(tmp_path) == []


def test_the_second_waits_and_never_two_at_once(tmp_path: Path) -> None:
    """The lock's file goes with each holder; whoever waited for a former one must not take it for the present one."""
    count = tmp_path / "count"
    count.write_text("0")
    work = (
        "import sys, time; from pathlib import Path; from xlplan.store.files import locked\n"
        "count = Path(sys.argv[1])\n"
        "for _ in range(25):\n"
        "    with locked(count, wait=60):\n"
        "        n = int(count.read_text()); time.sleep(0.001); count.write_text(str(n + 1))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [subprocess.Popen([sys.executable, "-c", work, str(count)], env=environment) for _ in range(4)]
    assert [p.wait(timeout=120) for p in running] == [0, 0, 0, 0]
    assert count.read_text() == "100"
    assert names(tmp_path) == ["count"]


def test_leftovers_of_a_killed_process_are_swept(tmp_path: Path) -> None:
    target = tmp_path / "[a]*.xlsx"
    kept = []

    def die(path: Path) -> None:
        kept.append(path.with_name(path.name + ".copy"))
        path.write_text("half")
        shutil.copy(path, kept[0])

    write_atomic(target, die)
    left = kept[0].rename(tmp_path / kept[0].name.removesuffix(".copy"))
    (tmp_path / ".~xlplan-other-1.xlsx").write_text("another file's")
    sweep(target)
    assert not left.exists()
    assert names(tmp_path) == [".~xlplan-other-1.xlsx", "[a]*.xlsx"]


def test_the_same_state_is_archived_once(tmp_path: Path) -> None:
    master = tmp_path / "a.xlsx"
    master.write_text("1")
    assert archive(master, 3, "归档") == archive(master, 3, "归档")
    assert names(tmp_path / "归档") == ["a.r0003.xlsx"]


def test_a_full_disk_is_said_in_both_languages(tmp_path: Path) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left") as caught:
        write_atomic(tmp_path / "a.xlsx", full)
    assert "磁盘已满" in caught.value.in_language("zh")
    assert names(tmp_path) == []


def test_what_is_said_while_waiting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (
        locked(tmp_path / "a.xlsx"),
        pytest.raises(OutputError, match="at work"),
        locked(tmp_path / "a.xlsx", wait=0.5),
    ):
        pass
    assert [str(r.msg) for r in caplog.records] == ["another xlplan is at work on a.xlsx; waiting up to 0 s …"]


def test_a_lock_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError), locked(tmp_path / "nowhere" / "a.xlsx"):
        pass


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("研发部", "研发部"), ("R&D/质量:组*?", "R&D_质量_组__"), ("CON", "_CON"), ("con.txt", "_con.txt"), ("...", "_"), ("", "_"),
        ("名字. ", "名字"), ("../../etc", "_.._etc"), ("a\nb", "a_b"), ("长" * 100, "长" * 80),
    ],
)  # fmt: skip
def test_file_names(text: str, safe: str) -> None:
    assert safe_file_name(text) == safe


def test_free_path_and_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.xlsx"
    assert free_path(path) == path
    path.write_bytes(b"")
    assert free_path(path).name == "a.tar (2).xlsx"
    assert sha256_of(path).startswith("e3b0c44298fc1c14")
