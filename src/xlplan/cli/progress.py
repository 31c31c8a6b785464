"""A progress bar over many files, on a terminal only: how many are done, how long the rest may take, which was last."""

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
CHECKING = Text("检查", "checking")
WRITING = Text("生成", "writing")
MANY = 4
"""From so many files on a bar is worth its line."""
NAME = 32
"""Columns that the name of a file may take."""


@contextlib.contextmanager
def file_progress(lang: Lang, quiet: bool = False, label: Text = READING) -> Iterator[Progress | None]:
    """What is told of each file that is done; None where nobody watches: standard error is no terminal, or ``quiet``."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with contextlib.ExitStack() as stack:
        bar = None

        def step(done: int, total: int, name: str = "") -> None:
            nonlocal bar
            if bar is None and total >= MANY:
                shown = click.progressbar(
                    length=total,
                    label=label(lang),
                    show_pos=True,
                    show_percent=True,
                    item_show_func=_short,
                    width=24,
                    file=sys.stderr,
                )
                bar = stack.enter_context(shown)
            if bar is not None:
                bar.update(done - bar.pos, name)

        yield step


def _short(name: str | None) -> str | None:
    """A name as far as it fits beside the bar."""
    from xlplan.report.columns import cut

    return name and cut(name, NAME)
