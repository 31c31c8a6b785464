"""What a cell turned out to be: blank, a value, or a problem with its raw text kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing in the cell, or a placeholder that stands for nothing."""


@dataclass(frozen=True, slots=True)
class Value:
    """A certain value. ``repair`` names the repair that made it certain (empty: it was written as expected)."""

    value: Any
    raw: str = ""
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that could not be read for certain; ``code`` says why, ``raw`` is what stands there."""

    raw: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


Cell = Blank | Value | Problem
BLANK = Blank()
