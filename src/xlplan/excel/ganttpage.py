"""The Gantt chart: an empty grid drawn by conditional formats from helper columns, with controls for what it shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.core.text import Text
from xlplan.excel import look
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.formula import FIRST_ROW, Compiler, calc_sheet, fill
from xlplan.excel.ganttrules import HAIRLINE, Cells, grid_rules, left_rules, write_legend
from xlplan.excel.look import GREY_TEXT, RULE, body, header
from xlplan.excel.tablepage import Head, mark_view, print_setup, write_head
from xlplan.excel.validation import PICK
from xlplan.forms.base import Party
from xlplan.twins import gantt_axis, gantt_rows
from xlplan.twins.engine import from_serial, is_number, serial

LEFT: tuple[tuple[str, Text, float, str, str], ...] = (
    ("code", Text("编码", "Code"), 8, "@", "left"),
    ("label", Text("任务", "Task"), 34, "@", "left"),
    ("dept", Text("部门", "Department"), 11, "@", "center"),
    ("start", Text("开始", "Start"), 11, "yyyy-mm-dd", "center"),
    ("finish", Text("完成", "Finish"), 11, "yyyy-mm-dd", "center"),
    ("percent", Text("完成率", "Done"), 7, "0%", "right"),
    ("text_bar", Text("进度条", "Bar"), 13, "@", "left"),
    ("bar", Text("类型", "Kind"), 5, "0", "center"),
    ("done_until", Text("完成至", "Done until"), 11, "yyyy-mm-dd", "center"),
    ("flag", Text("状态", "State"), 7, "@", "center"),
)
"""Columns that show steps of the calculation sheet."""
WIDER_IN_ENGLISH = {"dept": 16.0}
HELPERS: tuple[tuple[str, Text], ...] = (
    ("shown", Text("显示", "Shown")),
    ("shown_chain", Text("显示链", "Shown on")),
    ("kind", Text("图形", "Drawn")),
    ("float_until", Text("时差至", "Float until")),
    ("base_from", Text("基线自", "Baseline from")),
    ("base_until", Text("基线至", "Baseline until")),
    ("drawn_from", Text("图形自", "Drawn from")),
    ("drawn_until", Text("图形至", "Drawn until")),
)
"""Columns of this sheet that depend on its controls."""
HIDDEN = frozenset({"bar", "done_until", *(key for key, _ in HELPERS)})
KEYS = (*(key for key, *_ in LEFT), *(key for key, _ in HELPERS))
FLAG, GRID = len(LEFT) - 1, len(KEYS)
YEAR_ROW, MONTH_ROW, HEADER, START_ROW, END_ROW, WORK_ROW, DATA = 3, 4, 5, 6, 7, 8, 9
LABEL_COLUMN, CONTROL_COLUMN, FILTER_LABEL, FILTER_COLUMN = 2, 3, 5, 6
FIRST_DAY = Text("起始日", "First day")
SCALE = Text("刻度", "Scale")
DEPARTMENT = Text("部门", "Department")
SHOW = Text("显示", "Show")
LONGEST_BY_DAY = 150
AT_LEAST = 36
"""Periods that are printed at least; the legend stands above them."""


def cell_of(row: int, col: int) -> str:
    """The absolute reference of a cell."""
    return f"${column_letter(col)}${row + 1}"


FIRST_DAY_CELL, SCALE_CELL = cell_of(YEAR_ROW, CONTROL_COLUMN), cell_of(MONTH_ROW, CONTROL_COLUMN)
DEPARTMENT_CELL, STATE_CELL = cell_of(YEAR_ROW, FILTER_COLUMN), cell_of(MONTH_ROW, FILTER_COLUMN)
STATUS_AT, ASKED_DEPARTMENT, ASKED_STATE, ALL_SHOWN = (cell_of(WORK_ROW, n) for n in range(4))
"""Hidden cells: the status date, and what the controls ask for."""


def default_view(computed: Computed, columns: int) -> tuple[dt.date, Text]:
    """The first day and the scale that show the whole project."""
    get = computed.world.columns["wbs"]
    drawn = ("start", "finish", "baseline_start", "baseline_finish")
    days = [from_serial(float(d)) for key in drawn for d in get[key] if is_number(d)]
    if not days:
        return computed.world.calendar.first + dt.timedelta(days=90), gantt_axis.DAY
    first = min(days) - dt.timedelta(days=min(days).weekday())
    span = (max(days) - first).days
    if span <= LONGEST_BY_DAY and span < columns:
        return first, gantt_axis.DAY
    return first, gantt_axis.WEEK if span < 7 * columns else gantt_axis.MONTH


def _printed(computed: Computed, columns: int) -> int:
    """How many periods are printed: up to the end of the project and a little more."""
    control, scale = default_view(computed, columns)
    span = ((computed.project_finish() or control) - control).days
    ends = span + 10 if scale is gantt_axis.DAY else span // (7 if scale is gantt_axis.WEEK else 30) + 4
    return min(columns, max(ends, AT_LEAST))


def write_gantt(book: Book, name: str, head: Head, computed: Computed, compiler: Compiler, columns: int) -> Sheet:
    """Write the Gantt chart."""
    sheet = book.sheet(name)
    write_head(sheet, head, 0)
    mark_view(sheet, START_ROW, 1, "gantt")
    write_legend(sheet, 1, GRID)
    _controls(sheet, computed, columns)
    _filters(sheet, computed, compiler)
    _axis(sheet, computed, compiler, columns)
    _rows(sheet, computed, compiler, columns)
    _conditions(sheet, computed, columns)
    ws = sheet.ws
    rows = computed.world.rows["wbs"]
    ws.freeze_panes(DATA, GRID)
    ws.autofilter(HEADER, 0, DATA + rows - 1, FLAG)
    ws.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})
    print_setup(sheet, head, (YEAR_ROW, HEADER), paper=8)
    ws.print_area(0, 0, DATA + computed.rows["wbs"].filled + 2, GRID + _printed(computed, columns) - 1)
    return sheet


def _controls(sheet: Sheet, computed: Computed, columns: int) -> None:
    """The amber cells: first day, scale, department, state."""
    lang = sheet.book.lang
    control, scale = default_view(computed, columns)
    amber = body(bg_color=look.FILL[Party.PM], border=1, border_color=RULE, align="center", locked=False, shrink=True)
    label = body(font_color=GREY_TEXT, align="right")
    for row, words in ((YEAR_ROW, FIRST_DAY), (MONTH_ROW, SCALE)):
        sheet.text(row, LABEL_COLUMN, words(lang), label)
    for row, words in ((YEAR_ROW, DEPARTMENT), (MONTH_ROW, SHOW)):
        sheet.text(row, FILTER_LABEL, words(lang), label)
    sheet.put(YEAR_ROW, CONTROL_COLUMN, control, {**amber, "num_format": "yyyy-mm-dd"})
    sheet.text(MONTH_ROW, CONTROL_COLUMN, scale(lang), amber)
    sheet.text(YEAR_ROW, FILTER_COLUMN, gantt_rows.ALL(lang), {**amber, "num_format": "@"})
    sheet.text(MONTH_ROW, FILTER_COLUMN, gantt_rows.ALL(lang), amber)
    for row, col, source in (
        (MONTH_ROW, CONTROL_COLUMN, "xl_zoom"),
        (YEAR_ROW, FILTER_COLUMN, "xl_gantt_departments"),
        (MONTH_ROW, FILTER_COLUMN, "xl_gantt_states"),
    ):
        sheet.validation(row, col, row, {"validate": "list", "source": f"={source}", "error_message": PICK(lang)})
    between = {"minimum": dt.date(1990, 1, 1), "maximum": dt.date(2099, 12, 31)}
    sheet.validation(YEAR_ROW, CONTROL_COLUMN, YEAR_ROW, {"validate": "date", "criteria": "between", **between})


def _filters(sheet: Sheet, computed: Computed, compiler: Compiler) -> None:
    """The hidden cells above the data. Conditional formats refer to their own sheet only, hence the status date."""
    lang, status = sheet.book.lang, compiler.params["status_date"]
    cells = (
        (f"IF(ISNUMBER({status}),{status},0)", computed.world.params["status_date"] or 0),
        (gantt_rows.department_formula(DEPARTMENT_CELL, lang), ""),
        (gantt_rows.state_formula(STATE_CELL, lang), 1),
        (gantt_rows.all_formula(ASKED_DEPARTMENT, ASKED_STATE), 1),
    )
    for col, (formula, value) in enumerate(cells):
        sheet.formula(WORK_ROW, col, formula, body(), value)


def _axis(sheet: Sheet, computed: Computed, compiler: Compiler, columns: int) -> None:
    """Column headers, and the periods above the grid."""
    ws, lang = sheet.ws, sheet.book.lang
    heads = [*((key, title, width) for key, title, width, _, _ in LEFT), *((key, title, 11) for key, title in HELPERS)]
    for col, (key, title, width) in enumerate(heads):
        wide = WIDER_IN_ENGLISH.get(key, width) if lang == "en" else width
        ws.set_column(col, col, wide, None, {"hidden": key in HIDDEN})
        sheet.text(HEADER, col, title(lang), header(Party.COMPUTED))
    ws.set_column(GRID, GRID + columns - 1, 2.7)
    for row in (START_ROW, END_ROW, WORK_ROW):
        ws.set_row(row, None, None, {"hidden": True})
    ws.set_row(HEADER, 20)
    working = compiler.params["counts"].replace("$C$", "$B$")
    small = body(font_size=8, align="left", font_color=GREY_TEXT, bold=True, shrink=True)
    top = body(font_size=8, align="center", bg_color="#F2F2F2", font_color=GREY_TEXT, shrink=True)
    date = body(num_format="yyyy-mm-dd")
    control, scale = default_view(computed, columns)
    scale_cell = SCALE_CELL
    for n, period in enumerate(gantt_axis.axis(control, scale, columns, computed.world.calendar, lang)):
        col = GRID + n
        start = f"{column_letter(col)}${START_ROW + 1}"
        before = f"{column_letter(col - 1)}${START_ROW + 1}" if n else None
        begin = (
            gantt_axis.next_formula(before, scale_cell, lang)
            if before
            else gantt_axis.first_formula(FIRST_DAY_CELL, scale_cell, lang)
        )
        sheet.formula(START_ROW, col, begin, date, serial(period.start))
        finish = gantt_axis.next_formula(start, scale_cell, lang) + "-1"
        sheet.formula(END_ROW, col, finish, date, serial(period.finish))
        works = gantt_axis.working_formula(start, scale_cell, working, compiler.params["first_day"], lang)
        sheet.formula(WORK_ROW, col, works, body(), period.working)
        sheet.formula(YEAR_ROW, col, gantt_axis.year_formula(start, before), small, period.year)
        sheet.formula(MONTH_ROW, col, gantt_axis.month_formula(start, before, lang), small, period.month)
        sheet.formula(HEADER, col, gantt_axis.day_formula(start, scale_cell, lang), top, period.day)


def _rows(sheet: Sheet, computed: Computed, compiler: Compiler, columns: int) -> None:
    ws, book = sheet.ws, sheet.book
    values = computed.world.columns["wbs"]
    drawn = gantt_rows.drawn(computed.world)
    grid = book.format(
        {"num_format": ";;;", "align": "center", "valign": "vcenter", "font_size": 12, **HAIRLINE},
    )
    plain = body(border=1, border_color=RULE, font_color="#262626", text_wrap=False)
    styles = {key: {**plain, "num_format": fmt, "align": align} for key, _, _, fmt, align in LEFT}
    styles["text_bar"].update(font_color=look.DONE, indent=1)
    steps = {
        step.key: (_here(step.formula, compiler), body(num_format=step.number_format)) for step in gantt_rows.DRAWN
    }
    for n in range(computed.world.rows["wbs"]):
        row = DATA + n
        for col, (key, *_rest) in enumerate(LEFT):
            cell = f"'{calc_sheet('wbs')}'!${compiler.column('wbs', key)}${FIRST_ROW + n}"
            value: Any = values[key][n]
            sheet.formula(row, col, cell, styles[key], value)
        for col, (key, _title) in enumerate(HELPERS, len(LEFT)):
            pattern, style = steps[key]
            formula = fill(pattern, FIRST_ROW + n).replace(ROW_MARK, str(row + 1))
            sheet.formula(row, col, formula, style, drawn[key][n])
        ws.set_row(row, 18)
        if n < computed.rows["wbs"].capacity:
            for col in range(GRID, GRID + columns):
                ws.write_number(row, col, 0, grid)


ROW_MARK = "§"
"""Stands for the number of a row of this sheet in the pattern of a formula."""


def _here(formula: str | Text, compiler: Compiler) -> str:
    """The pattern of a formula of this sheet: cells of the chart's row and its hidden cells by reference."""
    assert isinstance(formula, str)
    named = {key: f"${column_letter(col)}{ROW_MARK}" for col, key in enumerate(KEYS)}
    named |= {"department": ASKED_DEPARTMENT, "state": ASKED_STATE, "all": ALL_SHOWN}
    # The cell above the first row of data, in a column apart from the formulas'.
    named |= {"anchor": cell_of(DATA - 1, 0), "chain_column": str(KEYS.index("shown_chain"))}
    for key, reference in named.items():
        formula = formula.replace(f"<{key}>", reference)
    return compiler.compile(formula)


def grid_cells() -> Cells:
    """The references of the upper left cell of the grid."""
    letter, row = column_letter(GRID), DATA + 1
    return Cells(
        f"{letter}${START_ROW + 1}",
        f"{letter}${END_ROW + 1}",
        f"{letter}${WORK_ROW + 1}",
        STATUS_AT,
        {key: f"${column_letter(col)}{row}" for col, key in enumerate(KEYS)},
    )


def _conditions(sheet: Sheet, computed: Computed, columns: int) -> None:
    last, right, cells = DATA + computed.world.rows["wbs"] - 1, GRID + columns - 1, grid_cells()
    for rule in grid_rules(cells):
        sheet.condition(DATA, GRID, last, right, rule.formula, dict(rule.style), True)
    for rule in left_rules(cells):
        sheet.condition(DATA, 0, last, FLAG, rule.formula, dict(rule.style), True)
    now = f"AND({cells.status}>={cells.start},{cells.status}<={cells.end})"
    sheet.condition(HEADER, GRID, HEADER, right, now, {"bg_color": look.TODAY, "bold": True}, True)
