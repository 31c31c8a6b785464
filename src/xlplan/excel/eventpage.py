"""The sheet that tells what happened to a master: a line for each time it was written, newest first. Read-only."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.core.text import Text
from xlplan.excel.book import Book, Sheet
from xlplan.excel.look import FIRST_LINE, LINE, RULE, body, header
from xlplan.excel.sheets import FIRST_COLUMN, ID_COLUMN
from xlplan.excel.tablepage import KEY_ROW, MARKER, Head, line_count, print_setup, write_head
from xlplan.forms.base import Party
from xlplan.model.history import HEADS, Event, command_words, listed, when_words
from xlplan.twins.engine import HEADER_ROW

VIEW = "events"
TITLE = Text("操作记录", "Change log")
HINT = Text(
    "本文件每次由程序写入的记录，只读；逐格的来历用 xlplan log、blame 查看。",
    "Each time the program wrote this file; read-only. xlplan log and blame tell of single cells.",
)
BY = Text("自动生成", "generated")
WHAT = Text("每次下发、合并、撤销的时间和改动数", "when copies were issued and merged, with counts")
_WIDTHS = (9, 17, 18, 8, 8, 8, 8, 8, 60)


def write_events(book: Book, name: str, head: Head, events: Sequence[Event]) -> Sheet:
    """Write the sheet."""
    sheet, lang = book.sheet(name), book.lang
    ws = sheet.ws
    write_head(sheet, head)
    ws.set_column(ID_COLUMN, ID_COLUMN, 8, None, {"hidden": True})
    ws.set_row(KEY_ROW, None, None, {"hidden": True})
    sheet.text(KEY_ROW, ID_COLUMN, MARKER + VIEW, body())
    for col, (title, width) in enumerate(zip(HEADS, _WIDTHS, strict=True), FIRST_COLUMN):
        ws.set_column(col, col, width)
        sheet.text(HEADER_ROW - 1, col, title(lang), header(Party.COMPUTED))
    ws.set_row(HEADER_ROW - 1, 24)
    plain = body(text_wrap=True, valign="top", indent=1, border=1, border_color=RULE, num_format="@")
    middle = {**plain, "align": "center", "indent": 0}
    for row, event in enumerate(reversed(events), HEADER_ROW):
        counts = [str(n) if n else "" for n in event.counts]
        texts = [f"r{event.revision}", when_words(event.when), command_words(event, lang), *counts]
        files = listed(event.files, lang)
        for col, text in enumerate([*texts, files], FIRST_COLUMN):
            sheet.text(row, col, text, plain if text == files or col == FIRST_COLUMN + 2 else middle)
        lines = max(line_count(files, _WIDTHS[-1]), line_count(texts[2], _WIDTHS[2]))
        ws.set_row(row, min(400.0, FIRST_LINE + LINE * (lines - 1)))
    last = HEADER_ROW + max(1, len(events)) - 1
    ws.freeze_panes(HEADER_ROW, FIRST_COLUMN)
    ws.protect("", {"format_columns": True, "format_rows": True})
    print_setup(sheet, head, (HEADER_ROW - 1, HEADER_ROW - 1))
    ws.print_area(0, 0, last, len(HEADS))
    return sheet
