"""Reads a sheet in one pass of one regular expression, if it is written the way spreadsheet programs write.

Nothing is guessed: the pattern has to account for every character between `<sheetData>` and `</sheetData>`, what
stands around them has to be well-formed XML, and whatever deviates is left to the slow scan and the library. Cells
have to come in order, within `ZZ999999`, and whatever has several readings (references of characters, escapes,
numbers that are none) deviates too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

from xlplan.core.raw import RawValue
from xlplan.excel.raw_formula import SharedFormulas, column_letters
from xlplan.excel.raw_merge import Area, merged_areas
from xlplan.excel.raw_scan import Place, SheetScan
from xlplan.excel.raw_styles import StyleKind
from xlplan.excel.raw_xml import PLAIN_START

# Larger parts take seconds either way, and the pieces of one would take a gigabyte.
_LARGEST = 16 * 1024 * 1024
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_TEXT = r"[^<>\x00-\x08\x0b-\x1f\ufffe\uffff]"
_IN_TAG = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]"
_IN_QUOTES = _IN_TAG.replace("&", '&"')
_PRESERVE = r' xml:space="preserve"'
# Written for the speed of the matcher: `(?:x|)` costs it less than `(?:x)?`, and each group costs, too.
_TOKEN = re.compile(
    # Blank cells say nothing, so they belong to what follows them.
    r'(?:<c r="[A-Z]{1,2}+[1-9][0-9]{0,5}+"(?: s="[0-9]{1,6}+"|) ?/>)*+(?:'
    r'<c r="([A-Z]{1,2}+)([1-9][0-9]{0,5}+)"(?: s="([0-9]{1,6}+)"|)(?:'
    r' t="s"><v>([0-9]{1,7}+)</v>'
    rf'|((?: t="(?:str|n|b|e)"|)>(?:<f>{_TEXT}++</f>|<f {_IN_TAG}*+>(?:(?<=/>)|{_TEXT}*+</f>)|)(?:<v>{_TEXT}*+</v>|)'
    rf'| t="inlineStr"><is><t(?:{_PRESERVE}|)>{_TEXT}*+</t></is>)'
    r")</c>"
    rf'|(</row>|)<row r="([1-9][0-9]{{0,5}}+)"({_IN_TAG}*+)>'
    r"|(</row>)\Z"
    r"|((?s:.+))"
    r")"
)
# The inside of a cell that holds no shared text, taken apart: the pattern above has proved its shape.
_INSIDE = re.compile(r'(?: t="(str|n|b|e)")?>(?:<f>([^<]+)</f>|(<f [^>]*>)(?:(?<=/>)|([^<]*)</f>))?(?:<v>([^<]*)</v>)?')
_INLINE = re.compile(rf' t="inlineStr"><is><t({_PRESERVE})?>([^<]*)</t></is>')
_ATTRIBUTE = re.compile(r' ([A-Za-z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)?)="([^"]*)"')
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,3})?")
_ERROR = re.compile(r"#[A-Z/0-9_]{1,20}[!?]?")
_INFINITE = float("inf")
_ENTITY = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
_BOOLEANS: dict[str, RawValue] = {"1": True, "0": False}
_COLUMN = {column_letters(number): number for number in range(26 + 26 * 26)}

# Around the cells: an element that looks like a cell, and one right behind them that the slow scan would take for
# a part of the last cell.
_STRAY = re.compile(rb"<c[\s/>]")
_STRAY_PREFIXED = re.compile(rb":c[\s/>]")
_BEHIND = re.compile(rb"\s*<(?!(?:[^\s<>/:]+:)?(?:c|v|f|is|row|t|r)[\s/>])")
_MERGES = re.compile(rb'<mergeCell ref="([^"<>&]*)" ?/>')
_ANY_MERGE = re.compile(rb"[<:]mergeCell[\s/>]")
_SI = re.compile(
    rf"<si>(?:<t({_PRESERVE})?>({_TEXT}*+)</t>|<t ?/>"
    # Each element of a run's format has one attribute at most, so that none can stand twice.
    rf"|((?:<r>(?:<rPr>(?:<[A-Za-z]+(?: [A-Za-z]+=\"{_IN_QUOTES}*+\")? ?/>)*+</rPr>)?"
    rf"<t(?:{_PRESERVE})?>{_TEXT}*+</t></r>)++))"
    r'(?:<phoneticPr(?: fontId="[0-9]+")?(?: type="[A-Za-z]+")?(?: alignment="[A-Za-z]+")? ?/>)?</si>'
    r"|((?s:.+))"
)
_RUN = re.compile(rf"<t({_PRESERVE})?>([^<]*)</t>")
_SST = re.compile(rf"<sst({_IN_TAG}*+)>")
_BLANKS = " \t\n"


class _Deviates(Exception):  # noqa: N818 - not a fault: the file is read in another way
    """Something that is not written in the plain way."""


def plain_strings(part: bytes) -> list[str] | None:
    """The shared strings by number, None when the table is not written in the plain way."""
    start = PLAIN_START.match(part)
    if start is None or len(part) > _LARGEST:
        return None
    try:
        text = part.decode("utf-8")
        return _strings(text, start.end() - 2)
    except (_Deviates, ValueError):
        return None


def _strings(text: str, at: int) -> list[str]:
    head, end = _SST.match(text, at), text.rfind("</sst>")
    if head is None or text[end:].rstrip(_BLANKS) != "</sst>":
        raise _Deviates
    _attributes(head.group(1))
    if _ESCAPE.search(text) or _ENTITY.search(text):
        raise _Deviates
    strings = []
    for preserve, plain, rich, other in _SI.findall(text, head.end(), end):
        if rich:
            plain = "".join(run if kept else run.strip(_BLANKS) for kept, run in _RUN.findall(rich))
        elif other:
            raise _Deviates
        elif not preserve:
            plain = plain.strip(_BLANKS)
        strings.append(_unescaped(plain) if "&" in plain else plain)
    return strings


def plain_sheet(
    part: bytes, kinds: dict[str, StyleKind], strings: list[str], limit: int
) -> tuple[SheetScan, list[list[RawValue]]] | None:
    """What the slow scan would tell of a sheet, and its values with all numbers as they are stored.

    None when the sheet is not written in the plain way, or its rectangle has more than `limit` cells.
    """
    if len(part) > _LARGEST or not PLAIN_START.match(part):
        return None
    start, end = part.find(_OPEN), part.rfind(_CLOSE)
    if start < 0 and b"sheetData" in part:
        start = end = part.find(b"<sheetData/>")
        rest = part
    else:
        start += len(_OPEN)
        rest = part[:start] + part[end:]
    if not 0 <= start <= end or not _is_plain_around(rest, part, end):
        return None
    scan = SheetScan()
    try:
        if b"mergeCell" in rest:
            scan.merges = _merges(rest)
        rows = _cells(part[start:end].decode("utf-8"), scan, kinds, strings, limit)
    except (_Deviates, ValueError, IndexError):
        return None
    return scan, rows


def _merges(rest: bytes) -> list[Area]:
    """The merged areas. Raises `_Deviates`."""
    found = _MERGES.findall(rest)
    if len(_ANY_MERGE.findall(rest)) != len(found):
        raise _Deviates
    return merged_areas(ref.decode() for ref in found)


def _is_plain_around(rest: bytes, part: bytes, end: int) -> bool:
    """True when the sheet without its cells is well-formed and holds nothing that could be taken for cells."""
    # Without comments, sections and instructions each "<" begins a tag, so that searching for tags is exact.
    if b"<!" in rest or rest.count(b"<?") > rest.startswith(b"<?") or _STRAY.search(rest):
        return False
    if _STRAY_PREFIXED.search(rest):
        return False
    if rest is part:
        end += len(b"<sheetData/>")
        if rest.count(b"sheetData") != 1:
            return False
    else:
        end += len(_CLOSE)
        if rest.count(b"sheetData") != 2:
            return False
    if not _BEHIND.match(part, end):
        return False
    try:
        expat.ParserCreate().Parse(rest, True)
    except expat.ExpatError:
        return False
    return True


def _cells(
    text: str, scan: SheetScan, kinds: dict[str, StyleKind], strings: list[str], limit: int
) -> list[list[RawValue]]:
    """All rows down to the last value; fills `scan`. Raises `_Deviates`, `IndexError`."""
    rows: list[list[RawValue]] = []
    line: list[RawValue] = []
    shared = SharedFormulas()
    columns, styled = _COLUMN, scan.styled
    if "0" in kinds:
        kinds = {**kinds, "": kinds["0"]}
    current = ""  # number of the row that is open
    row = col = -1  # `col` is that of the last cell with content
    value: RawValue
    for letters, digits, style, index, inside, before, number, attrs, after, other in _TOKEN.findall(text):
        if letters:
            column = columns[letters]
            if digits != current or column <= col:
                raise _Deviates
            if index:
                value = strings[int(index)] or None
            elif inside == ">":
                continue  # no content, like a blank cell
            else:
                value = _inside(inside, (row, column), scan, shared)
            col = column
            if style in kinds:
                styled[row, col] = kinds[style]
            if value is not None:
                if gap := col - len(line):
                    line += [None] * gap
                line.append(value)
        elif other or (current != "") is not bool(before or after):
            raise _Deviates
        else:
            if col >= 0:
                scan.rows, scan.cols = row + 1, max(scan.cols, col + 1)
                if scan.rows * scan.cols > limit:
                    raise _Deviates
                if line:
                    rows += [[] for _ in range(row - len(rows))]
                    rows.append(line)
                    line = []
                col = -1
            current = ""
            if number:
                if int(number) <= row + 1:
                    raise _Deviates
                row = int(number) - 1
                if attrs[-1:] != "/":
                    current = number
                if attrs:
                    _attributes(' r=""' + attrs.removesuffix("/").removesuffix(" "))
    if current:
        raise _Deviates
    return rows


def _inside(inside: str, place: Place, scan: SheetScan, shared: SharedFormulas) -> RawValue:
    """The value of a cell that holds no shared text; formula and error go to `scan`. Raises `_Deviates`."""
    found = _INSIDE.fullmatch(inside)
    if found is None:
        inline = _INLINE.fullmatch(inside)
        if inline is None:
            raise _Deviates
        return _content(inline.group(2), inline.group(1)) or None
    kind, formula, tag, more, stored = found.groups()
    if formula or tag:
        text = formula or more or ""
        if "&" in text:
            text = _unescaped(text)
        scan.formulas[place] = _tagged(shared, place, text.strip(), tag) if tag else text.strip()
        if stored is None or (not stored and kind != "str"):
            scan.uncached.add(place)
        if not stored:
            if kind == "e" and stored is not None:
                scan.errors[place] = "#VALUE!"
            return None
    elif stored is None:
        raise _Deviates
    if kind == "str":
        return _content(stored, _PRESERVE) or None
    if kind == "e":
        if not _ERROR.fullmatch(stored):
            raise _Deviates
        scan.errors[place] = stored
        return None
    if kind == "b":
        if stored not in _BOOLEANS:
            raise _Deviates
        return _BOOLEANS[stored]
    if not _NUMBER.fullmatch(stored) or abs(value := float(stored)) == _INFINITE:
        raise _Deviates
    return value


def _tagged(shared: SharedFormulas, place: Place, text: str, tag: str) -> str:
    """The formula of a cell whose formula has a start tag with attributes. Raises `_Deviates`."""
    attributes = tag[2:-1]
    if attributes.endswith("/"):
        attributes = attributes[:-1].removesuffix(" ")
    found = dict(_attributes(attributes))
    return shared.spell(place, text, found.get("si", "")) if found.get("t") == "shared" else text


@lru_cache(maxsize=4096)
def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    """Names and values of attributes; none may stand twice. Raises `_Deviates`."""
    found = _ATTRIBUTE.findall(text)
    # Names are counted apart from values, and what the pattern passed over makes the lengths differ.
    if sum(len(name) + len(value) + 4 for name, value in found) != len(text) or len(dict(found)) != len(found):
        raise _Deviates
    return tuple(found)


def _content(text: str, preserve: str) -> str:
    """Text as the library understands it. Raises `_Deviates`."""
    if "_x" in text and _ESCAPE.search(text):
        raise _Deviates
    text = _unescaped(text)
    return text if preserve else text.strip(_BLANKS)


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    if _ENTITY.search(text):
        raise _Deviates
    for entity, mark in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, mark)
    return text
