"""Numbers: whole, decimal, money, per cent. Decimal inside; certain spellings are repaired, others are problems."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from xlplan.core.cell import BLANK, Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind, Limits, text_of
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

DIGITS = 15  # what a spreadsheet keeps
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_SIGN = re.compile(r"^(¥|￥|RMB|CNY|人民币)|(元|RMB|CNY|yuan)$", re.IGNORECASE)
_PLACEHOLDER = frozenset({"-", "--", "—", "——", "/"})


def exact(value: float | int | Decimal) -> Decimal:
    """The decimal a person meant by a binary number: its shortest spelling, without an exponent for whole numbers."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return number
    number = number.normalize()
    return (
        number.quantize(Decimal(1)) if number == number.to_integral_value() and number.adjusted() < DIGITS else number
    )


def decimal_of(text: str) -> Decimal | None:
    """A plain or properly grouped number, else None."""
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _PLAIN.fullmatch(text):
        return None
    try:
        return exact(Decimal(text))
    except InvalidOperation:
        return None


@dataclass(frozen=True)
class NumberKind(Kind):
    """A decimal number between bounds. ``units`` are words that may follow it, such as 天."""

    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    units: tuple[str, ...] = ()
    name: ClassVar[str] = "num"
    places: ClassVar[int | None] = None

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        if isinstance(raw.value, bool):
            return Problem(raw.text, "not-a-number")
        if isinstance(raw.value, (int, float)):
            return self._bounded(exact(raw.value), raw, "")
        text = text_of(raw)
        if text in _PLACEHOLDER:
            return BLANK
        number = decimal_of(text)
        if number is None:
            stripped, unit = self._strip(text)
            number = decimal_of(stripped)
            if number is None:
                return Problem(raw.text, "not-a-number")
            number *= unit
        return self._bounded(exact(number), raw, "number-as-text")

    def _strip(self, text: str) -> tuple[str, Decimal]:
        for unit in sorted(self.units, key=len, reverse=True):
            if text.casefold().endswith(unit.casefold()):
                return text[: -len(unit)].strip(), Decimal(1)
        return text, Decimal(1)

    def _bounded(self, number: Decimal, raw: RawCell, repair: str) -> Cell:
        if not number.is_finite():
            return Problem(raw.text, "not-a-number")
        if self.places is not None and -int(number.as_tuple().exponent) > self.places:
            code = "not-whole" if self.places == 0 else "too-many-places"
            return Problem(raw.text, code, {"places": self.places})
        if len(number.as_tuple().digits) > DIGITS:
            return Problem(raw.text, "too-many-digits", {"limit": DIGITS})
        if (self.minimum is not None and number < self.minimum) or (self.maximum is not None and number > self.maximum):
            low = "" if self.minimum is None else str(self.minimum)
            high = "…" if self.maximum is None else str(self.maximum)
            return Problem(raw.text, "out-of-range", {"low": low, "high": high})
        return Value(self.native(number), raw.text, repair)

    def native(self, number: Decimal) -> Any:
        return number

    def freeze(self, value: Any) -> str:
        return format(exact(value), "f")

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

    A number typed into a 万元 column counts in 万元; written-out units (万, 亿, 元) decide for themselves.
    """

    wan: bool = False
    name: ClassVar[str] = "money"
    places: ClassVar[int | None] = 2

    @property
    def _unit(self) -> Decimal:
        return Decimal(10_000) if self.wan else Decimal(1)

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        if isinstance(raw.value, (int, float)) and not isinstance(raw.value, bool):
            return self._bounded(exact(exact(raw.value) * self._unit), raw, "")
        text = text_of(raw)
        if text in _PLACEHOLDER:
            return BLANK
        bare = _SIGN.sub("", _SIGN.sub("", text).strip()).strip()
        explicit = text.endswith("元") or bare != text
        unit = Decimal(1) if explicit else self._unit
        for word, factor in (("亿", Decimal(10) ** 8), ("万", Decimal(10_000)), ("千", Decimal(1000))):
            if bare.endswith(word):
                bare, unit = bare[:-1].strip(), factor
                break
        number = decimal_of(bare)
        if number is None:
            return Problem(raw.text, "not-a-number")
        return self._bounded(exact(number * unit), raw, "money-spelling" if bare != text else "number-as-text")

    def to_cell(self, value: Decimal, ctx: Ctx) -> CellValue:
        return exact(value / self._unit)

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        plain = MoneyKind(self.minimum, self.maximum)
        return super(MoneyKind, plain).from_doc(data, ctx)

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
    """

    maximum: Decimal | None = Decimal(1)
    name: ClassVar[str] = "pct"

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        if isinstance(raw.value, bool):
            return Problem(raw.text, "not-a-number")
        if isinstance(raw.value, (int, float)):
            if not math.isfinite(raw.value):
                return Problem(raw.text, "not-a-percent")
            return self._number(exact(raw.value), raw, raw.percent, "")
        text = text_of(raw)
        if text in _PLACEHOLDER:
            return BLANK
        shown = text.endswith("%")
        body = text[:-1].strip() if shown else text
        if body.startswith(("完成", "已完成")):
            body = body.removeprefix("已").removeprefix("完成").strip()
        number = decimal_of(body)
        if number is None:
            return Problem(raw.text, "not-a-percent")
        if shown:
            return self._bounded(exact(number / 100), raw, "percent-spelling")
        return self._number(number, raw, False, "number-as-text")

    def _number(self, number: Decimal, raw: RawCell, percent_format: bool, repair: str) -> Cell:
        if percent_format or number == 0 or 0 < number < 1:
            if percent_format and 1 < number <= 100:
                return Problem(raw.text, "percent-too-large", {"meant": f"{exact(number)}%"})
            return self._bounded(number, raw, repair)
        if number == 1:
            return Problem(raw.text, "percent-ambiguous")
        if 1 < number <= 100:
            return self._bounded(exact(number / 100), raw, "percent-spelling")
        return self._bounded(number, raw, repair)

    def show(self, value: Any, ctx: Ctx) -> str:
        return f"{format(exact(value * 100), 'f')}%"

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
