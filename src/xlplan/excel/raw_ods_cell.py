"""What one cell of an OpenDocument sheet says, from its attributes and its text."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass

from xlplan.core.raw import RawValue

_SHOWN_ERROR = re.compile(r"#(?:N/A|[A-Z0-9/_]{2,20}[!?])|(?:Err|错误|錯誤)\s?[:：]\s?([0-9]{3})")
# LibreOffice has numbers for what Excel has few words for; these are the words it saves in .xlsx.
_BY_NUMBER = {"503": "#NUM!", "519": "#VALUE!", "521": "#NULL!", "523": "#NUM!", "524": "#REF!", "525": "#NAME?"}
_BY_NUMBER |= {"532": "#DIV/0!"}
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)?")
_TIME = re.compile(r"(-)?PT(?:([0-9]{1,8})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,]([0-9]{1,9}))?S)?")
_PREFIX = re.compile(r"(?:[A-Za-z]{1,8}:)?=?")
_PIECE = re.compile(r'"(?:[^"]|"")*"|\[([^\[\]]*)\]|;')
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OdsCell:
    """A cell with content; see `RawCell`."""

    value: RawValue = None
    error: str | None = None
    formula: str | None = None
    uncached: bool = False
    percent: bool = False


def ods_cell(attrs: dict[str, str], paragraphs: list[str], is_elapsed: bool) -> OdsCell | None:
    """The cell with these attributes and paragraphs, None for a blank one.

    `is_elapsed` tells a format which counts on past 24 hours.
    """
    kind = attrs.get("office:value-type", "")
    text = "\n".join(paragraphs)
    formula = attrs.get("table:formula")
    if formula is None and not kind and not text:
        return None
    found = None if formula is None else formula_text(formula)
    shown = _SHOWN_ERROR.fullmatch(text.strip())
    if attrs.get("calcext:value-type") == "error" or (formula is not None and shown):
        error = _BY_NUMBER.get(shown.group(1), "#VALUE!") if shown and shown.group(1) else text.strip() or "#VALUE!"
        # An error that was pasted as a value is stored as a formula of nothing but the error.
        return OdsCell(error=error, formula=None if found == error else found)
    value = _value(kind, attrs, text, is_elapsed)
    if found in ("TRUE()", "FALSE()"):
        return OdsCell(found == "TRUE()")  # how LibreOffice stores what was typed
    if isinstance(value, float) and not math.isfinite(value):
        return OdsCell(error="#NUM!", formula=found)
    if formula is None and value is None:
        return None
    uncached = formula is not None and not kind and not paragraphs
    return OdsCell(value, None, found, uncached, kind == "percentage")


def _value(kind: str, attrs: dict[str, str], text: str, is_elapsed: bool) -> RawValue:
    """The stored value; what is not spelt as its type demands stays text."""
    if kind in ("float", "percentage", "currency"):
        try:
            return float(attrs["office:value"])
        except (KeyError, ValueError):
            return text or None
    if kind == "boolean":
        return {"true": True, "false": False}.get(attrs.get("office:boolean-value", ""), text or None)
    if kind == "date":
        return _date(attrs.get("office:date-value", "")) or text or None
    if kind == "time":
        found = _time(attrs.get("office:time-value", ""), is_elapsed)
        return text or None if found is None else found
    # What is stored goes before what is shown, which a format may hide; line breaks are in what is shown only.
    stored = attrs.get("office:string-value", "")
    return (stored if stored.split() != text.split() and stored else text) or None


def _date(spelt: str) -> datetime.date | datetime.datetime | None:
    found = _DATE.fullmatch(spelt)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction = found.groups("0")
    try:
        moment = datetime.datetime(int(year), int(month), int(day), int(hour), int(minute), int(second))
        moment += datetime.timedelta(milliseconds=round(float(f"0.{fraction}") * 1000))
    except (ValueError, OverflowError):
        return None
    return moment.date() if moment.time() == datetime.time() else moment


def _time(spelt: str, is_elapsed: bool) -> datetime.time | datetime.timedelta | None:
    found = _TIME.fullmatch(spelt)
    if not found:
        return None
    sign, hours, minutes, seconds, fraction = found.groups("0")
    try:
        length = datetime.timedelta(
            hours=int(hours),
            minutes=int(minutes),
            seconds=int(seconds),
            milliseconds=round(float(f"0.{fraction}") * 1000),
        )
    except OverflowError:
        return None
    length = -length if sign == "-" else length
    if is_elapsed or not datetime.timedelta() <= length < _DAY:
        return length
    return (datetime.datetime.min + length).time()


def formula_text(formula: str) -> str:
    """A formula as Excel would spell its references: `of:=[.A1]+[$Plan.B2];1` becomes `A1+Plan!B2,1`."""
    found = _PREFIX.match(formula)
    body = formula[found.end() :] if found and "=" in found.group() else formula

    def piece(match: re.Match[str]) -> str:
        if match.group() == ";":
            return ","
        return match.group() if match.group(1) is None else _reference(match.group(1))

    return _PIECE.sub(piece, body).strip()


def _reference(inside: str) -> str:
    """`$Plan.B2:.C9` as `Plan!B2:C9`."""
    ends = []
    for end in inside.split(":"):
        sheet, dot, cell = end.rpartition(".")
        ends.append(f"{sheet.removeprefix('$')}!{cell}" if dot and sheet else cell)
    return ":".join(ends)
