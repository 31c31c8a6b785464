"""Dates as text that can be read in one way only: year first, or with a month in letters, or a day past the 12th."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from xlplan.core.kinds.numerals import chinese_digits, chinese_number
from xlplan.core.kinds.wording import unquoted
from xlplan.core.normal import clean, is_odd

EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−_", "-"))
SEP = r"\s*[-./\\、,。]\s*"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:(\s*[-./\\、,。]\s*|\s+)(\d{1,2})\2(\d{1,2})|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?)"
)
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_AROUND = re.compile(r"\s*([-./\\、,。])\s*(?=\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})(\s*[-./]\s*)(\d{1,2})\2(\d{4})")
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_IN_LETTERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NTH}[\s./-]*(?:of\s+)?{MONTH}[\s.,/-]*(?P<year>\d{{4}})",
        rf"{MONTH}[\s.-]*{_NTH}[\s,./-]+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[\s,./-]*{MONTH}[\s./-]*{_NTH}",
    )
)
_IN_CHINESE = re.compile(
    r"([零〇一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号號]?"
)
_TIME = re.compile(
    r"[T\s]+(?P<time>(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?:\s*[ap]m)?)$", re.IGNORECASE
)
_DAYS = "一二三四五六日"
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = r"mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_WEEKDAY = rf"[(\[]?\s*(?:(?:周|星期|礼拜)\s*(?P<zh>[{_DAYS}天])|(?P<en>{_NAMED})(?![a-z])\.?)\s*[)\]]?"
_WEEKDAY_BEHIND = re.compile(rf"[\s,]*{_WEEKDAY}$", re.IGNORECASE)
_WEEKDAY_AHEAD = re.compile(rf"^{_WEEKDAY}[\s,]*", re.IGNORECASE)


class Found(NamedTuple):
    """Ways to read a date: year, month, day, each real or not; with the time and the day of the week beside it."""

    days: tuple[tuple[int, int, int], ...]
    time: str = ""
    weekday: int | None = None


def date_text(raw: str) -> str:
    """A text as dates are looked for in it; empty where its digits are none to rely on."""
    return "" if is_odd(raw) else unquoted(clean(raw)).translate(_DASHES).rstrip(".。,; ")


def found(text: str) -> Found | None:
    """What a text says that is a whole date and nothing else; None where it is not."""
    time, weekday = "", None
    for _ in range(2):
        if not time and (match := _TIME.search(text)):
            if int(match["hour"]) > 23 or int(match["minute"]) > 59 or int(match["second"] or 0) > 59:
                return None
            time, text = match["time"], text[: match.start()]
        if weekday is None and (match := _WEEKDAY_BEHIND.search(text) or _WEEKDAY_AHEAD.search(text)):
            weekday = (
                _DAYS.index(match["zh"].replace("天", "日"))
                if match["zh"]
                else _NAMES.index(match["en"][:3].casefold())
            )
            text = text[: match.start()] + text[match.end() :]
    days = tuple(dict.fromkeys(_readings(_AROUND.sub(r"\1", text.strip()))))
    midnight = re.fullmatch(r"0?0:00(:00(\.0+)?)?", time) is not None
    return Found(days, "" if midnight else time, weekday) if days else None


def _readings(text: str) -> Iterator[tuple[int, int, int]]:
    if match := _YEAR_FIRST.fullmatch(text):
        yield int(match[1]), int(match[3] or match[5]), int(match[4] or match[6])
    elif match := _PACKED.fullmatch(text):
        yield int(match[1]), int(match[2]), int(match[3])
    elif match := _IN_CHINESE.fullmatch(text):
        month, day = chinese_number(match[2]), chinese_number(match[3])
        if month and day:
            yield int(chinese_digits(match[1])), int(month), int(day)
    elif match := _YEAR_LAST.fullmatch(text):
        ways = [(int(match[4]), int(m), int(d)) for m, d in ((match[1], match[3]), (match[3], match[1]))]
        yield from [w for w in ways if w[1] <= 12] or ways
    else:
        for pattern in _IN_LETTERS:
            if match := pattern.fullmatch(text):
                yield int(match["year"]), month_of(match), int(match["day"])


def month_of(match: re.Match[str], group: str = "mon") -> int:
    """The number of a month in letters."""
    return MONTHS.index(match[group][:3].casefold()) + 1


def real(year: int, month: int, day: int) -> dt.date | None:
    """The day, where there is one."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def within(day: dt.date | None) -> bool:
    return day is not None and EARLIEST <= day <= LATEST


def month_end(year: int, month: int) -> dt.date | None:
    """The last day of a month, where there is such a month."""
    return real(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 and 1 <= year <= 9999 else None


def nearest_days(year: int, month: int, day: int) -> list[dt.date]:
    """Days that were probably meant by one that does not exist: the last of the month, or month and day swapped."""
    if month > 12:
        swapped = real(year, day, month)
        return [swapped] if swapped else []
    last = month_end(year, month)
    return [last] if last and last.day < day <= 31 else []
