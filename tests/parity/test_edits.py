"""What people change in a master recalculates to what Python says of the plan that is read back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from judges import libreoffice_recalculated
from parity.engines import differences, read_values, recorded, same, shown
from parity.plans import sample_plan
from xlplan.app.books import open_master
from xlplan.calculate.compute import Computed, compute
from xlplan.core.text import LANGS, Lang
from xlplan.document.dump import to_json
from xlplan.excel.book import column_letter
from xlplan.excel.ganttpage import GRID, HEADER, MONTH_ROW, START_ROW, WORK_ROW, YEAR_ROW
from xlplan.excel.master import write_master
from xlplan.excel.recordkeys import line_keys
from xlplan.forms.progress import progress_id
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW, serial
from xlplan.twins.gantt_axis import MONTH, SCALES, WEEK, axis

pytestmark = pytest.mark.slow

KEYS = HEADER_ROW - 1
DAY = dt.date(2026, 11, 23)


class Hand:
    """Somebody who has a master open: changes cells by table, row and key."""

    def __init__(self, path: Path, lang: Lang) -> None:
        self.book = openpyxl.load_workbook(path)
        self.lang = lang
        self.sheets = {
            str(sheet.cell(KEYS, 1).value).removeprefix("xlplan:").partition(":")[0]: sheet
            for sheet in self.book.worksheets
            if str(sheet.cell(KEYS, 1).value).startswith("xlplan:")
        }

    def word(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def column(self, table: str, key: str) -> int:
        return next(c.column for c in self.sheets[table][KEYS] if c.value == key)

    def row(self, table: str, key: str, begins: str) -> int:
        column = self.column(table, key)
        return next(
            r for r in self.rows(table) if str(self.sheets[table].cell(r, column).value or "").startswith(begins)
        )

    def rows(self, table: str) -> range:
        return range(HEADER_ROW + 1, self.sheets[table].max_row + 1)

    def free(self, table: str, key: str) -> int:
        column = self.column(table, key)
        return next(r for r in self.rows(table) if self.sheets[table].cell(r, column).value is None)

    def set(self, table: str, row: int, **values: Any) -> None:
        for key, value in values.items():
            self.sheets[table].cell(row, self.column(table, key)).value = value

    def task(self, code: str) -> int:
        return self.row("wbs", "code", code)

    def set_basic(self, key: str, value: Any) -> None:
        sheet = self.sheets["basic"]
        lines = {r: line_keys(str(sheet.cell(r, 1).value or "")) for r in self.rows("basic")}
        row, slot = next((r, s) for r, keys in lines.items() for s, k in keys.items() if k == key)
        sheet.cell(row, 1 + slot).value = value

    def gantt(self) -> Any:
        return next(s for s in self.book.worksheets if s.cell(START_ROW + 1, 2).value == "xlplan:gantt")

    def view(self, first: dt.date, scale: str) -> None:
        self.gantt().cell(YEAR_ROW + 1, 4).value = first
        self.gantt().cell(MONTH_ROW + 1, 4).value = scale

    def sort(self, table: str, key: str) -> None:
        """Sort all rows falling by a column, ids and formulas included; formulas are the same in every row."""
        sheet, column = self.sheets[table], self.column(table, key)
        rows = list(self.rows(table))
        lines = [[sheet.cell(r, c).value for c in range(1, sheet.max_column + 1)] for r in rows]
        lines.sort(key=lambda line: str(line[column - 1] or ""), reverse=True)
        for r, line in zip(rows, lines, strict=True):
            for c, value in enumerate(line, 1):
                sheet.cell(r, c).value = value


def dates_and_percents(hand: Hand) -> None:
    """Dates, durations, percents, a state, a letter, a risk; the chart by weeks."""
    leaves = [r for r in hand.rows("wbs") if hand.sheets["wbs"].cell(r, hand.column("wbs", "duration")).value]
    hand.set("wbs", leaves[0], manual_start=DAY, manual_finish=DAY + dt.timedelta(days=3))
    hand.set("wbs", leaves[1], manual_finish=None)
    hand.set("wbs", leaves[2], manual_start=None, duration=7)
    hand.set("wbs", leaves[3], duration=0)
    hand.set("wbs", leaves[4], effort=None, row_state=hand.word("取消", "Cancelled"))
    hand.set("wbs", leaves[5], manual_start=None, manual_finish=None)
    hand.set("wbs", leaves[6], effort=12.5)
    hand.set("progress", HEADER_ROW + 1, percent=0.35)
    hand.set("progress", HEADER_ROW + 2, percent=1, actual_finish=DAY - dt.timedelta(days=4))
    hand.set("progress", HEADER_ROW + 3, percent=None, blocked=hand.word("是", "Yes"), forecast_finish=DAY)
    hand.set("risks", HEADER_ROW + 1, probability=hand.word("高", "High"), impact=hand.word("中", "Medium"))
    letters = next(c.column for c in hand.sheets["raci"][KEYS] if str(c.value).startswith("letter:"))
    hand.sheets["raci"].cell(HEADER_ROW + 2, letters).value = "A"
    hand.sheets["raci"].cell(HEADER_ROW + 2, letters + 1).value = "A"
    hand.sheets["raci"].cell(HEADER_ROW + 3, letters).value = "I"
    hand.view(dt.date(2026, 9, 3), WEEK(hand.lang))


def calendar_and_settings(hand: Hand) -> None:
    """Holidays, a make-up day, a holiday less, the status date, the weighting; the chart by months."""
    free = hand.free("calendar", "date")
    off, on = hand.word("节假日", "Holiday"), hand.word("调休上班", "Make-up working day")
    for n, (day, kind) in enumerate([(DAY, off), (DAY + dt.timedelta(days=1), off), (DAY + dt.timedelta(days=5), on)]):
        hand.set("calendar", free + n, date=day, kind=kind)
    hand.set("calendar", HEADER_ROW + 3, date=None, kind=None, name=None)
    hand.set_basic("status_date", dt.date(2026, 12, 4))
    hand.set_basic("weighting", hand.word("工期", "Duration"))
    hand.view(dt.date(2026, 8, 31), MONTH(hand.lang))


def new_rows(hand: Hand) -> None:
    """A task in a spare row with a report on it, and another code."""
    free = hand.free("wbs", "code")
    dept = hand.sheets["departments"].cell(HEADER_ROW + 1, hand.column("departments", "name")).value
    hand.set(
        "wbs", free, code="2.99", name=hand.word("补充 任务", "Added task"), dept=dept, manual_start=DAY, duration=6
    )
    hand.set("wbs", free + 1, code="77", name="77", duration=0, manual_start=DAY + dt.timedelta(days=2))
    reports = hand.free("progress", "task")
    hand.set("progress", reports, task=hand.word("2.99 补充 任务", "2.99 Added task"), percent=0.5, actual_start=DAY)
    last = free - 1  # its row is far from where its code will put it
    hand.set("wbs", last, code="2.100")
    hand.view(dt.date(2026, 10, 8), hand.word("日", "Day"))


def sorted_rows(hand: Hand) -> None:
    """Tasks and reports sorted the wrong way round, each with its id."""
    hand.sort("wbs", "code")
    hand.sort("progress", "task")


def new_and_sorted_rows(hand: Hand) -> None:
    new_rows(hand)
    sorted_rows(hand)


def everything(hand: Hand) -> None:
    dates_and_percents(hand)
    calendar_and_settings(hand)
    new_and_sorted_rows(hand)


@dataclass(frozen=True)
class Edited:
    """A variant: what was done, in which language, and whether rows stand elsewhere afterwards."""

    do: Callable[[Hand], None]
    lang: Lang
    moved: bool

    @property
    def name(self) -> str:
        return f"{self.do.__name__}-{self.lang}"


VARIANTS = (
    Edited(dates_and_percents, "zh", False),
    Edited(calendar_and_settings, "en", False),
    Edited(new_and_sorted_rows, "en", True),
    Edited(everything, "zh", True),
)


PAST = re.compile(r"IF\('xl_curve'!\$B\$\d+=1,[0-9.E-]+,-1\)")
"""Earned value of past rounds: written once, as history does not change with the sheet."""


def _written_once(formula: str) -> bool:
    return PAST.fullmatch(formula) is not None


CAPACITY = {"departments": 8, "people": 30, "wbs": 96, "progress": 24, "risks": 18, "milestones": 12, "calendar": 40}


def _template(lang: Lang) -> tuple[Plan, Template]:
    plan, template = sample_plan(lang)
    return plan, replace(template, gantt_columns=40, capacity={**template.capacity, **CAPACITY})


@dataclass(frozen=True)
class Result:
    """What came out: the recalculated values, the plan as read back and what follows from it."""

    values: Mapping[str, Mapping[str, Any]]
    plan: Plan
    template: Template
    computed: Computed


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("edits")
    edited = []
    for lang in LANGS:
        plan, template = _template(lang)
        write_master(folder / f"{lang}.xlsx", plan, template, _computed(lang), to_json(plan, template))
    for variant in VARIANTS:
        path = folder / f"{variant.name}.xlsx"
        hand = Hand(folder / f"{variant.lang}.xlsx", variant.lang)
        variant.do(hand)
        hand.book.save(path)
        edited.append(path)
    found = {}
    for variant, path in zip(VARIANTS, libreoffice_recalculated(edited, folder / "out"), strict=True):
        template = _template(variant.lang)[1]
        plan = open_master(path, template).plan
        found[variant.name] = Result(read_values(path), plan, template, compute(plan, template))
    return found


def _sheet(values: Mapping[str, Mapping[str, Any]], marker: str) -> Mapping[str, Any]:
    return next(c for c in values.values() if str(c.get(f"A{KEYS}", "")).partition(":")[2].partition(":")[0] == marker)


def _columns(sheet: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for n in range(1, 60):
        key = sheet.get(f"{column_letter(n)}{KEYS}")
        if key:
            yield column_letter(n), key


def _wrong(result: Result, table: str, row_id: Callable[[Mapping[str, Any], int], str]) -> Iterator[str]:
    """Computed cells of a table that differ from Python, row by row, wherever the row stands."""
    sheet, seen = _sheet(result.values, table), set()
    columns = {c.key: c.computed for c in result.template.table(table).columns if not c.is_input}
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + result.computed.rows[table].capacity):
        id_ = row_id(sheet, row)
        if id_ not in result.plan.rows(table):
            continue
        seen.add(id_)
        for letter, key in _columns(sheet):
            if key in columns:
                meant, found = result.computed.value(table, id_, columns[key]), sheet.get(f"{letter}{row}")
                if not same(meant, found):
                    yield f"{table} {id_} {key}: {meant!r} meant, {found!r} found"
    missing = set(result.computed.index[table]) & set(result.plan.rows(table)) - seen
    if missing:
        yield f"{table}: rows {sorted(missing)} are not on the sheet"


def _by_id(sheet: Mapping[str, Any], row: int) -> str:
    return str(sheet.get(f"A{row}", ""))


def _by_task(plan: Plan) -> Callable[[Mapping[str, Any], int], str]:
    codes = {t.code: i for i, t in plan.tasks.items()}

    def row_id(sheet: Mapping[str, Any], row: int) -> str:
        letter = next(letter for letter, key in _columns(sheet) if key == "task")
        task = codes.get(str(sheet.get(f"{letter}{row}", "")).split(" ")[0])
        return progress_id(task, plan.round.number) if task and plan.round else ""

    return row_id


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_tables_follow(results: dict[str, Result], variant: Edited) -> None:
    result = results[variant.name]
    wrong = [
        *_wrong(result, "wbs", _by_id),
        *_wrong(result, "progress", _by_task(result.plan)),
        *_wrong(result, "risks", _by_id),
    ]
    assert not wrong, "\n".join(wrong[:12])


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_the_edits_arrived(results: dict[str, Result], variant: Edited) -> None:
    """What is compared is not the plan as it was."""
    before = _computed(variant.lang)
    after = results[variant.name].computed
    same_values = all(before.world.columns["wbs"][k] == after.world.columns["wbs"][k] for k in ("start", "percent"))
    assert not same_values
    first = _sheet(results[variant.name].values, "wbs").get(f"B{HEADER_ROW + 1}")
    assert (first == "1") is (not variant.moved)


@cache
def _computed(lang: Lang) -> Computed:
    return compute(*_template(lang))


@pytest.mark.parametrize("variant", [v for v in VARIANTS if not v.moved], ids=lambda v: v.name)
def test_every_cell_follows(results: dict[str, Result], variant: Edited, tmp_path: Path) -> None:
    """Where no row moved, every formula of every sheet but the chart's axis is compared in its place."""
    result = results[variant.name]
    with recorded() as meant:
        write_master(tmp_path / "m.xlsx", result.plan, result.template, result.computed, "{}")
    axis_rows = {f"{column_letter(GRID + n)}{r + 1}" for n in range(40) for r in range(HEADER + 4)}
    gantt = next(s for s, cells in result.values.items() if cells.get(f"B{START_ROW + 1}") == "xlplan:gantt")
    meant[gantt] = {cell: value for cell, value in meant[gantt].items() if cell not in axis_rows}
    found = [d for d in differences(meant, result.values) if not _written_once(d.formula)]
    assert not found, shown(found)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_matrix_follows(results: dict[str, Result], variant: Edited) -> None:
    result = results[variant.name]
    sheet, computed = _sheet(result.values, "raci"), result.computed
    depts = list(result.plan.departments)
    keys = {"code": "code", "name": "name", "dept": "dept", "owner": "owner", "start": "start", "check": "check"}
    keys |= {f"matrix:{d}": f"cell_{n}" for n, d in enumerate(depts)}
    checked = 0
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + computed.rows["raci"].capacity):
        id_ = str(sheet[f"A{row}"])
        for letter, key in _columns(sheet):
            if key in keys:
                meant, found = computed.value("raci", id_, keys[key]), sheet.get(f"{letter}{row}")
                assert same(meant, found), f"{id_} {key}: {meant!r} meant, {found!r} found"
                checked += 1
    assert checked == len(keys) * computed.rows["raci"].capacity


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_chart_follows(results: dict[str, Result], variant: Edited) -> None:
    """The axis starts and steps as asked; the bars stand in the rows of their tasks."""
    result, lang = results[variant.name], variant.lang
    sheet = next(c for c in result.values.values() if c.get(f"B{START_ROW + 1}") == "xlplan:gantt")
    first = dt.date(1899, 12, 30) + dt.timedelta(days=int(sheet[f"D{YEAR_ROW + 1}"]))
    scale = next(s for s in SCALES if s(lang) == sheet[f"D{MONTH_ROW + 1}"])
    for n, period in enumerate(axis(first, scale, 40, result.computed.world.calendar, lang)):
        letter = column_letter(GRID + n)
        meant = {START_ROW: serial(period.start), START_ROW + 1: serial(period.finish), WORK_ROW: period.working}
        meant |= {YEAR_ROW: period.year, MONTH_ROW: period.month, HEADER: period.day}
        for row, value in meant.items():
            found = sheet.get(f"{letter}{row + 1}")
            assert same(value, found), f"{letter}{row + 1}: {value!r} meant, {found!r} found"
    codes = {t.code: i for i, t in result.plan.tasks.items()}
    rows = [r for r in range(WORK_ROW + 2, WORK_ROW + 2 + 220) if sheet.get(f"A{r}")]
    assert {sheet[f"A{r}"] for r in rows} == set(codes)
    for row in rows:
        id_ = codes[sheet[f"A{row}"]]
        for letter, key in zip(
            "BCDEFGHI", ("label", "dept", "start", "finish", "percent", "text_bar", "bar", "done_until"), strict=True
        ):
            meant, found = result.computed.value("wbs", id_, key), sheet.get(f"{letter}{row}")
            assert same(meant, found), f"{id_} {key}: {meant!r} meant, {found!r} found"
