"""Formulas that people typed into a master: which can be written again, and how names of sheets in them follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

LONGEST = 8_192
"""Characters of a formula that Excel takes."""
_TOKEN = re.compile(
    r'("(?:[^"]|"")*")'  # 1: text
    r"|'((?:[^']|'')*)'!"  # 2: quoted sheet, or workbook and sheet
    r"|(\[[0-9]+\])"  # 3: another workbook, which has no name with quotes
    r"|([^\W\d][\w.\\]*)(!?)"  # 4: a word; 5: the name of a sheet
    r"|(\[(?:'.|[^\[\]'])*\])"  # 6: the inner part of a structured reference
)
_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*")


def can_be_written(formula: str, gone: Collection[str]) -> bool:
    """Whether a formula means the same in a new workbook, where the names ``gone`` (folded) are not there any more.

    One that reads other workbooks does not, nor does one that Excel would not take.
    """
    if not formula.strip() or len(formula) > LONGEST:
        return False
    for found in _TOKEN.finditer(formula):
        quoted, other, word, bang = found[2], found[3], found[4], found[5]
        if other or (quoted is not None and "[" in quoted):
            return False
        if word and not bang and word.casefold() in gone:
            return False
    return True


def with_sheets(formula: str, names: Mapping[str, str]) -> str:
    """A formula in which sheets are called otherwise; ``names`` has the new name for each old one, folded."""

    def called(name: str) -> str:
        new = names[name]
        return new if _PLAIN_NAME.fullmatch(new) and not _CELL.fullmatch(new) else "'" + new.replace("'", "''") + "'"

    def renamed(found: re.Match[str]) -> str:
        quoted, word, bang = found[2], found[4], found[5]
        name = quoted.replace("''", "'") if quoted is not None else word if bang else ""
        return f"{called(name.casefold())}!" if name and name.casefold() in names else found[0]

    return _TOKEN.sub(renamed, formula) if names else formula


Settle = Callable[[str], str | None]
"""A formula as it is to be written, None where only its value can be."""


def settler(gone: Collection[str], names: Mapping[str, str]) -> Settle:
    """How formulas of a workbook are kept."""
    folded, called = {g.casefold() for g in gone}, {k.casefold(): v for k, v in names.items()}

    def settle(formula: str) -> str | None:
        return with_sheets(formula, called) if can_be_written(formula, folded) else None

    return settle


_LOCAL = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?:'((?:[^']|'')*)'|([^\W\d][\w.]*))!(?:\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?)?"
    r"|\[(?:'.|[^\[\]'])*\]"
    r"|(?<![\w.$])\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?![\w.(!])"
    r"|(?<![\w.$:])(\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!])"
)
_ESCAPED, _QUOTED = re.compile(r"(['\[\]#])"), r"'\1"


def anchored(formula: str, row: int, sheets: Collection[str], table: str, headers: Mapping[str, str]) -> str | None:
    """A formula of a table's row that finds its row wherever that goes: cells of the own row by the header of the column.

    ``row`` counts from 1, ``sheets`` are the names of the own sheet, ``headers`` has the header for each column's letters.
    None where it refers to other rows of its sheet, or to cells outside the table: these may be others next time.
    """
    own = {s.casefold() for s in sheets}
    sound = True

    def bound(found: re.Match[str]) -> str:
        nonlocal sound
        quoted, word, letters, digits, rows = found.groups()
        name = quoted.replace("''", "'") if quoted is not None else word
        if (
            (name is not None and name.casefold() in own)
            or rows is not None
            or (letters and (int(digits) != row or letters.upper() not in headers))
        ):
            sound = False
        elif letters:
            return f"{table}[[#This Row],[{_ESCAPED.sub(_QUOTED, headers[letters.upper()])}]]"
        return found[0]

    moved = _LOCAL.sub(bound, formula)
    return moved if sound else None
