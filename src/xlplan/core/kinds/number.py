"""Numbers: whole, decimal, money, per cent. Decimal inside; certain spellings are repaired, others are problems."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.kinds import percent_text
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind, Limits
from xlplan.core.kinds.number_text import (
    DIGITS,
    both_sides,
    dated,
    decimal_of,
    exact,
    figure,
    number_doubt,
    number_text,
    plain,
)
from xlplan.core.kinds.wording import is_sign, some
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

_WEEKS = frozenset(("周", "个周", "星期", "个星期", "礼拜", "个礼拜", "人周", "w", "wk", "wks", "week", "weeks"))
_HOURS = frozenset(("小时", "个小时", "时", "工时", "人时", "h", "hr", "hrs", "hour", "hours"))
_YUAN = re.compile(r"(?P<core>.+?)\s*(?P<yuan>元整|圆整|元正|元|圆|块钱|块|RMB|CNY|yuan)", re.IGNORECASE)
_SIGNED = re.compile(r"(?P<minus>[+-]?)\s*(?:¥|RMB|CNY|人民币)\s*(?P<core>.+)", re.IGNORECASE)
_SCALES: dict[str, Decimal] = {
    word: Decimal(10) ** zeros for word, zeros in (("亿", 8), ("千万", 7), ("百万", 6), ("十万", 5), ("万", 4), ("千", 3), ("百", 2))
}  # fmt: skip
_SCALED = re.compile(rf"(?P<number>[+-]?[\d.,]+)\s*(?P<scale>{'|'.join(_SCALES)})")
_SHORTHAND = {"w": Decimal(10_000), "k": Decimal(1000), "m": Decimal(10) ** 6}

Amount = tuple[Decimal, str]
"""A number and the repair that made it certain."""


@dataclass(frozen=True)
class NumberKind(Kind):
    """A decimal number between bounds. ``units`` are words that may follow it, such as 天."""

    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    units: tuple[str, ...] = ()
    name: ClassVar[str] = "num"
    places: ClassVar[int | None] = None

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        value = raw.value
        if isinstance(value, (dt.date, dt.time, dt.timedelta)):
            return dated(value, raw.text, self._suggest)
        if isinstance(value, bool):
            return Problem(raw.text, "not-a-number")
        if isinstance(value, (int, float)):
            if raw.percent:
                near = some(self._suggest(plain(exact(value) * n)) for n in (100, 1) if math.isfinite(value))
                return Problem(raw.text, "percent-in-number", {"near": near})
            number = exact(value)
            noisy = isinstance(value, float) and number.is_finite() and number != Decimal(repr(value))
            return self._bounded(self._typed(number), raw, "fifteen-digits" if noisy else "")
        text = number_text(raw.text)
        if is_sign(text):
            return Blank(raw.text)
        found = self._certain(text)
        if found is not None:
            return self._bounded(found[0], raw, found[1])
        if percent_text.share(text) is not None:
            near = some(self._suggest(plain(number)) for number in percent_text.both_readings(text))
            return Problem(raw.text, "percent-in-number", {"near": near})
        return self._doubt(raw, text)

    def _typed(self, number: Decimal) -> Decimal:
        """What a bare number means in this column."""
        return number

    def _certain(self, text: str) -> Amount | None:
        """The number of a text, where there is one way to read it."""
        number = figure(text)
        if number is None:
            number = figure(self._without_unit(text))
        return None if number is None else (exact(number), "number-as-text")

    def _without_unit(self, text: str) -> str:
        folded = text.casefold()
        for unit in sorted(self.units, key=len, reverse=True):
            if folded.endswith(unit.casefold()):
                return text[: -len(unit)].strip()
        return text

    def _suggest(self, text: str) -> str:
        """How a certain text would be written in this column; empty where it is none or not allowed."""
        found = self._certain(text)
        cell = self._bounded(found[0], RawCell(value=text), "") if found else None
        return self.show(cell.value, Ctx()) if isinstance(cell, Value) else ""

    def _doubt(self, raw: RawCell, text: str) -> Problem:
        return number_doubt(raw.text, text, self._suggest, self._weight)

    def _weight(self, unit: str) -> Decimal | None:
        """What one of another unit probably is in this column: a week has five working days, a day eight hours."""
        word = unit.casefold()
        if not any(u in self.units for u in ("天", "人天")):
            return None if word.startswith("%") else Decimal(1)
        if word in _WEEKS:
            return Decimal(5)
        return Decimal("0.125") if word in _HOURS else None

    def _bounded(self, number: Decimal, raw: RawCell, repair: str) -> Cell:
        if not number.is_finite():
            return Problem(raw.text, "not-a-number")
        if self.places is not None and -int(number.as_tuple().exponent) > self.places:
            if self.places == 0:
                near = (
                    some(plain(n) for n in both_sides(number) if self._within(n)) if number.adjusted() < DIGITS else ()
                )
                return Problem(raw.text, "not-whole", {"near": near})
            return Problem(raw.text, "too-many-places", {"places": self.places})
        if len(number.as_tuple().digits) > DIGITS:
            return Problem(raw.text, "too-many-digits", {"limit": DIGITS})
        if not self._within(number):
            low, high = (self._bound(b) for b in (self.minimum, self.maximum))
            return Problem(raw.text, "out-of-range", {"low": low, "high": high})
        return Value(self.native(number), raw.text, repair)

    def _within(self, number: Decimal) -> bool:
        low = self.minimum is None or number >= self.minimum
        return low and (self.maximum is None or number <= self.maximum)

    def _bound(self, bound: Decimal | None) -> str:
        return "…" if bound is None else plain(bound)

    def native(self, number: Decimal) -> Any:
        return number

    def show(self, value: Any, ctx: Ctx) -> str:
        return plain(exact(Decimal(str(self.to_cell(value, ctx)))))

    def freeze(self, value: Any) -> str:
        return plain(exact(value))

    def thaw(self, data: Any) -> Any:
        return self.native(exact(Decimal(str(data))))

    def to_doc(self, value: Any, ctx: Ctx) -> int | float:
        number = exact(value)
        return int(number) if number == number.to_integral_value() else float(number)

    def spec(self) -> ExcelSpec:
        top = self.maximum if self.maximum is not None else Decimal(10) ** 9
        return ExcelSpec("#,##0.##", "right", False, 9, Limits("decimal", self.minimum or 0, top))

    def describe(self) -> Text:
        return Text("数字", "a number")

    def schema(self) -> dict[str, Any]:
        return {"type": ["number", "string"]}


@dataclass(frozen=True)
class IntKind(NumberKind):
    """A whole number; fractions are said, not rounded."""

    name: ClassVar[str] = "int"
    places: ClassVar[int | None] = 0

    def native(self, number: Decimal) -> int:
        return int(number)

    def spec(self) -> ExcelSpec:
        top = int(self.maximum) if self.maximum is not None else 99_999
        return ExcelSpec("0", "right", False, 8, Limits("integer", int(self.minimum or 0), top))

    def describe(self) -> Text:
        return Text("整数", "a whole number")


@dataclass(frozen=True)
class MoneyKind(NumberKind):
    """Money: Decimal yuan with two places inside; shown in 元, or in 万元 when ``wan``.

    A number typed into a 万元 column counts in 万元; written-out units (万, 亿, 元) decide for themselves. A mere ¥
    there does not say which is meant.
    """

    wan: bool = False
    name: ClassVar[str] = "money"
    places: ClassVar[int | None] = 2

    @property
    def _unit(self) -> Decimal:
        return Decimal(10_000) if self.wan else Decimal(1)

    def _typed(self, number: Decimal) -> Decimal:
        return exact(number * self._unit) if number.is_finite() else number

    def _certain(self, text: str) -> Amount | None:
        found = self._parts(text)
        if found is None or (self.wan and found[2]):
            return None
        return found[0], found[1]

    def _parts(self, text: str) -> tuple[Decimal, str, bool] | None:
        """The amount in yuan, the repair, and whether the column's own unit may have been meant instead."""
        signed = _SIGNED.fullmatch(text)
        core = signed["minus"] + signed["core"] if signed else text
        spelt = _YUAN.fullmatch(core)
        core = spelt["core"] if spelt else core
        explicit = spelt is not None and spelt["yuan"].upper() not in ("RMB", "CNY")
        currency = (signed is not None or spelt is not None) and not explicit
        number = figure(core)
        if number is not None:
            own = not explicit and not any(c in "万亿萬億" for c in core)
            doubtful = own and (currency or any(c in "百千佰仟" for c in core))
            unit = self._unit if own and not doubtful else Decimal(1)
        elif (scaled := _SCALED.fullmatch(core)) and (number := decimal_of(scaled["number"])) is not None:
            unit = _SCALES[scaled["scale"]]
            doubtful = scaled["scale"] in ("千", "百") and not explicit
        else:
            return None
        return exact(number * unit), "number-as-text" if decimal_of(text) is not None else "money-spelling", doubtful

    def _doubt(self, raw: RawCell, text: str) -> Problem:
        found = self._parts(text)
        if found is None:
            return super()._doubt(raw, text)
        readings = tuple(Text(f"{plain(n)} 元", f"{plain(n)} yuan") for n in (found[0], found[0] * self._unit))
        return Problem(raw.text, "money-unit-ambiguous", {"readings": readings})

    def _weight(self, unit: str) -> Decimal | None:
        weight = _SHORTHAND.get(unit.casefold())
        return weight / self._unit if weight else None

    def to_cell(self, value: Decimal, ctx: Ctx) -> CellValue:
        return exact(value / self._unit)

    def _bound(self, bound: Decimal | None) -> str:
        return super()._bound(None if bound is None else bound / self._unit)

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        plain_ = MoneyKind(self.minimum, self.maximum)
        return super(MoneyKind, plain_).from_doc(data, ctx)

    def spec(self) -> ExcelSpec:
        shown = "#,##0.00##" if self.wan else "#,##0.00"
        return ExcelSpec(shown, "right", False, 13, Limits("decimal", 0, 10**12))

    def describe(self) -> Text:
        return Text("金额（万元）", "amount in 10,000 yuan") if self.wan else Text("金额（元）", "amount in yuan")


@dataclass(frozen=True)
class PercentKind(NumberKind):
    """A share between 0 and 1, shown in per cent.

    A bare number from 0 to 1 is a share where the cell's format shows per cent; without that format, 1 could be
    one per cent or all of it and is asked about, as is anything above 1 that carries no per cent sign but may.
    A remark beside a figure is kept: the finding quotes it and asks to move it.
    """

    maximum: Decimal | None = Decimal(1)
    name: ClassVar[str] = "pct"

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        value = raw.value
        if isinstance(value, (dt.date, dt.time, dt.timedelta)):
            return dated(value, raw.text, self._suggest)
        if isinstance(value, bool):
            near = "100%" if value else "0%"
            return Problem(raw.text, "not-a-percent", {"near": near})
        if isinstance(value, (int, float)):
            if not math.isfinite(value):
                return Problem(raw.text, "not-a-percent")
            return self._number(exact(value), raw, raw.percent, "")
        text = number_text(raw.text)
        if is_sign(text):
            return Blank(raw.text)
        share = percent_text.share(text)
        if share is not None:
            return self._bounded(share, raw, "percent-spelling")
        number = decimal_of(text)
        if number is not None:
            return self._number(number, raw, False, "number-as-text")
        if (beside := percent_text.with_remark(text)) is not None:
            cell = self._bounded(beside[0], raw, "remark-beside")
            return Value(cell.value, cell.raw, cell.repair, beside[1]) if isinstance(cell, Value) else cell
        return percent_text.doubt(raw.text, text, self._suggest)

    def _certain(self, text: str) -> Amount | None:
        share = percent_text.share(text)
        if share is None and (number := decimal_of(text)) is not None and number != 1:
            share = number if 0 <= number < 1 else exact(number / 100)
        return None if share is None else (share, "percent-spelling")

    def _number(self, number: Decimal, raw: RawCell, percent_format: bool, repair: str) -> Cell:
        if percent_format or number == 0 or 0 < number < 1:
            if percent_format and 1 < number <= 100:
                return Problem(raw.text, "percent-too-large", {"meant": f"{exact(number)}%"})
            return self._bounded(number, raw, repair)
        if number == 1:
            return Problem(raw.text, "percent-ambiguous", {"near": ("100%", "1%")})
        if 1 < number <= 100:
            return self._bounded(exact(number / 100), raw, "percent-spelling")
        return self._bounded(number, raw, repair)

    def _bound(self, bound: Decimal | None) -> str:
        return "…" if bound is None else self.show(bound, Ctx())

    def show(self, value: Any, ctx: Ctx) -> str:
        return f"{plain(value * 100)}%"

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        if isinstance(data, str) and (number := decimal_of(data.strip())) is not None:
            data = float(number)
        if isinstance(data, (int, float)) and not isinstance(data, bool):
            return self.parse(RawCell(value=float(data), percent=True), ctx)
        return super().from_doc(data, ctx)

    def spec(self) -> ExcelSpec:
        return ExcelSpec("0%", "right", False, 9, Limits("decimal", 0, self.maximum or 1))

    def describe(self) -> Text:
        return Text("百分比 0%～100%", "per cent, 0 % to 100 %")
