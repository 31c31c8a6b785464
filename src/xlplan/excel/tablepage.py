"""A sheet with a table that people type on: title, hint, header, rows, dropdowns, filters, print set-up.

Nothing is locked: people sort, insert and copy. The hidden first column carries the ids and belongs to the table, and a
hidden row above the header carries the column keys, so that both survive whatever is done to the sheet.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from xlplan.core.raw import RawCell
from xlplan.core.text import Lang, Text
from xlplan.excel.book import Book, Sheet
from xlplan.excel.carriedcell import put_carried
from xlplan.excel.look import (
    CONTEXT,
    FILL,
    FIRST_LINE,
    GREY_TEXT,
    HINT,
    INK,
    LINE,
    LINK,
    PAPER,
    RULE,
    SUBTITLE,
    TITLE,
    body,
    cell,
    header,
)
from xlplan.excel.sheets import FIRST_COLUMN, ID_COLUMN, Placed, header_text
from xlplan.excel.validation import validation
from xlplan.forms.base import Column, Party, Phase
from xlplan.model.extras import LONGEST_HEADER, ExtraColumn
from xlplan.model.looks import SheetLook, characters
from xlplan.twins.engine import HEADER_ROW

KEY_ROW = HEADER_ROW - 2
MARKER = "xlplan:"
PRINTED = 20
"""Rows that are printed at least, so that a blank form can be filled in by hand."""
WIDE = 210
"""Characters of width from which a sheet prints on two pages side by side."""
ADDED, ADDED_WIDTH = "+", 18.0
"""How keys of columns that people added begin, and their width."""
ID_HEADER = "ID"
NO_LOOK = SheetLook()
ADDED_NUMBER = body(text_wrap=True, border=1, border_color=RULE)
ADDED_STYLE = {**ADDED_NUMBER, "indent": 1}
BACK = Text("↩ 填写说明", "↩ Guide")
PAGE = Text("第 {p} 页，共 {n} 页", "Page {p} of {n}")


@dataclass(frozen=True)
class Head:
    """What stands above every sheet: form title, project line, hint, guide sheet."""

    title: str
    project: str
    hint: str
    phase: Phase
    footer: str
    guide: str = ""


def everything(_: Column) -> bool:
    """Every column is open."""
    return True


def closed(_: Column) -> bool:
    """No column is open."""
    return False


class CellMark(Protocol):
    """What is said of a cell, see :mod:`xlplan.excel.marks`."""

    def on(self, style: dict[str, Any]) -> dict[str, Any]: ...

    def write(self, sheet: Sheet, row: int, col: int) -> None: ...


@dataclass(frozen=True)
class Given:
    """What a table that somebody filled in shows beside the values of its columns.

    ``written_id`` is what stands in the hidden column for a row, ``beside`` the headers of columns that people added,
    ``besides`` what stands in them. ``mark`` says what is said of a cell by row and key; a blank row is the header,
    and an added column's key is its header after :data:`ADDED`.
    """

    written_id: Callable[[str], str]
    mark: Callable[[str, str], CellMark | None]
    beside: tuple[str, ...] = ()
    besides: Callable[[str, str], Any] = field(default=lambda _row, _header: None)


@dataclass
class TablePage:
    """What a table sheet shows. ``values`` gives what stands in a cell, ``computed`` a formula and its value.

    ``own`` says whether a column is open to whoever gets the workbook, ``own_cell`` the same of one cell; ``own_party``
    says in whose colour open cells are shown where it is not the column's owner's; the others are
    grey context. ``mark`` says what is said of a cell by row and key. ``lists`` names other dropdown lists for some
    columns. ``look`` is how people arranged it, ``extras`` are columns
    that they added. ``context`` sheets only inform. ``given`` is what a file that goes back to be corrected shows beside.
    """

    table: str
    sheet_name: str
    placed: Placed
    ids: Sequence[str]
    head: Head
    values: Callable[[str, Column], Any]
    computed: Callable[[int, str, Column], tuple[str, Any]] | None = None
    own: Callable[[Column], bool] = everything
    own_cell: Callable[[str, Column], bool] | None = None
    own_party: Party | None = None
    lists: Mapping[str, str] = field(default_factory=dict)
    context: bool = False
    typed_rows: int | None = None
    given: Given | None = None
    emphasis: Sequence[tuple[str, dict[str, Any]]] = field(default=())
    frozen: int = 3
    readonly: bool = False
    hidden: frozenset[str] = frozenset()
    mark: Callable[[str, str], CellMark | None] | None = None
    look: SheetLook = NO_LOOK
    extras: Sequence[ExtraColumn] = ()

    @property
    def added(self) -> tuple[str, ...]:
        """The headers of columns that people added."""
        return self.given.beside if self.given else tuple(x.header for x in self.extras)


def mark_view(sheet: Sheet, row: int, col: int, name: str) -> None:
    """Mark a computed sheet as one of ours, invisibly."""
    sheet.text(row, col, f"{MARKER}{name}", body(num_format=";;;", font_color=PAPER, font_size=1))


def write_head(sheet: Sheet, head: Head, col: int = FIRST_COLUMN) -> None:
    """Title, project line, hint and the way back to the guide, in rows 1 to 4."""
    ws = sheet.ws
    sheet.text(0, col, head.title, TITLE)
    sheet.text(1, col, head.project, SUBTITLE)
    sheet.text(2, col, head.hint, HINT)
    if head.guide:
        sheet.link(3, col, head.guide, BACK(sheet.book.lang), LINK)
    ws.set_row(0, 28)
    ws.set_row(1, 18)
    ws.set_row(2, 18)
    ws.set_row(3, 16)
    ws.hide_gridlines(2)
    ws.set_tab_color(sheet.book.theme.tab(head.phase))


def print_setup(
    sheet: Sheet, head: Head, repeat: tuple[int, int] | None = None, paper: int = 9, landscape: bool = True
) -> None:
    """A4 landscape, one page wide, repeated header rows, page numbers."""
    ws = sheet.ws
    ws.set_paper(paper)
    (ws.set_landscape if landscape else ws.set_portrait)()
    ws.fit_to_pages(1, 0)
    ws.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    if repeat:
        ws.repeat_rows(*repeat)
    pages = PAGE(sheet.book.lang, p="&P", n="&N")
    ws.set_footer(f"&L{_footer_part(head.footer)}&C{_footer_part(head.title)}&R&8 {pages}")


def _footer_part(text: str) -> str:
    """Text of a footer in small type: cut, as a footer takes 255 characters in all, and apart from the size's digit."""
    shown = text if len(text) <= FOOTER else text[: FOOTER - 1] + "…"
    return "&8 " + shown.replace("&", "&&")


FOOTER = 50
"""Characters of each part of a footer; an ampersand counts twice in the file."""


def text_width(text: str) -> float:
    """The width of a text in characters, Chinese ones counting double."""
    return sum(1.92 if ord(c) > 0x2E7F else 1.02 for c in text)


INDENT = 2.2
"""Characters that indent and padding take from a column's width."""


def line_count(value: Any, width: float) -> int:
    """How many lines a text takes in a column of a width."""
    if isinstance(value, RawCell):
        value = value.value
    if not isinstance(value, str):
        return 1
    room = max(1.0, width - INDENT)
    return sum(max(1, math.ceil(text_width(part) / room)) for part in value.split("\n"))


def column_width(column: Column, lang: Lang) -> float:
    """The width of a column in characters; English gets more room for its headers."""
    width = column.width or column.kind.spec().width
    if lang == "en":
        longest = max(len(word) for word in header_text(column, lang).split())
        width = max(width * 1.08, longest + 2.5)
    return width


def write_table(book: Book, page: TablePage) -> Sheet:
    """Write a table sheet."""
    sheet = book.sheet(page.sheet_name)
    ws, lang = sheet.ws, book.lang
    write_head(sheet, page.head)
    columns = page.placed.columns
    size = len(page.ids)
    first, last = HEADER_ROW + 1, HEADER_ROW + size
    ws.set_column(ID_COLUMN, ID_COLUMN, 8, None, {"hidden": True})
    sheet.text(KEY_ROW, ID_COLUMN, MARKER + page.table + (":context" if page.context else ""), body())
    arranged = {key: characters(width) for key, width in page.look.widths}
    widths = {c.key: arranged.get(c.key) or column_width(c, lang) for c in columns}
    hidden_rows = set(page.look.hidden_rows)
    for n, name in enumerate(page.added, FIRST_COLUMN + len(columns)):
        is_hidden = {"hidden": True} if ADDED + name in page.look.hidden_columns else {}
        ws.set_column(n, n, arranged.get(ADDED + name, ADDED_WIDTH), None, is_hidden)
    for n, column in enumerate(columns, FIRST_COLUMN):
        options: dict[str, Any] = {"level": 1} if column.group else {}
        if column.key in page.hidden or column.key in page.look.hidden_columns:
            options["hidden"] = True
        ws.set_column(n, n, widths[column.key], None, options)
        sheet.text(KEY_ROW, n, column.key, body())
    ws.set_row(KEY_ROW, None, None, {"hidden": True})
    _write_listobject(book, sheet, page, size)
    open_ = {c.key: _style(c, page.own_party or c.owner.party) for c in columns}
    closed = {c.key: _style(c, None) for c in columns}
    for n, row_id in enumerate(page.ids):
        lines = _write_row(sheet, page, n, row_id, open_, closed, widths)
        height = min(400.0, FIRST_LINE + LINE * (lines - 1)) if lines > 1 else FIRST_LINE
        ws.set_row(HEADER_ROW + n, height, None, {"hidden": True} if row_id and row_id in hidden_rows else {})
    for col, column in enumerate(columns, FIRST_COLUMN):
        if page.readonly:
            continue
        options_ = validation(column, lang, first, last, page.placed.letter(column.key), page.lists.get(column.key))
        if options_:
            sheet.validation(HEADER_ROW, col, HEADER_ROW + size - 1, options_)
    for formula, style in page.emphasis:
        sheet.condition(HEADER_ROW, FIRST_COLUMN, HEADER_ROW + size - 1, len(columns), formula, style)
    ws.freeze_panes(HEADER_ROW, page.frozen)
    print_setup(sheet, page.head, (HEADER_ROW - 1, HEADER_ROW - 1))
    if sum(widths.values()) > WIDE:
        # Too wide for one page: two pages side by side, the leading columns repeated.
        ws.fit_to_pages(2, 0)
        ws.repeat_columns(0, page.frozen - 1)
    if page.context:
        ws.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
    width = len(columns) + len(page.added)
    ws.print_area(0, 0, HEADER_ROW + min(size, max((page.typed_rows or 0) + 4, PRINTED)) - 1, width)
    ws.ignore_errors({"number_stored_as_text": f"A{first}:{page.placed.letter(columns[-1].key)}{last}"})
    return sheet


def _write_row(
    sheet: Sheet,
    page: TablePage,
    n: int,
    row_id: str,
    open_: Mapping[str, dict[str, Any]],
    closed: Mapping[str, dict[str, Any]],
    widths: Mapping[str, float],
) -> int:
    """Write the ``n``-th row of a table; returns the lines that it takes."""
    r, lines, given = HEADER_ROW + n, 1, page.given
    sheet.text(r, ID_COLUMN, given.written_id(row_id) if given else row_id, body(num_format="@"))
    for col, column in enumerate(page.placed.columns, FIRST_COLUMN):
        own = page.own_cell(row_id, column) if page.own_cell else page.own(column)
        style = (open_ if own else closed)[column.key]
        formula = ""
        if not column.is_input and page.computed is not None:
            formula, value = page.computed(n, row_id, column)
        else:
            value = page.values(row_id, column)
        if style["text_wrap"]:
            lines = max(lines, line_count(value, widths[column.key]))
        said = given.mark if given else page.mark
        mark = said(row_id, column.key) if said and row_id else None
        if mark:
            style = mark.on(style)
            mark.write(sheet, r, col)
        if formula:
            sheet.formula(r, col, formula, style, value)
        else:
            sheet.put(r, col, value, style)
    for col, name in enumerate(given.beside if given else (), FIRST_COLUMN + len(page.placed.columns)):
        assert given is not None
        value = given.besides(row_id, name)
        lines = max(lines, line_count(value, ADDED_WIDTH))
        sheet.put(r, col, value, ADDED_STYLE)
    for col, extra in enumerate(page.extras, FIRST_COLUMN + len(page.placed.columns)):
        kept = dict(extra.cells).get(row_id) if row_id else None
        lines = max(lines, line_count(kept, ADDED_WIDTH))
        put_carried(sheet, r, col, kept, ADDED_NUMBER if isinstance(kept, RawCell) else ADDED_STYLE)
    return lines


def _style(column: Column, party: Party | None) -> dict[str, Any]:
    fill = FILL[party] if party else CONTEXT
    return cell(column.kind, fill, **({"font_color": GREY_TEXT} if not column.is_input else {}))


def header_texts(columns: Sequence[Column], lang: Lang, added: Iterable[str] = ()) -> dict[str, str]:
    """What stands in the header of each column, by key, and of each added one by its name: no text twice."""
    texts: dict[str, str] = {}
    seen = {ID_HEADER.casefold()}
    wanted = [(c.key, header_text(c, lang)) for c in columns]
    for key, text in [*wanted, *((name, " ".join(name.split())[:LONGEST_HEADER]) for name in added)]:
        while text.casefold() in seen:
            text += " "
        seen.add(text.casefold())
        texts[key] = text
    return texts


def _write_listobject(book: Book, sheet: Sheet, page: TablePage, size: int) -> None:
    ws, lang = sheet.ws, book.lang
    ws.set_row(HEADER_ROW - 1, 34)
    headers = [{"header": ID_HEADER, "header_format": book.format(body(font_color="#FFFFFF"))}]
    texts = header_texts(page.placed.columns, lang, page.added)
    for column in page.placed.columns:
        entry: dict[str, Any] = {
            "header": texts[column.key],
            "header_format": book.format(header(_party(column, page))),
        }
        if not column.is_input and page.computed is not None and not page.readonly:
            formula, _ = page.computed(0, "", column)
            if formula:
                entry["formula"] = "=" + formula
        headers.append(entry)
    for name in page.added:
        headers.append({"header": texts[name], "header_format": book.format(header(Party.COMPUTED))})
    sheet.texts.update(str(entry["header"]) for entry in headers)
    ws.add_table(
        HEADER_ROW - 1,
        ID_COLUMN,
        HEADER_ROW + size - 1,
        len(headers) - 1,
        {
            "name": f"xl_t_{page.table}{'_context' if page.context else ''}",
            "style": None,
            "columns": headers,
            "autofilter": True,
        },
    )
    if page.given:
        _mark_headers(sheet, page, page.given, [str(entry["header"]) for entry in headers[1:]])


def _mark_headers(sheet: Sheet, page: TablePage, given: Given, texts: Sequence[str]) -> None:
    """Mark headers of which something is said, and give added columns their width."""
    keys = [*(c.key for c in page.placed.columns), *(ADDED + name for name in given.beside)]
    for col, (key, text) in enumerate(zip(keys, texts, strict=True), FIRST_COLUMN):
        mark = given.mark("", key)
        if mark:
            sheet.text(HEADER_ROW - 1, col, text, {**mark.on(header(Party.COMPUTED)), "font_color": INK})
            mark.write(sheet, HEADER_ROW - 1, col)


def _party(column: Column, page: TablePage) -> Party:
    return column.owner.party if page.own(column) else Party.COMPUTED
