"""Dates and yes/no."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, ClassVar

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind, Limits, ListSource, repaired, text_of
from xlplan.core.kinds.date_doubt import date_doubt, days
from xlplan.core.kinds.date_text import EARLIEST, LATEST, date_text, found, nearest_days, real, within
from xlplan.core.kinds.wording import beside, is_sign, remark, said, trimmed
from xlplan.core.normal import key
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

_PLACEHOLDER = re.compile(
    r"[\[(<【]?\s*(?:请?(?:选择|填写|输入))?(?:日期|时间|date)\s*[\])>】]?|yyyy[-./年 ]?mm[-./月 ]?dd日?|"
    r"[x_]{2,4}[-./年][x_]{1,2}[-./月][x_]{1,2}日?|[-_ ]*年[-_ ]*月[-_ ]*日?",
    re.IGNORECASE,
)
_ZERO = frozenset({dt.date(1899, 12, 30), dt.date(1899, 12, 31)})
_WEEKDAYS = (
    Text("周一", "Monday"), Text("周二", "Tuesday"), Text("周三", "Wednesday"), Text("周四", "Thursday"),
    Text("周五", "Friday"), Text("周六", "Saturday"), Text("周日", "Sunday"),
)  # fmt: skip


class DateKind(Kind):
    """A day. Real date cells and unambiguous spellings are read; vague, impossible or ambiguous ones are problems."""

    name: ClassVar[str] = "date"

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        value = raw.value
        if isinstance(value, dt.datetime):
            time = value.time()
            if value.date() in _ZERO:
                return Problem(raw.text, "date-zero" if time == dt.time(0) else "not-a-date")
            if time == dt.time(0):
                return self._bounded(value.date(), raw, "")
            shown = time.isoformat("minutes" if not time.second and not time.microsecond else "seconds")
            return self._bounded(value.date(), raw, "time-dropped", shown)
        if isinstance(value, dt.date):
            return Problem(raw.text, "date-zero") if value in _ZERO else self._bounded(value, raw, "")
        if isinstance(value, (dt.time, dt.timedelta)):
            return Problem(raw.text, "date-zero" if value in (dt.time(0), dt.timedelta(0)) else "not-a-date")
        if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
            return Problem(raw.text, "not-a-date")
        if isinstance(value, (int, float)) and (cell := self._number(value, raw)) is not None:
            return cell
        if not isinstance(value, str) and raw.percent:
            return Problem(raw.text, "not-a-date")
        text = date_text(raw.text)
        if is_sign(text) or _PLACEHOLDER.fullmatch(text.replace(" ", "")):
            return Blank(raw.text)
        return self._text(text, raw, ctx)

    def _text(self, text: str, raw: RawCell, ctx: Ctx) -> Cell:
        got = found(text)
        if got is None:
            lines = "; ".join(filter(None, map(date_text, raw.text.splitlines())))
            return date_doubt(raw.text, lines or text, ctx.today)
        known = [d for d in (real(*way) for way in got.days) if d is not None]
        if not known:
            return Problem(raw.text, "no-such-day", {"near": days(nearest_days(*got.days[0]))})
        if len(known) > 1:
            return Problem(raw.text, "date-ambiguous", {"near": days(known)})
        day = known[0]
        if got.weekday is not None and got.weekday != day.weekday():
            others = (day + dt.timedelta(days=n) for n in (-3, -2, -1, 1, 2, 3))
            meant = next(d for d in others if d.weekday() == got.weekday)
            return Problem(
                raw.text, "weekday-differs", {"actual": _WEEKDAYS[day.weekday()], "near": days([day, meant])}
            )
        repair = "date-as-text" if isinstance(raw.value, str) else "date-as-number"
        return self._bounded(day, raw, "time-dropped" if got.time else repair, got.time)

    def _number(self, value: float, raw: RawCell) -> Cell | None:
        """A number as a serial day; None where it may be read as text: 20260305, 3.5."""
        if value == 0:
            return Problem(raw.text, "date-zero")
        if raw.percent:
            return Problem(raw.text, "not-a-date")
        whole = int(value)
        if whole == value and 32_874 <= whole <= 73_050:  # 1990-01-01 to 2099-12-31 as serial days
            return repaired(dt.date(1899, 12, 30) + dt.timedelta(days=whole), raw, "date-as-serial")
        return None if value > 0 else Problem(raw.text, "not-a-date")

    def _bounded(self, day: dt.date, raw: RawCell, repair: str, rest: str = "") -> Cell:
        if not within(day):
            return Problem(raw.text, "date-out-of-range", {"low": EARLIEST.isoformat(), "high": LATEST.isoformat()})
        return Value(day, raw.text, repair, rest)

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


_YES = frozenset(
    map(key, ("是", "是的", "y", "yes", "true", "t", "√", "✓", "✔", "☑", "✅", "1", "1.0", "有", "对", "真"))
)
_NO = frozenset(
    map(
        key,
        ("否", "不是", "n", "no", "false", "f", "×", "✗", "✘", "✕", "❌", "☒", "0", "0.0", "无", "没有", "不", "假"),
    )
)


class BoolKind(Kind):
    """是 or 否; a blank cell is neither. A letter x is none of them: it ticks a box in English and strikes out in Chinese."""

    name: ClassVar[str] = "bool"
    yes: ClassVar[Text] = Text("是", "Yes")
    no: ClassVar[Text] = Text("否", "No")

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        if isinstance(raw.value, bool):
            return Value(raw.value, raw.text)
        text = text_of(raw)
        if (known := self._known(text)) is not None:
            usual = raw.text in (*self.yes.both, *self.no.both)
            return Value(known, raw.text, "" if usual else "spelling")
        if is_sign(text):
            return Blank(raw.text)
        if (note := remark(text)) and (known := self._known(note[0])) is not None:
            return beside(raw.text, str(self.to_cell(known, ctx)), note[1])
        if problem := said(text, raw.text, states=False):
            return problem
        known = self._known(text.strip("?？ "))
        both = (self.yes, self.no) if key(text) == "x" else () if known is None else (self.yes if known else self.no,)
        return Problem(raw.text, "not-yes-or-no", {"near": both})

    def _known(self, text: str) -> bool | None:
        word = key(text)
        word = word if word in _YES or word in _NO else key(trimmed(text))
        return word in _YES if word in _YES or word in _NO else None

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
