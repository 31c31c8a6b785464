"""Notices: what a command says beside its result while it goes on. They go through :mod:`logging`, as ``xlplan``."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from xlplan.core.finding import Finding
from xlplan.core.text import Lang, Text

LOGGER = logging.getLogger("xlplan")
FOUND = Text("[{code}] {what}。{hint}", "[{code}] {what}; {hint}")
LOGGER.addHandler(logging.NullHandler())  # silent where nobody listens: results go elsewhere


@dataclass(frozen=True)
class Notice:
    """One line in both languages."""

    message: Text
    params: dict[str, object] = field(default_factory=dict)

    def in_language(self, lang: Lang) -> str:
        """The line to show."""
        return self.message(lang, **self.params)

    def __str__(self) -> str:
        return self.in_language("en")


def tell(message: Text, /, **params: object) -> None:
    """Say something while going on."""
    LOGGER.warning(Notice(message, params))


def tell_finding(finding: Finding) -> None:
    """Say what was found, and what to do about it."""
    what, hint = (Text(say("zh"), say("en")) for say in (finding.message, finding.hint))
    LOGGER.warning(Notice(FOUND, {"code": finding.code, "what": what, "hint": hint}))
