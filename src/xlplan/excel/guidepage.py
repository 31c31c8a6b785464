"""The guide: what to do, what the colours mean, and every sheet with a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlplan.core.text import Text
from xlplan.excel.book import Book, Sheet
from xlplan.excel.logo import write_logo
from xlplan.excel.look import ACCENT, FILL, GREY_TEXT, LINK, PAPER, RULE, TAB, body
from xlplan.excel.now import WORDS, Now
from xlplan.excel.tablepage import Head, line_count, mark_view, print_setup, write_head
from xlplan.forms.base import Party, Phase

LEGEND = (
    (FILL[Party.PM], Text("浅黄：项目经理填写", "Pale amber: filled in by the project manager")),
    (FILL[Party.DEPARTMENT], Text("浅绿：部门填写", "Pale green: filled in by departments")),
    (
        FILL[Party.COMPUTED],
        Text("浅灰：自动计算或只供参考，请勿填写", "Pale grey: calculated or for information; please leave it"),
    ),
)
REQUIRED = Text("标题带 * 的列，一旦开始填该行就必须填写。", "Columns marked * are required once a row is begun.")
COLOURS = Text("颜色含义", "Colours")
STEPS = Text("怎么用", "How to use it")
SHEETS = Text("各表说明", "Sheets")
HEADS = (
    Text("工作表", "Sheet"),
    Text("谁填", "Filled in by"),
    Text("现在", "Now"),
    Text("说明", "What it is for"),
)
PHASES = {
    Phase.GENERAL: Text("总览", "Overview"),
    Phase.INITIATION: Text("立项与组织", "Initiation and organisation"),
    Phase.PLANNING: Text("计划", "Planning"),
    Phase.CONTROL: Text("执行与监控", "Execution and control"),
    Phase.CLOSING: Text("收尾", "Closing"),
}
LOOKS: dict[Now, dict[str, Any]] = {
    Now.FILL: {"bold": True, "font_color": ACCENT},
    Now.VIEW: {},
    Now.LATER: {"font_color": GREY_TEXT},
    Now.FROZEN: {"font_color": GREY_TEXT},
}
HABITS = Text(
    "可以排序、筛选、插入行、复制粘贴，不会弄乱；请不要删除隐藏的 A 列和第 5 行，它们用来认出每一行每一列。",
    "Sort, filter, insert and copy as you like; please keep the hidden column A and row 5: rows and columns are known by them.",
)


LAST = 4
"""The last column."""


@dataclass(frozen=True)
class Entry:
    """A line of the table of sheets."""

    sheet: str
    filled_by: str
    what: str
    phase: Phase
    now: Now


def write_guide(
    book: Book,
    sheet: Sheet,
    head: Head,
    steps: Sequence[str],
    entries: Sequence[Entry],
    facts: Sequence[tuple[str, str]],
) -> Sheet:
    """Write the guide: the sheets by phase, in the order of the entries.

    ``facts`` are label and value lines shown first, such as the day by which to return a copy.
    """
    ws, lang = sheet.ws, book.lang
    write_head(sheet, head)
    mark_view(sheet, 0, 0, "guide")
    widths = (2, 28 if lang == "zh" else 34, 26 if lang == "zh" else 30, 10, 84)
    for col, width in enumerate(widths):
        ws.set_column(col, col, width)
    write_logo(sheet, len(widths) - 1, widths[-1])
    heading = body(bold=True, font_size=12, font_color=ACCENT, bottom=1, bottom_color=ACCENT)
    line = body(text_wrap=True, valign="top", border=1, border_color=RULE)
    row = 4
    for label, value in facts:
        sheet.text(row, 1, label, body(bold=True, bg_color="#F2F2F2", border=1, border_color=RULE))
        sheet.text(row, 2, value, body(bold=True, font_color=ACCENT, border=1, border_color=RULE))
        ws.set_row(row, 22)
        row += 1
    row += 1 if facts else 0
    row = _section(sheet, row, STEPS(lang), heading)
    for n, step in enumerate(steps, 1):
        sheet.text(row, 1, f"{n}.  {step}", body())
        ws.set_row(row, 20)
        row += 1
    row = _section(sheet, row + 1, COLOURS(lang), heading)
    for colour, words in LEGEND:
        sheet.blank(row, 1, body(bg_color=colour, border=1, border_color=RULE))
        sheet.text(row, 2, words(lang), body())
        ws.set_row(row, 20)
        row += 1
    sheet.text(row, 1, REQUIRED(lang), body())
    sheet.text(row + 1, 1, HABITS(lang), body())
    row = _section(sheet, row + 3, SHEETS(lang), heading)
    top = body(bold=True, font_color="#FFFFFF", bg_color=ACCENT, align="center", border=1, border_color=RULE)
    for col, title in enumerate(HEADS, 1):
        sheet.text(row, col, title(lang), top)
    row += 1
    for phase, title in PHASES.items():
        found = [entry for entry in entries if entry.phase is phase]
        if not found:
            continue
        for col in range(1, LAST + 1):
            band = body(bold=True, font_color=PAPER, bg_color=TAB[phase])
            sheet.text(row, col, title(lang) if col == 1 else "", band)
        ws.set_row(row, 20)
        row += 1
        for entry in found:
            sheet.link(row, 1, entry.sheet, entry.sheet, {**LINK, "border": 1, "border_color": RULE, "valign": "top"})
            sheet.text(row, 2, entry.filled_by, line)
            sheet.text(row, 3, WORDS[entry.now](lang), {**line, "align": "center", **LOOKS[entry.now]})
            sheet.text(row, LAST, entry.what, line)
            lines = max(line_count(entry.what, widths[LAST]), line_count(entry.filled_by, widths[2]))
            ws.set_row(row, 6 + 15 * lines)
            row += 1
    ws.protect("", {"format_columns": True, "format_rows": True})
    print_setup(sheet, head)
    ws.print_area(0, 0, row - 1, LAST)
    return sheet


def _section(sheet: Sheet, row: int, title: str, style: dict[str, object]) -> int:
    for col in range(1, LAST + 1):
        sheet.text(row, col, title if col == 1 else "", style)
    sheet.ws.set_row(row, 24)
    return row + 1
