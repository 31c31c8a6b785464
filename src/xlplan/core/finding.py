"""Findings: what was noticed, where, with which parameters. Sentences are made last, at the edge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from xlplan.core.text import Lang, Text


class Severity(StrEnum):
    """How much a finding matters: errors decide the exit code, warnings only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return ("error", "warning", "info").index(self.value)


SEVERITY: Mapping[Severity, Text] = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}
"""What people call the severities."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: on the sheet (for people) and in the plan (for programs). Empty strings mean unknown."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    form: str = ""
    row_id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class FindingType:
    """The catalogue entry of a kind of finding. Codes are frozen and never used again for anything else."""

    code: str
    name: str
    severity: Severity
    message: Text
    hint: Text
    why: Text

    def __post_init__(self) -> None:
        _KNOWN.setdefault(self, self)

    def __reduce__(self) -> tuple[object, ...]:
        """What comes back from another process is the entry that is known here: entries are told apart by identity."""
        return _known, (self.code, self.name, self.severity, self.message, self.hint, self.why)


def _known(*fields: Any) -> FindingType:
    found = FindingType(*fields)
    return _KNOWN.setdefault(found, found)


_KNOWN: dict[FindingType, FindingType] = {}


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom a finding concerns, by the names people use. Empty strings: nobody in particular."""

    department: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding may stand as it is, who said so, when, and up to which status date (None: without end)."""

    reason: str
    by: str
    on: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``value`` is the text in the cell, ``params`` fill the sentence.

    A parameter may be a :class:`Text`; it follows the language of the sentence. A finding that was accepted
    with a reason is still one, but is not counted with those that somebody has to do something about.
    """

    type: FindingType
    place: Place = Place()
    params: Mapping[str, object] = field(default_factory=dict)
    value: str = ""
    concern: Concern = Concern()
    accepted: Acceptance | None = None

    @property
    def code(self) -> str:
        return self.type.code

    @property
    def severity(self) -> Severity:
        return self.type.severity

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.accepted is None

    def message(self, lang: Lang) -> str:
        """What is wrong, in one sentence."""
        return self.type.message(lang, **{"value": self.value, **self.params})

    def hint(self, lang: Lang) -> str:
        """What to do about it."""
        return self.type.hint(lang, **{"value": self.value, **self.params})
