"""The sheet that tells what happened to a master: a line for each time it was written, newest first. Read-only."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.core.text import Text
from xlplan.excel.book import Book, Sheet
from xlplan.excel.listpage import write_list_sheet
from xlplan.excel.tablepage import Head
from xlplan.model.history import HEADS, Event, command_words, listed, when_words

VIEW = "events"
TITLE = Text("操作记录", "Change log")
HINT = Text(
    "本文件每次由程序写入的记录，只读；逐格的来历用 xlplan log、blame 查看。",
    "Each time the program wrote this file; read-only. xlplan log and blame tell of single cells.",
)
BY = Text("自动生成", "generated")
WHAT = Text("每次下发、合并、撤销的时间和改动数", "when copies were issued and merged, with counts")
_WIDTHS = (9, 17, 18, 8, 8, 8, 8, 8, 60)
_CENTRED = frozenset((0, 1, *range(3, 8)))


def write_events(book: Book, name: str, head: Head, events: Sequence[Event]) -> Sheet:
    """Write the sheet."""
    lang = book.lang
    columns = [(title(lang), width) for title, width in zip(HEADS, _WIDTHS, strict=True)]
    rows = [
        (
            f"r{event.revision}",
            when_words(event.when),
            command_words(event, lang),
            *(str(n) if n else "" for n in event.counts),
            listed(event.files, lang),
        )
        for event in reversed(events)
    ]
    return write_list_sheet(book, name, head, VIEW, columns, rows, _CENTRED)
