"""Text: one line, several lines, and numbers that people see (R-研发-013)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar

from xlplan.core.cell import BLANK, Blank, Cell, Problem, Value
from xlplan.core.kinds.base import Ctx, ExcelSpec, Kind, repaired
from xlplan.core.kinds.wording import said
from xlplan.core.normal import clean, is_odd, tidy
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

_CERTAIN_DIGITS = 10**15
"""Cells keep 15 digits: of a longer number the last ones are zeros."""
_SCIENTIFIC = re.compile(r"\d\.\d+[eE]\+\d{2}")
_APART = re.compile(r"\w \w")
_WITH_NAME = re.compile(r"(?P<code>\d+(?:\.\d+)*)(?P<gap>[.、]?\s+[-:]?\s*|\s*[-:、]\s*|)(?P<rest>[^\d\s.].*)")


def _is_name(rest: str, apart: bool) -> bool:
    """Whether what follows a code is the name of a task: two letters at least, and no more of a code."""
    letters = sum(c.isalpha() for c in rest)
    return letters > 1 and (apart or not (rest[0].isascii() or any(c.isdigit() for c in rest)))


def _broken(text: str) -> str:
    """A text with one kind of line break and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class TextKind(Kind):
    """One line of text. What looks like a formula, a number or a placeholder is text like any other."""

    name: ClassVar[str] = "text"

    def takes_error_text(self, text: str, ctx: Ctx) -> bool:
        return True

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        text = tidy(raw.text)
        if not text:
            return BLANK
        if isinstance(raw.value, dt.date):
            return repaired(text.removesuffix(" 00:00:00"), raw, "date-to-text")
        if not isinstance(raw.value, str):
            return repaired(text, raw, "number-as-text")
        hidden = text != _broken(raw.text)
        return repaired(text, raw, "invisible") if hidden else Value(text, raw.text)

    def spec(self) -> ExcelSpec:
        return ExcelSpec(width=16)

    def describe(self) -> Text:
        return Text("文字", "text")


class LongText(TextKind):
    """Text of several lines, shown wrapped."""

    name: ClassVar[str] = "long"

    def spec(self) -> ExcelSpec:
        return ExcelSpec(width=30)

    def describe(self) -> Text:
        return Text("文字，可多行", "text, several lines")


class MarkKind(TextKind):
    """A sign such as ● or ◆, centred."""

    name: ClassVar[str] = "mark"

    def spec(self) -> ExcelSpec:
        return ExcelSpec(align="center", wrap=False, width=6)


class CodeKind(Kind):
    """A code that is compared exactly: WBS codes, numbers of risks. Blanks and full-width characters do not count.

    A cell that holds a number is not certain for dotted codes: 1.1 may have been 1.10.
    """

    name: ClassVar[str] = "id"

    def __init__(self, dotted: bool = False) -> None:
        self.dotted = dotted

    def takes_error_text(self, text: str, ctx: Ctx) -> bool:
        return True

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        value = raw.value
        if isinstance(value, (dt.date, dt.time, dt.timedelta)):
            near = f"{value.month}.{value.day}" if isinstance(value, dt.date) and self.dotted else ""
            return Problem(raw.text, "code-as-date", {"near": near, "value": raw.text.removesuffix(" 00:00:00")})
        text = clean(raw.text)
        if (problem := said(text, raw.text, states=False)) and (not text.isascii() or not text.isalpha()):
            return problem  # NA or XX may be a code
        if isinstance(value, bool) or is_odd(raw.text):
            return Problem(raw.text, "code-unclear")
        lost = isinstance(value, float) and abs(value) >= _CERTAIN_DIGITS
        if lost or (isinstance(value, str) and _SCIENTIFIC.fullmatch(text)):
            return Problem(raw.text, "digits-lost")
        if self.dotted:
            if (match := _WITH_NAME.fullmatch(text)) and _is_name(match["rest"], bool(match["gap"])):
                return Problem(raw.text, "code-with-name", {"code": match["code"], "rest": match["rest"]})
            if _APART.search(text):
                plain = "\n" not in raw.text and text.replace(" ", "").isdecimal()
                both = (text.replace(" ", "."), text.replace(" ", "")) if plain else ()
                return Problem(raw.text, "code-unclear", {"near": both})
            text = clean(text.replace("。", ".").replace(" ", "").rstrip(".、,，"))
        if isinstance(value, float) and not value.is_integer() and len(text.rsplit(".", 1)[-1]) == 1:
            other = text + "0"
            return Problem(raw.text, "code-as-number", {"other": other, "near": (text, other)})
        if not text:
            return Blank(raw.text)
        if not isinstance(value, str):
            return repaired(text, raw, "number-as-text")
        return Value(text, raw.text) if text == value.strip() else repaired(text, raw, "spelling")

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        return super().from_doc(str(data) if isinstance(data, (int, float)) else data, ctx)

    def spec(self) -> ExcelSpec:
        return ExcelSpec(align="left" if self.dotted else "center", wrap=False, width=9 if self.dotted else 13)

    def describe(self) -> Text:
        if self.dotted:
            return Text("编码，如 1.2.3", "code such as 1.2.3")
        return Text("编号", "number or code")
