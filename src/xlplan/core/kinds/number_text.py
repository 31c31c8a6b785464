"""Numbers as text: what is certain of them, and what a text that is no number probably means."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation

from xlplan.core.cell import Problem
from xlplan.core.kinds.numerals import chinese_number
from xlplan.core.kinds.wording import beside, remark, said, some, unquoted
from xlplan.core.normal import clean, is_odd

DIGITS = 15  # what a spreadsheet keeps
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
# No-break and thin blanks are typed between groups of digits only; a plain blank may separate two numbers.
_NARROW = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_ABOUT = re.compile(
    r"^(?:大约|大概|约为|约|估计|预计|暂估|近|将近|接近|至少|最少|最多|至多|不少于|不超过|不多于|超过|大于等于|小于等于|大于|小于|"
    r"[≥≤≧≦><~≈±+]=?|about|approx\.?|approximately|ca\.?|circa|at least|at most|max\.?|min\.?)\s*|"
    r"\s*(?:左右|上下|以上|以下|以内|之内|内|多|余|许|不到|起|\?|\+|or so|or more|or less|max\.?|min\.?)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[-~～–—]+|[至到]|或|\bto\b|\bor\b)\s*", re.IGNORECASE)
_SUM = re.compile(r"=?\s*\d{1,9}(?:\.\d{1,4})?(?:\s*[+×xX*]\s*\d{1,9}(?:\.\d{1,4})?){1,5}")
_OTHER_UNIT = re.compile(r"(?P<number>[+-]?\d[\d.,]*)\s*(?P<unit>[^\W\d_][^\d]{0,11})")
_CURRENCY = re.compile(r"(?P<unit>[$€£₩]|USD|EUR|HKD|JPY|GBP|US\$|HK\$)\s*(?P<number>\d[\d.,]*)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{1,2}")
_FIRST, _OLD = dt.datetime(1899, 12, 30), dt.datetime(1920, 1, 1)

Suggest = Callable[[str], str]
"""A text as it would be written in the column, where it is certain and within bounds; else an empty string."""


def exact(value: float | int | Decimal) -> Decimal:
    """The decimal a person meant by a binary number, without an exponent for whole numbers.

    That is its shortest spelling, in the 15 digits that spreadsheet programs keep and show: 0.1+0.2 is 0.3.
    """
    number = Decimal(value) if not isinstance(value, float) else Decimal(repr(value))
    if not number.is_finite():
        return number
    if isinstance(value, float) and len(number.as_tuple().digits) > DIGITS:
        number = Decimal(f"{value:.{DIGITS}g}")
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


def figure(text: str) -> Decimal | None:
    """A number in digits or in Chinese characters, else None."""
    number = decimal_of(text)
    return chinese_number(text) if number is None else number


def number_text(raw: str) -> str:
    """A text as numbers are looked for in it; empty where its digits are none to rely on (10², ½)."""
    if is_odd(raw):
        return ""
    return unquoted(clean(_NARROW.sub(",", raw))).replace("\u2212", "-").rstrip("。,;、 ")


def plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing."""
    return format(exact(number), "f")


def dated(value: dt.date | dt.time | dt.timedelta, raw: str, suggest: Suggest) -> Problem:
    """A number that the cell's format turned into a date: early ones were small numbers."""
    near = ""
    if isinstance(value, dt.datetime) and _FIRST <= value < _OLD:
        days = (value - _FIRST) / dt.timedelta(days=1)
        near = plain(exact(days - (days <= 60)))  # these programs count a 29 February 1900
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime) and _FIRST.date() <= value < _OLD.date():
        days_ = (value - _FIRST.date()).days
        near = str(days_ - (days_ <= 60))
    return Problem(raw, "date-in-number", {"near": suggest(near), "value": raw.removesuffix(" 00:00:00")})


def number_doubt(raw: str, text: str, suggest: Suggest, weights: Callable[[str], Decimal | None]) -> Problem:
    """Why a text is no number for certain, with what was probably meant. ``weights`` converts other units."""
    if problem := said(text, raw):
        return problem
    if (found := remark(text)) and (near := suggest(found[0])):
        return beside(raw, near, found[1])
    if near := suggest(about := _ABOUT.sub("", text)):
        return Problem(raw, "number-vague", {"near": near})
    ends = _BETWEEN.split(about)
    if len(ends) == 2 and (low := suggest(_with_unit(ends[0], ends[1]))) and (high := suggest(ends[1])):
        return Problem(raw, "number-vague", {"near": some((low, high))})
    if unit := _other_unit(raw, text, suggest, weights):
        return unit
    return Problem(raw, "not-a-number", {"near": some(filter(None, map(suggest, _slips(text))))})


def _with_unit(first: str, last: str) -> str:
    """3-5天: the unit of the last one is that of the first one, too."""
    unit = re.sub(r"^[+-]?[\d.,]+\s*", "", last)
    return first if unit and first.endswith(unit) else first + unit


def _other_unit(raw: str, text: str, suggest: Suggest, weights: Callable[[str], Decimal | None]) -> Problem | None:
    match = _CURRENCY.fullmatch(text) or _OTHER_UNIT.fullmatch(text)
    number = decimal_of(match["number"]) if match else None
    if match is None or number is None:
        return None
    unit = match["unit"].strip()
    weight = weights(unit)
    near = suggest(plain(number * weight)) if weight is not None else ""
    return Problem(raw, "other-unit", {"unit": unit, "near": near})


def _slips(text: str) -> Iterator[str]:
    """What a text may mean whose digits are plain: other grouping, an exponent, a minus behind, brackets, a sum."""
    if _SUM.fullmatch(text):
        yield plain(_total(text.lstrip("= ")))
    if _SCIENTIFIC.fullmatch(text):
        yield plain(Decimal(text))
    if match := re.fullmatch(r"\((\d[\d.,]*)\)|(\d[\d.,]*)-|[‐‑‒–—](\d[\d.,]*)", text):
        number = next(filter(None, match.groups()))
        yield from (f"-{number}", number)
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d{1,3}(\.\d{3}){2,}", text):
        yield text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d+,\d+", text):
        yield from (text.replace(",", "."), text.replace(",", ""))
    elif re.fullmatch(r"\d+。\d+", text):
        yield text.replace("。", ".")
    if re.fullmatch(r"\d{1,3}( \d{3})+(\.\d+)?", text):
        yield text.replace(" ", "")


def _total(text: str) -> Decimal:
    total = Decimal(0)
    for part in text.split("+"):
        product = Decimal(1)
        for factor in re.split(r"[×xX*]", part):
            product *= Decimal(factor.strip())
        total += product
    return total


def both_sides(number: Decimal) -> Iterable[Decimal]:
    """The whole numbers around a fraction."""
    return (Decimal(math.floor(number)), Decimal(math.ceil(number)))
