"""Filled and damaged copies saved anew by other programs, also in other formats."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from judges import _convert
from mangle.conftest import Tally
from mangle.desk import Desk
from mangle.kinds import load
from mangle.oracle import judge, listed
from mangle.run import answers, mangled
from mangle.source import Source, source

KINDS = load()
ZH = sorted(k for k, v in KINDS.items() if v.source == "zh")
# What another program refuses, repairs or saves otherwise than it was.
NOT_RESAVED = {
    "Strict Open XML",  # LibreOffice reads it, openpyxl does not
    "cells without references",
    "prefixed namespaces",
    "renamed to .xls",
    "renamed to .zip",
    "renamed as a download",
    "phantom rows far below",
}
NOT_CALCULATED = {"formulas without results"}  # LibreOffice works them out: then they have results
NOT_IN = {"xls": {"formulas to another workbook", "formulas with their results"}}  # it works some out: 0 for a text
FORMATS = ("xlsx", "ods", "xls")


def _desks(base: Source, count: int, left_out: Iterable[str] = ()) -> list[Desk]:
    """Copies that were only filled, and copies with one and with several kinds of damage."""
    rng = random.Random(5)
    kinds = [k for k in ZH if k not in NOT_RESAVED.union(left_out)]
    chosen = [[], *([k] for k in rng.sample(kinds, count)), *(rng.sample(kinds, 3) for _ in range(count // 4))]
    return [mangled(base, names, seed) for seed, names in enumerate(chosen)]


def _written(desks: list[Desk], folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"copy{n}.xlsx" for n in range(len(desks))]
    for path, desk in zip(paths, desks, strict=True):
        path.write_bytes(desk.data())
    return paths


def _check(base: Source, desks: list[Desk], paths: list[Path], name: str, tally: Tally) -> None:
    failed = []
    for desk, answer in zip(desks, answers(base, paths), strict=True):
        account = judge(desk, *answer)
        tally(name, account)
        if account.wrongs:
            failed.append(f"{desk.done}\n{listed(account.wrongs)}")
    assert not failed, "\n".join(failed)


@pytest.mark.slow
@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("name", ["zh", "en"])
def test_saved_by_libreoffice(name: str, fmt: str, tmp_path: Path, tally: Tally) -> None:
    base = source(name)
    desks = _desks(base, 12 if name == "zh" else 4, NOT_CALCULATED | NOT_IN.get(fmt, set()))
    paths = _written(desks, tmp_path / "sent")
    saved = _convert(paths, fmt, tmp_path / "saved", recalculate=False)
    _check(base, desks, saved, f"(saved by LibreOffice as {fmt})", tally)


@pytest.mark.slow
def test_saved_by_openpyxl(tmp_path: Path, tally: Tally) -> None:
    base = source("zh")
    desks = [d for d in _desks(base, 24) if not d.cached]  # results of formulas are lost on the way
    paths = _written(desks, tmp_path / "sent")
    for path in paths:
        openpyxl.load_workbook(path).save(path)
    _check(base, desks, paths, "(saved by openpyxl)", tally)
