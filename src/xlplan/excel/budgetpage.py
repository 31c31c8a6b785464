"""The budget summary: totals against what was approved, and the lines by subject, department and phase. Formulas only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.core.text import Lang, Text
from xlplan.excel.book import CHART, Book, Sheet, column_letter
from xlplan.excel.formula import Compiler
from xlplan.excel.look import ACCENT, DONE, GREY_TEXT, LATE, PAPER, PLANNED, RULE, TINT, TODAY, body
from xlplan.excel.tablepage import Head, mark_view, print_setup, write_head
from xlplan.twins.budget_summary import (
    ALARMS,
    AMOUNTS,
    PHASES,
    SUBJECTS,
    TOTALS,
    Total,
    balance_of,
    connected,
    figures,
    part,
    part_of,
    usage_of,
)
from xlplan.twins.dashboard import Figure, in_language
from xlplan.twins.engine import Scalar, is_number
from xlplan.twins.money import yuan

SHEET = "xl_budget"
PLANNED_TITLE = Text("预算与批准额度（万元）", "Budget and approved amount (10,000 yuan)")
USED_TITLE = Text("预算执行（万元）", "Use of the budget (10,000 yuan)")
BY_SUBJECT = Text("按费用科目（元）", "By subject (yuan)")
BY_DEPARTMENT = Text("按部门（元）", "By department (yuan)")
BY_PHASE = Text("按项目阶段（元）", "By phase (yuan)")
SUBJECT, DEPARTMENT, PHASE = Text("费用科目", "Subject"), Text("部门", "Department"), Text("项目阶段", "Phase")
HEADS = (
    Text("预算", "Budget"),
    Text("已承诺", "Committed"),
    Text("实际支出", "Actual"),
    Text("余额", "Balance"),
    Text("使用率", "Used"),
)
YUAN = Text("元", "yuan")
UNNAMED = Text("未归类", "None of these")
ALL = Text("合计", "Total")
FIRST_ROW = 5
LEFT, RIGHT, LAST = 1, 8, 13
PLANNED_LINES = 7
"""Totals on the left; the others, which are about use, stand on the right."""
LINE_HEIGHT, CHART_LINES = 20.0, 10
BARS = (PLANNED, TODAY, DONE)
"""Colours of budget, committed and actual."""
AMOUNT = '#,##0.00;-#,##0.00;"–"'
"""Nothing is shown as a dash, so that what there is stands out."""
HEADING = body(font_size=12, bold=True, font_color=ACCENT)
TOP = body(bold=True, font_color=PAPER, bg_color=ACCENT, align="center", border=1, border_color=RULE)
CELL = body(border=1, border_color=RULE)
WORDS: dict[str, Any] = {**CELL, "align": "left", "indent": 1}
STRONG: dict[str, Any] = {"bold": True, "bg_color": TINT}


def _widths(lang: Lang) -> tuple[float, ...]:
    block = (18.0 if lang == "zh" else 23.0, 15.0, 14.0, 14.0, 15.0, 10.0)
    return (2.0, *block, 3.0, *block)


def _columns(compiler: Compiler) -> dict[str, tuple[str, ...]]:
    return {table: calc.keys for table, calc in compiler.tables.items()}


def budget_figures(compiler: Compiler) -> tuple[Figure, ...]:
    """The figures of the budget in the workbook of a compiler."""
    return figures(connected(_columns(compiler)))


def with_budget(compiler: Compiler) -> Compiler:
    """A compiler that knows the figures of the budget as parameters, too."""
    keys = [f.key for f in budget_figures(compiler)]
    cells = {key: f"'{SHEET}'!$B${n}" for n, key in enumerate(keys, 1)}
    return replace(compiler, params={**compiler.params, **cells})


def write_figures(book: Book, computed: Computed, compiler: Compiler) -> None:
    """Write the hidden sheet with the figures."""
    sheet, names = book.sheet(SHEET), with_budget(compiler)
    for row, figure in enumerate(budget_figures(compiler)):
        sheet.text(row, 0, figure.key, body())
        formula = names.compile(in_language(figure.formula, book.lang))
        sheet.formula(row, 1, formula, body(), figure.value(computed.world))


def write_summary(book: Book, name: str, head: Head, computed: Computed, compiler: Compiler) -> Sheet:
    """Write the summary on one page: totals above, the lines below them, bars at the foot."""
    sheet = book.sheet(name)
    write_head(sheet, head, LEFT)
    mark_view(sheet, 0, 0, "budget_summary")
    for col, width in enumerate(_widths(book.lang)):
        sheet.ws.set_column(col, col, width)
    page = _Page(sheet, computed, with_budget(compiler))
    below = max(
        page.totals(LEFT, PLANNED_TITLE, TOTALS[:PLANNED_LINES]),
        page.totals(RIGHT, USED_TITLE, TOTALS[PLANNED_LINES:]),
    )
    lang = book.lang
    depts = [
        (compiler.params[f"dept_{n}"], str(computed.world.params[f"dept_{n}"])) for n in range(computed.departments)
    ]
    left = page.lines(below + 1, LEFT, BY_SUBJECT, SUBJECT, "subject", [("", w(lang)) for w in SUBJECTS.values()])
    right = page.lines(below + 1, RIGHT, BY_DEPARTMENT, DEPARTMENT, "dept", depts)
    right = page.lines(right + 1, RIGHT, BY_PHASE, PHASE, "phase", [("", w(lang)) for w in PHASES.values()])
    last = max(left, right) + CHART_LINES
    page.chart(last - CHART_LINES + 1, below + 3, len(SUBJECTS))
    for row in range(FIRST_ROW, last + 1):
        sheet.ws.set_row(row, LINE_HEIGHT)
    sheet.ws.set_row(FIRST_ROW - 1, 8)
    sheet.ws.freeze_panes(FIRST_ROW - 1, 0)
    sheet.ws.protect("", {"format_columns": True, "format_rows": True})
    print_setup(sheet, head)
    sheet.ws.print_area(0, 0, last, LAST)
    sheet.ws.fit_to_pages(1, 1)
    sheet.ws.center_horizontally()
    return sheet


class _Page:
    """The blocks of the page; each returns the row below its last one."""

    def __init__(self, sheet: Sheet, computed: Computed, compiler: Compiler) -> None:
        self.sheet, self.computed, self.compiler = sheet, computed, compiler
        self.world, self.lang = computed.world, sheet.book.lang

    def _formula(self, row: int, col: int, pattern: str | Text, style: dict[str, Any], value: Any) -> None:
        self.sheet.formula(row, col, self.compiler.compile(in_language(pattern, self.lang)), style, value)

    def totals(self, col: int, title: Text, lines: Sequence[Total]) -> int:
        """Label, amount and what there is to say of it."""
        sheet = self.sheet
        sheet.text(FIRST_ROW, col, title(self.lang), HEADING)
        first = row = FIRST_ROW + 1
        for line in lines:
            strong = STRONG if line.strong else {}
            sheet.text(row, col, line.title(self.lang), {**WORDS, **strong})
            amount = {**CELL, **strong, "align": "right", "num_format": line.number_format}
            self._formula(row, col + 1, line.formula, amount, line.value(self.world))
            note = body(font_color=GREY_TEXT, indent=1)
            if line.note:
                self._formula(row, col + 2, line.note, note, line.told(self.world))
            row += 1
        letter = column_letter(col + 2)
        alarm = ",".join(f'${letter}{first + 1}="{words(self.lang)}"' for words in ALARMS)
        sheet.condition(first, col + 1, row - 1, col + 2, f"OR({alarm})", {"font_color": LATE, "bold": True})
        return row

    def lines(
        self, row: int, col: int, title: Text, heading: Text, column: str, words: Sequence[tuple[str, str]]
    ) -> int:
        """Lines by what ``column`` says. ``words`` are labels, with the formula of those that follow another sheet."""
        sheet = self.sheet
        sheet.text(row, col, title(self.lang), HEADING)
        for n, head in enumerate((heading, *HEADS)):
            sheet.text(row + 1, col + n, head(self.lang), TOP)
        first = row = row + 2
        sums = [0.0] * len(AMOUNTS)
        for formula, word in words:
            if formula:
                sheet.formula(row, col, formula, WORDS, word)
            else:
                sheet.text(row, col, word, WORDS)
            here = f"${column_letter(col)}${row + 1}"
            amounts = [part_of(self.world, column, key, word) for key, _ in AMOUNTS]
            sums = [s + float(a) if is_number(a) else s for s, a in zip(sums, amounts, strict=True)]
            self._line(row, col, [part(column, key, here) for key, _ in AMOUNTS], amounts, {})
            row += 1
        whole = [figure.value(self.world) for figure in figures(connected(self.world.columns)) if figure.key in _TOTALS]
        ranges = [f"{column_letter(col + n)}{first + 1}:{column_letter(col + n)}{row}" for n in range(1, 4)]
        rest = [
            f"ROUND([@{total}]-SUM({area}),2)" if words else f"[@{total}]"
            for (_, total), area in zip(AMOUNTS, ranges, strict=True)
        ]
        left = [yuan(float(w) - s) for w, s in zip(_in_order(whole), sums, strict=True)]
        sheet.text(row, col, UNNAMED(self.lang), {**WORDS, "font_color": GREY_TEXT})
        self._line(row, col, rest, left, {"font_color": GREY_TEXT})
        row += 1
        sheet.text(row, col, ALL(self.lang), {**WORDS, **STRONG})
        self._line(row, col, [f"[@{total}]" for _, total in AMOUNTS], _in_order(whole), STRONG)
        self._marks(first, row - 1, col)
        return row + 1

    def chart(self, row: int, first: int, lines: int) -> None:
        """Bars of the subjects over the whole width, below everything else."""
        sheet, lang = self.sheet, self.lang
        chart: Any = sheet.book.workbook.add_chart({"type": "column", "name": CHART})
        font = {"name": sheet.book.theme.font, "size": 9}
        for n, (head, colour) in enumerate(zip(HEADS[:3], BARS, strict=True), LEFT + 1):
            chart.add_series(
                {
                    "name": head(lang),
                    "categories": [sheet.name, first, LEFT, first + lines - 1, LEFT],
                    "values": [sheet.name, first, n, first + lines - 1, n],
                    "fill": {"color": colour},
                    "gap": 60,
                    "overlap": -5,
                }
            )
        chart.set_title({"none": True})
        chart.set_legend({"position": "top", "font": font})
        chart.set_x_axis({"num_font": font, "line": {"color": RULE}})
        grid = {"visible": True, "line": {"color": RULE, "width": 0.75}}
        chart.set_y_axis(
            {
                "min": 0,
                "num_format": '[<2]"";#,##0',
                "name": YUAN(lang),
                "name_font": {**font, "bold": False},
                "num_font": font,
                "major_gridlines": grid,
                "line": {"none": True},
            }
        )
        chart.set_chartarea({"border": {"color": RULE}})
        width = sum(int(7 * w + 5) for w in _widths(lang)[LEFT:])
        chart.set_size({"width": width, "height": int(LINE_HEIGHT * 4 / 3 * CHART_LINES) - 6})
        sheet.ws.insert_chart(row, LEFT, chart, {"object_position": 2})

    def _line(
        self, row: int, col: int, patterns: Sequence[str], amounts: Sequence[Scalar], more: dict[str, Any]
    ) -> None:
        style = {**CELL, "align": "right", "num_format": AMOUNT, **more}
        for n, (pattern, amount) in enumerate(zip(patterns, amounts, strict=True), 1):
            self._formula(row, col + n, pattern, style, amount)
        budget, bound, paid = (f"{column_letter(col + n)}{row + 1}" for n in range(1, 4))
        three = (amounts[0], amounts[1], amounts[2])
        self._formula(
            row, col + 4, f'IF(ISNUMBER({budget}),ROUND({budget}-{bound}-{paid},2),"")', style, balance_of(three)
        )
        self._formula(
            row,
            col + 5,
            f'IF(ISNUMBER({budget}),IF({budget}>0,({bound}+{paid})/{budget},"—"),"")',
            {**style, "num_format": "0%"},
            usage_of(three),
        )

    def _marks(self, first: int, last: int, col: int) -> None:
        """Bars of use, and red where more is used than there is."""
        balance = column_letter(col + 4)
        over = f"N(${balance}{first + 1})<0"
        self.sheet.condition(first, col + 4, last, col + 5, over, {"font_color": LATE, "bold": True})
        bar = {"type": "data_bar", "bar_solid": True, "bar_color": PLANNED, "data_bar_2010": True}
        limits = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
        self.sheet.ws.conditional_format(first, col + 5, last, col + 5, {**bar, **limits})


_TOTALS = ("b_total", "b_committed", "b_actual")


def _in_order(values: Sequence[Scalar]) -> list[float]:
    return [float(v) for v in values]
