"""Filling in a copy the way people do, for the demonstration and its tests: typed values, sorted and copied rows, and
the mistakes that come with them. What to do is data; another program (openpyxl) saves the file, as it would be at a
department's desk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlplan.core.text import Lang
from xlplan.excel.recordkeys import line_keys, marked_slot
from xlplan.excel.tablepage import MARKER

Step = Mapping[str, Any]


class Desk:
    """One copy on a department's desk. Rows are named by the text that their task, name or description begins with."""

    def __init__(self, path: Path, lang: Lang) -> None:
        import openpyxl

        self.path, self.lang = path, lang
        self.book = openpyxl.load_workbook(path)
        self.sheets: dict[str, Any] = {}
        self.key_rows: dict[str, int] = {}
        for sheet in self.book.worksheets:
            for row in range(1, 12):
                value = sheet.cell(row, 1).value
                if isinstance(value, str) and value.startswith(MARKER) and not value.endswith(":context"):
                    table = value.removeprefix(MARKER).split(":")[0]
                    self.sheets[table], self.key_rows[table] = sheet, row

    def save(self, path: Path) -> None:
        """Save under another name."""
        self.book.save(path)

    def do(self, steps: Sequence[Step]) -> None:
        """Carry out steps; each is a mapping with one verb and its parameters."""
        for step in steps:
            verb = next(
                v
                for v in ("fill", "set", "add", "insert", "copy", "sort", "drop_column", "rename", "drop_sheet")
                if v in step
            )
            getattr(self, f"_{verb}")(step[verb], step)

    def _word(self, value: Any) -> Any:
        """A value in the desk's language; ISO dates written as ``date:2026-11-18`` become real dates."""
        if isinstance(value, Mapping):
            value = value[self.lang]
        if isinstance(value, str) and value.startswith("date:"):
            return dt.datetime.fromisoformat(value.removeprefix("date:"))
        return value

    def column(self, table: str, key: str) -> int:
        """The number of a column by its key."""
        sheet, row = self.sheets[table], self.key_rows[table]
        for cell in sheet[row]:
            if cell.value == key:
                return int(cell.column)
        raise KeyError(f"{table}.{key}")

    def _rows(self, table: str) -> range:
        return range(self.key_rows[table] + 2, self.sheets[table].max_row + 1)

    def _label(self, table: str) -> list[int]:
        """The columns by whose text a row is found."""
        keys = ("code", "name", "number", "title", "description", "task", "content")
        there = {cell.value for cell in self.sheets[table][self.key_rows[table]]}
        named = [k for k in keys if k in there]
        return [self.column(table, k) for k in (named if "name" not in named else [k for k in named if k != "task"])]

    def row(self, table: str, begins: str) -> int:
        """The number of the row whose label begins with a text."""
        sheet = self.sheets[table]
        for row in self._rows(table):
            for col in self._label(table):
                text = sheet.cell(row, col).value
                if isinstance(text, str) and (text.startswith(begins)):
                    return row
        raise KeyError(f"{table}: {begins}")

    def _free(self, table: str) -> int:
        sheet = self.sheets[table]
        labels = self._label(table)
        return next(r for r in self._rows(table) if all(sheet.cell(r, c).value in (None, "") for c in labels))

    def _write(self, table: str, row: int, values: Mapping[str, Any]) -> None:
        sheet = self.sheets[table]
        for key, value in values.items():
            sheet.cell(row, self.column(table, key)).value = self._word(value)

    def _set(self, table: str, step: Step) -> None:
        self._write(table, self.row(table, self._word(step["row"])), step["to"])

    def _fill(self, table: str, step: Step) -> None:
        """Fill in inputs of a record."""
        sheet = self.sheets[table]
        marks = {marked_slot(str(c.value or "")): c.column for c in sheet[self.key_rows[table]]}
        lines = {r: line_keys(str(sheet.cell(r, 1).value or "")) for r in range(1, sheet.max_row + 1)}
        places = {key: (row, slot) for row, keys in lines.items() for slot, key in keys.items()}
        for key, value in step["to"].items():
            row, slot = places[key]
            sheet.cell(row, marks[slot]).value = self._word(value)

    def _add(self, table: str, step: Step) -> None:
        """Fill in the first spare row."""
        self._write(table, self._free(table), step["to"])

    def _insert(self, table: str, step: Step) -> None:
        """Insert a row, which has no hidden id, above another one."""
        row = self.row(table, self._word(step["above"]))
        self.sheets[table].insert_rows(row)
        self._write(table, row, step["to"])

    def _copy(self, table: str, step: Step) -> None:
        """Copy a whole row, hidden id included, over the first free one, then change the copy."""
        source, target = self.row(table, self._word(step["row"])), self._free(table)
        sheet = self.sheets[table]
        for col in range(1, sheet.max_column + 1):
            sheet.cell(target, col).value = sheet.cell(source, col).value
        self._write(table, target, step.get("to", {}))

    def _sort(self, table: str, step: Step) -> None:
        """Sort all rows by a column, falling, as the filter buttons do."""
        sheet, col = self.sheets[table], self.column(table, step["by"])
        rows = list(self._rows(table))
        values = [[sheet.cell(r, c).value for c in range(1, sheet.max_column + 1)] for r in rows]
        values.sort(key=lambda v: str(v[col - 1] or ""), reverse=True)
        for r, line in zip(rows, values, strict=True):
            for c, value in enumerate(line, 1):
                sheet.cell(r, c).value = value

    def _drop_column(self, table: str, step: Step) -> None:
        self.sheets[table].delete_cols(self.column(table, step["key"]))

    def _rename(self, table: str, step: Step) -> None:
        self.sheets[table].title = self._word(step["to"])

    def _drop_sheet(self, table: str, step: Step) -> None:
        self.book.remove(self.sheets.pop(table))
