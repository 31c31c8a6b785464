"""A read-only list that the program keeps: a head, titles, a line of text for each entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlplan.excel.book import Book, Sheet
from xlplan.excel.look import FIRST_LINE, LINE, RULE, body, header
from xlplan.excel.sheets import FIRST_COLUMN, ID_COLUMN
from xlplan.excel.tablepage import KEY_ROW, MARKER, Head, line_count, print_setup, write_head
from xlplan.forms.base import Party
from xlplan.twins.engine import HEADER_ROW


def write_list_sheet(
    book: Book,
    name: str,
    head: Head,
    view: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    centred: Collection[int] = (),
) -> Sheet:
    """Write the sheet. ``columns`` are titles with widths in characters; ``centred`` are positions of short columns."""
    sheet = book.sheet(name)
    ws = sheet.ws
    write_head(sheet, head)
    ws.set_column(ID_COLUMN, ID_COLUMN, 8, None, {"hidden": True})
    ws.set_row(KEY_ROW, None, None, {"hidden": True})
    sheet.text(KEY_ROW, ID_COLUMN, MARKER + view, body())
    for col, (title, width) in enumerate(columns, FIRST_COLUMN):
        ws.set_column(col, col, width)
        sheet.text(HEADER_ROW - 1, col, title, header(Party.COMPUTED))
    ws.set_row(HEADER_ROW - 1, 24)
    plain = body(text_wrap=True, valign="top", indent=1, border=1, border_color=RULE, num_format="@")
    middle = {**plain, "align": "center", "indent": 0}
    for row, texts in enumerate(rows, HEADER_ROW):
        for n, text in enumerate(texts):
            sheet.text(row, FIRST_COLUMN + n, text, middle if n in centred else plain)
        lines = max(line_count(text, width) for text, (_, width) in zip(texts, columns, strict=True))
        ws.set_row(row, min(400.0, FIRST_LINE + LINE * (lines - 1)))
    last = HEADER_ROW + max(1, len(rows)) - 1
    ws.freeze_panes(HEADER_ROW, FIRST_COLUMN)
    ws.protect("", {"format_columns": True, "format_rows": True})
    print_setup(sheet, head, (HEADER_ROW - 1, HEADER_ROW - 1))
    ws.print_area(0, 0, last, len(columns))
    return sheet
