"""Hidden sheets that calculate: parameters, days, lists, and one calculation sheet per table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlplan.calculate.compute import Computed, scalar
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.date import BoolKind
from xlplan.core.names import TITLE
from xlplan.core.text import Lang
from xlplan.excel.book import Book, Sheet, column_letter
from xlplan.excel.formula import FIRST_ROW, CalcTable, Compiler, calc_sheet, date_formula, fetch_formula, fill
from xlplan.excel.look import body
from xlplan.forms.catalogue import TWINS
from xlplan.twins import parameters
from xlplan.twins.engine import HEADER_ROW, serial
from xlplan.twins.programme import blocks, inputs

PARAMS, DAYS, LISTS = "xl_params", "xl_days", "xl_lists"
PLAIN = body()
DATE = body(num_format="yyyy-mm-dd")


@dataclass(frozen=True)
class Source:
    """Where people type a table: the quoted sheet and the column letters by key."""

    sheet: str
    letters: Mapping[str, str]


def calc_tables(computed: Computed) -> dict[str, CalcTable]:
    """The calculation sheets of a workbook."""
    steps: dict[str, list[object]] = {}
    for block in blocks(computed.departments, TWINS):
        steps.setdefault(block.table, []).extend(block.steps)
    return {
        table: CalcTable(table, fetches, tuple(steps.get(table, ())), computed.world.rows[table])  # type: ignore[arg-type]
        for table, fetches in inputs(computed.departments, TWINS).items()
    }


PARAM_ROWS = (
    "status_date",
    "weighting",
    "first_day",
    "last_day",
    "typed_start",
    "typed_finish",
    "status_count",
    "project_start",
    "origin",
    "end",
    "cut_count",
    "contingency_rate",
    "approved_budget",
)
"""Parameters in the order of their rows; one row per department follows."""
CUTS = "$D$1:$D${}"


def compiler(computed: Computed, lang: Lang) -> Compiler:
    """The compiler of a workbook's formulas."""
    days = sum(1 for _ in computed.world.calendar.days())
    params = {key: f"'{PARAMS}'!$B${n}" for n, key in enumerate(PARAM_ROWS, 1)}
    params.update(
        {
            "dates": f"'{DAYS}'!$A$2:$A${days + 1}",
            "counts": f"'{DAYS}'!$C$2:$C${days + 1}",
            "cuts": f"'{PARAMS}'!" + CUTS.format(max(1, len(computed.world.cuts))),
            "header": str(HEADER_ROW),
            "link_capacity": str(computed.world.params["link_capacity"]),
        }
    )
    for n in range(computed.departments):
        params[f"dept_{n}"] = f"'{PARAMS}'!$B${_DEPARTMENTS + n}"
    return Compiler(calc_tables(computed), params, lang)


_DEPARTMENTS = len(PARAM_ROWS) + 2


def write_params(
    book: Book,
    compile_: Compiler,
    computed: Computed,
    basic: Source,
    departments: Source,
    ids: list[str],
    last: int,
    round_date: int | str,
    approved: str,
) -> Sheet:
    """The parameters that formulas share. A typed status date goes before the one of the round.

    ``approved`` is the formula for the approved budget in yuan.
    """
    sheet = book.sheet(PARAMS)
    world = computed.world

    def cell(key: str) -> str:
        return f"{basic.sheet}!{basic.letters[key]}"

    def day(source: str) -> str:
        return date_formula(source, compile_.params, book.lang)

    status = cell("status_date")
    days = compile_.params["dates"]
    otherwise = str(round_date) if round_date != "" else '""'
    formulas = {
        "status_date": f"IF(ISNUMBER({status}),{day(status)},{otherwise})",
        "weighting": f'TRIM({cell("weighting")}&"")',
        "first_day": f"INDEX({days},1)",
        "last_day": f"MAX({days})",
        "typed_start": day(cell("start")),
        "typed_finish": day(cell("finish")),
        "status_count": compile_.compile(parameters.STATUS_COUNT),
        "project_start": compile_.compile(parameters.PROJECT_START),
        "origin": compile_.compile(parameters.ORIGIN_COUNT),
        "end": compile_.compile(parameters.END_COUNT),
        "contingency_rate": f'IF(ISNUMBER({cell("contingency_rate")}),{cell("contingency_rate")},"")',
        "approved_budget": approved,
    }
    values = {**world.params, "last_day": serial(world.calendar.last)}
    for n, key in enumerate(PARAM_ROWS):
        sheet.text(n, 0, key, PLAIN)
        style = DATE if key in ("status_date", "first_day", "last_day", "project_start") or "typed" in key else PLAIN
        if key in formulas:
            sheet.formula(n, 1, formulas[key], style, values[key])
        else:
            sheet.put(n, 1, values[key], style)
    for n, cut in enumerate(world.cuts):
        sheet.text(n, 3, cut, PLAIN)
    for n, id_ in enumerate(ids):
        row = _DEPARTMENTS + n
        area = f"{departments.sheet}!$A$1:$A${last}"
        name = f"{departments.sheet}!${departments.letters['name']}$1:${departments.letters['name']}${last}"
        sheet.text(row - 1, 0, id_, PLAIN)
        sheet.formula(
            row - 1,
            1,
            f'IFERROR(TRIM(INDEX({name},MATCH($A{row},{area},0))&""),"")',
            PLAIN,
            world.params[f"dept_{n}"],
        )
    return sheet


def write_days(
    book: Book,
    computed: Computed,
    calendar: Source,
    last: int,
    labels: tuple[str, str],
    weekend: frozenset[int],
) -> Sheet:
    """One row per day: date, worked or not, running count of working days. ``labels`` are holiday and make-up day."""
    sheet = book.sheet(DAYS)
    for n, title in enumerate(("date", "working", "count")):
        sheet.text(0, n, title, PLAIN)
    dates = f"{calendar.sheet}!${calendar.letters['date']}$1:${calendar.letters['date']}${last}"
    kinds = f"{calendar.sheet}!${calendar.letters['kind']}$1:${calendar.letters['kind']}${last}"
    pattern = "".join(str(d + 1) for d in sorted(weekend)) or "0"
    for n, (day, working, count) in enumerate(computed.world.calendar.days()):
        row = n + 2
        if n == 0:
            sheet.put(1, 0, day, DATE)
        else:
            sheet.formula(n + 1, 0, f"A{row - 1}+1", DATE, serial(day))
        sheet.formula(
            n + 1,
            1,
            f'IF(COUNTIFS({dates},A{row},{kinds},"{labels[1]}")>0,1,IF(ISNUMBER(FIND(WEEKDAY(A{row},2),"{pattern}")),0,'
            f'IF(COUNTIFS({dates},A{row},{kinds},"{labels[0]}")>0,0,1)))',
            PLAIN,
            int(working),
        )
        sheet.formula(n + 1, 2, f"B{row}" if n == 0 else f"C{row - 1}+B{row}", PLAIN, count)
    return sheet


def write_calc(book: Book, compile_: Compiler, computed: Computed, sources: Mapping[str, Source]) -> None:
    """The calculation sheets, a row for each row that people type on."""
    for table, calc in compile_.tables.items():
        sheet = book.sheet(calc_sheet(table))
        columns = computed.world.columns[table]
        source = sources.get(table)
        for index, key in enumerate(calc.keys):
            sheet.text(HEADER_ROW - 1, index, key, PLAIN)
            if index < len(calc.fetches):
                fetch = calc.fetches[index]
                # A template may leave out the sheet.
                pattern = (
                    fetch_formula(fetch, source.sheet, source.letters[key], calc.last, compile_) if source else '""'
                )
                number_format = "General"
            else:
                step = calc.steps[index - len(calc.fetches)]
                pattern = compile_.compile(step.in_language(book.lang), table)
                number_format = step.number_format
            style = body(num_format=number_format)
            for n, value in enumerate(columns[key]):
                sheet.formula(HEADER_ROW + n, index, fill(pattern, FIRST_ROW + n), style, value)


def label_formula(number: str, title: str) -> str:
    """How a row is listed by number and title, in a pattern for a dropdown list; the areas of both, or no number."""
    words = f'LEFT(SUBSTITUTE(TRIM(INDEX({title},{{r}})&""),CHAR(10)," "),{TITLE})'
    return f'INDEX({number},{{r}})&" "&{words}' if number else words


def label_text(number: Any, title: Any) -> str:
    """The value of that formula, from what stands in the cells."""
    words = str(scalar(title, False)).replace("\n", " ")[:TITLE]
    return f"{scalar(number, False)} {words}".strip()


def write_lists(
    book: Book,
    choices: Mapping[str, ChoiceKind],
    live: Mapping[str, tuple[str, list[str]]],
    zoom: list[str],
    static: Mapping[str, list[str]] | None = None,
) -> None:
    """Dropdown lists, one a column, each with a defined name that ends at its last entry.

    ``live`` lists follow a sheet: a formula pattern per entry (``{r}`` counts from 1) and the values it has.
    """
    sheet = book.sheet(LISTS)
    fixed = {name: kind.labels(book.lang) for name, kind in choices.items()}
    fixed.update({"zoom": zoom, **(static or {})})
    fixed["yesno"] = [BoolKind.yes(book.lang), BoolKind.no(book.lang)]
    col = 0
    for name, labels in fixed.items():
        if not labels:  # an empty range would offer its own heading
            continue
        letter = column_letter(col)
        sheet.text(0, col, name, PLAIN)
        for n, label in enumerate(labels):
            sheet.text(n + 1, col, label, PLAIN)
        book.name(f"xl_{name}", f"'{LISTS}'!${letter}$2:${letter}${len(labels) + 1}")
        col += 1
    for name, (pattern, values) in live.items():
        letter = column_letter(col)
        last = len(values) + 2
        used = max((n for n, v in enumerate(values, 1) if v), default=1)
        area = f"${letter}$3:${letter}${last}"
        sheet.text(0, col, name, PLAIN)
        sheet.formula(1, col, f'MAX(1,SUMPRODUCT(MAX(({area}<>"")*(ROW({area})-2))))', PLAIN, used)
        for n, value in enumerate(values):
            entry = f"TRIM({pattern})".replace("{r}", str(n + 1))
            sheet.formula(n + 2, col, entry, PLAIN, scalar(value, False))
        book.name(f"xl_{name}", f"'{LISTS}'!${letter}$3:INDEX('{LISTS}'!{area},'{LISTS}'!${letter}$2)")
        col += 1
