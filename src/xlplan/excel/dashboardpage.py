"""The dashboard: figures in large type, S-curve, open matters, departments, what comes next. Formulas only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlplan.calculate.answers import round_lines, round_title
from xlplan.calculate.compute import Computed
from xlplan.core.text import Text
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.budgetpage import with_budget
from xlplan.excel.dashboard_curve import curve_chart, with_figures
from xlplan.excel.formula import Compiler
from xlplan.excel.look import ACCENT, GREY_TEXT, LATE, PAPER, PLANNED, RULE, SUBTITLE, body
from xlplan.excel.look import CRITICAL as SLIPPING
from xlplan.excel.tablepage import Head, mark_view, print_setup, write_head
from xlplan.model.plan import Plan
from xlplan.twins.actions import TIMING
from xlplan.twins.dashboard import in_language
from xlplan.twins.dashboard_attention import CONCERNS, Concern
from xlplan.twins.dashboard_cards import BY_BASELINE, BY_PLAN, CARDS, WEIGHED, weighed
from xlplan.twins.dashboard_lines import (
    ACTION_FIGURES,
    CRITICAL_FIGURES,
    DEPARTMENT_FIGURES,
    MILESTONE_FIGURES,
    MORE_ACTIONS,
    MORE_CRITICAL,
    MORE_MARKS,
    SLIPS,
    LineFigure,
    Rest,
)
from xlplan.twins.dashboard_lines import DEPARTMENT as DEPARTMENT_TITLE
from xlplan.twins.dashboard_lines import LATE as LATE_WORD
from xlplan.twins.dashboard_words import both
from xlplan.twins.wbs_progress import BY_DURATION

S_CURVE = Text("进度 S 曲线", "S-curve")
DEPARTMENTS = Text("各部门进展", "By department")
MILESTONES = Text("后续里程碑", "Next milestones")
ATTENTION = Text("管理事项", "To attend to")
ACTIONS = Text("近期遗留问题", "Action items due next")
CRITICAL = Text("关键路径（未完成）", "Critical path (open tasks)")
WIDTHS = (2, 22, 8, 8, 8, 9, 10, 15, 2, 10, 36, 14, 12, 12, 10)
LEFT, RIGHT, LAST = 1, 9, 14
SPANS = ((1, 3), (4, 7), (9, 10), (11, 14))
CARD_ROW, BLOCK_ROW = 5, 13
CURVE_LINES, MARK_LINES, CRITICAL_LINES, ACTION_LINES = 11, 6, 6, 5
LINE_HEIGHT = 18.0
ALARMS = ((LATE_WORD, TIMING["overdue"]), (SLIPS, TIMING["soon"]))
"""States of a line that are late, and that soon may be."""
SHADE = "#F7F9FB"
HEADING = body(bold=True, font_size=12, font_color=ACCENT)
TOP = body(bold=True, font_color=PAPER, bg_color=ACCENT, align="center", border=1, border_color=RULE)
CELL = body(border=1, border_color=RULE)
INDENTED = {"align": "left", "indent": 1}


def write_dashboard(book: Book, name: str, head: Head, plan: Plan, computed: Computed, compiler: Compiler) -> Sheet:
    """Write the dashboard. The department table is the lowest block of its side, as it grows."""
    sheet = book.sheet(name)
    write_head(sheet, head, 1)
    mark_view(sheet, 0, 0, "dashboard")
    for col, width in enumerate(WIDTHS):
        sheet.ws.set_column(col, col, width)
    page = _Page(sheet, plan, computed, with_budget(with_figures(compiler)))
    page.basis()
    page.cards()
    departments = page.round(page.attention(page.curve(BLOCK_ROW) + 1) + 1)
    critical = page.list_block(BLOCK_ROW, MILESTONES, MILESTONE_FIGURES, MARK_LINES, MORE_MARKS) + 1
    actions = page.list_block(critical, CRITICAL, CRITICAL_FIGURES, CRITICAL_LINES, MORE_CRITICAL) + 1
    last = actions
    if "actions" in computed.rows:
        last = page.list_block(actions, ACTIONS, ACTION_FIGURES, ACTION_LINES, MORE_ACTIONS)
    last = max(last, page.departments(departments))
    for row in range(BLOCK_ROW, last + 1):
        sheet.ws.set_row(row, LINE_HEIGHT)
    sheet.ws.protect("", {"format_columns": True, "format_rows": True})
    print_setup(sheet, head)
    sheet.ws.print_area(0, 0, last, LAST)
    sheet.ws.fit_to_pages(1, 1)
    sheet.ws.center_horizontally()
    return sheet


def quoted(words: str) -> str:
    """Words as a formula holds them."""
    return f'"{words}"'


class _Page:
    """The blocks of the page; each returns the row below its last one."""

    def __init__(self, sheet: Sheet, plan: Plan, computed: Computed, compiler: Compiler) -> None:
        self.sheet, self.plan, self.computed, self.compiler = sheet, plan, computed, compiler
        self.world, self.lang = computed.world, sheet.book.lang

    def _formula(self, row: int, col: int, pattern: str | Text, style: dict[str, Any], value: Any) -> None:
        self.sheet.formula(row, col, self.compiler.compile(in_language(pattern, self.lang)), style, value)

    def _merge(self, row: int, first: int, last: int, style: dict[str, Any]) -> None:
        self.sheet.ws.merge_range(row, first, row, last, None, self.sheet.book.format(style))

    def basis(self) -> None:
        """The line that says where planned values come from."""
        baseline = self.plan.baseline
        source = BY_PLAN(self.lang)
        if baseline:
            source = BY_BASELINE(self.lang, name=baseline.name, day=baseline.date.isoformat())
        weight = WEIGHED[self.world.params["weighting"] == BY_DURATION(self.lang)](self.lang)
        self._formula(3, 2, both(lambda n: f'"{source}"&{weighed(n)}'), SUBTITLE, source + weight)

    def cards(self) -> None:
        """Two rows of four cards."""
        for n, card in enumerate(CARDS):
            row, (first, last) = CARD_ROW + 4 * (n // 4), SPANS[n % 4]
            edge: dict[str, Any] = {"bg_color": SHADE, "align": "left", "indent": 1}
            if first in (SPANS[0][0], SPANS[2][0]):
                edge |= {"right": 5, "right_color": PAPER}
            small = body(font_color=GREY_TEXT, **edge)
            title = {**small, "top": 2, "top_color": ACCENT}
            large = body(font_size=20, bold=True, font_color=ACCENT, num_format=card.number_format, **edge)
            for line, style in enumerate((title, large, small)):
                self._merge(row + line, first, last, style)
                self.sheet.ws.set_row(row + line, (20, 36, 22)[line])
            self.sheet.text(row, first, card.title(self.lang), title)
            self._formula(row + 1, first, card.formula, large, card.value(self.world))
            self._formula(row + 2, first, card.note, small, card.told(self.world))
            if card.alarm:
                cell = f"${column_letter(first)}${row + 2}"
                alarm = in_language(card.alarm.formula, self.lang).replace("{cell}", cell)
                self.sheet.condition(row + 1, first, row + 1, first, alarm, {"font_color": LATE})
        for row in (CARD_ROW - 1, CARD_ROW + 3, BLOCK_ROW - 1):
            self.sheet.ws.set_row(row, 8)

    def curve(self, row: int) -> int:
        """The S-curve."""
        self.sheet.text(row, LEFT, S_CURVE(self.lang), HEADING)
        width = sum(7 * w + 5 for w in WIDTHS[LEFT : LEFT + 7])
        height = int(LINE_HEIGHT * 4 / 3) * CURVE_LINES
        chart = curve_chart(self.sheet.book, self.plan, self.computed, (width, height - 6))
        self.sheet.ws.insert_chart(row + 1, LEFT, chart, {"x_offset": 0, "y_offset": 2, "object_position": 2})
        return row + 1 + CURVE_LINES

    def _line(self, row: int, col: int, figures: Sequence[LineFigure], this: str, key: str) -> None:
        for n, figure in enumerate(figures):
            words = {**CELL, **INDENTED} if figure.key in ("name", "told", "dept") else {**CELL, "align": "center"}
            style = {**words, "num_format": figure.number_format}
            pattern = in_language(figure.formula, self.lang).replace("[@this]", this)
            self._formula(row, col + n, pattern, style, figure.value(self.world, key))

    def attention(self, row: int) -> int:
        """A line for each kind of open matter that the workbook has: how many there are, and how many are worse."""
        offered = [concern for concern in CONCERNS if concern.tally.table in self.computed.rows]
        if not offered:
            return row
        self.sheet.text(row, LEFT, ATTENTION(self.lang), HEADING)
        for concern in offered:
            row += 1
            self._concern(row, concern)
        return row + 1

    def _concern(self, row: int, concern: Concern) -> None:
        style = {**CELL, "bold": True, "align": "center", "num_format": concern.number_format}
        words = {**CELL, **INDENTED, "font_color": GREY_TEXT}
        self.sheet.text(row, LEFT, concern.title(self.lang), {**CELL, **INDENTED})
        self._merge(row, LEFT + 2, LEFT + 6, words)
        self._formula(row, LEFT + 1, concern.formula(), style, concern.tally.value(self.world))
        self._formula(row, LEFT + 2, concern.note(), words, concern.told(self.world))
        figure, note = (f"${column_letter(c)}${row + 1}" for c in (LEFT + 1, LEFT + 2))
        red = {"figure": f"N({figure})>={concern.limit}", "worse": f'{note}<>""'}.get(concern.alarm)
        if red:
            last = LEFT + (2 if concern.alarm == "worse" else 1)
            self.sheet.condition(row, LEFT + 1, row, last, red, {"font_color": LATE})

    def round(self, row: int) -> int:
        """Who has answered in the newest round, and who has not; nothing where no copies went out."""
        title = round_title(self.plan, self.lang)
        if not title:
            return row
        self.sheet.text(row, LEFT, title, HEADING)
        for line in round_lines(self.plan, self.lang):
            row += 1
            colour = {"font_color": LATE} if line.alarm else {}
            words = {**CELL, **INDENTED, "font_color": GREY_TEXT, **colour}
            self._merge(row, LEFT + 2, LEFT + 6, words)
            self.sheet.text(row, LEFT, line.title, {**CELL, **INDENTED})
            self.sheet.text(row, LEFT + 1, line.figure, {**CELL, "bold": True, "align": "center"})
            self.sheet.text(row, LEFT + 2, line.words, words)
        return row + 2

    def departments(self, row: int) -> int:
        """A line per department."""
        sheet = self.sheet
        sheet.text(row, LEFT, DEPARTMENTS(self.lang), HEADING)
        for n, title in enumerate((DEPARTMENT_TITLE, *(f.title for f in DEPARTMENT_FIGURES))):
            sheet.text(row + 1, LEFT + n, title(self.lang), TOP)
        first = row = row + 2
        for d in range(self.computed.departments):
            dept = str(self.world.params[f"dept_{d}"])
            sheet.formula(row, LEFT, self.compiler.params[f"dept_{d}"], {**CELL, **INDENTED}, dept)
            self._line(row, LEFT + 1, DEPARTMENT_FIGURES, f"$B{row + 1}", dept)
            row += 1
        if self.computed.departments:
            for n, figure in enumerate(DEPARTMENT_FIGURES, LEFT + 1):
                if figure.key == "late":
                    above = f"N({column_letter(n)}{first + 1})>0"
                    sheet.condition(first, n, row - 1, n, above, {"font_color": LATE, "bold": True})
                if figure.key == "percent":
                    bar = {"type": "data_bar", "bar_solid": True, "bar_color": PLANNED, "data_bar_2010": True}
                    limits = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
                    sheet.ws.conditional_format(first, n, row - 1, n, {**bar, **limits})
        return row

    def list_block(self, row: int, title: Text, figures: Sequence[LineFigure], lines: int, rest: Rest) -> int:
        """A list of rows by rank, and how many more there are."""
        sheet = self.sheet
        sheet.text(row, RIGHT, title(self.lang), HEADING)
        for n, figure in enumerate(figures):
            sheet.text(row + 1, RIGHT + n, figure.title(self.lang), TOP)
        for n in range(lines):
            self._line(row + 2 + n, RIGHT, figures, str(n + 1), str(n + 1))
        end, state = row + 2 + lines, RIGHT + len(figures) - 1
        cell = f"{column_letter(state)}{row + 3}"
        late, soon = (f"OR({','.join(f'{cell}={quoted(w(self.lang))}' for w in words)}" for words in ALARMS)
        sheet.condition(row + 2, state, end - 1, state, f"{late},N({cell})<0)", {"font_color": LATE, "bold": True})
        sheet.condition(row + 2, state, end - 1, state, f"{soon})", {"font_color": SLIPPING})
        note = rest.formula(lines)
        self._formula(end, RIGHT, note, body(font_color=GREY_TEXT), rest.told(self.world, lines))
        return end + 1
