"""The week that the README tells, command by command: what it shows is what is said."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from xlplan.core.text import LANGS, Lang
from xlplan.excel.decisionwords import KEEP, OWN_VALUE, TAKE, TITLE

ROOT = Path(__file__).resolve().parents[2]
README = {"zh": ROOT / "README.zh.md", "en": ROOT / "README.md"}
_BLOCK = re.compile(r"^```\n(\$ xlplan .*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "…"
DEMO = {"zh": ("演示", "演示/3-收回"), "en": ("demo-out", "demo-out/3-returned")}
RETURNED = {"zh": "门锁/收回/第3轮", "en": "lock/returned/round 3"}
MASTER = {"zh": "门锁/主计划/主计划.xlsx", "en": "lock/master/master.xlsx"}


def spoken(lang: Lang) -> list[tuple[str, list[str]]]:
    """The commands of the README with what it shows below them."""
    found: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall(README[lang].read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip():
                found[-1][1].append(line.rstrip())
    return found


def said(folder: Path, command: str, lang: Lang) -> list[str]:
    """What a command says, on both streams in their order."""
    known = {**os.environ, "XLPLAN_LANG": lang, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "COLUMNS": "150"}
    words = shlex.split(command)
    assert words[0] == "xlplan"
    done = subprocess.run(
        [sys.executable, "-m", "xlplan", *words[1:]],
        cwd=folder,
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), (command, done.stdout)
    return [line.rstrip() for line in done.stdout.splitlines() if line.strip()]


def compare(command: str, shown: list[str], really: list[str]) -> None:
    """AssertionError where the README shows a line that is not said there; ``…`` leaves lines out."""
    shown, really = _sides_sorted(shown), _sides_sorted(really)
    at, skips = 0, False
    for line in shown:
        if line.strip() == LEFT_OUT:
            skips = True
            continue
        rest = really[at:]
        assert line in (rest if skips else rest[:1]), f"{command}\nshown: {line}\nsaid:  " + "\n       ".join(rest[:60])
        at += rest.index(line) + 1
        skips = False
    assert skips or at == len(really), f"{command}\nsaid more: " + "\n".join(really[at:])


def _sides_sorted(lines: list[str]) -> list[str]:
    """What several files say of one cell comes in the order of their checksums, which differ from run to run."""
    found: list[str] = []
    for inner, run in groupby(lines, key=lambda line: line.startswith(" " * 8)):
        group = list(run)
        found += sorted(group) if inner else group
    return found


def decide(master: Path, lang: Lang) -> None:
    """Pick what the README says was picked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(master)
    sheet = book[TITLE(lang)]
    top = next(r for r in range(1, 9) if sheet.cell(r, 1).value == "xlplan:decisions")
    columns = {sheet.cell(top, c).value: c for c in range(1, sheet.max_column + 1)}

    def lines() -> Iterator[tuple[int, str, list[str]]]:
        for r in range(top + 2, sheet.max_row + 1):
            if sheet.cell(r, 1).value:
                claims = [
                    str(sheet.cell(r, c).value or "").split("\n")[0] for k, c in columns.items() if "claim" in str(k)
                ]
                yield r, str(sheet.cell(r, columns["row"]).value), claims

    picked = 0
    for r, row, claims in lines():
        pick: tuple[str, object] | None = None
        if row.startswith("3.2.6 "):
            pick = (OWN_VALUE(lang), 8)
        elif row.startswith("5.2.2 "):
            pick = (KEEP(lang), None)
        elif row.startswith(("3.1.4 ", "3.2.5 ")) and (wanted := {"30%", "45%"} & set(claims)):
            pick = (TAKE(lang, letter="AB"[claims.index(wanted.pop())]), None)
        if pick:
            sheet.cell(r, columns["pick"]).value, sheet.cell(r, columns["own"]).value = pick
            picked += 1
    assert picked == 4
    book.save(master)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_week_goes_as_it_is_told(lang: Lang, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    week = spoken(lang)
    names = [command.split()[1] for command, _ in week]
    assert names == ["new", "round", "round", "round", "merge", "report"]
    folder, returned = DEMO[lang]
    said(tmp_path, f"xlplan demo {folder}", lang)
    for n, (command, shown) in enumerate(week):
        if n == 2:
            shutil.copytree(tmp_path / returned, tmp_path / RETURNED[lang], dirs_exist_ok=True)
        if names[n] == "merge":
            decide(tmp_path / MASTER[lang], lang)
        compare(command, shown, said(tmp_path, command, lang))
    assert list((tmp_path / MASTER[lang]).parent.glob("*.html"))


def test_a_line_that_is_not_said_is_noticed() -> None:
    compare("x", ["a", LEFT_OUT, "c"], ["a", "b", "c"])
    compare("x", ["a", LEFT_OUT], ["a", "b", "c"])
    for shown in (["a", "c"], ["b", LEFT_OUT], ["a"], ["a", LEFT_OUT, "c", "b"]):
        with pytest.raises(AssertionError):
            compare("x", shown, ["a", "b", "c"])
