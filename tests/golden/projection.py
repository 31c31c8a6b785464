"""A sheet as a short text that people can review: what stands where, how it looks, what it refuses, how it prints."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.excel import look

WIDEST, LONGEST = 150, 60
FILLS = {
    **{colour: f"fill:{party.value}" for party, colour in look.FILL.items()},
    **{colour: f"head:{party.value}" for party, colour in look.HEADER.items()},
    look.ACCENT: "accent",
    look.PAPER: "",
}
"""What a colour means; others are given as they are."""


def _cut(text: str, length: int = LONGEST) -> str:
    text = text.replace("\n", "⏎")
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)


def _fill(cell: Any) -> str:
    if cell.fill.fill_type != "solid":
        return ""
    colour = "#" + str(cell.fill.fgColor.rgb)[-6:]
    return FILLS.get(colour, colour)


def _style(cell: Any) -> str:
    style = [_fill(cell)]
    if cell.number_format not in ("General", "@"):
        style.append(cell.number_format.replace("\\", ""))
    style += [
        word
        for word, on in (
            ("wrap", cell.alignment.wrap_text),
            ("bold", cell.font.b),
            ("open", not cell.protection.locked),
        )
        if on
    ]
    return " ".join(filter(None, style))


def project(values: Workbook, formulas: Workbook, name: str, rows: int) -> str:
    """The text of a sheet: everything above the data, its columns, and some ``rows`` of data."""
    sheet, typed = values[name], formulas[name]
    parts = [*_head(sheet), *_table(sheet, typed, rows), *_rules(typed), *_print(sheet)]
    return "\n".join(_cut(line.rstrip(), WIDEST) for line in parts) + "\n"


def _head(sheet: Worksheet) -> Iterator[str]:
    properties, view = sheet.sheet_properties, sheet.sheet_view
    tab = properties.tabColor.rgb[-6:] if properties.tabColor else "none"
    yield f"sheet    {sheet.title} ({sheet.sheet_state}, tab {tab})"
    protected = "yes" if sheet.protection.sheet else "no"
    yield f"frozen   {sheet.freeze_panes}  protected {protected}  grid lines {view.showGridLines}"
    for table in sheet.tables.values():
        yield f"table    {table.name}  {table.ref}"
    if sheet.auto_filter.ref:
        yield f"filter   {sheet.auto_filter.ref}"
    hidden = [str(r) for r, d in sheet.row_dimensions.items() if d.hidden]
    if hidden:
        yield f"hidden   rows {', '.join(hidden)}"


def _header_row(sheet: Worksheet) -> int | None:
    ref = next((t.ref for t in sheet.tables.values()), sheet.auto_filter.ref)
    return int(re.sub(r"\D", "", ref.partition(":")[0])) if ref else None


def _table(sheet: Worksheet, typed: Worksheet, rows: int) -> Iterator[str]:
    header = _header_row(sheet)
    if header is None:
        yield from _lines(sheet, typed, 1, sheet.max_row, rows)
        return
    yield from _lines(sheet, typed, 1, header - 1, 6)
    ref = next((t.ref for t in sheet.tables.values()), "") or sheet.auto_filter.ref
    last = range_boundaries(ref)[2] + (0 if sheet.tables else 5)
    first = next(r for r in range(header + 1, header + 9) if not sheet.row_dimensions[r].hidden)
    # openpyxl keeps equal neighbours as one entry under the first letter.
    widths = [d for d in list(sheet.column_dimensions.values()) if d.min is not None]
    yield "columns  key · header · width · first cell"
    for n in range(1, last + 1):
        letter = get_column_letter(n)
        width = next(d for d in widths if d.min <= n <= d.max)
        key = sheet.cell(header - 1, n).value if sheet.row_dimensions[header - 1].hidden else ""
        cell = sheet.cell(first, n)
        flags = " hidden" if width.hidden else f" level {width.outlineLevel}" if width.outlineLevel else ""
        head = _value(sheet.cell(header, n).value)
        yield f"  {letter:<3}{_cut(_value(key), 18):<19}{head} [{_fill(sheet.cell(header, n))}] {width.width:.3g}{flags} · {_style(cell)}"
    yield "rows"
    for row in range(first, first + rows):
        cells = (_cut(_value(sheet.cell(row, n).value), 14) for n in range(1, last + 1))
        yield f"  {row}: " + " | ".join(cells)


def _lines(sheet: Worksheet, typed: Worksheet, first: int, last: int, most: int) -> Iterator[str]:
    """Rows without a table: value, formula or link of each cell that holds something."""
    shown = 0
    for row in range(first, last + 1):
        found = []
        for cell in typed[row]:
            value = sheet[cell.coordinate].value
            if value in (None, "") or cell.column > 14:
                continue
            mark = "=" if cell.data_type == "f" else "→" if cell.hyperlink else ""
            style = _style(cell)
            found.append(f"{cell.column_letter}: {mark}{_cut(_value(value), 40)}" + (f" [{style}]" if style else ""))
        if found and shown < most:
            yield f"  {row} ({sheet.row_dimensions[row].height or 'auto'}): " + " | ".join(found)
            shown += 1


def _rules(sheet: Worksheet) -> Iterator[str]:
    def key(rule: Any) -> str:
        return " ".join(
            filter(
                None,
                (
                    rule.type,
                    rule.operator,
                    _cut(rule.formula1 or "", 40),
                    _cut(rule.formula2 or "", 12),
                    rule.errorStyle,
                ),
            )
        )

    rules = sorted(sheet.data_validations.dataValidation, key=key)
    if rules:
        yield "validations"
    for name, group in groupby(rules, key):
        members = list(group)
        areas = " ".join(str(r.sqref) for r in members)
        prompt = next((r.prompt for r in members if r.prompt), "")
        error = next((r.error for r in members if r.error), "")
        yield (
            f"  {name}: {_cut(areas, 44)}"
            + (f" · {_cut(prompt, 26)}" if prompt else "")
            + (f" · ! {_cut(error, 26)}" if error else "")
        )
    formats = [(str(f.sqref), rule) for f in sheet.conditional_formatting for rule in f.rules]
    if formats:
        yield "conditional formats"
    for area, rule in formats:
        look_ = []
        if rule.dxf and rule.dxf.fill and rule.dxf.fill.bgColor:
            look_.append(f"fill {str(rule.dxf.fill.bgColor.rgb)[-6:]}")
        if rule.dxf and rule.dxf.font:
            font = rule.dxf.font
            look_ += [w for w, on in (("bold", font.b), ("strike", font.strike)) if on]
            look_ += [f"ink {str(font.color.rgb)[-6:]}"] if font.color else []
        if rule.dxf and rule.dxf.numFmt:
            look_.append(f"format {rule.dxf.numFmt.formatCode}")
        if rule.dxf and rule.dxf.border:
            look_.append("border")
        yield f"  {area}: {_cut(rule.formula[0] if rule.formula else rule.type, 80)} → {', '.join(look_)}{' stop' if rule.stopIfTrue else ''}"


def _print(sheet: Worksheet) -> Iterator[str]:
    page = sheet.page_setup
    fit = f"{_one(page.fitToWidth)}×{_one(page.fitToHeight)}" if sheet.sheet_properties.pageSetUpPr else "none"
    yield (
        f"print    {page.orientation} paper {page.paperSize} fit {fit} area {sheet.print_area or 'all'}"
        f" rows {sheet.print_title_rows or '-'} cols {sheet.print_title_cols or '-'}"
    )
    footer = sheet.oddFooter
    yield f"footer   {footer.left.text} | {footer.center.text} | {footer.right.text}"
    if sheet._charts:
        yield f"charts   {len(sheet._charts)}"


def _one(pages: int | None) -> int:
    return 1 if pages is None else pages
