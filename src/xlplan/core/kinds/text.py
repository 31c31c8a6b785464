"""Text: one line, several lines, and numbers that people see (R-研发-013)."""

from __future__ import annotations

from typing import Any, ClassVar

from xlplan.core.cell import BLANK, Cell, Problem, Value
from xlplan.core.kinds.base import Ctx, ExcelSpec, Kind, repaired
from xlplan.core.normal import clean, tidy
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

CELL_LIMIT = 32_767


class TextKind(Kind):
    """One line of text."""

    name: ClassVar[str] = "text"

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        text = tidy(raw.text)
        if not text:
            return BLANK
        if len(text) > CELL_LIMIT:
            return Problem(text[:200], "too-long", {"length": len(text), "limit": CELL_LIMIT})
        if not isinstance(raw.value, str):
            return repaired(text, raw, "number-as-text")
        return Value(text, raw.text)

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

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        text = clean(raw.text)
        if self.dotted:
            text = text.replace("。", ".").replace(" ", "").rstrip(".")
            if isinstance(raw.value, float) and not raw.value.is_integer() and len(text.rsplit(".", 1)[-1]) == 1:
                return Problem(raw.text, "code-as-number", {"other": text + "0"})
        if not text:
            return BLANK
        if not isinstance(raw.value, str):
            return repaired(text, raw, "number-as-text")
        return Value(text, raw.text) if text == raw.value.strip() else repaired(text, raw, "spelling")

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        return super().from_doc(str(data) if isinstance(data, (int, float)) else data, ctx)

    def spec(self) -> ExcelSpec:
        return ExcelSpec(align="left" if self.dotted else "center", wrap=False, width=9 if self.dotted else 13)

    def describe(self) -> Text:
        if self.dotted:
            return Text("编码，如 1.2.3", "code such as 1.2.3")
        return Text("编号", "number or code")
