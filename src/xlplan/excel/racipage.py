"""The responsibility matrix: letters are typed on the left, the matrix on the right is calculated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.core.text import Text
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.formula import Compiler
from xlplan.excel.look import FILL, FIRST_LINE, GREY_TEXT, RULE, TINT, body, header
from xlplan.excel.tablepage import KEY_ROW, MARKER, Head, print_setup, write_head
from xlplan.excel.validation import COMPUTED_ONLY, PICK
from xlplan.forms.base import Party
from xlplan.model.plan import Plan
from xlplan.twins.engine import HEADER_ROW

LOOKED_UP: tuple[tuple[str, Text, float, str, str], ...] = (
    ("code", Text("WBS编码", "WBS code"), 9, "@", "left"),
    ("name", Text("任务名称", "Task"), 30, "@", "left"),
    ("dept", Text("主责部门", "Department"), 12, "@", "center"),
    ("owner", Text("负责人", "Owner"), 11, "@", "center"),
    ("start", Text("开始", "Start"), 11.5, "yyyy-mm-dd", "center"),
    ("finish", Text("完成", "Finish"), 11.5, "yyyy-mm-dd", "center"),
    ("deliverable", Text("交付成果", "Deliverable"), 22, "@", "left"),
    ("involved", Text("参与部门数", "Departments"), 9, "0", "center"),
    ("check", Text("检查", "Check"), 13, "@", "center"),
)
TYPED = Text("{dept}（填）", "{dept} (type)")
MATRIX = Text("{dept}", "{dept}")
BY_DEPARTMENT = Text("按部门统计", "by department")
COUNTS: tuple[tuple[str, ...], ...] = (("A",), ("R",), ("S",), ("C", "I"))
"""Letters counted above the matrix, a line each; a letter that also fulfils another counts for both: A/R is an A and an R.

Nothing is calculated above the typed letters: the calculation sheet fetches those columns whole.
"""
COLOURS = {"A/R": "#F4B183", "A": "#F8CBAD", "R": "#9DC3E6", "S": "#C6E0B4", "C": "#FFE699", "I": "#E7E6E6"}


def table_header(title: str) -> str:
    """A title as Excel takes it for the header of a table: one short line that does not look like an escape."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "＿", " ".join(title.split()))[:200]


def letter_key(dept: str) -> str:
    """The column key of a department's typed letters."""
    return f"letter:{dept}"


def write_raci(book: Book, name: str, head: Head, plan: Plan, computed: Computed, compiler: Compiler) -> Sheet:
    """Write the matrix. Its hidden first column holds the id of the task, as a value."""
    sheet = book.sheet(name)
    ws, lang = sheet.ws, book.lang
    write_head(sheet, head)
    rows = computed.rows["raci"]
    depts = list(plan.departments)
    names = [str(computed.world.params[f"dept_{n}"]) for n in range(len(depts))]
    first, last = HEADER_ROW, HEADER_ROW + rows.capacity - 1
    typed_at = 1 + len(LOOKED_UP)
    matrix_at = typed_at + len(depts)
    width = matrix_at + len(depts) - 1
    ws.set_column(0, 0, 8, None, {"hidden": True})
    sheet.text(KEY_ROW, 0, MARKER + "raci", body())
    ws.set_row(KEY_ROW, None, None, {"hidden": True})
    heads: list[tuple[str, str, Party]] = [(key, title(lang), Party.COMPUTED) for key, title, *_ in LOOKED_UP]
    heads += [(letter_key(d), TYPED(lang, dept=n), Party.PM) for d, n in zip(depts, names, strict=True)]
    heads += [(f"matrix:{d}", MATRIX(lang, dept=n), Party.COMPUTED) for d, n in zip(depts, names, strict=True)]
    columns: list[dict[str, Any]] = [{"header": "ID", "header_format": book.format(body())}]
    seen = {"id"}
    for col, (key, title, party) in enumerate(heads, 1):
        title = table_header(title)
        while title.casefold() in seen:
            title += " "
        seen.add(title.casefold())
        sheet.text(KEY_ROW, col, key, body())
        columns.append({"header": title, "header_format": book.format(header(party))})
    for col, (_, _, wide, _, _) in enumerate(LOOKED_UP, 1):
        ws.set_column(col, col, wide)
    ws.set_column(typed_at, width, 9 if lang == "zh" else 12)
    ws.set_row(HEADER_ROW - 1, 34)
    ws.add_table(
        first - 1,
        0,
        last,
        width,
        {"name": "xl_t_raci", "style": None, "columns": columns, "autofilter": True},
    )
    _counts(sheet, matrix_at, len(depts), computed, compiler)
    _cells(sheet, plan, computed, compiler, depts, typed_at, matrix_at)
    for text, colour in COLOURS.items():
        sheet.condition(
            first,
            typed_at,
            last,
            width,
            f'{column_letter(typed_at)}{first + 1}="{text}"',
            {"bg_color": colour, "bold": True},
        )
    check = f"${column_letter(len(LOOKED_UP))}{first + 1}"
    sheet.condition(
        first,
        len(LOOKED_UP),
        last,
        len(LOOKED_UP),
        f'AND({check}<>"",{check}<>"✓")',
        {"bg_color": "#F4B6B0", "bold": True},
    )
    sheet.condition(first, 1, last, width, f'AND($B{first + 1}<>"",{check}="")', {"bold": True, "bg_color": TINT})
    ws.freeze_panes(HEADER_ROW, 3)
    print_setup(sheet, head, (HEADER_ROW - 1, HEADER_ROW - 1))
    ws.print_area(0, 0, HEADER_ROW + rows.filled + 2, width)
    ws.ignore_errors({"number_stored_as_text": f"A{first + 1}:B{last + 1}"})
    for col in range(typed_at, matrix_at):
        sheet.validation(
            first, col, last, {"validate": "list", "source": "=xl_raci_letter", "error_message": PICK(lang)}
        )
    for col in (*range(1, typed_at), *range(matrix_at, width + 1)):
        sheet.validation(
            first, col, last, {"validate": "custom", "value": "=FALSE", "error_message": COMPUTED_ONLY(lang)}
        )
    return sheet


def _counts(sheet: Sheet, matrix_at: int, departments: int, computed: Computed, compiler: Compiler) -> None:
    """How many tasks each department has by letter, above its column, in the colours of the letters."""
    if departments:
        label = body(font_color=GREY_TEXT, align="right", font_size=9)
        sheet.text(1, matrix_at - 1, BY_DEPARTMENT(sheet.book.lang), label)
    edge = {"border": 1, "border_color": RULE, "align": "center", "font_size": 9}
    for row, letters in enumerate(COUNTS):
        number = body(bg_color=COLOURS[letters[0]], num_format=f'"{letters[0]}  "0', **edge)
        for n in range(departments):
            area = compiler.range("raci", f"cell_{n}")
            values = [str(v) for v in computed.world.columns["raci"][f"cell_{n}"]]
            if len(letters) == 1:
                sheet.formula(row, matrix_at + n, counted(letters[0], area), number, count(letters[0], values))
                continue
            pattern = '&"   "&'.join(f'"{letter} "&{counted(letter, area)}' for letter in letters)
            told = "   ".join(f"{letter} {count(letter, values)}" for letter in letters)
            sheet.formula(row, matrix_at + n, pattern, number, told)


def counted(letter: str, area: str) -> str:
    """The formula for how many cells of the matrix have a letter."""
    return "SUMPRODUCT(" + "+".join(f'({area}="{word}")' for word in (letter, *_also(letter))) + "+0)"


def count(letter: str, values: Iterable[str]) -> int:
    """The value of that formula."""
    words = (letter, *_also(letter))
    return sum(1 for v in values if v in words)


def _also(letter: str) -> tuple[str, ...]:
    return ("A/R",) if letter in ("A", "R") else ()


def _cells(
    sheet: Sheet,
    plan: Plan,
    computed: Computed,
    compiler: Compiler,
    depts: list[str],
    typed_at: int,
    matrix_at: int,
) -> None:
    values = computed.world.columns["raci"]
    grey = body(bg_color=FILL[Party.COMPUTED], border=1, border_color=RULE, font_color="#404040", text_wrap=True)
    typed = body(bg_color=FILL[Party.PM], border=1, border_color=RULE, align="center")
    marks = {(m.task, m.dept): m for m in plan.marks.values()}
    looked = [
        (key, compiler.fetched("raci", key), {**grey, "num_format": fmt, "align": align})
        for key, _, _, fmt, align in LOOKED_UP
    ]
    matrix = [compiler.fetched("raci", f"cell_{n}") for n in range(len(depts))]
    centred = {**grey, "align": "center"}
    for n, task in enumerate(computed.rows["raci"].ids):
        r = HEADER_ROW + n
        sheet.text(r, 0, task, body(num_format="@"))
        for col, (key, formula, style) in enumerate(looked, 1):
            sheet.formula(r, col, formula, style, values[key][n])
        for d, dept in enumerate(depts):
            mark = marks.get((task, dept))
            raw = plan.unread.get(("raci", mark.id, "letter")) if mark else None
            sheet.put(r, typed_at + d, raw or (mark.letter if mark else None), typed)
            sheet.formula(r, matrix_at + d, matrix[d], centred, values[f"cell_{d}"][n])
        sheet.ws.set_row(r, FIRST_LINE)
