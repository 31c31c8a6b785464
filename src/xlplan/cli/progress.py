"""A progress bar over many files, on a terminal only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.app.gather import Progress

READING = Text("读取", "reading")
MANY = 4
"""From so many files on a bar is worth its line."""


@contextlib.contextmanager
def file_progress(lang: Lang, quiet: bool = False) -> Iterator[Progress | None]:
    """What is told of each file that was read; None where nobody watches: standard error is no terminal, or ``quiet``."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with contextlib.ExitStack() as stack:
        bar = None

        def step(done: int, total: int) -> None:
            nonlocal bar
            if bar is None and total >= MANY:
                shown = click.progressbar(length=total, label=READING(lang), file=sys.stderr)
                bar = stack.enter_context(shown)
            if bar is not None:
                bar.update(done - bar.pos)

        yield step
