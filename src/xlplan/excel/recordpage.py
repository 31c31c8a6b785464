"""A sheet for a record: the paper form on which it is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlplan.excel.book import Book, Sheet
from xlplan.excel.listing import Listed
from xlplan.excel.paperlayout import PageLine, cells, page_lines
from xlplan.excel.paperpage import PaperPage, unmarked, write_paper
from xlplan.excel.tablepage import CellMark, Head
from xlplan.forms.base import Column, Party, Table


def record_lines(table: Table, columns: Sequence[Column], listed: Mapping[str, Listed]) -> tuple[PageLine, ...]:
    """The lines of a record's sheet that shows these columns, beside the tables that it can list."""
    return page_lines(table.paper, columns, listed)


def write_record(
    book: Book,
    sheet_name: str,
    table: Table,
    row_id: str,
    columns: Sequence[Column],
    head: Head,
    values: Callable[[Column], tuple[str, Any]],
    party: Callable[[Column], Party | None],
    listed: Mapping[str, Listed],
    mark: Callable[[str], CellMark | None] = unmarked,
    as_shown: Callable[[int, int], Any] | None = None,
) -> Sheet:
    """Write a record's sheet. ``values`` gives a formula, if any, and what the cell holds; ``party`` who may fill it.

    ``mark`` and ``as_shown``: see :class:`xlplan.excel.paperpage.PaperPage`.
    """
    title = table.paper.title(book.lang) if table.paper and table.paper.title else head.title
    head = Head(title, head.project, head.hint, head.phase, head.footer, head.guide)
    lines = record_lines(table, columns, listed)
    marker = f"{table.key}:{row_id}"
    page = PaperPage(
        sheet_name, head, lines, columns, values, party, listed, marker=marker, mark=mark, as_shown=as_shown
    )
    return write_paper(book, page)


def letters(table: Table, columns: Sequence[Column], listed: Mapping[str, Listed]) -> dict[str, str]:
    """The absolute cell of each value of a record, by key."""
    return cells(record_lines(table, columns, listed))
