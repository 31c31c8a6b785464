"""A sheet for a record: label, value, remark, one line each, as on the paper form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlplan.core.text import Text
from xlplan.excel.book import Book, Sheet
from xlplan.excel.logo import write_logo
from xlplan.excel.look import CONTEXT, FILL, FIRST_LINE, GREY_TEXT, LINE, RULE, body, cell
from xlplan.excel.sheets import FIRST_COLUMN, header_text
from xlplan.excel.tablepage import KEY_ROW, MARKER, Head, everything, line_count, print_setup, validation, write_head
from xlplan.forms.base import Column
from xlplan.twins.engine import HEADER_ROW

VALUE_WIDTH, REMARK_WIDTH = 72.0, 36.0
HEADINGS = (Text("项目", "Item"), Text("内容", "Content"), Text("说明", "Remark"))


def record_row(columns: tuple[Column, ...], key: str) -> int:
    """The row number of a line of a record."""
    return HEADER_ROW + 1 + [c.key for c in columns].index(key)


def write_record(
    book: Book,
    sheet_name: str,
    table: str,
    row_id: str,
    columns: tuple[Column, ...],
    head: Head,
    values: Callable[[Column], Any],
    own: Callable[[Column], bool] = everything,
) -> Sheet:
    """Write a record sheet. The hidden first column carries the key of each line."""
    sheet = book.sheet(sheet_name)
    ws, lang = sheet.ws, book.lang
    write_head(sheet, head)
    ws.set_column(0, 0, 8, None, {"hidden": True})
    ws.set_column(1, 1, 20 if lang == "zh" else 26)
    ws.set_column(2, 2, VALUE_WIDTH)
    ws.set_column(3, 3, REMARK_WIDTH)
    write_logo(sheet, 3, REMARK_WIDTH)
    sheet.text(KEY_ROW, 0, f"{MARKER}{table}:{row_id}", body())
    ws.set_row(KEY_ROW, None, None, {"hidden": True})
    head_style = body(bold=True, font_color="#FFFFFF", bg_color="#1F4E79", align="center", border=1, border_color=RULE)
    for n, heading in enumerate(HEADINGS):
        sheet.text(HEADER_ROW - 1, FIRST_COLUMN + n, heading(lang), head_style)
    ws.set_row(HEADER_ROW - 1, 24)
    for n, column in enumerate(columns):
        r = HEADER_ROW + n
        fill = FILL[column.owner.party] if own(column) else CONTEXT
        value = values(column)
        sheet.text(r, 0, column.key, body())
        sheet.text(
            r,
            1,
            header_text(column, lang),
            body(bold=True, bg_color="#F2F2F2", border=1, border_color=RULE, valign="vcenter", text_wrap=True),
        )
        sheet.put(r, 2, value, cell(column.kind, fill, align="left", valign="vcenter", text_wrap=True))
        remark = column.help(lang) if column.help else ""
        sheet.text(r, 3, remark, body(font_color=GREY_TEXT, text_wrap=True, border=1, border_color=RULE))
        lines = line_count(value, VALUE_WIDTH)
        ws.set_row(r, FIRST_LINE + 4 + LINE * (lines - 1))
        options = validation(column, lang, r + 1, r + 1, "C") if own(column) else None
        if options:
            options.pop("input_message", None)
            options.pop("input_title", None)
            sheet.validation(r, 2, r, options)
    ws.freeze_panes(HEADER_ROW, 2)
    print_setup(sheet, head, (HEADER_ROW - 1, HEADER_ROW - 1))
    ws.fit_to_pages(1, 1)
    ws.print_area(0, 0, HEADER_ROW + len(columns) - 1, 3)
    return sheet


def letters(columns: tuple[Column, ...]) -> dict[str, str]:
    """The absolute cell of each line's value."""
    return {c.key: f"$C${record_row(columns, c.key)}" for c in columns}
