"""Sheets of a file that goes back to be corrected: the list of problems, and what stood outside its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlplan.core.finding import SEVERITY, Severity
from xlplan.core.text import Lang, Text
from xlplan.excel.book import Book, Sheet
from xlplan.excel.look import ACCENT, DOUBTFUL, GREY_TEXT, LINK, PAPER, RULE, WRONG, body
from xlplan.excel.tablepage import MARKER, Head, line_count, mark_view, print_setup, write_head

VIEW = "returned"
"""How the marks of these sheets begin: they are the program's, not the department's."""
PROBLEMS, LEFT = f"{VIEW}:problems", f"{VIEW}:left"
HEADER = 4
"""The row of the headers, counted from 0."""
PROBLEMS_TITLE = Text("问题清单", "Problems")
LEFT_TITLE = Text("原文件其他内容", "Other content")
PROBLEMS_HINT = Text(
    "{errors} 处必须改（红），{warnings} 处请核对或说明（黄）。点“单元格”直达；改好后保存，把本文件原样交回即可。",
    "{errors} to correct (red), {warnings} to check or explain (amber). “Cell” leads there; then save and return this file.",
)
PROBLEMS_WHAT = Text("本文件里要改正和核对的地方", "what is to be corrected or checked in this file")
LEFT_HINT = Text(
    "您的文件里有、但不在表格格子里的内容，程序没有读取；需要的请填进对应的表，其余不必管。",
    "This stood in your file outside the cells of its forms and was not read. Move what is needed into the forms.",
)
LEFT_LINK = Text("表格以外的内容（未读取）→ {sheet}", "Outside the forms (not read) → {sheet}")
BY = Text("自动生成", "computed")
TO_CORRECT = Text("要改正或核对的", "To correct or check")
TAKEN_CARE_OF = Text("已按此读取，有误再改", "Read like this; correct it only if it is wrong")
PROBLEM_HEADS = (
    Text("序号", "No."),
    Text("级别", "Level"),
    Text("工作表", "Sheet"),
    Text("单元格", "Cell"),
    Text("行", "Row"),
    Text("列", "Column"),
    Text("现在的内容", "What is there"),
    Text("问题", "What is wrong"),
    Text("怎么改", "What to do"),
    Text("原文件位置", "Place in your file"),
)
PROBLEM_WIDTHS: dict[Lang, tuple[float, ...]] = {
    "zh": (6, 7, 19, 9, 25, 15, 21, 42, 36, 13),
    "en": (6, 9, 22, 9, 27, 18, 22, 46, 42, 17),
}
LEFT_HEADS = (Text("工作表", "Sheet"), Text("单元格", "Cell"), Text("内容", "Content"))
LEFT_WIDTHS = (30.0, 11.0, 110.0)
COLOURS = {Severity.ERROR: WRONG, Severity.WARNING: DOUBTFUL}


@dataclass(frozen=True)
class ProblemLine:
    """A line of the list. ``sheet`` and ``cell`` are in this file, ``origin`` is the place in the one that came back."""

    severity: Severity
    sheet: str
    cell: str
    row: str
    column: str
    now: str
    message: str
    hint: str
    origin: str


@dataclass(frozen=True)
class Leftover:
    """A text of a returned file that belongs to no cell of its forms, with its place there."""

    sheet: str
    cell: str
    text: str


def is_returned(sheet_text: str) -> str:
    """Which of these sheets a mark in a cell names, empty for any other text."""
    name = sheet_text.removeprefix(MARKER)
    return name if sheet_text.startswith(MARKER) and name in (PROBLEMS, LEFT) else ""


def write_problems(book: Book, sheet: Sheet, head: Head, lines: Sequence[ProblemLine], other: str) -> None:
    """Fill the sheet with the list of problems: what is to be corrected first, then what was read in spite of all.

    ``other`` is the sheet with what stood outside the forms, if there is one.
    """
    lang, ws = book.lang, sheet.ws
    widths = PROBLEM_WIDTHS[lang]
    _start(sheet, head, PROBLEMS, widths, [h(lang) for h in PROBLEM_HEADS])
    if other:
        sheet.link(3, 3, other, LEFT_LINK(lang, sheet=other), LINK)
    open_ = [x for x in lines if x.severity is not Severity.INFO]
    done = [x for x in lines if x.severity is Severity.INFO]
    row, number = HEADER + 1, 0
    for title, group in ((TO_CORRECT, open_), (TAKEN_CARE_OF, done)):
        if not group:
            continue
        for col in range(1, len(widths) + 1):
            band = body(bold=True, font_color=ACCENT, bg_color="#DCE6F1", bottom=1, bottom_color=RULE)
            sheet.text(row, col, title(lang) if col == 1 else "", band)
        ws.set_row(row, 22)
        row += 1
        for line in group:
            number += 1
            _problem(sheet, row, number, line, widths)
            row += 1
    ws.protect("", {"format_columns": True, "format_rows": True})
    print_setup(sheet, head, (HEADER, HEADER))
    ws.print_area(0, 0, row - 1, len(widths))


def _problem(sheet: Sheet, row: int, number: int, line: ProblemLine, widths: Sequence[float]) -> None:
    lang = sheet.book.lang
    middle = body(text_wrap=True, valign="top", align="center", border=1, border_color=RULE, num_format="@")
    plain = {**middle, "align": "left", "indent": 1}
    quiet = {**middle, "font_color": GREY_TEXT}
    link = {**middle, **{k: v for k, v in LINK.items() if k in ("font_color", "underline")}}
    sheet.put(row, 1, number, {**middle, "num_format": "0"})
    level = {**middle, "bold": line.severity is Severity.ERROR, "bg_color": COLOURS.get(line.severity, PAPER)}
    sheet.text(row, 2, SEVERITY[line.severity](lang), level)
    for col, text in ((3, line.sheet), (4, line.cell)):
        if line.sheet and text:
            sheet.link(
                row,
                col,
                line.sheet,
                text,
                {**link, "align": "left", "indent": 1} if col == 3 else link,
                line.cell or "A1",
            )
        else:
            sheet.text(row, col, text, middle)
    texts = (line.row, line.column, line.now, line.message, line.hint, line.origin)
    for col, text in enumerate(texts, 5):
        sheet.text(row, col, text, quiet if col == 10 else plain)
    lines = max(line_count(t, w + 0.6) for t, w in zip((line.sheet, line.cell, *texts), widths[2:], strict=True))
    sheet.ws.set_row(row, min(400.0, 6 + 15 * lines))


def write_left(book: Book, name: str, head: Head, left: Sequence[Leftover]) -> None:
    """Write the sheet with what stood outside the forms."""
    lang, sheet = book.lang, book.sheet(name)
    _start(sheet, head, LEFT, LEFT_WIDTHS, [h(lang) for h in LEFT_HEADS])
    style = body(text_wrap=True, valign="top", align="left", indent=1, border=1, border_color=RULE, num_format="@")
    for row, entry in enumerate(left, HEADER + 1):
        for col, text in enumerate((entry.sheet, entry.cell, entry.text), 1):
            sheet.text(row, col, text, {**style, "align": "center", "indent": 0} if col == 2 else style)
        lines = max(line_count(t, w) for t, w in zip((entry.sheet, "", entry.text), LEFT_WIDTHS, strict=True))
        sheet.ws.set_row(row, min(400.0, 6 + 15 * lines))
    print_setup(sheet, head, (HEADER, HEADER))
    sheet.ws.print_area(0, 0, HEADER + len(left), len(LEFT_WIDTHS))


def _start(sheet: Sheet, head: Head, mark: str, widths: Sequence[float], heads: Sequence[str]) -> None:
    write_head(sheet, head)
    mark_view(sheet, 0, 0, mark)
    sheet.ws.set_column(0, 0, 2)
    top = body(bold=True, font_color=PAPER, bg_color=ACCENT, align="center", border=1, border_color=RULE)
    for col, (width, text) in enumerate(zip(widths, heads, strict=True), 1):
        sheet.ws.set_column(col, col, width)
        sheet.text(HEADER, col, text, top)
    sheet.ws.set_row(HEADER, 24)
    sheet.ws.freeze_panes(HEADER + 1, 0)
