"""A single row of a table as a paper form: it is chosen from a list, everything else looks into the table's sheet.

Nothing is read back from such a sheet. A hidden column lists the rows as people call them, as they stand now: a row that
somebody just added can be printed at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xlplan.core.names import TITLE
from xlplan.core.text import Lang, Text
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.listing import FAR, NOWHERE, Chosen, Listed, seen
from xlplan.excel.look import FILL, GREY_TEXT, PAPER, body
from xlplan.excel.paperlayout import FIRST_LINE_ROW, page_lines
from xlplan.excel.paperpage import FRAME, HELPER_COLUMN, PaperPage, write_paper
from xlplan.excel.recordkeys import LABEL, NARROW, SECOND, WIDE
from xlplan.excel.sheets import LIMIT, safe_sheet_name
from xlplan.excel.tablepage import Head, line_count, mark_view
from xlplan.excel.validation import PICK
from xlplan.forms.base import Column, Party, Table
from xlplan.twins.engine import literal

VIEW = "page"
LIST_COLUMN = HELPER_COLUMN + 1
CHOOSE = Text("选择要打印的一项", "Choose what to print")
CHOOSING = Text("← 点开下拉列表选择；本行不打印，本页内容自动带出", "← choose from the list; this line is not printed")
HINT = Text(
    "本单由“{sheet}”自动生成，请在该表中填写；打印后签字存档。",
    "Made from “{sheet}”: fill in that sheet; print, sign and file this page.",
)
GUIDE_BY = Text("自动生成", "computed")
GUIDE_WHAT = Text(
    "选择“{sheet}”中的一项，生成一页可打印、签字的单据。",
    "Choose a row of “{sheet}”: a page to print and sign.",
)
APART = Text("·单页", " (one page)")
MOST_LINES = 10
"""Lines up to which a row of the page grows to show the longest text among all rows."""


def page_title(table: Table, sheet: str, lang: Lang) -> str:
    """The title of the page of a single row; ``sheet`` names the table's own sheet."""
    title = table.one_page.title if table.one_page else None
    return title(lang) if title else sheet


def page_name(table: Table, sheet: str, lang: Lang, taken: Collection[str]) -> str:
    """The name of the sheet with a page of a single row, apart from all that are ``taken``."""
    name = safe_sheet_name(page_title(table, sheet, lang))
    if name.casefold() in {other.casefold() for other in taken}:
        name = safe_sheet_name(name[: LIMIT - len(APART(lang))] + APART(lang))
    return name


def label_keys(table: Table) -> tuple[str, ...]:
    """The columns by which people call a row: number and title."""
    return table.called or table.natural[:2]


def can_show(listed: Listed) -> bool:
    """Whether rows of a table can be told apart by what its sheet shows."""
    return any(key in listed.letters for key in label_keys(listed.table))


def write_one_page(
    book: Book,
    name: str,
    listed: Listed,
    columns: Sequence[Column],
    head: Head,
    lists: Mapping[str, Listed],
) -> Sheet:
    """Write the page of a single row; ``columns`` are those of the table's sheet, ``lists`` the tables it can list."""
    table, lang = listed.table, book.lang
    paper = table.one_page
    assert paper is not None
    keys = tuple(key for key in label_keys(table) if key in listed.letters)
    size = listed.rows
    labels = [_label(listed, keys, row_id) for row_id in listed.ids] + [""] * (size - len(listed.ids))
    first = next((n for n, label in enumerate(labels[: len(listed.ids)]) if label), None)
    shown = listed.ids[first] if first is not None else ""
    position = f"${column_letter(HELPER_COLUMN)}$1"
    number = f"${column_letter(HELPER_COLUMN)}$2"
    selector = f"${column_letter(WIDE)}$1"

    def values(column: Column) -> tuple[str, Any]:
        value = listed.cell(shown, column.key) if first is not None else ""
        return listed.entry(column.key, position), value

    def tall(column: Column, width: float) -> int:
        heights = [line_count(listed.cell(i, column.key), width) for i in listed.ids]
        return min(MOST_LINES, max(heights, default=1))

    def nobody(_: Column) -> Party | None:
        return None

    title = page_title(table, listed.title, lang)
    numbered = str(listed.cell(shown, keys[0])) if first is not None else ""
    page = PaperPage(
        name,
        replace(head, title=title, hint=HINT(lang, sheet=listed.title)),
        page_lines(paper, columns, lists, chosen=True),
        columns,
        values,
        nobody,
        lists,
        closed_fill=PAPER,
        chosen=Chosen((labels[first] if first is not None else "", numbered), (selector, number)),
        tall=tall,
        top=1,
    )
    sheet = write_paper(book, page)
    mark_view(sheet, 0, 0, f"{VIEW}:{table.key}")
    _labels(sheet, listed, keys, labels)
    _selector(sheet, table, labels[first] if first is not None else "")
    found = f"MATCH({literal(f'TRIM({selector})')},{_list_area(size)},0)"
    formula = f'IF(TRIM({selector}&"")="",{NOWHERE},IFERROR({found},{NOWHERE}))'
    sheet.formula(0, HELPER_COLUMN, formula, body(), NOWHERE if first is None else first + 1)
    known = f'IF({position}>{FAR},"",INDEX({listed.area(keys[0])},{position})&"")'
    sheet.formula(1, HELPER_COLUMN, known, body(), numbered)
    sheet.ws.protect("", {"format_columns": True, "format_rows": True})
    return sheet


def _label(listed: Listed, keys: tuple[str, ...], row_id: str) -> str:
    """How the list calls a row: its number, and its title on one line and cut."""
    words = [str(seen(listed.value(row_id, key))) for key in keys]
    words[-1] = _trimmed(words[-1].replace("\n", " "))[:TITLE]
    return _trimmed(" ".join(words))


def _trimmed(text: str) -> str:
    """As TRIM does it."""
    return " ".join(bit for bit in text.split(" ") if bit)


def label_formula(cells: Sequence[str]) -> str:
    """The formula for what the list calls a row, from its cells."""
    *before, last = cells
    title = f'LEFT(TRIM(SUBSTITUTE({last}&"",CHAR(10)," ")),{TITLE})'
    return "TRIM(" + "".join(f'{cell}&" "&' for cell in before) + title + ")"


def _list_area(size: int) -> str:
    letter = column_letter(LIST_COLUMN)
    return f"${letter}${FIRST_LINE_ROW + 1}:${letter}${FIRST_LINE_ROW + size}"


def _labels(sheet: Sheet, listed: Listed, keys: tuple[str, ...], labels: Sequence[str]) -> None:
    """The rows as people call them, in a hidden column, and a name for them that ends at the last one."""
    sheet.ws.set_column(LIST_COLUMN, LIST_COLUMN, 9, None, {"hidden": True})
    area, count = _list_area(len(labels)), f"${column_letter(LIST_COLUMN)}${FIRST_LINE_ROW}"
    used = max((n for n, label in enumerate(labels, 1) if label), default=1)
    sheet.formula(
        FIRST_LINE_ROW - 1,
        LIST_COLUMN,
        f'MAX(1,SUMPRODUCT(MAX(({area}<>"")*(ROW({area})-{FIRST_LINE_ROW}))))',
        body(),
        used,
    )
    for n, label in enumerate(labels):
        cells = [f"INDEX({listed.area(key)},{n + 1})" for key in keys]
        sheet.formula(FIRST_LINE_ROW + n, LIST_COLUMN, label_formula(cells), body(), label)
    head = area.partition(":")[0]
    name = f"{sheet.quoted}!{head}:INDEX({sheet.quoted}!{area},{sheet.quoted}!{count})"
    sheet.book.name(f"xl_{VIEW}_{listed.table.key}", name)


def _selector(sheet: Sheet, table: Table, label: str) -> None:
    ws, lang = sheet.ws, sheet.book.lang
    sheet.text(0, LABEL, CHOOSE(lang), body(bold=True, text_wrap=True, align="center"))
    style = body(bold=True, bg_color=FILL[Party.PM], border=2, border_color=FRAME, indent=1, locked=False)
    sheet.text(0, WIDE, label, {**style, "num_format": "@"})
    small = body(font_size=9, font_color=GREY_TEXT, text_wrap=True, indent=1)
    ws.merge_range(0, SECOND, 0, NARROW, None, sheet.book.format(small))
    sheet.text(0, SECOND, CHOOSING(lang), small)
    ws.set_row(0, 34)
    source = f"=xl_{VIEW}_{table.key}"
    sheet.validation(0, WIDE, 0, {"validate": "list", "source": source, "error_message": PICK(lang)})
