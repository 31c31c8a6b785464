"""The same work by the libraries alone: what a few lines of somebody's own would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

STYLE = {"font_size": 10, "border": 1}


@dataclass(frozen=True)
class Cell:
    """One cell that was written: ``kind`` is xlsxwriter's, ``value`` the result of a formula."""

    kind: str
    row: int
    col: int
    content: Any
    style: int
    value: Any

    @property
    def shown(self) -> Any:
        """What the cell shows: a formula its result."""
        return self.value if self.kind == "Formula" else self.content


@dataclass(frozen=True)
class Recorded:
    """The sheets of a workbook with all their cells."""

    sheets: list[tuple[str, list[Cell]]]

    @property
    def cells(self) -> int:
        return sum(len(cells) for _, cells in self.sheets)

    @property
    def formulas(self) -> int:
        return sum(cell.kind == "Formula" for _, cells in self.sheets for cell in cells)


@contextmanager
def recorded() -> Iterator[list[Recorded]]:
    """Take down every cell of the workbooks that xlsxwriter writes meanwhile."""
    close, found = xlsxwriter.Workbook.close, []

    def recording_close(book: Any) -> None:
        texts = {index: text for text, index in book.str_table.string_table.items()}
        sheets = []
        for sheet in book.worksheets():
            cells = []
            for row, line in sheet.table.items():
                for col, cell in line.items():
                    kind, style = type(cell).__name__, id(getattr(cell, "format", None))
                    content = getattr(cell, "number", None) if kind != "Formula" else cell.formula
                    content = texts.get(cell.string) if kind == "String" else content
                    value = getattr(cell, "value", None)
                    # Ours are texts that equal nothing, so that xlsxwriter says of empty results that they are texts.
                    cells.append(Cell(kind, row, col, content, style, str(value) if isinstance(value, str) else value))
            sheets.append((sheet.get_name(), cells))
        found.append(Recorded(sheets))
        close(book)

    xlsxwriter.Workbook.close = recording_close
    try:
        yield found
    finally:
        xlsxwriter.Workbook.close = close


def write_by_xlsxwriter(path: Path, book: Recorded, *, values: bool = False) -> None:
    """The same cells and as many formats by xlsxwriter and a loop; with ``values`` the results instead of formulas."""
    out = xlsxwriter.Workbook(str(path))
    styles: dict[int, Any] = {}
    for name, cells in book.sheets:
        sheet = out.add_worksheet(name)
        for cell in cells:
            style = styles.get(cell.style) or styles.setdefault(cell.style, out.add_format(STYLE))
            if cell.kind == "Formula" and not values:
                sheet.write_formula(cell.row, cell.col, "=" + cell.content, style, cell.value)
            elif (shown := cell.shown) is None or shown == "":
                sheet.write_blank(cell.row, cell.col, None, style)
            elif isinstance(shown, str):
                sheet.write_string(cell.row, cell.col, shown, style)
            else:
                sheet.write_number(cell.row, cell.col, shown, style)
    out.close()


def write_by_openpyxl(path: Path, book: Recorded) -> None:
    """The same cells by openpyxl, which can't store results of formulas, each with a named style."""
    import openpyxl
    from openpyxl.styles import Border, Font, NamedStyle, Side

    out = openpyxl.Workbook()
    out.remove(out.active)
    edge = Side(style="thin")
    styles: dict[int, Any] = {}
    for name, cells in book.sheets:
        sheet = out.create_sheet(name)
        for cell in cells:
            if cell.style not in styles:
                border = Border(left=edge, right=edge, top=edge, bottom=edge)
                styles[cell.style] = NamedStyle(f"s{len(styles)}", font=Font(size=10), border=border)
                out.add_named_style(styles[cell.style])
            content = "=" + cell.content if cell.kind == "Formula" else cell.content
            sheet.cell(cell.row + 1, cell.col + 1, content).style = styles[cell.style].name
    out.save(path)


def read_by_calamine(files: Sequence[Path]) -> int:
    """Every cell of every sheet as calamine gives it; the number of cells."""
    cells = 0
    for file in files:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
            for name in book.sheet_names:
                cells += sum(map(len, book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
    return cells


def read_by_pandas(files: Sequence[Path]) -> int:
    """What people write today: all sheets of all files into data frames, those of the same name below each other."""
    import pandas

    frames: dict[str, list[Any]] = {}
    for file in files:
        for name, frame in pandas.read_excel(file, sheet_name=None, header=None, engine="openpyxl").items():
            frames.setdefault(str(name), []).append(frame)
    return sum(len(pandas.concat(found)) for found in frames.values())
