"""Why a text is no date for certain, with the days that were probably meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from xlplan.core.cell import Problem
from xlplan.core.kinds.date_text import MONTH, found, month_end, month_of, nearest_days, real, within
from xlplan.core.kinds.wording import beside, said, some
from xlplan.core.text import Text

_FULL = re.compile(
    r"(?<!\d)\d{4}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号號]?|([-./])\s*\d{1,2}\s*\1\s*\d{1,2}|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))(?!\d)"
)
_TO = r"\s*(?:[-~～]+>?|[至到→]|\bto\b|\buntil\b)\s*"
_BETWEEN = re.compile(_TO, re.IGNORECASE)
_SHORT_END = re.compile(rf"{_TO}(?:(\d{{1,2}})\s*[-./月]\s*)?(\d{{1,2}})\s*[日号號]?", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2})(?:([-./])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号號]?)(?!\d)")
_SHORT_PACKED = re.compile(r"(\d{2})(\d{2})(\d{2})")
_LETTERS_SHORT = re.compile(
    rf"(?P<day>\d{{1,2}})[\s./-]*{MONTH}(?:[\s.,/'-]*(?P<year>\d{{2}}))?|{MONTH.replace('mon>', 'mon2>')}[\s.-]*(?P<day2>\d{{1,2}})",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(r"(\d{4})(?:\s*年\s*(\d{1,2})\s*月?份?|\s*[-./]\s*(\d{1,2})|(\d{2}))")
_MONTH_YEAR = re.compile(rf"{MONTH}[\s.,/-]*(?P<year>\d{{4}})", re.IGNORECASE)
_PART = re.compile(r"(?:(\d{4})\s*年\s*)?(?:(\d{1,2})\s*月份?)?\s*(初|上旬|中旬|中|下旬|底|末)?")
_NO_YEAR = re.compile(r"(?<!\d)(?<!\d[./])(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*[日号號]?(?![./]?\d|\s*月)")
_DAY_ONLY = re.compile(r"(\d{1,2})\s*[日号號]")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_RELATIVE = re.compile(
    r"第.{1,3}(?:天|周|个?月)|[DTW]\s*[+-]\s*\d+|.*(?:今天|明天|后天|昨天|今日|明日|本周|下周|上周|这周|本月|下月|下个月|上月|月|"
    r"年初|年中|年底|年末|季度|Q[1-4]|H[12]|上半年|下半年|周[一二三四五六日末天]|星期|节前|节后|today|tomorrow|week|month|year).*",
    re.IGNORECASE,
)
_TENTHS = {
    "": (1, 31),
    "初": (1, 10),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (31, 31),
    "末": (31, 31),
}
_IN_ENGLISH = re.compile(
    rf"(?P<part>early|beginning of|start of|mid|middle of|late|end of)[\s-]*{MONTH}[\s,]*(?P<year>\d{{4}})?",
    re.IGNORECASE,
)
_PARTS = {
    "early": "初",
    "beginning of": "初",
    "start of": "初",
    "mid": "中",
    "middle of": "中",
    "late": "下旬",
    "end of": "底",
}
_MOST = 12


def date_doubt(raw: str, text: str, today: dt.date | None) -> Problem:
    """The problem of a cleaned text that is no date. ``today`` completes days without a year in suggestions."""
    return (
        said(text, raw)
        or _with_full_dates(raw, text)
        or _short_year(raw, text, today)
        or _vague(raw, text, today)
        or _without_year(raw, text, today)
        or _serial(raw, text)
        or Problem(raw, "date-vague" if _RELATIVE.fullmatch(text) else "not-a-date")
    )


def days(dates: Iterable[dt.date | None], count: int = 3) -> tuple[str, ...]:
    """Days as suggestions: those that there are, within what is accepted."""
    return some((d.isoformat() for d in dates if d is not None and within(d)), count)


def _period(raw: str, first: str, last: str) -> Problem:
    split = Text(f"：开始 {first}，结束 {last}", f": start {first}, finish {last}")
    return Problem(raw, "date-range", {"split": split})


def _day_of(text: str) -> dt.date | None:
    got = found(text)
    return real(*got.days[0]) if got and len(got.days) == 1 else None


def _with_full_dates(raw: str, text: str) -> Problem | None:
    matches = list(_FULL.finditer(text))[:_MOST]
    if not matches:
        return None
    dates = [_day_of(m[0].replace(" ", "")) for m in matches]
    first = dates[0]
    before, behind = text[: matches[0].start()], text[matches[-1].end() :]
    if len(matches) == 2 and _BETWEEN.fullmatch(text[matches[0].end() : matches[1].start()]):
        if first and dates[1]:
            return _period(raw, first.isoformat(), dates[1].isoformat())
        return Problem(raw, "date-range", {"split": ""})
    if len(matches) > 1:
        return Problem(raw, "several-dates", {"near": days(dates)})
    if first and not before and (end := _SHORT_END.fullmatch(behind)):
        last = real(first.year, int(end[1] or first.month), int(end[2]))
        if last:
            return _period(raw, first.isoformat(), last.isoformat())
    if first is None:
        return Problem(raw, "no-such-day", {"near": _real_near(matches[0][0])})
    if others := [real(first.year, int(m[1]), int(m[2])) for m in _NO_YEAR.finditer(behind)]:
        return Problem(raw, "several-dates", {"near": days([first, *others])})
    rest = f"{before.strip()} {behind.strip()}".strip(" ()[],;")
    return beside(raw, first.isoformat(), rest) if rest else Problem(raw, "not-a-date", {"near": days([first])})


def _real_near(text: str) -> tuple[str, ...]:
    got = found(text.replace(" ", ""))
    return days(nearest_days(*got.days[0])) if got else ()


def _short_year(raw: str, text: str, today: dt.date | None) -> Problem | None:
    packed = _SHORT_PACKED.fullmatch(text)
    if packed:
        near = days([real(2000 + int(packed[1]), int(packed[2]), int(packed[3]))])
        return Problem(raw, "date-short-year", {"near": near}) if near else None
    if (letters := _LETTERS_SHORT.fullmatch(text)) and letters["year"]:
        day = real(2000 + int(letters["year"]), month_of(letters), int(letters["day"]))
        return Problem(raw, "date-short-year", {"near": days([day])})
    matches = list(_SHORT_YEAR.finditer(text))
    if len(matches) == 2 and _BETWEEN.fullmatch(text[matches[0].end() : matches[1].start()]):
        ends = [next(iter(days(_by_two(m, today))), m[0]) for m in matches]
        return _period(raw, *ends)
    if len(matches) != 1:
        return None
    near = days(_by_two(matches[0], today))
    return Problem(raw, "date-short-year", {"near": near}) if near else None


def _by_two(match: re.Match[str], today: dt.date | None) -> list[dt.date | None]:
    """The readings of three numbers of at most two digits: year first, day first, month first; the nearest to today first."""
    if match[5]:
        return [real(2000 + int(match[1]), int(match[5]), int(match[6]))]
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    ways = [real(2000 + y, m, d) for y, m, d in ((a, b, c), (c, b, a), (c, a, b))]
    known = [w for w in ways if w is not None]
    return [*sorted(known, key=lambda w: abs((w - today).days))] if today else [*known]


def _vague(raw: str, text: str, today: dt.date | None) -> Problem | None:
    if match := _YEAR_MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2] or match[3] or match[4])
        near = days([real(year, month, 1), month_end(year, month)])
        return Problem(raw, "date-vague", {"near": near}) if near else None
    if match := _MONTH_YEAR.fullmatch(text):
        year, month = int(match["year"]), month_of(match)
        return Problem(raw, "date-vague", {"near": days([real(year, month, 1), month_end(year, month)])})
    parts = re.split(r"\s*[-~～至到]\s*", text)
    spans = [_span(p, today) for p in parts[:2]]
    if len(parts) > 2 or any(s is None for s in spans):
        return None
    ends = [d for s in spans if s for d in s]
    return Problem(raw, "date-vague", {"near": days([ends[0], ends[-1]] if ends else [])})


def _span(text: str, today: dt.date | None) -> tuple[dt.date | None, dt.date | None] | None:
    """First and last day of 6月初 and the like, None each where the year is not known; None for another text."""
    if english := _IN_ENGLISH.fullmatch(text):
        typed_year, month, part = english["year"], month_of(english), _PARTS[english["part"].casefold()]
    elif (match := _PART.fullmatch(text)) and match[2]:
        typed_year, month, part = match[1], int(match[2]), match[3] or ""
    else:
        return None
    end = month_end(int(typed_year) if typed_year else today.year if today else 0, month)
    if end is None:
        return (None, None)
    low, high = _TENTHS[part]
    return end.replace(day=min(low, end.day)), end.replace(day=min(high, end.day))


def _without_year(raw: str, text: str, today: dt.date | None) -> Problem | None:
    if match := _DAY_ONLY.fullmatch(text):
        near = days([real(today.year, today.month, int(match[1]))] if today else [])
        return Problem(raw, "date-without-year", {"near": near})
    if (letters := _LETTERS_SHORT.fullmatch(text)) and not letters["year"]:
        month = month_of(letters, "mon" if letters["mon"] else "mon2")
        near = days([real(today.year, month, int(letters["day"] or letters["day2"]))] if today else [])
        return Problem(raw, "date-without-year", {"near": near})
    matches = list(_NO_YEAR.finditer(text))[:_MOST]
    if not matches:
        return None
    if len(matches) == 1 and not text[: matches[0].start()] and (end := _SHORT_END.fullmatch(text[matches[0].end() :])):
        last = _completed(int(end[1] or matches[0][1]), int(end[2]), today)
        return _period(raw, _in_year(matches[0], today), last)
    if len(matches) == 2 and _BETWEEN.fullmatch(text[matches[0].end() : matches[1].start()]):
        return _period(raw, *(_in_year(m, today) for m in matches))
    if len(matches) > 1:
        return Problem(
            raw, "several-dates", {"near": some((d for m in matches for d in days(_this_year(m, today), 1)), _MOST)}
        )
    both = list(_this_year(matches[0], today))
    possible = any(real(2024, m, d) for m, d in _month_and_day(matches[0]))
    return Problem(raw, "date-without-year", {"near": days(both)}) if possible else None


def _month_and_day(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """3.5 is the 5th of March before it is the 3rd of May; 月 leaves no choice; 3.1 may have been 3.10."""
    first, second = int(match[1]), int(match[2])
    yield first, second
    if "月" not in match[0]:
        yield second, first


def _this_year(match: re.Match[str], today: dt.date | None) -> Iterator[dt.date | None]:
    for month, day in _month_and_day(match):
        yield real(today.year, month, day) if today else None


def _in_year(match: re.Match[str], today: dt.date | None) -> str:
    near = days(_this_year(match, today))
    return near[0] if near else match[0].strip()


def _completed(month: int, day: int, today: dt.date | None) -> str:
    near = days([real(today.year, month, day)] if today else [])
    return near[0] if near else f"{month}.{day}"


def _serial(raw: str, text: str) -> Problem | None:
    """Five digits in a text cell: a serial day that came as text, or a number of another column."""
    if not _SERIAL.fullmatch(text):
        return None
    near = days([dt.date(1899, 12, 30) + dt.timedelta(days=int(float(text)))])
    return Problem(raw, "not-a-date", {"near": near})
