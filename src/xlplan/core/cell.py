"""What a cell turned out to be: blank, a value, or a problem with its raw text kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing in the cell, or a placeholder that stands for nothing: then ``raw`` is what was typed.

    Both are equal: a placeholder counts as blank. ``raw`` tells whoever clears a value by it what to say.
    """

    raw: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Value:
    """A certain value. ``repair`` names the repair that made it certain (empty: it was written as expected).

    ``rest`` is what stands in the cell and is not part of the value (a time of day, a remark): the repair quotes it.
    """

    value: Any
    raw: str = ""
    repair: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that could not be read for certain; ``code`` says why, ``raw`` is what stands there.

    ``near`` among the parameters holds what was probably meant, one text or several.
    """

    raw: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


Cell = Blank | Value | Problem
BLANK = Blank()
