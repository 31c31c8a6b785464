"""A process that ends at any moment leaves the old master or the new one, and a journal that agrees with it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from crash.kill import DIED, State, check, ended, in_child, merge, merge_killed, merge_until, prepare, state
from journal.rounds_kept import NAME, query
from xlplan.core.errors import OutputError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="ends forked processes")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, State, State, float]:
    """A folder that is ready for the merge, the states before and after it, and how long it takes."""
    folder = tmp_path_factory.mktemp("ready")
    master = prepare(folder)
    other = tmp_path_factory.mktemp("done")
    shutil.copytree(folder, other, dirs_exist_ok=True)
    began = time.monotonic()
    assert ended(in_child(lambda: merge(other / NAME))) == 0
    took = time.monotonic() - began
    return folder, state(master), state(other / NAME), took


def fresh(ready: tuple[Path, State, State, float], to: Path) -> Path:
    shutil.copytree(ready[0], to)
    return to / NAME


def points(ready: tuple[Path, State, State, float], tmp_path: Path, numbers: range, after: bool) -> list[str]:
    """What was found after ending at each of these points; stops with the first that is never reached."""
    found = []
    for n in numbers:
        master = fresh(ready, tmp_path / f"{n}{after}")
        code = merge_until(master, n, after)
        if code == 0:
            break
        assert code == DIED
        found.append(check(master, ready[1], ready[2]))
        shutil.rmtree(master.parent)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_ending_at_every_point(ready: tuple[Path, State, State, float], tmp_path: Path, after: bool) -> None:
    found = points(ready, tmp_path, range(1, 400), after)
    assert len(found) > 20
    assert found == sorted(found, reverse=True)  # old before the replacing, new from then on
    assert set(found) == {"old", "new"}


def test_ending_at_some_points(ready: tuple[Path, State, State, float], tmp_path: Path) -> None:
    found = [points(ready, tmp_path, range(n, n + 1), True) for n in (3, 15, 30)]
    assert all(found)


@pytest.mark.parametrize("times", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_at_any_moment(ready: tuple[Path, State, State, float], tmp_path: Path, times: int) -> None:
    chance = random.Random(20260327)
    found = []
    for n in range(times):
        master = fresh(ready, tmp_path / str(n))
        merge_killed(master, chance.uniform(0, ready[3] * 1.1))
        found.append(check(master, ready[1], ready[2]))
        shutil.rmtree(master.parent)
    if times > 100:
        assert set(found) == {"old", "new"}


def test_ctrl_c_leaves_nothing(ready: tuple[Path, State, State, float], tmp_path: Path) -> None:
    master = fresh(ready, tmp_path / "p")
    before = {p: p.read_bytes() for p in master.parent.rglob("*") if p.is_file()}

    def work() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        real = os.replace

        def replace(source: object, to: object) -> None:
            if str(to) == str(master):
                raise KeyboardInterrupt
            real(source, to)  # type: ignore[arg-type]

        os.replace = replace  # type: ignore[assignment]
        merge(master)

    assert ended(in_child(work)) == 1
    now = {p: p.read_bytes() for p in master.parent.rglob("*") if p.is_file() and p.suffix != ".sqlite"}
    assert now == {p: content for p, content in before.items() if p.suffix != ".sqlite"}
    assert query(master, "SELECT count(*) FROM revision") == [(2,)]
    check(master, ready[1], ready[2])


def test_two_merges_at_once(ready: tuple[Path, State, State, float], tmp_path: Path) -> None:
    """The second waits; then there is nothing left to do."""
    master = fresh(ready, tmp_path / "p")
    children = [in_child(lambda: merge(master)) for _ in range(3)]
    assert [ended(c) for c in children] == [0, 0, 0]
    assert query(master, "SELECT number, state FROM revision ORDER BY seq") == [
        (1, "written"),
        (2, "written"),
        (3, "written"),
    ]
    assert state(master) == ready[2]


def test_a_file_that_is_open_elsewhere(
    ready: tuple[Path, State, State, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: the result lies beside, the journal says so, and the next merge is not refused for it."""
    master = fresh(ready, tmp_path / "p")
    real = os.replace

    def replace(source: object, to: object) -> None:
        if str(to) == str(master):
            raise PermissionError(13, "in use", str(to))
        real(source, to)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(OutputError, match=r"\.new\.xlsx"):
            merge(master)
    assert query(master, "SELECT number, state, beside FROM revision WHERE seq = 3") == [(3, "written", 1)]
    merge(master)
    assert state(master) == state(master.with_name("主计划.new.xlsx")) == ready[2]
