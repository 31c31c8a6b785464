"""What a rule is: what it finds, a check, and examples that are tests and documentation at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from xlplan.core.finding import FindingType
from xlplan.core.text import Text
from xlplan.model.state import ORDER, applies
from xlplan.rules.context import RuleContext
from xlplan.rules.setting import Setting

__all__ = ["ORDER", "Example", "Hit", "Rule", "RuleContext", "Scope", "Setting", "applies"]


class Scope(StrEnum):
    """Where a rule holds."""

    ANY = "any"
    """In a master, and in a department's copy, which shows only part of the plan."""
    MASTER = "master"
    """Only where the whole plan is seen."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule found something, and what fills its sentence."""

    table: str
    row_id: str = ""
    field: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """Part of a plan document and the (table, row id, column) that the rule hits; none in a good one.

    ``deleted`` rows are taken out after the document was read: references to them stay behind.
    """

    title: Text
    document: Mapping[str, Any]
    hits: tuple[tuple[str, str, str], ...] = ()
    deleted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. ``since`` is the project state from which it applies; contradictions are always wrong.

    ``settings`` are its numbers that templates may change; the check asks for them by :meth:`RuleContext.setting`.
    """

    type: FindingType
    check: Callable[[RuleContext], Iterator[Hit]]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    since: str = "planning"
    scope: Scope = Scope.ANY
    settings: tuple[Setting, ...] = ()
