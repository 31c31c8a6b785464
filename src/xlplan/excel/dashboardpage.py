"""The dashboard: figures in large type, departments with a chart, milestones. Formulas only."""

from __future__ import annotations

from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.core.text import Lang, Text
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.formula import Compiler
from xlplan.excel.look import ACCENT, DONE, GREY_TEXT, LATE, RULE, body
from xlplan.excel.tablepage import Head, mark_view, print_setup, write_head
from xlplan.twins.dashboard import DEPARTMENT_FIGURES, FIGURES, MILESTONE_FIGURES, LineFigure

DEPARTMENTS = Text("各部门进展", "By department")
DEPARTMENT = Text("部门", "Department")
CHART = Text("各部门完成率", "Progress by department")
MILESTONES = Text("里程碑", "Milestones")
WIDTHS = (2, 15, 15, 15, 15, 15, 15, 15, 15)
CARDS, TABLE, MARKS = 5, 12, 10
SHADE = "#F7F9FB"


def write_dashboard(book: Book, name: str, head: Head, computed: Computed, compiler: Compiler) -> Sheet:
    """Write the dashboard."""
    sheet = book.sheet(name)
    ws = sheet.ws
    write_head(sheet, head, 1)
    mark_view(sheet, 0, 0, "dashboard")
    for col, width in enumerate(WIDTHS):
        ws.set_column(col, col, width)
    _cards(book, sheet, computed, compiler)
    row = _departments(book, sheet, computed, compiler)
    _milestones(book, sheet, computed, compiler, row + 2)
    ws.protect("", {"format_columns": True, "format_rows": True})
    print_setup(sheet, head)
    ws.print_area(0, 0, row + 4 + MARKS, len(WIDTHS) - 1)
    ws.fit_to_pages(1, 1)
    return sheet


def _cards(book: Book, sheet: Sheet, computed: Computed, compiler: Compiler) -> None:
    ws, lang = sheet.ws, book.lang
    for n, figure in enumerate(FIGURES):
        row, col = CARDS + 3 * (n // 4), 1 + 2 * (n % 4)
        small = body(font_color=GREY_TEXT, font_size=10, bg_color=SHADE, top=1, top_color=ACCENT, indent=1)
        large = body(
            font_size=20,
            bold=True,
            font_color=ACCENT,
            bg_color=SHADE,
            align="left",
            indent=1,
            num_format=figure.number_format,
        )
        sheet.text(row, col, figure.title(lang), small)
        sheet.blank(row, col + 1, small)
        # A large date needs both columns of its card.
        ws.merge_range(row + 1, col, row + 1, col + 1, None, book.format(large))
        sheet.formula(row + 1, col, compiler.compile(figure.formula), large, figure.value(computed.world))
        ws.set_row(row + 1, 34)
        if figure.alarm:
            cell = f"${column_letter(col)}${row + 2}"
            sheet.condition(row + 1, col, row + 1, col, f"{cell}>0", {"font_color": LATE})


def _pattern(figure: LineFigure, lang: Lang) -> str:
    return figure.formula if isinstance(figure.formula, str) else figure.formula(lang)


def _departments(book: Book, sheet: Sheet, computed: Computed, compiler: Compiler) -> int:
    lang = book.lang
    heading = body(bold=True, font_size=12, font_color=ACCENT)
    top = body(bold=True, font_color="#FFFFFF", bg_color=ACCENT, align="center", border=1, border_color=RULE)
    line = body(border=1, border_color=RULE, align="center")
    sheet.text(TABLE, 1, DEPARTMENTS(lang), heading)
    sheet.text(TABLE + 1, 1, DEPARTMENT(lang), top)
    for n, figure in enumerate(DEPARTMENT_FIGURES):
        sheet.text(TABLE + 1, 2 + n, figure.title(lang), top)
    row = TABLE + 2
    for d in range(computed.departments):
        dept = str(computed.world.params[f"dept_{d}"])
        sheet.formula(row, 1, compiler.params[f"dept_{d}"], line, dept)
        for n, figure in enumerate(DEPARTMENT_FIGURES):
            formula = compiler.compile(_pattern(figure, lang).replace("[@this]", f"$B{row + 1}"))
            style = {**line, "num_format": figure.number_format}
            sheet.formula(row, 2 + n, formula, style, figure.value(computed.world, dept))
        row += 1
    if computed.departments:
        last = 1 + len(DEPARTMENT_FIGURES)
        sheet.condition(
            TABLE + 2,
            last - 1,
            row - 1,
            last - 1,
            f"N({column_letter(last - 1)}{TABLE + 3})>0",
            {"font_color": LATE, "bold": True},
        )
        _chart(book, sheet, row, last)
    return max(row, TABLE + 10)


def _chart(book: Book, sheet: Sheet, row: int, col: int) -> None:
    chart: Any = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": CHART(book.lang),
            "categories": [sheet.name, TABLE + 2, 1, row - 1, 1],
            "values": [sheet.name, TABLE + 2, col, row - 1, col],
            "fill": {"color": DONE},
            "gap": 60,
            "data_labels": {"value": True, "font": {"size": 9}},
        }
    )
    chart.set_title({"name": CHART(book.lang), "name_font": {"size": 11, "bold": True}})
    chart.set_legend({"none": True})
    chart.set_x_axis(
        {
            "min": 0,
            "max": 1,
            "num_format": "0%",
            "major_gridlines": {"visible": True, "line": {"color": RULE}},
        }
    )
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 9}})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 430, "height": 250})
    sheet.ws.insert_chart(TABLE, col + 1, chart, {"x_offset": 8, "y_offset": 2})


def _milestones(book: Book, sheet: Sheet, computed: Computed, compiler: Compiler, row: int) -> None:
    lang = book.lang
    heading = body(bold=True, font_size=12, font_color=ACCENT)
    top = body(bold=True, font_color="#FFFFFF", bg_color=ACCENT, align="center", border=1, border_color=RULE)
    sheet.text(row, 1, MILESTONES(lang), heading)
    columns = (1, 2, 5, 6)
    for figure, col in zip(MILESTONE_FIGURES, columns, strict=True):
        sheet.text(row + 1, col, figure.title(lang), top)
    sheet.ws.merge_range(row + 1, 2, row + 1, 4, MILESTONE_FIGURES[1].title(lang), book.format(top))
    for n in range(MARKS):
        r = row + 2 + n
        for figure, col in zip(MILESTONE_FIGURES, columns, strict=True):
            wide = figure.key == "name"
            style = body(
                num_format=figure.number_format,
                align="left" if wide else "center",
                bottom=1,
                bottom_color=RULE,
                shrink=False,
            )
            formula = compiler.compile(_pattern(figure, lang).replace("[@this]", str(n + 1)))
            if wide:
                sheet.ws.merge_range(r, 2, r, 4, None, book.format(style))
            sheet.formula(r, col, formula, style, figure.value(computed.world, str(n + 1)))
