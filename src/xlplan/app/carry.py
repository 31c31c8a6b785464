"""What stands in a master and is not ours: its values go into the plan, so that writing the master keeps them.

Sheets that people added stay sheets. Columns that they added to a table, totals and remarks below one have no place in
the table when it is written anew: they move to a sheet of their own, with the place where they stood.
Formulas stay formulas where they mean the same in a new file, else their value stays, which is said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from xlplan.core.cell import Problem, Value
from xlplan.core.finding import Finding, Place
from xlplan.core.raw import RawCell, RawSheet, RawValue, RawWorkbook
from xlplan.core.text import Lang, Text
from xlplan.excel.around import Around
from xlplan.excel.book import ERRORS, column_letter
from xlplan.excel.left_out import FORMULA_AS_VALUE, FORMULA_OF_OTHER_ROWS, is_our_name, is_our_table, our_table
from xlplan.excel.locate import has_marker
from xlplan.excel.own_formulas import Settle, anchored, settler
from xlplan.excel.reader import BookReader
from xlplan.excel.sheets import sheet_name
from xlplan.model.carried import CarriedCell, CarriedSheet, carried
from xlplan.model.read import Reading, ReadRow
from xlplan.template.resolve import Template

LEFT_OVER = Text("表外内容", "Outside the tables")
HEADERS = (
    Text("原来的表", "Sheet"),
    Text("原来的位置", "Cell"),
    Text("所在列", "Column"),
    Text("所在行", "Row"),
    Text("内容", "Content"),
)


def with_left_over(
    sheets: tuple[CarriedSheet, ...],
    reading: Reading,
    reader: BookReader,
    lang: Lang,
    kept: Mapping[str, Collection[int]],
) -> tuple[CarriedSheet, ...]:
    """The carried sheets with what stands beside and below the tables; what was left over earlier stays above it.

    ``kept`` are lines of tables whose added cells stay in their row.
    """
    found = list(_left_over(reading, reader, kept))
    if not found:
        return sheets
    name = LEFT_OVER(lang)
    earlier = next((s.rows for s in sheets if s.name == name), (tuple(h(lang) for h in HEADERS),))
    return (*(s for s in sheets if s.name != name), CarriedSheet(name, (*earlier, *found)))


def _left_over(reading: Reading, reader: BookReader, kept: Mapping[str, Collection[int]]) -> Iterator[tuple[Any, ...]]:
    for key, read in reading.tables.items():
        located = reader.located.get(key)
        for row in read.rows if located is not None else ():
            if (line := line_of(row)) is not None and line in kept.get(key, ()):
                continue
            for header, value in row.beside.items():
                cell = f"{column_letter(located.beside[header])}{(line_of(row) or 0) + 1}" if located else ""
                yield (read.place.sheet, cell, header, _label(row), _shown(value))
        for stray in read.stray:
            for cell, value in stray.cells:
                yield (stray.place.sheet, cell, None, None, _shown(value))


def line_of(row: ReadRow) -> int | None:
    """The line of a row on its sheet, counted from 0; None where nothing of it was read from a cell."""
    digits = next((p.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for p in row.places.values()), "")
    return int(digits) - 1 if digits else None


def _label(row: ReadRow) -> str | None:
    """The first two texts of a row: enough to know it by."""
    texts = [c.raw for c in row.cells.values() if isinstance(c, Value | Problem) and c.raw]
    return " ".join(texts[:2]) or None


def carried_sheets(raw: RawWorkbook, reader: BookReader, keep: Keep | None = None) -> tuple[CarriedSheet, ...]:
    """The sheets without a mark of ours; without ``keep`` of formulas the value."""
    ours = names_of_ours(raw, reader)
    keep = keep or (lambda sheet, r, c: kept_cell(sheet.cell(r, c)))
    return tuple(CarriedSheet(sheet.name, cells_of(sheet, keep)) for sheet in raw.sheets if sheet.name not in ours)


def sheet_names(reader: BookReader, template: Template, lang: Lang) -> dict[str, str]:
    """What sheets of ours that people renamed will be called again, by what they are called now."""
    found = {}
    for form, table in template.tables():
        located = reader.located.get(table.key)
        if located is not None and located.sheet.name != (name := sheet_name(lang, form, table)):
            found[located.sheet.name] = name
    return found


def with_origins(sheets: tuple[CarriedSheet, ...], written: Iterable[CarriedSheet]) -> tuple[CarriedSheet, ...]:
    """The sheets with what is known of the department that brought them, by their names."""
    known = {s.name: s for s in written}
    return tuple(
        replace(s, department=o.department, source=o.source, digest=o.digest) if (o := known.get(s.name)) else s
        for s in sheets
    )


def names_of_ours(raw: RawWorkbook, reader: BookReader) -> frozenset[str]:
    """The sheets that the program writes: those with a mark of ours, those where a table was found, hidden ones."""
    located = {id(x.sheet) for x in reader.located.values()}
    return frozenset(s.name for s in raw.sheets if id(s) in located or s.name.startswith("xl_") or has_marker(s))


Keep = Callable[[RawSheet, int, int], CarriedCell]
"""What is kept of a cell, by sheet, row and column."""


class Keeper:
    """Keeps cells of one workbook; formulas that can't be kept as such become findings."""

    def __init__(self, raw: RawWorkbook, around: Around | None, names: Mapping[str, str]) -> None:
        gone = set(around.names) if around else set()
        for sheet in around.sheets.values() if around else ():
            gone |= {t for t in sheet.tables if not is_our_table(t)}
        self._settle = settler({n for n in gone if not is_our_name(n)}, names)
        self._around, self._file = around, raw.name
        self.findings: list[Finding] = []

    def in_table(
        self, sheet: RawSheet, table: str, names: Collection[str], headers: Mapping[str, str]
    ) -> Callable[[int, int], CarriedCell]:
        """How cells beside a table are kept: formulas of the own row as such; see :func:`anchored` for the parameters."""

        def keep(row: int, col: int) -> CarriedCell:
            return self(sheet, row, col, lambda formula: anchored(formula, row + 1, names, our_table(table), headers))

        return keep

    def __call__(self, sheet: RawSheet, row: int, col: int, anchor: Settle | None = None) -> CarriedCell:
        cell = sheet.cell(row, col)
        formula = None
        if cell.formula is not None and cell.formula != cell.error:
            around = self._around.sheets.get(sheet.name) if self._around else None
            whole = around is None or (row, col) not in around.arrays
            formula, kind = self._settle(cell.formula) if whole else None, FORMULA_AS_VALUE
            if formula is not None and anchor is not None:
                formula, kind = anchor(formula), FORMULA_OF_OTHER_ROWS
            if formula is None or (cell.error is not None and cell.error not in ERRORS):
                place = Place(self._file, sheet.name, f"{column_letter(col)}{row + 1}")
                self.findings.append(Finding(kind, place, {"formula": cell.formula[:80]}, cell.text))
                formula = None
        return kept_cell(cell, formula)


def kept_cell(cell: RawCell, formula: str | None = None) -> CarriedCell:
    """A cell as the plan keeps it: its text, else its value with what it is; ``formula`` where it stays one."""
    if cell.error is not None and cell.error not in ERRORS:
        return cell.error
    if cell.uncached and formula is None and cell.error is None:
        return f"={cell.formula}"
    return carried(replace(cell, formula=formula))


def cells_of(sheet: RawSheet, keep: Keep) -> tuple[tuple[CarriedCell, ...], ...]:
    """What stands on a sheet, blanks at the end of rows and sheet left out."""
    formulas: dict[int, set[int]] = {}
    for r, c in sheet.formulas:
        formulas.setdefault(r, set()).add(c)
    height = max(sheet.height, *(r + 1 for r in formulas), 0) if formulas else sheet.height
    rows: list[tuple[CarriedCell, ...]] = []
    for r in range(height):
        columns = {*sheet.filled(r), *formulas.get(r, ()), *_spaces(sheet, r)}
        row = [keep(sheet, r, c) if c in columns else None for c in range(max(columns, default=-1) + 1)]
        while row and row[-1] is None:
            row.pop()
        rows.append(tuple(row))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _spaces(sheet: RawSheet, row: int) -> list[int]:
    """Columns of a row that hold text of which nothing is seen."""
    values = sheet.rows[row] if row < len(sheet.rows) else ()
    return [c for c, v in enumerate(values) if v is not None and v != ""]


def _shown(value: RawValue) -> CarriedCell:
    """A value that is listed apart from its place."""
    return kept_cell(RawCell(value))
