"""The week that the README tells, command by command: what it shows is what is said."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from picks import pick
from xlplan.app.books import open_master
from xlplan.core.text import LANGS, Lang
from xlplan.excel.decisionwords import KEEP, OWN_VALUE, TAKE

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
    plan = open_master(master).plan
    ids = {task.code: id_ for id_, task in plan.tasks.items()}
    picks: dict[str, tuple[str, object]] = {
        f"{ids['3.2.6']}__duration": (OWN_VALUE(lang), 8),
        f"{ids['5.2.2']}__name": (KEEP(lang), None),
    }
    for code, wanted in (("3.1.4", Decimal("0.3")), ("3.2.5", Decimal("0.45"))):
        row = f"{ids[code]}@3"
        waits = next(p for p in plan.pending if p.cell == ("progress", row, "percent"))
        letter = next(letter for letter, claim in waits.lettered if Decimal(str(claim.value)) == wanted)
        picks[f"{row}__percent"] = (TAKE(lang, letter=letter), None)
    pick(master, lang, **picks)


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
