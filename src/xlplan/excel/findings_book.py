"""Findings as a workbook: counts, and a list that can be filtered, printed, and sent back with reasons to accept.

How the list is read back: the first row of its sheet is hidden and holds the stable keys of the columns, which move with
the columns when people insert or shift some (``findings_columns.COLUMNS``). Below it come the headers, then a row per
finding. ``code``, ``form``, ``row_id``, ``field`` and ``file`` stand in hidden columns and say which finding a row is,
whatever people did to the visible ones; they are in the range of the filter, so that sorting keeps rows whole.
``reason`` is empty when written: what stands there later is somebody's reason to accept the finding as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlplan.core.finding import Finding, Severity
from xlplan.core.tally import Tally, by_department, by_file
from xlplan.core.text import Lang, Text
from xlplan.core.where import Base, path_to
from xlplan.excel.book import Book, Sheet
from xlplan.excel.filelink import MOST_LINKS, file_link
from xlplan.excel.findings_columns import COLUMNS, Column, values
from xlplan.excel.logpage import MOST
from xlplan.excel.look import DOUBTFUL, FILL, FIRST_LINE, LINE, LINK, RULE, TINT, TITLE, WRONG, body, header
from xlplan.excel.tablepage import line_count
from xlplan.forms.base import Party

LIST = Text("问题清单", "Findings")
SUMMARY = Text("汇总", "Summary")
HEADING = Text("检查结果", "Findings")
DEPARTMENT = Text("部门", "Department")
FILE = Text("文件", "File")
COUNTS = (Text("错误", "errors"), Text("警告", "warnings"), Text("提示", "notes"), Text("已接受", "accepted"))
TOTAL = Text("合计", "total")
NOBODY = Text("（未指明部门）", "(no department)")
NO_FILE = Text("（不属于某个文件）", "(no file)")
LEFT_OUT = Text("只列出前 {n} 条；一张表放不下更多。", "Only the first {n} are listed; a sheet holds no more.")
HOW = Text(
    "确定不改的，在“问题清单”的“接受理由”一栏写明原因，然后保存。",
    "Where something is to stay as it is, type why under “Reason to accept” in the list, and save.",
)
KEY_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
MOST_ROWS = 1_048_576 - FIRST_ROW
_TALLEST = 400.0
_FILLS: dict[Severity, dict[str, Any]] = {
    Severity.ERROR: {"bg_color": WRONG, "bold": True},
    Severity.WARNING: {"bg_color": DOUBTFUL, "bold": True},
    Severity.INFO: {"bg_color": TINT},
}
_CELL = body(text_wrap=True, valign="top", border=1, border_color=RULE, num_format="@")
_LINK = {key: LINK[key] for key in ("font_color", "underline")}


def write_findings(
    path: Path, files: Sequence[str], findings: Sequence[Finding], lang: Lang, *, base: Base = ""
) -> None:
    """Write the workbook. ``base`` says where the files lie, seen from it."""
    book = Book(path, lang)
    summary = book.sheet(SUMMARY(lang))
    listed = book.sheet(LIST(lang))
    first = _list(listed, findings, lang, base)
    _summary(summary, files, findings, lang, first)
    book.save()


def _list(sheet: Sheet, findings: Sequence[Finding], lang: Lang, base: Base) -> dict[str, int]:
    """Write the list; the first row of each file is the answer."""
    rows = [values(x, lang) for x in findings[:MOST_ROWS]]
    for n, column in enumerate(COLUMNS):
        hidden = column.hidden or (column.optional and not any(row[column.key] for row in rows))
        sheet.ws.set_column(n, n, column.width, None, {"hidden": hidden})
        sheet.text(KEY_ROW, n, column.key, body())
        sheet.text(HEADER_ROW, n, column.title(lang), header(Party.PM if column.filled else Party.COMPUTED))
    first: dict[str, int] = {}
    links = 0
    for number, (finding, row) in enumerate(zip(findings, rows, strict=False), FIRST_ROW):
        first.setdefault(finding.place.file, number)
        for n, column in enumerate(COLUMNS):
            text = _fit(row[column.key])
            if column.key == "place" and links < MOST_LINKS and _link(sheet, number, n, text, finding, base):
                links += 1
            else:
                sheet.text(number, n, text, _style(column, finding))
        lines = max(line_count(row[c.key], c.width + 1) for c in COLUMNS if not c.hidden)
        sheet.ws.set_row(number, min(_TALLEST, FIRST_LINE + LINE * (lines - 1)))
    sheet.ws.set_row(HEADER_ROW, FIRST_LINE)
    sheet.ws.set_row(KEY_ROW, None, None, {"hidden": True})
    sheet.ws.freeze_panes(FIRST_ROW, 2)
    sheet.ws.autofilter(HEADER_ROW, 0, FIRST_ROW + max(1, len(rows)) - 1, len(COLUMNS) - 1)
    sheet.ws.repeat_rows(HEADER_ROW)
    _paper(sheet)
    return first


def _style(column: Column, finding: Finding) -> dict[str, Any]:
    if column.key == "severity":
        return {**_CELL, **_FILLS[finding.severity], "align": "center"}
    return {**_CELL, "bg_color": FILL[Party.PM]} if column.filled else _CELL


def _link(sheet: Sheet, row: int, col: int, text: str, finding: Finding, base: Base) -> bool:
    """Write the place as a link into the file, if that can be."""
    link = file_link(path_to(finding.place.file, base), finding.place) if text else None
    if link is not None:
        sheet.file_link(row, col, link, text, {**_CELL, **_LINK})
    return link is not None


def _summary(
    sheet: Sheet, files: Sequence[str], findings: Sequence[Finding], lang: Lang, first: Mapping[str, int]
) -> None:
    sheet.ws.hide_gridlines(2)
    sheet.ws.set_column(0, 0, 52)
    sheet.ws.set_column(1, len(COUNTS), 11)
    sheet.text(0, 0, HEADING(lang), TITLE)
    sheet.ws.set_row(0, 30)
    row = 2
    if any(departments := by_department(findings)):
        row = _table(sheet, row, DEPARTMENT(lang), {k or NOBODY(lang): v for k, v in departments.items()}, lang, {})
    counts = by_file(files, findings)
    row = _table(sheet, row, FILE(lang), {k or NO_FILE(lang): v for k, v in counts.items()}, lang, first)
    sheet.text(row, 0, HOW(lang), body())
    if len(findings) > MOST_ROWS:
        sheet.text(row + 1, 0, LEFT_OUT(lang, n=MOST_ROWS), body(bold=True))
    sheet.ws.set_first_sheet()
    sheet.ws.activate()
    _paper(sheet)


def _table(
    sheet: Sheet, row: int, title: str, counts: Mapping[str, Tally], lang: Lang, first: Mapping[str, int]
) -> int:
    """Write a table of counts with their sum; the answer is the row after it, with a gap."""
    style = body(border=1, border_color=RULE)
    for n, text in enumerate((title, *(word(lang) for word in COUNTS))):
        sheet.text(row, n, text, header(Party.COMPUTED))
    for name, tally in counts.items():
        row += 1
        if name in first:
            sheet.link(row, 0, LIST(lang), _fit(name), {**style, **_LINK}, f"A{first[name] + 1}")
        else:
            sheet.text(row, 0, _fit(name), style)
        for n, (value, severity) in enumerate(zip(tally.values, (*Severity, None), strict=True), 1):
            fill = _FILLS[severity] if severity and value else {}
            sheet.put(row, n, value, {**style, **fill, "align": "right", "num_format": "0"})
    row += 1
    total = {**style, "bold": True, "top": 2}
    sheet.text(row, 0, TOTAL(lang), total)
    for n, column in enumerate(zip(*(x.values for x in counts.values()), strict=True), 1):
        sheet.put(row, n, sum(column), {**total, "align": "right", "num_format": "0"})
    return row + 2


def _paper(sheet: Sheet) -> None:
    sheet.ws.set_landscape()
    sheet.ws.set_paper(9)
    sheet.ws.fit_to_pages(1, 0)
    sheet.ws.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.ws.set_footer("&C&P / &N")


def _fit(text: str) -> str:
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
