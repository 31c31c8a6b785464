"""Number formats: which cells show per cent, and which numbers are dates, times or durations.

The reading library gets no styles and so hands over plain numbers. Left to itself it turns a negative number
in a date cell into midnight, fails on the whole sheet for one long number in a duration cell, and does not
know a format which shows nothing but the weekday (aaaa).
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Literal
from xml.parsers import expat

from xlplan.core.raw import RawValue
from xlplan.excel.raw_xml import PLAIN_START, elements

StyleKind = Literal["percent", "date", "clock", "elapsed"]

# Built-in formats of ECMA-376 18.8.30, with those of Chinese, Japanese and Korean (27-36, 50-58).
_BUILTIN: dict[int, StyleKind] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "date"),
    **dict.fromkeys((18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 47, 55, 56), "clock"),
    46: "elapsed",
}  # fmt: skip
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Text between quotes, a character behind \ _ or *, and everything in brackets is decoration.
_DECORATION = re.compile(r'"[^"]*"?|[\\_*].|\[[^\]]*\]', re.DOTALL)
_LONGEST = 1_000  # Excel takes 255 characters
_WORDS = re.compile(r"g/通用格式|general", re.IGNORECASE)
_FRACTION = re.compile(r"s[.,]0+", re.IGNORECASE)

# A table of cell styles whose every character is accounted for.
_ATTRS = rb'(?: [A-Za-z]+="[^"<>&]*")*'
_XF = re.compile(rb'<xf numFmtId="([0-9]{1,9})"')
_XFS = re.compile(
    rb'<cellXfs(?: count="[0-9]*")?>(?:<xf numFmtId="[0-9]{1,9}"%s ?(?:/>|>(?:<(?:alignment|protection)%s ?/>)*+</xf>))*+</cellXfs>'
    % (_ATTRS, _ATTRS)
)

_EPOCH_1900, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_LAST_1900 = 2_958_466  # the day after 9999-12-31
_OFFSET_1904 = 1_462
_DAY_MS = 86_400_000
_PHANTOM = 60  # Excel believes that 1900 had a 29 February, so that smaller serials are one day later


def style_kinds(name: str, part: bytes) -> dict[str, StyleKind]:
    """Map the `s` attribute of cells to what their number format shows; ordinary formats are left out.

    Raises `Refused` when the styles are no XML.
    """
    tables = _tables(part)
    plain = _XFS.search(tables) if tables is not part else None
    if plain:
        codes, formats = _formats(name, tables[: plain.start()] + tables[plain.end() :])
        formats = [number.decode() for number in _XF.findall(plain.group())]
    else:
        codes, formats = _formats(name, tables)
    known: dict[str, StyleKind | None] = {}
    kinds: dict[str, StyleKind] = {}
    for style, number in enumerate(formats):
        if number not in known:
            known[number] = _kind(number, codes)
        if kind := known[number]:
            kinds[str(style)] = kind
    return kinds


def _formats(name: str, part: bytes) -> tuple[dict[str, str], list[str]]:
    """Number formats by number, and the number of each cell style. Raises `Refused`."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    for element in elements(name, part, ("numFmt", "xf")):
        if element.name == "numFmt" and element.parent == "numFmts":
            codes[element.attrs.get("numFmtId", "")] = element.attrs.get("formatCode", "")
        elif element.name == "xf" and element.parent == "cellXfs":
            formats.append(element.attrs.get("numFmtId", "0"))
    return codes, formats


def _tables(part: bytes) -> bytes:
    """The two tables of the styles that matter when they can be cut out exactly, else all of it.

    In well-formed XML without comments, sections and instructions a tag is where its name is, so that what lies
    between the only tags of a name is the only element of that name.
    """
    if not PLAIN_START.match(part) or b"<!" in part or part.count(b"<?") > part.startswith(b"<?"):
        return part
    cut = b""
    for table in (b"numFmts", b"cellXfs"):
        begin, end = part.find(b"<" + table), part.find(b"</%s>" % table)
        if part.count(table) == 2 and 0 <= begin < end:
            cut += part[begin:end] + b"</%s>" % table
        elif table in part:
            return part
    try:
        expat.ParserCreate().Parse(part, True)
    except expat.ExpatError:
        return part
    return b"<styleSheet>%s</styleSheet>" % cut


def builtin_kind(number: int) -> StyleKind | None:
    """What a number format that every workbook has shows, None for ordinary numbers and text."""
    return _BUILTIN.get(number)


def _kind(number: str, codes: dict[str, str]) -> StyleKind | None:
    if number in codes:
        return format_kind(codes[number])
    return _BUILTIN.get(int(number)) if number.isdecimal() and len(number) < 6 else None


def format_kind(code: str) -> StyleKind | None:
    """What the number format `code` shows, None for ordinary numbers and text."""
    if len(code) > _LONGEST:
        return None
    clock = "上午" in code or "AM/PM" in code.upper()
    plain = _WORDS.sub("", _DECORATION.sub(" ", code))
    if "%" in plain:
        return "percent"
    first = next((section for section in plain.split(";") if section.strip()), "").lower()
    if _ELAPSED.search(code.partition(";")[0]):
        return "elapsed"
    if any(digit in _FRACTION.sub("s", first) for digit in "0#?"):
        return None  # a unit typed without quotes (0.00 USD) is not a day
    if "h" in first or "s" in first or clock:
        return "clock"
    return "date" if any(mark in first for mark in ("y", "m", "d", "aaa", "e", "bb")) else None


@lru_cache(maxsize=4096, typed=True)
def from_serial(serial: float, kind: StyleKind, date1904: bool) -> RawValue:
    """The date, time or duration behind a number, to the millisecond; midnight is a plain date.

    A number which is none stays a number: negative ones, those past the year 9999, and 0 to 1 in a format
    that shows only a date (which Excel shows as 1900-01-00).
    """
    if kind == "elapsed":
        return datetime.timedelta(milliseconds=round(serial * _DAY_MS)) if abs(serial) < _LAST_1900 else serial
    last = _LAST_1900 - _OFFSET_1904 if date1904 else _LAST_1900
    ms = round(serial * _DAY_MS) if 0 <= serial < last else -1
    if kind == "percent" or not 0 <= ms < last * _DAY_MS:
        return serial
    if ms < _DAY_MS and kind == "clock":
        return (_EPOCH_1904 + datetime.timedelta(milliseconds=ms)).time()
    if ms < _DAY_MS and not date1904:
        return serial
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    if not date1904 and serial < _PHANTOM:
        epoch += datetime.timedelta(days=1)
    moment = epoch + datetime.timedelta(milliseconds=ms)
    return moment if ms % _DAY_MS else moment.date()
