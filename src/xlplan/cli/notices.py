"""Shows the notices of a running command on standard error, each once."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import click

from xlplan.core.notices import LOGGER, Notice
from xlplan.core.text import Lang, Text

NOTE = Text("注意：{message}", "note: {message}")


class _Shown(logging.Handler):
    def __init__(self, lang: Lang) -> None:
        super().__init__(logging.WARNING)
        self.lang: Lang = lang
        self.said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        notice = record.msg
        line = notice.in_language(self.lang) if isinstance(notice, Notice) else record.getMessage()
        if line not in self.said:
            self.said.add(line)
            click.echo(NOTE(self.lang, message=line), err=True)


@contextlib.contextmanager
def shown_notices(lang: Lang) -> Iterator[None]:
    """What is told in here is printed, and goes to no other handler."""
    handler, further = _Shown(lang), LOGGER.propagate
    LOGGER.addHandler(handler)
    LOGGER.propagate = False
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.propagate = further
