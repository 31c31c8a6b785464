"""Exceptions mean "cannot go on"; what people typed never raises, it becomes findings.

XlplanError
├── UsageError      an option or argument that makes no sense
├── InputError      a master, plan document or template that cannot be used
└── OutputError     a file or folder that cannot be written
"""

from __future__ import annotations

from xlplan.core.text import Lang, Text


class XlplanError(Exception):
    """Something that stops a command; one line for people in both languages."""

    def __init__(self, message: Text, /, **params: object) -> None:
        self.message = message
        self.params = params
        super().__init__(self.in_language("en"))

    def in_language(self, lang: Lang) -> str:
        """The one line to show."""
        return self.message(lang, **self.params)


class UsageError(XlplanError):
    """An option or argument that makes no sense."""


class InputError(XlplanError):
    """A master, plan document or template that cannot be used."""


class OutputError(XlplanError):
    """A file or folder that cannot be written."""
