"""A plain list as a workbook: one sheet, a header that stays, a filter. All of it is text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlplan.core.text import Lang
from xlplan.excel.book import Book
from xlplan.excel.look import RULE, body, header
from xlplan.forms.base import Party

MOST = 32_000
"""So many characters of a text are shown; a cell holds 32,767."""
_ROWS = 1_048_575


def write_list(
    path: Path, lang: Lang, title: str, columns: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
) -> None:
    """Write the list. ``widths`` are in characters, as Excel counts them."""
    book = Book(path, lang)
    sheet = book.sheet(title)
    style = body(text_wrap=True, valign="top", border=1, border_color=RULE, num_format="@")
    for n, (name, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.ws.set_column(n, n, width)
        sheet.text(0, n, name, header(Party.COMPUTED))
    for r, row in enumerate(rows[:_ROWS], 1):
        for n, text in enumerate(row):
            sheet.text(r, n, _fit(text), style)
    sheet.ws.freeze_panes(1, 0)
    sheet.ws.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.ws.set_landscape()
    sheet.ws.set_paper(9)
    sheet.ws.fit_to_pages(1, 0)
    sheet.ws.repeat_rows(0)
    book.save()


def _fit(text: str) -> str:
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
