"""What stands between and behind the tasks of a predecessor cell: separators, link types, lags, units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from xlplan.core.link import LinkType
from xlplan.core.normal import clean

MINUS = "-‐‒–—―−"  # the full-width ones are a plain - after normalising
DASH = f"[{re.escape(MINUS)}]"
SEPARATOR = re.compile(r"[;；,，、\n]+")
BETWEEN = re.compile(r"\s*[/|&和与及]\s*|\s+and\s+|\s+", re.IGNORECASE)
"""What may stand between codes, too; elsewhere it is a part of names."""
_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_NOTHING = frozenset({"", "/", "无", "没有", "无前置", "无前置任务", "n/a", "na", "none", "nil", "null"})

Unit = Literal["days", "elapsed", "weeks", "elapsed-weeks", "percent", "other"]
_LONGER = "h hr hrs hour hours m min mins minute minutes mo mon mons month months q quarter quarters y yr year years"
_SPELT: dict[Unit, str] = {
    "days": "d dy day days wd workday workdays workingday workingdays 天 日 工作日 工作天",
    "elapsed": "ed edy eday edays calendarday calendardays 自然日 自然天 日历日 日历天",
    "weeks": "w wk wks week weeks 周 工作周 星期 礼拜",
    "elapsed-weeks": "ew ewk ewks eweek eweeks 自然周",
    "percent": "% e%",
    "other": f"{_LONGER} e{_LONGER.replace(' ', ' e')} 小时 工时 钟头 分 分钟 月 自然月 季 季度 年",
}
UNITS: dict[str, Unit] = {"": "days", **{word: unit for unit, words in _SPELT.items() for word in words.split()}}
"""Units in lower case, without blanks and without 个."""

_SIGN, _NUMBER = rf"(?:[+]|{DASH})", r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_WORD = r"e?%|[^\W\d_]+(?: [^\W\d_]+)?"
_ENDS = r"(?:完成|结束|开始|finish|start)"
TYPE = rf"(?:FS|SS|FF|SF|{_ENDS}\s*(?:{DASH}|[>→~到至]|to)*\s*{_ENDS})"
_TYPE_LAST = re.compile(rf"({TYPE})$", re.IGNORECASE)
_LAG_LAST = re.compile(rf"(?P<sign>{_SIGN})\s*(?P<number>{_NUMBER})\s*(?P<unit>{_WORD})?$", re.IGNORECASE)
_TYPE_FIRST = re.compile(
    rf"(?P<type>{TYPE})\s*(?P<lag>{_SIGN}\s*(?:{_NUMBER})\s*(?:{_WORD})?)?(?:\s*[:(]+\s*|\s+|(?=[0-9]))(?P<rest>.+?)\)*$",
    re.IGNORECASE,
)
_UNSIGNED = re.compile(rf"(?P<head>.+?)\s*(?P<type>{TYPE})?\s*(?P<number>[0-9]+)\s*(?P<unit>{_WORD})?$", re.IGNORECASE)
_SIGN_APART = re.compile(rf"\s*({_SIGN})\s*(?=[.0-9])")
_UNIT_APART = re.compile(
    rf"({_SIGN}(?:{_NUMBER}))\s+(个?(?:{'|'.join(sorted(filter(None, UNITS), key=len, reverse=True))}))(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tail:
    """What follows a task, as it was written: a type, a lag, both or nothing."""

    type: LinkType | None = None
    sign: str = ""
    number: str = ""
    word: str = ""

    @property
    def unit(self) -> Unit | None:
        """The unit of the lag; None for a word that is none."""
        word = self.word.replace(" ", "").casefold().removeprefix("个")
        return UNITS.get(word)

    @property
    def bare(self) -> bool:
        """A number with a sign and nothing else: ``+2`` need not be a lag."""
        return self.type is None and bool(self.number) and not self.word


PLAIN = Tail()


def normal(text: str) -> str:
    """Half-width, with one kind of line break."""
    return unicodedata.normalize("NFKC", _BREAKS.sub("\n", text))


def is_nothing(text: str) -> bool:
    """Whether a cell or an entry says that there is no predecessor."""
    return clean(text).casefold().strip(MINUS + " ") in _NOTHING


def type_of(words: str) -> LinkType:
    """``完成-开始`` → FS."""
    if len(words) == 2:
        return cast("LinkType", words.upper())
    low = words.casefold()
    first = "S" if low.startswith(("开始", "start")) else "F"
    return cast("LinkType", first + ("S" if low.endswith(("开始", "start")) else "F"))


def _lag(text: str) -> tuple[str, Tail] | None:
    match = _LAG_LAST.search(text)
    if match is None:
        return None
    sign = "+" if match["sign"] == "+" else "-"
    return text[: match.start()].rstrip(), Tail(None, sign, match["number"], match["unit"] or "")


def tails(text: str) -> Iterator[tuple[str, Tail]]:
    """The ways to take a type and a lag off the end of an entry; the lag alone comes first."""
    found = _lag(text)
    head, lag = found if found and found[1].unit else (text, PLAIN)
    if lag.number and head:
        yield head, lag
    match = _TYPE_LAST.search(head)
    if match and match.start():
        yield head[: match.start()].rstrip(), Tail(type_of(match[1]), lag.sign, lag.number, lag.word)


def tail_alone(text: str) -> Tail | None:
    """An entry that is nothing but a type, a lag or both."""
    found = _lag(text)
    head, lag = found if found and found[1].unit else (text, PLAIN)
    if not head:
        return lag if lag.number else None
    if re.fullmatch(TYPE, head, re.IGNORECASE):
        return Tail(type_of(head), lag.sign, lag.number, lag.word)
    return None


def starts_with_type(text: str) -> bool:
    """``SS+2 and more``."""
    return re.match(rf"{TYPE}(?![a-z])", text, re.IGNORECASE) is not None


def strange_unit(text: str) -> tuple[str, Tail] | None:
    """Head and tail of an entry with a type and a lag whose unit is no known word."""
    found = _lag(text)
    if found is None or found[1].unit or " " in found[1].word or len(found[1].word) > 12:
        return None
    match = _TYPE_LAST.search(found[0])
    lag = found[1]
    return (found[0][: match.start()].rstrip(), Tail(type_of(match[1]), *_rest(lag))) if match else None


def type_first(text: str) -> tuple[Tail, str] | None:
    """``FS+2 1.2``: the tail and what follows it."""
    match = _TYPE_FIRST.fullmatch(text)
    if match is None:
        return None
    found = _lag(match["lag"].strip()) if match["lag"] else None
    return Tail(type_of(match["type"]), *(_rest(found[1]) if found else ())), match["rest"].strip()


def unsigned(text: str) -> tuple[str, Tail] | None:
    """``1.2FS2d``: the head, and the tail with the sign that is missing."""
    match = _UNSIGNED.fullmatch(text)
    if match is None or not (match["type"] or match["unit"]):
        return None
    tail = Tail(type_of(match["type"]) if match["type"] else None, "+", match["number"], match["unit"] or "")
    return (match["head"].rstrip(), tail) if tail.unit else None


def glued(text: str) -> str:
    """Signs, numbers and units of lags without the blanks between them, so that blanks separate entries only."""
    return _UNIT_APART.sub(r"\1\2", _SIGN_APART.sub(r"\1", text))


def _rest(lag: Tail) -> tuple[str, str, str]:
    return lag.sign, lag.number, lag.word
