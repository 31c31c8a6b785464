"""How formulas of the dashboard say things in words, with the Python twins of the pieces."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from xlplan.core.text import Text
from xlplan.twins.engine import Scalar, World, from_serial, is_number


@dataclass(frozen=True, slots=True)
class Alarm:
    """When a figure is alarming: a condition on ``{cell}``, its cell, and how Python tells it from its value."""

    formula: str | Text
    holds: Callable[[Scalar], bool]


SOME = Alarm("N({cell})>0", lambda value: is_number(value) and float(value) > 0)
WEAK = Alarm("AND(ISNUMBER({cell}),N({cell})<0.95)", lambda value: is_number(value) and float(value) < 0.95)


@dataclass(frozen=True, slots=True)
class Card:
    """A figure in large type with a line of words below, red where it alarms."""

    key: str
    title: Text
    formula: str | Text
    value: Callable[[World], Scalar]
    note: str | Text
    told: Callable[[World], str]
    number_format: str = "0"
    alarm: Alarm | None = None


def points(share: str) -> str:
    """The formula for a share as a whole number of hundredths."""
    return f"INT({share}*100+0.5000001)"


def whole(share: Scalar) -> int:
    """A share as a whole number of hundredths."""
    return math.floor(float(share) * 100 + 0.5000001)


def iso(day: str) -> str:
    """The formula for a date as text, the same in every locale."""
    return f'YEAR({day})&"-"&RIGHT("0"&MONTH({day}),2)&"-"&RIGHT("0"&DAY({day}),2)'


def iso_day(day: Scalar) -> str:
    """A date as text."""
    return from_serial(float(day)).isoformat()


def both(formula: Callable[[int], str]) -> Text:
    """A formula in both languages, from the index of the language."""
    return Text(formula(0), formula(1))


def filled(text: Text, value: str, n: int) -> str:
    """The formula for a text with one placeholder, in a language by index."""
    before, after = text.both[n].replace("{day}", "{n}").split("{n}")
    parts = [f'"{before}"' if before else "", value, f'"{after}"' if after else ""]
    return "&".join(part for part in parts if part)
