"""The benchmarks run, on little: what they measure is not looked at, only that they measure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
LITTLE: dict[str, dict[str, Any]] = {
    "starting": {"RUNS": 1},
    "generating": {"SIZES": (20,)},
    "splitting": {"TASKS": 20, "DEPARTMENTS": (2,)},
    "checking": {"TASKS": 20, "DEPARTMENTS": 2, "DIFFERENT": 1, "COUNTS": (1, 3)},
    "merging": {"TASKS": 20, "CASES": ((3, 2, 2),)},
    "scheduling": {"SIZES": (50,)},
    "recalculating": {"SIZES": (20,)},
}


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """A module of the benchmarks by name; they are gone from the imported ones afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield import_module
    for name in set(sys.modules) - before:
        if Path(getattr(sys.modules[name], "__file__", None) or "").parent == BENCHMARKS:
            del sys.modules[name]


def test_every_part_is_run_here(benchmark: Callable[[str], Any]) -> None:
    assert set(benchmark("run").PARTS.values()) == set(LITTLE)


def test_a_ratio_and_its_aim(benchmark: Callable[[str], Any]) -> None:
    line = benchmark("measure").Line("part", "what", 3.0, 2.0, "somebody", aim=1.4)
    assert line.ratio == 1.5
    assert line.met is False
    assert "1.50×" in benchmark("run").shown(line) and "≤1.4!" in benchmark("run").shown(line)
    alone = benchmark("measure").Line("part", "what", 3.0)
    assert alone.ratio is None and alone.met is None


@pytest.mark.slow
@pytest.mark.parametrize("part", LITTLE)
def test_it_measures(
    part: str, tmp_path: Path, benchmark: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = benchmark(part)
    for name, value in LITTLE[part].items():
        monkeypatch.setattr(module, name, value)
    lines = list(module.measure(tmp_path))
    assert lines
    assert all(line.xlplan > 0 or line.what.endswith("one copy") for line in lines)
    assert any(line.ratio for line in lines)
