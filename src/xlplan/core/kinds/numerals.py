"""Numbers in Chinese characters, where they are written by the book: 十五, 三百零五, 叁佰. 一百五 is left alone."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_FOLD = str.maketrans("〇壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億两兩", "零一二二三三三四五六六七八九十百千万亿二二")
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 30


def chinese_number(text: str) -> Decimal | None:
    """The number that a text spells out as it should be; None where it says anything else."""
    if text == "半":
        return Decimal("0.5")
    folded = text.translate(_FOLD)
    if not folded or len(folded) > _LONGEST or any(c not in _DIGITS and c not in "十百千万亿" for c in folded):
        return None
    number = _value(folded)
    proper = _spelt(number)
    return Decimal(number) if folded in (proper, _short(proper)) else None


def chinese_digits(text: str) -> str:
    """Digit by digit, as years are written: 二〇二六 → 2026. Empty where it is something else."""
    folded = text.translate(_FOLD)
    return "".join(str(_DIGITS.index(c)) for c in folded) if all(c in _DIGITS for c in folded) else ""


def _value(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return total + section + digit


def _short(proper: str) -> str:
    """十五 for 一十五."""
    return proper[1:] if proper.startswith("一十") else proper


def _spelt(number: int) -> str:
    if not 0 < number < 10**12:
        return "零" if number == 0 else ""
    out, gap = "", False
    for value, word in ((number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")):
        if value:
            out += ("零" if out and (gap or value < 1000) else "") + _four(value) + word
        gap = bool(out) and not value
    return out


def _four(number: int) -> str:
    out, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap else "") + _DIGITS[digit] + word
        gap = bool(out) and not digit
    return out
