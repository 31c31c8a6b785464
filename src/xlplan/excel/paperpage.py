"""A sheet as a paper form: A4 upright, a title, labels and values in a ruled grid, approvals, lists, signatures.

Records are typed on such a sheet; a page that shows one row of a table is all formulas. Keys beside the lines and marks
above the columns say where inputs stand, see :mod:`xlplan.excel.recordkeys`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlplan.core.text import Lang, Text
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.listing import FAR, Chosen, Listed, Picked, picked
from xlplan.excel.logo import write_logo
from xlplan.excel.look import ACCENT, CONTEXT, FILL, FIRST_LINE, GREY_TEXT, LINE, LINK, PAPER, TAB, body, cell
from xlplan.excel.paperlayout import (
    FIRST_LINE_ROW,
    Band,
    Boxes,
    Heads,
    ListLine,
    PageLine,
    Pair,
    StepLine,
    slots,
    spread,
)
from xlplan.excel.recordkeys import LABEL, NARROW, SECOND, SLOTS, WIDE, line_text, slot_mark
from xlplan.excel.sheets import header_text
from xlplan.excel.tablepage import BACK, KEY_ROW, MARKER, CellMark, Head, line_count, print_setup
from xlplan.excel.validation import validation
from xlplan.forms.base import Column, Party

WIDTHS: dict[Lang, dict[int, float]] = {
    "zh": {LABEL: 15, WIDE: 47, SECOND: 17, NARROW: 20},
    "en": {LABEL: 18, WIDE: 43, SECOND: 18, NARROW: 20},
}
"""Widths of the grid in characters: together the width of an A4 page."""
LINK_COLUMN, HELPER_COLUMN = 6, 7
"""Right of the grid: the way back to the guide, and hidden cells that calculate."""
RULE, FRAME, LABEL_FILL, BAND_FILL = "#8C8C8C", "#404040", "#EBEDF0", "#DCE6F1"
SHORT_LINE, LEAST_LONG, SIGNED, TALLEST = 25.5, 2, 54.0, 400.0
"""Heights in points: of a line, the lines offered to a long text, a line with room for a signature, the most."""
PAGE_HEIGHT, MOST_GROWTH = 745.0, 1.6
"""The height of a printed page in points, and by how much rows grow to fill it."""
SMALL = 10 / 9
"""How many more characters of the small type fit."""
NONE = Text("（无）", "(none)")
MORE = Text("另有 {n} 项，见“{sheet}”", "{n} more, see “{sheet}”")
SIGN_HERE = Text("签字：\n日期：", "Signature:\nDate:")
SUBJECT = body(font_size=10, font_color=GREY_TEXT, align="center")
TITLE = body(font_size=20, bold=True, font_color=ACCENT, align="center")
HINT = body(font_size=9, font_color=GREY_TEXT, align="center", text_wrap=True)


def unmarked(_: str) -> CellMark | None:
    """Nothing is said of any value."""
    return None


@dataclass
class PaperPage:
    """What a paper form shows. ``values`` gives a formula, if any, and what the cell holds; ``party`` who may fill it.

    ``listed`` gives the tables that its lists show by key. ``chosen`` says which row a page of a single row shows, and
    ``tall`` how many lines a value takes at most in a width, where it may change. ``top`` is the row of the title.
    ``mark`` says what is said of a value; ``as_shown`` what the cells of lists hold, by row and column, where their tables
    are not at hand.
    """

    sheet_name: str
    head: Head
    lines: Sequence[PageLine]
    columns: Sequence[Column]
    values: Callable[[Column], tuple[str, Any]]
    party: Callable[[Column], Party | None]
    listed: Mapping[str, Listed] = field(default_factory=dict)
    closed_fill: str = CONTEXT
    chosen: Chosen | None = None
    tall: Callable[[Column, float], int] | None = None
    marker: str = ""
    top: int = 0
    mark: Callable[[str], CellMark | None] = unmarked
    as_shown: Callable[[int, int], Any] | None = None


def write_paper(book: Book, page: PaperPage) -> Sheet:
    """Write a paper form. Its sheet is open; protecting it is up to the caller."""
    return _Painter(book, page).paint()


class _Painter:
    """Paints one page, line by line."""

    def __init__(self, book: Book, page: PaperPage) -> None:
        self.page, self.lang = page, book.lang
        self.sheet = book.sheet(page.sheet_name)
        self.ws = self.sheet.ws
        self.widths = WIDTHS[book.lang]
        self.columns = {c.key: c for c in page.columns}
        self.picked: dict[int, Picked] = {}
        self.first, self.last = FIRST_LINE_ROW, FIRST_LINE_ROW + len(page.lines) - 1
        self.fixed: dict[int, float] = {}
        self.growing: dict[int, float] = {}

    def paint(self) -> Sheet:
        ws, page = self.ws, self.page
        ws.set_column(0, 0, 8, None, {"hidden": True})
        for slot, width in self.widths.items():
            ws.set_column(slot, slot, width)
        ws.set_column(LINK_COLUMN - 1, LINK_COLUMN - 1, 2)
        ws.set_column(LINK_COLUMN, LINK_COLUMN, 14)
        ws.set_column(HELPER_COLUMN, HELPER_COLUMN, 9, None, {"hidden": True})
        self._head()
        for row, line in enumerate(page.lines, self.first):
            if page.marker and (text := line_text(slots(line))):
                self.sheet.text(row, 0, text, body())
            self._line(row, line)
        self._fill_page()
        ws.freeze_panes(page.top + 2, 0)
        print_setup(self.sheet, page.head, landscape=False)
        ws.fit_to_pages(1, 1)
        ws.center_horizontally()
        ws.print_area(page.top, 0, self.last, NARROW)
        return self.sheet

    def _head(self) -> None:
        ws, head, top = self.ws, self.page.head, self.page.top
        for n, (text, style) in enumerate(((head.title, TITLE), (head.project, SUBJECT), (head.hint, HINT))):
            self._merged(top + n, LABEL, NARROW, text, style)
        if head.guide:
            self.sheet.link(top, LINK_COLUMN, head.guide, BACK(self.lang), LINK)
        if self.page.marker:
            write_logo(self.sheet, NARROW, self.widths[NARROW])
        hint = line_count(head.hint, sum(self.widths.values()) * SMALL)
        self.fixed.update({top: 40.0, top + 1: 18.0, top + 2: 6.0 + 14 * hint})
        if self.page.marker:
            self.sheet.text(KEY_ROW, 0, MARKER + self.page.marker, body())
            for slot in SLOTS:
                self.sheet.text(KEY_ROW, slot, slot_mark(slot), body())
            ws.set_row(KEY_ROW, None, None, {"hidden": True})
        self.fixed.update(dict.fromkeys(range(top + 3, KEY_ROW + (not self.page.marker)), 6.0))
        ws.hide_gridlines(2)
        ws.set_tab_color(TAB[head.phase])

    def _line(self, row: int, line: PageLine) -> None:
        if isinstance(line, Band):
            self._band(row, line)
        elif isinstance(line, Pair):
            self._pair(row, line)
        elif isinstance(line, Heads):
            self._heads(row, line)
        elif isinstance(line, StepLine):
            self._step(row, line)
        elif isinstance(line, ListLine):
            self._listed(row, line)
        else:
            self._boxes(row, line)

    # --- cells ---------------------------------------------------------------------------------------

    def _edges(self, row: int, first: int, last: int | None = None) -> dict[str, Any]:
        """Thin rules within the form, a heavier frame around it."""
        at_edge = {
            "left": first == LABEL,
            "right": (last or first) == NARROW,
            "top": row == self.first,
            "bottom": row == self.last,
        }
        style: dict[str, Any] = {}
        for side, is_edge in at_edge.items():
            style[side] = 2 if is_edge else 1
            style[f"{side}_color"] = FRAME if is_edge else RULE
        return style

    def _merged(self, row: int, first: int, last: int, text: str, style: dict[str, Any]) -> None:
        """A text over several columns: only where nobody types."""
        self.ws.merge_range(row, first, row, last, None, self.sheet.book.format(style))
        self.sheet.text(row, first, text, style)

    def _label(self, row: int, slot: int, text: str) -> int:
        style = body(bold=True, bg_color=LABEL_FILL, align="center", text_wrap=True, **self._edges(row, slot))
        self.sheet.text(row, slot, text, style)
        return line_count(text, self.widths[slot] + 1)

    def _value(self, row: int, slot: int, column: Column, centred: bool = False, last: int = 0) -> int:
        """Write a value, up to the ``last`` column of the grid where nobody types; returns the lines that it takes."""
        page = self.page
        party = page.party(column)
        formula, value = page.values(column)
        style = cell(
            column.kind,
            FILL[party] if party else page.closed_fill,
            align="center" if centred else "left",
            valign="vcenter",
            text_wrap=True,
            **({"font_color": GREY_TEXT} if not column.is_input else {}),
        )
        del style["border"], style["border_color"]
        last = last or slot
        mark = page.mark(column.key)
        if mark:
            # The grid keeps its rules.
            style["bg_color"] = mark.on(style)["bg_color"]
            mark.write(self.sheet, row, slot)
        self._across(row, slot, last, formula, value, style)
        if page.marker and (party or not column.is_input):
            options = validation(column, self.lang, row + 1, row + 1, column_letter(slot))
            if options:
                self.sheet.validation(row, slot, row, options)
        width = self._width(slot, last)
        lines = page.tall(column, width) if page.tall else line_count(value, width)
        return max(lines, LEAST_LONG) if column.kind.name == "long" else lines

    def _height(self, row: int, lines: int, least: float = SHORT_LINE, grows: bool = False) -> None:
        heights = self.growing if grows else self.fixed
        heights[row] = max(least, min(TALLEST, FIRST_LINE + LINE * (lines - 1) + 3))

    def _fill_page(self) -> None:
        """Set the heights of all rows: where the page has room, long texts and signatures get more of it."""
        room = PAGE_HEIGHT - sum(self.fixed.values())
        needed = sum(self.growing.values())
        factor = max(1.0, min(MOST_GROWTH, room / needed)) if needed else 1.0
        for row, height in self.fixed.items():
            self.ws.set_row(row, height)
        for row, height in self.growing.items():
            self.ws.set_row(row, round(min(TALLEST, height * factor) * 4) / 4)

    # --- lines -----------------------------------------------------------------------------------------

    def _band(self, row: int, line: Band) -> None:
        style = body(bold=True, font_color=ACCENT, bg_color=BAND_FILL, indent=1)
        for slot in SLOTS:
            edges = self._edges(row, LABEL, NARROW)
            inner = {k: v for k, v in edges.items() if not k.startswith(("left", "right"))}
            ends = {LABEL: ("left", "left_color"), NARROW: ("right", "right_color")}.get(slot, ())
            inner.update({k: edges[k] for k in ends})
            text = line.title(self.lang) if slot == LABEL else ""
            self.sheet.text(row, slot, text, {**style, **inner})
            if slot == NARROW and line.listing is not None:
                self._more(row, line, {**style, **inner})
        self.fixed[row] = 22.0

    def _more(self, row: int, band: Band, style: dict[str, Any]) -> None:
        """How many rows more there are than the list has lines for."""
        listing = band.listing
        assert listing is not None
        if self.page.as_shown:
            more = {**style, "bold": False, "font_size": 9, "align": "right", "font_color": GREY_TEXT}
            self.sheet.put(row, NARROW, self.page.as_shown(row, NARROW), more)
            return
        listed = self.page.listed[listing.table]
        rows = picked(listing, listed, self.lang, self.page.chosen)
        # The lines of the list come next; they show what was picked here.
        self.picked[id(listing)] = rows
        style = {**style, "bold": False, "font_size": 9, "align": "right", "font_color": GREY_TEXT}
        left = len(rows.ids) - listing.rows
        shown = MORE(self.lang, n=left, sheet=listed.title) if left > 0 else ""
        if not listed.sheet:
            self.sheet.text(row, NARROW, shown, style)
            return
        helper = f"${column_letter(HELPER_COLUMN)}${row + 1}"
        self.sheet.formula(row, HELPER_COLUMN, rows.count, body(), len(rows.ids))
        before, after = (part.replace('"', '""') for part in MORE(self.lang, n="\0", sheet=listed.title).split("\0"))
        words = f'"{before}"&({helper}-{listing.rows})&"{after}"'
        self.sheet.formula(row, NARROW, f'IF({helper}>{listing.rows},{words},"")', style, shown)

    def _pair(self, row: int, line: Pair) -> None:
        columns = [self.columns[key] for key in line.keys]
        lines = self._label(row, LABEL, self._name(columns[0]))
        is_long = columns[0].kind.name == "long"
        if len(columns) > 1:
            lines = max(lines, self._value(row, WIDE, columns[0]))
            lines = max(lines, self._label(row, SECOND, self._name(columns[1])))
            lines = max(lines, self._value(row, NARROW, columns[1]))
        elif not self.page.marker:
            lines = max(lines, self._value(row, WIDE, columns[0], last=NARROW))
        else:
            lines = max(lines, self._value(row, WIDE, columns[0]))
            remark = columns[0].help(self.lang) if columns[0].help else ""
            style = body(font_size=9, font_color=GREY_TEXT, text_wrap=True, indent=1, bg_color=PAPER)
            style.update(self._edges(row, SECOND, NARROW))
            self._merged(row, SECOND, NARROW, remark, style)
            lines = max(lines, line_count(remark, self._width(SECOND, NARROW) * SMALL))
        self._height(row, lines, grows=is_long)

    def _name(self, column: Column) -> str:
        """The label of a value; what must be filled in is marked only where somebody may."""
        if not self.page.party(column):
            return column.header(self.lang)
        return header_text(column, self.lang).replace(" *", "\u00a0*")

    def _heads(self, row: int, line: Heads) -> None:
        style = body(bold=True, bg_color=LABEL_FILL, align="center", text_wrap=True)
        lines = 1
        for slot, last, word in spread([word(self.lang) for word in line.words]):
            self._across(row, slot, last, "", word, style)
            lines = max(lines, line_count(word, self._width(slot, last)))
        self._height(row, lines, 22)

    def _width(self, first: int, last: int) -> float:
        return sum(self.widths[slot] for slot in range(first, last + 1))

    def _across(self, row: int, first: int, last: int, formula: str, value: Any, style: dict[str, Any]) -> None:
        """A cell of a list, over the columns that it takes."""
        style = {**style, **self._edges(row, first, last)}
        if last > first:
            self.ws.merge_range(row, first, row, last, None, self.sheet.book.format(style))
        if formula:
            self.sheet.formula(row, first, formula, style, value)
        else:
            self.sheet.put(row, first, value, style)

    def _step(self, row: int, line: StepLine) -> None:
        lines = self._label(row, LABEL, line.step.title(self.lang))
        for slot in (WIDE, SECOND, NARROW):
            key = slots(line).get(slot)
            if key:
                lines = max(lines, self._value(row, slot, self.columns[key], centred=True))
            else:
                self.sheet.blank(row, slot, body(bg_color=PAPER, **self._edges(row, slot)))
        self._height(row, lines, SIGNED, grows=True)

    def _boxes(self, row: int, line: Boxes) -> None:
        for slot, label in zip((LABEL, SECOND), line.labels, strict=False):
            self._label(row, slot, label(self.lang))
            style = body(font_color=GREY_TEXT, font_size=9, text_wrap=True, indent=1, bg_color=PAPER)
            last = NARROW if len(line.labels) == 1 else slot + 1
            style.update(self._edges(row, slot + 1, last))
            if last > slot + 1:
                self._merged(row, slot + 1, last, SIGN_HERE(self.lang), style)
            else:
                self.sheet.text(row, slot + 1, SIGN_HERE(self.lang), style)
        self._height(row, 1, SIGNED, grows=True)

    def _listed(self, row: int, line: ListLine) -> None:
        """One line of a list: a hidden position, and cells that look it up."""
        if self.page.as_shown:
            self._line_as_shown(row, line, self.page.as_shown)
            return
        rows = self._rows(line)
        listed, number = rows.listed, line.number
        position = rows.position(number)
        row_id = rows.ids[number - 1] if number <= len(rows.ids) else ""
        none = NONE(self.lang) if number == 1 else ""
        helper = f"${column_letter(HELPER_COLUMN)}${row + 1}"
        live = bool(listed.sheet)
        if live:
            former = "0" if number == 1 else f"${column_letter(HELPER_COLUMN)}${row}"
            self.sheet.formula(row, HELPER_COLUMN, rows.next(former), body(), position)
        height = 1
        for slot, last, shown in spread(line.columns):
            width = self._width(slot, last)
            if not shown.key:
                counted = number if row_id else ""
                formula = f'IF({helper}>{FAR},"",{number})' if live and slot == LABEL else ""
                value: Any = counted if slot == LABEL else ""
                self._across(row, slot, last, formula, value, body(align="center", bg_color=PAPER))
                continue
            column = listed.table.column(shown.key)
            style = cell(column.kind, PAPER, valign="vcenter", text_wrap=True)
            del style["border"], style["border_color"]
            empty = none if slot == WIDE else ""
            value = (listed.cell(row_id, shown.key) if live else listed.value(row_id, shown.key)) if row_id else empty
            formula = listed.entry(shown.key, helper, empty) if live else ""
            self._across(row, slot, last, formula, value, style)
            height = max(height, line_count(value, width))
        self._height(row, height, 21)

    def _line_as_shown(self, row: int, line: ListLine, as_shown: Callable[[int, int], Any]) -> None:
        """One line of a list with what it was seen to hold."""
        table, height = self.page.listed[line.listing.table].table, 1
        for slot, last, shown in spread(line.columns):
            value = as_shown(row, slot)
            style = body(align="center", bg_color=PAPER)
            if shown.key:
                style = cell(table.column(shown.key).kind, PAPER, valign="vcenter", text_wrap=True)
                del style["border"], style["border_color"]
            self._across(row, slot, last, "", value, style)
            height = max(height, line_count(value, self._width(slot, last)))
        self._height(row, height, 21)

    def _rows(self, line: ListLine) -> Picked:
        found = self.picked.get(id(line.listing))
        if found is None:
            listed = self.page.listed[line.listing.table]
            found = self.picked[id(line.listing)] = picked(line.listing, listed, self.lang, self.page.chosen)
        return found
