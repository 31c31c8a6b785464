"""Dates and yes/no."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, ClassVar

from xlplan.core.cell import BLANK, Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind, Limits, ListSource, repaired, text_of
from xlplan.core.normal import key
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_YMD = re.compile(r"(\d{4})\s*[./年]\s*(\d{1,2})\s*[./月]\s*(\d{1,2})\s*[日号]?(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_RANGE = re.compile(r"\d[\d./年月日号-]*\s*[~～至到—–]+\s*\d|\d{4}[./年-]\d.*\d[日号]?\s*-\s*\d{4}")
_PLACEHOLDER = frozenset({"-", "--", "—", "——", "/", "[日期]", "[date]", "日期", "yyyy-mm-dd"})
_NO_YEAR = re.compile(r"\d{1,2}\s*(月|[./-])\s*\d{1,2}\s*[日号]?")
_SHORT = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")


class DateKind(Kind):
    """A day. Real date cells and unambiguous spellings are read; vague, impossible or ambiguous ones are problems."""

    name: ClassVar[str] = "date"

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        value = raw.value
        if isinstance(value, dt.datetime):
            timed = value.time() != dt.time(0)
            return self._bounded(value.date(), raw, "time-dropped" if timed else "")
        if isinstance(value, dt.date):
            return self._bounded(value, raw, "")
        if isinstance(value, (bool, dt.time, dt.timedelta)):
            return Problem(raw.text, "not-a-date")
        if isinstance(value, (int, float)):
            return self._number(value, raw)
        text = text_of(raw).strip("`'\"")
        if text.casefold() in _PLACEHOLDER:
            return BLANK
        match = _ISO.fullmatch(text) or _YMD.fullmatch(text) or _PACKED.fullmatch(text)
        if match is None:
            if _RANGE.search(text):
                return Problem(raw.text, "date-range")
            if _NO_YEAR.fullmatch(text):
                return Problem(raw.text, "date-without-year")
            if _SHORT.fullmatch(text):
                return Problem(raw.text, "date-ambiguous")
            return Problem(raw.text, "not-a-date")
        try:
            day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return Problem(raw.text, "no-such-day")
        return self._bounded(day, raw, "date-as-text")

    def _number(self, value: float, raw: RawCell) -> Cell:
        whole = int(value) if math.isfinite(value) else 0
        if whole != value:
            return Problem(raw.text, "not-a-date")
        if match := _PACKED.fullmatch(str(whole)):
            try:
                return self._bounded(dt.date(int(match[1]), int(match[2]), int(match[3])), raw, "date-as-number")
            except ValueError:
                return Problem(raw.text, "no-such-day")
        if 32_874 <= whole <= 73_050:  # 1990-01-01 to 2099-12-31 as serial days
            return repaired(dt.date(1899, 12, 30) + dt.timedelta(days=whole), raw, "date-as-serial")
        return Problem(raw.text, "not-a-date")

    def _bounded(self, day: dt.date, raw: RawCell, repair: str) -> Cell:
        if not EARLIEST <= day <= LATEST:
            return Problem(raw.text, "date-out-of-range", {"low": EARLIEST.isoformat(), "high": LATEST.isoformat()})
        return Value(day, raw.text, repair)

    def freeze(self, value: dt.date) -> str:
        return value.isoformat()

    def thaw(self, data: Any) -> dt.date:
        return dt.date.fromisoformat(data)

    def spec(self) -> ExcelSpec:
        return ExcelSpec("yyyy-mm-dd", "center", False, 11.5, Limits("date", EARLIEST, LATEST))

    def describe(self) -> Text:
        return Text("日期 年-月-日，如 2026-03-05", "date, such as 2026-03-05")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


_YES = frozenset(map(key, ("是", "y", "yes", "true", "√", "✓", "1", "有", "对", "1.0")))
_NO = frozenset(map(key, ("否", "n", "no", "false", "×", "✗", "x", "0", "无", "不", "0.0")))


class BoolKind(Kind):
    """是 or 否; a blank cell is neither."""

    name: ClassVar[str] = "bool"
    yes: ClassVar[Text] = Text("是", "Yes")
    no: ClassVar[Text] = Text("否", "No")

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        if isinstance(raw.value, bool):
            return Value(raw.value, raw.text)
        text = key(raw.text)
        if text in _YES or text in _NO:
            usual = raw.text in (*self.yes.both, *self.no.both)
            return Value(text in _YES, raw.text, "" if usual else "spelling")
        return Problem(raw.text, "not-yes-or-no")

    def to_cell(self, value: bool, ctx: Ctx) -> CellValue:
        return (self.yes if value else self.no)(ctx.lang)

    def thaw(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise TypeError(data)
        return data

    def spec(self) -> ExcelSpec:
        return ExcelSpec(align="center", wrap=False, width=8, check=ListSource("yesno"))

    def describe(self) -> Text:
        return Text("是／否", "Yes or No")

    def schema(self) -> dict[str, Any]:
        return {"type": ["boolean", "string"]}
