"""Start-up: what a command needs before it does anything, against Python and click."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from measure import Line, in_turn

RUNS = 15
AIM = 1.5


def measure(_folder: Path) -> Iterator[Line]:
    """The command itself, and its first answers."""

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    ways = [("--version",), ("--help",), ("check", "--help")]
    taken = in_turn([lambda: run("-c", "import click"), *(lambda w=way: run("-m", "xlplan", *w) for way in ways)], RUNS)
    for way, mine in zip(ways, taken[1:], strict=True):
        what = f"xlplan {' '.join(way)}"
        aim = AIM if len(way) == 1 else None  # the help of a command is built from its own module
        yield Line("start-up", what, mine, taken[0], "python -c 'import click'", aim, RUNS)
