"""The Gantt chart: an empty grid drawn by conditional formats from helper columns, with a control for day and scale."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.core.text import Text
from xlplan.excel import look
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.formula import FIRST_ROW, Compiler, calc_sheet
from xlplan.excel.look import GREY_TEXT, RULE, body, header
from xlplan.excel.tablepage import Head, mark_view, print_setup, write_head
from xlplan.forms.base import Party
from xlplan.twins import gantt_axis
from xlplan.twins.engine import serial

LEFT: tuple[tuple[str, Text, float, str, str], ...] = (
    ("code", Text("编码", "Code"), 8, "@", "left"),
    ("label", Text("任务", "Task"), 34, "@", "left"),
    ("dept", Text("部门", "Department"), 11, "@", "center"),
    ("start", Text("开始", "Start"), 11, "yyyy-mm-dd", "center"),
    ("finish", Text("完成", "Finish"), 11, "yyyy-mm-dd", "center"),
    ("percent", Text("完成率", "Done"), 7, "0%", "right"),
    ("text_bar", Text("进度条", "Bar"), 11, "@", "left"),
    ("bar", Text("类型", "Kind"), 5, "0", "center"),
    ("done_until", Text("完成至", "Done until"), 11, "yyyy-mm-dd", "center"),
)
HIDDEN = 2
GRID = len(LEFT)
YEAR_ROW, MONTH_ROW, HEADER, START_ROW, END_ROW, WORK_ROW, DATA = 3, 4, 5, 6, 7, 8, 9
FIRST_DAY = Text("起始日", "First day")
SCALE = Text("刻度", "Scale")
LEGEND = (
    (look.DONE, Text("已完成", "Done")),
    (look.PLANNED, Text("计划", "Planned")),
    (look.LATE, Text("滞后", "Late")),
    (look.SUMMARY, Text("汇总", "Summary")),
    (look.NON_WORKING, Text("非工作日", "Non-working")),
)
MARKS = Text("◆ 里程碑    橙线 状态日期", "◆ milestone    orange line: status date")
SUMMARY_REST = "#ADB9CA"


def default_view(computed: Computed) -> tuple[dt.date, Text]:
    """The first day and the scale that show the whole project."""
    days = [d for ids in (computed.rows["wbs"].ids,) for i in ids for d in (computed.start(i), computed.finish(i)) if d]
    if not days:
        return computed.world.calendar.first + dt.timedelta(days=90), gantt_axis.DAY
    first = min(days) - dt.timedelta(days=min(days).weekday())
    return first, gantt_axis.DAY if (max(days) - first).days <= 150 else gantt_axis.WEEK


def write_gantt(book: Book, name: str, head: Head, computed: Computed, compiler: Compiler, columns: int) -> Sheet:
    """Write the Gantt chart."""
    sheet = book.sheet(name)
    write_head(sheet, head, 0)
    mark_view(sheet, START_ROW, 1, "gantt")
    _controls(book, sheet, computed, compiler, columns)
    _rows(book, sheet, computed, compiler, columns)
    _conditions(sheet, computed, compiler, columns)
    ws = sheet.ws
    rows = computed.world.rows["wbs"]
    ws.freeze_panes(DATA, GRID)
    ws.autofilter(HEADER, 0, DATA + rows - 1, GRID - HIDDEN - 1)
    ws.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})
    print_setup(sheet, head, (YEAR_ROW, HEADER), paper=8)
    control, scale = default_view(computed)
    finish = computed.project_finish() or control
    span = (finish - control).days
    shown = min(columns, span // 7 + 4 if scale is gantt_axis.WEEK else span + 10)
    ws.print_area(0, 0, DATA + computed.rows["wbs"].filled + 2, GRID + max(shown, 26))
    return sheet


def _controls(book: Book, sheet: Sheet, computed: Computed, compiler: Compiler, columns: int) -> None:
    ws, lang = sheet.ws, book.lang
    control, scale = default_view(computed)
    amber = body(bg_color=look.FILL[Party.PM], border=1, border_color=RULE, align="center", locked=False)
    label = body(font_color=GREY_TEXT, align="right")
    sheet.text(YEAR_ROW, 2, FIRST_DAY(lang), label)
    sheet.put(YEAR_ROW, 3, control, {**amber, "num_format": "yyyy-mm-dd"})
    sheet.text(MONTH_ROW, 2, SCALE(lang), label)
    sheet.text(MONTH_ROW, 3, scale(lang), amber)
    sheet.validation(MONTH_ROW, 3, MONTH_ROW, {"validate": "list", "source": "=xl_zoom"})
    sheet.validation(
        YEAR_ROW,
        3,
        YEAR_ROW,
        {
            "validate": "date",
            "criteria": "between",
            "minimum": dt.date(1990, 1, 1),
            "maximum": dt.date(2099, 12, 31),
        },
    )
    at = 8 + GRID
    for colour, words in LEGEND:
        sheet.blank(1, at, body(bg_color=colour))
        sheet.text(1, at + 1, words(lang), body(font_color=GREY_TEXT, font_size=9))
        at += 4 if lang == "zh" else 5
    sheet.text(1, at, MARKS(lang), body(font_color=GREY_TEXT, font_size=9))
    for col, (key, title, width, _, _) in enumerate(LEFT):
        ws.set_column(col, col, width, None, {"hidden": key in ("bar", "done_until")})
        sheet.text(HEADER, col, title(lang), header(Party.COMPUTED))
    ws.set_column(GRID, GRID + columns - 1, 2.7)
    for row in (START_ROW, END_ROW, WORK_ROW):
        ws.set_row(row, None, None, {"hidden": True})
    ws.set_row(HEADER, 20)
    day_cell, scale_cell = f"$D${YEAR_ROW + 1}", f"$D${MONTH_ROW + 1}"
    working = compiler.params["counts"].replace("$C$", "$B$")
    small = body(font_size=8, align="left", font_color=GREY_TEXT, bold=True)
    top = body(font_size=8, align="center", bg_color="#F2F2F2", font_color=GREY_TEXT, shrink=True)
    date = body(num_format="yyyy-mm-dd")
    periods = gantt_axis.axis(control, scale, columns, computed.world.calendar, lang)
    for n, period in enumerate(periods):
        col = GRID + n
        letter = column_letter(col)
        start = f"{letter}${START_ROW + 1}"
        before = f"{column_letter(col - 1)}${START_ROW + 1}" if n else None
        begin = (
            gantt_axis.next_formula(before, scale_cell, lang)
            if before
            else gantt_axis.first_formula(day_cell, scale_cell, lang)
        )
        sheet.formula(START_ROW, col, begin, date, serial(period.start))
        finish = gantt_axis.next_formula(start, scale_cell, lang) + "-1"
        sheet.formula(END_ROW, col, finish, date, serial(period.finish))
        works = gantt_axis.working_formula(start, scale_cell, working, compiler.params["first_day"], lang)
        sheet.formula(WORK_ROW, col, works, body(), period.working)
        sheet.formula(YEAR_ROW, col, gantt_axis.year_formula(start, before), {**small, "shrink": True}, period.year)
        sheet.formula(
            MONTH_ROW,
            col,
            gantt_axis.month_formula(start, before, lang),
            {**small, "shrink": True},
            period.month,
        )
        sheet.formula(HEADER, col, gantt_axis.day_formula(start, scale_cell, lang), top, period.day)


def _rows(book: Book, sheet: Sheet, computed: Computed, compiler: Compiler, columns: int) -> None:
    ws = sheet.ws
    values = computed.world.columns["wbs"]
    grid = book.format(
        {
            "num_format": ";;;",
            "align": "center",
            "valign": "vcenter",
            "font_size": 12,
            "bottom": 1,
            "bottom_color": "#EDEDED",
        }
    )
    styles = {
        key: body(num_format=fmt, align=align, border=1, border_color=RULE, font_color="#262626", text_wrap=False)
        for key, _, _, fmt, align in LEFT
    }
    styles["text_bar"]["font_color"] = look.DONE
    for n in range(computed.world.rows["wbs"]):
        row = DATA + n
        for col, (key, *_rest) in enumerate(LEFT):
            cell = f"'{calc_sheet('wbs')}'!${compiler.column('wbs', key)}${FIRST_ROW + n}"
            value: Any = values[key][n]
            sheet.formula(row, col, cell, styles[key], value)
        ws.set_row(row, 18)
        if n < computed.rows["wbs"].capacity:
            for col in range(GRID, GRID + columns):
                ws.write_number(row, col, 0, grid)


def _conditions(sheet: Sheet, computed: Computed, compiler: Compiler, columns: int) -> None:
    first, last = DATA, DATA + computed.world.rows["wbs"] - 1
    left, right = GRID, GRID + columns - 1
    g, r = column_letter(GRID), DATA + 1
    start, end, work = f"{g}${START_ROW + 1}", f"{g}${END_ROW + 1}", f"{g}${WORK_ROW + 1}"
    begin, finish, bar, done = (
        f"${column_letter([k for k, *_ in LEFT].index(k))}{r}" for k in ("start", "finish", "bar", "done_until")
    )
    inside = f"{end}>={begin},{start}<={finish}"
    status = compiler.params["status_date"]
    # Conditional formats refer to their own sheet only, so the status date stands here once more.
    sheet.formula(WORK_ROW, 0, f"IF(ISNUMBER({status}),{status},0)", body(), computed.world.params["status_date"] or 0)
    today = f"$A${WORK_ROW + 1}"
    states: list[tuple[str, dict[str, Any]]] = [
        (
            f"{bar}=1,{finish}>={start},{finish}<={end}",
            {"num_format": '"◆"', "font_color": look.MILESTONE, "bold": True},
        ),
        (f"{bar}=3,ISNUMBER({done}),{end}>={begin},{start}<={done}", {"bg_color": look.SUMMARY}),
        (f"{bar}>=2,ISNUMBER({done}),{end}>={begin},{start}<={done}", {"bg_color": look.DONE}),
        (f"{bar}=2,{inside}", {"bg_color": look.LATE}),
        (f"{bar}=3,{inside}", {"bg_color": SUMMARY_REST}),
        (f"{bar}=4,{inside}", {"bg_color": look.PLANNED}),
        (f"{work}=0", {"bg_color": look.NON_WORKING}),
        (f"{end}>={start}", {}),
    ]
    # Some programs apply only the first format that fits a cell, so each state has a twin with the status line.
    line = {"left": 1, "right": 1, "left_color": look.TODAY, "right_color": look.TODAY}
    for condition, style in states:
        sheet.condition(
            first,
            left,
            last,
            right,
            f"AND({today}>={start},{today}<={end},{condition})",
            {**style, **line},
            True,
        )
    for condition, style in states[:-1]:
        sheet.condition(first, left, last, right, f"AND({condition})", style, True)
    sheet.condition(first, 0, last, GRID - 1, f"{bar}=3", {"bold": True, "bg_color": "#EAF0F7"})
    sheet.condition(first, 0, last, GRID - 1, f"{bar}=2", {"font_color": look.LATE})
