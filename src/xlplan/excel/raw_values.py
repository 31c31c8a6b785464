"""Reads the values of a file. That may end the process: only the reading process calls this."""

from __future__ import annotations

import io
from pathlib import Path

import python_calamine as calamine

from xlplan.core.raw import RawNote, RawSheet, RawValue, RawWorkbook, Unreadable
from xlplan.excel.preflight import Preflight, preflight
from xlplan.excel.raw_book import Book
from xlplan.excel.raw_formula import column_letters
from xlplan.excel.raw_limits import Limits, Refused
from xlplan.excel.raw_ods import ods_sheets
from xlplan.excel.raw_package import one_line
from xlplan.excel.raw_repack import repack
from xlplan.excel.raw_scan import SheetScan
from xlplan.excel.raw_styles import from_serial

_LARGEST = 1.7976931348623157e308  # infinities and NaN, which Excel never stores, lie outside


def read_file(path: Path, limits: Limits) -> RawWorkbook | Unreadable:
    """Everything about one file. Never raises for what a file holds; may end the process, though."""
    try:
        found = preflight(path, limits)
        return found if isinstance(found, Unreadable) else _workbook(path, found, limits)
    except Refused as refused:
        return Unreadable(path, refused.code, refused.params)
    except calamine.PasswordError:
        return Unreadable(path, "encrypted", {"by": "password"})
    except MemoryError:
        return Unreadable(
            path, "too-large", {"what": "memory", "size": f">{limits.memory}", "limit": str(limits.memory)}
        )
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    # A panic of the library arrives as an exception of its own that is no `Exception`.
    except BaseException as fault:
        code = "reader-error" if isinstance(fault, Exception) else "reader-crashed"
        return Unreadable(path, code, {"detail": one_line(fault) or type(fault).__name__})


def _workbook(path: Path, found: Preflight, limits: Limits) -> RawWorkbook:
    notes = list(found.notes)
    if found.kind == "ods":
        sheets = ods_sheets(found.styles, found.content, limits)
    elif found.kind == "xls":
        sheets = _old_sheets(found, limits, notes)
    else:
        sheets = _checked_sheets(found)
    if not sheets:
        raise Refused("reader-error", detail="no worksheet")
    facts = found.book
    return RawWorkbook(
        path,
        found.sha256,
        len(found.data),
        sheets,
        facts.properties,
        facts.producer,
        facts.modified_by,
        facts.modified,
        facts.date1904,
        notes,
    )


def _state(meta: calamine.SheetMetadata) -> str:
    if meta.visible == calamine.SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if meta.visible == calamine.SheetVisibleEnum.Hidden else "veryHidden"


def _is_cells(meta: calamine.SheetMetadata, notes: list[RawNote]) -> bool:
    if meta.typ == calamine.SheetTypeEnum.WorkSheet:
        return True
    notes.append(RawNote("sheet-skipped", {"sheet": meta.name, "kind": str(meta.typ).rpartition(".")[2]}))
    return False


def _checked_sheets(found: Preflight) -> list[RawSheet]:
    """Sheets of xlsx and xlsm, with what the scan of their XML told."""
    missing = [(sheet.xml, sheet.scan) for sheet in found.sheets if sheet.rows is None]
    read = iter(library_rows(missing, found.strings) if missing else [])
    sheets = []
    for sheet in found.sheets:
        scan = sheet.scan
        rows = next(read) if sheet.rows is None else sheet.rows
        _convert(rows, scan, found.book.date1904)
        percents = {place for place, kind in scan.styled.items() if kind == "percent"}
        sheets.append(
            RawSheet(
                sheet.name, sheet.state, rows, scan.errors, scan.formulas, scan.uncached, percents, scan.merges
            )
        )  # fmt: skip
    return sheets


def library_rows(sheets: list[tuple[bytes, SheetScan]], strings: bytes) -> list[list[list[RawValue]]]:
    """The rows of scanned sheets as the library reads them; adds errors to the scans where it finds infinity."""
    source = repack([(xml, scan.begin, scan.errors.values()) for xml, scan in sheets], strings)
    with calamine.CalamineWorkbook.from_filelike(source) as book:
        return [_values(book.get_sheet_by_index(index), scan) for index, (_, scan) in enumerate(sheets)]


def _old_sheets(found: Preflight, limits: Limits, notes: list[RawNote]) -> list[RawSheet]:
    """Sheets of the binary format, by the reader that tells errors from blanks where it can open the file."""
    from xlplan.excel.raw_xls import xls_sheets  # few files need it, and each start would pay for it

    own: list[RawNote] = []
    try:
        sheets = xls_sheets(found.data, limits, found.book, own)
    except (Refused, MemoryError):
        raise
    # It knows no bounds of what a damaged file makes it raise; the other library may see more in the file.
    except Exception:
        found.book = Book()
        notes.append(RawNote("no-cell-flags", {"kind": found.kind}))
        return _bare_sheets(found, limits, notes)
    notes += own
    return sheets


def _bare_sheets(found: Preflight, limits: Limits, notes: list[RawNote]) -> list[RawSheet]:
    """Sheets of the binary format as the library reads them, without a word on errors and formulas."""
    sheets, cells = [], 0
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(found.data)) as book:
        for index, meta in enumerate(book.sheets_metadata):
            if not _is_cells(meta, notes):
                continue
            sheet = book.get_sheet_by_index(index)
            row, col = sheet.end or (-1, -1)
            cells += (row + 1) * (col + 1)
            if cells > limits.cells:
                raise Refused(
                    "used-range",
                    sheet=meta.name,
                    part="",
                    cell=f"{column_letters(col)}{row + 1}",
                    cells=cells,
                    limit=limits.cells,
                )
            sheets.append(RawSheet(meta.name, _state(meta), _values(sheet, SheetScan())))
    return sheets


def _values(sheet: calamine.CalamineSheet, scan: SheetScan) -> list[list[RawValue]]:
    """All rows from A1, blanks as None and not stored at the end of rows and sheet."""
    if sheet.end is None:
        return []
    rows: list[list[RawValue]] = []
    for index, raw in enumerate(sheet.to_python(skip_empty_area=False)):
        row: list[RawValue] = [None if value == "" else value for value in raw]
        while row and row[-1] is None:
            row.pop()
        for col, value in enumerate(row):
            if value.__class__ is float and not -_LARGEST <= value <= _LARGEST:
                row[col] = None
                scan.errors[index, col] = "#NUM!"
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _convert(rows: list[list[RawValue]], scan: SheetScan, date1904: bool) -> None:
    """Turn numbers in cells with a date, time or duration format into such values."""
    for (row, col), kind in scan.styled.items():
        if kind == "percent" or row >= len(rows) or col >= len(rows[row]):
            continue
        value = rows[row][col]
        if isinstance(value, int | float) and not isinstance(value, bool):
            rows[row][col] = from_serial(value, kind, date1904)
