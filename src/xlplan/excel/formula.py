"""Formulas over named columns become formulas over cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.core.text import Lang
from xlplan.excel.book import column_letter
from xlplan.twins.engine import BEYOND, HEADER_ROW, Fetch, Step

_TOKEN = re.compile(r"\[(@)?(?:(\w+)\.)?(\w+)(?::(all|rest|top|upto|above))?\]")
FIRST_ROW = HEADER_ROW + 1
DELETABLE = 1000
"""Rows that people may delete from a sheet before the formulas that fetch from it by position come to its end."""


def calc_sheet(table: str) -> str:
    """The name of a table's calculation sheet."""
    return f"xl_calc_{table}"


@dataclass(frozen=True)
class CalcTable:
    """A calculation sheet: its columns in order and its number of rows."""

    table: str
    fetches: tuple[Fetch, ...]
    steps: tuple[Step, ...]
    rows: int

    @property
    def keys(self) -> tuple[str, ...]:
        return (*(f.key for f in self.fetches), *(s.key for s in self.steps))

    @property
    def last(self) -> int:
        """The last row number."""
        return HEADER_ROW + self.rows


@dataclass(frozen=True)
class Compiler:
    """Knows every calculation sheet and parameter; ``params`` maps a parameter to its absolute reference."""

    tables: Mapping[str, CalcTable]
    params: Mapping[str, str]
    lang: Lang

    def column(self, table: str, key: str) -> str:
        """The letters of a calculated column."""
        return column_letter(self.tables[table].keys.index(key))

    def range(self, table: str, key: str) -> str:
        """All data rows of a calculated column, absolute, with the sheet."""
        letter = self.column(table, key)
        return f"'{calc_sheet(table)}'!${letter}${FIRST_ROW}:${letter}${self.tables[table].last}"

    def compile(self, formula: str, table: str = "") -> str:
        """A pattern with ``{r}`` for the row number, ``{n}`` and ``{p}`` for the next and the former one; cells of ``table`` are local."""

        def replace(match: re.Match[str]) -> str:
            is_param, other, key, part = match.groups()
            if is_param:
                return self.params[key]
            home = other or table
            prefix = "" if home == table else f"'{calc_sheet(home)}'!"
            letter = self.column(home, key)
            last = self.tables[home].last
            if part == "all":
                return f"{prefix}${letter}${FIRST_ROW}:${letter}${last}"
            if part == "rest":
                return f"{prefix}${letter}{{n}}:${letter}${last + 1}"
            if part == "upto":
                return f"{prefix}${letter}${FIRST_ROW}:${letter}{{r}}"
            if part == "above":
                return f"{prefix}${letter}{{p}}"
            if part == "top":
                return f"{prefix}${letter}${HEADER_ROW}"
            return f"{prefix}${letter}{{r}}"

        if "{" in formula or "}" in formula:
            raise ValueError(f"array constants are not used: {formula}")
        return _TOKEN.sub(replace, formula)

    def fetched(self, table: str, key: str) -> str:
        """The formula, the same in every row, that shows a calculated value beside what people type.

        A question mark stands for what can't be calculated: a circle typed by hand, a row pushed beyond the last one.
        """
        letter = self.column(table, key)
        return f"IFERROR(INDEX('{calc_sheet(table)}'!${letter}$1:${letter}${self.tables[table].last},ROW()),\"?\")"


def fill(pattern: str, row: int) -> str:
    """A compiled pattern for one row number."""
    return pattern.replace("{r}", str(row)).replace("{n}", str(row + 1)).replace("{p}", str(row - 1))


def date_formula(source: str, params: Mapping[str, str], lang: Lang) -> str:
    """The whole day of a cell, the words for a day outside the calendar, nothing for what is no date."""
    inside = f"AND({source}>{params['first_day']},{source}<{params['last_day']})"
    return f'IF(ISNUMBER({source}),IF({inside},INT({source}),"{BEYOND(lang)}"),"")'


def fetch_formula(fetch: Fetch, sheet: str, letter: str, last: int, compiler: Compiler) -> str:
    """The formula that fetches an input by position, whatever was sorted, inserted or deleted above.

    Deleting rows shortens its range, so the range begins longer than the sheet.
    """
    source = f"INDEX({sheet}!${letter}$1:${letter}${last + DELETABLE},ROW())"
    if fetch.date:
        return date_formula(source, compiler.params, compiler.lang)
    return f'IF(ISNUMBER({source}),{source},"")' if fetch.number else f'TRIM({source}&"")'
