"""What the Gantt chart draws: its conditional formats, evaluated cell by cell over what an engine makes of the sheet."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from parity.plans import blank_plan, sample_plan
from xlplan.calculate.compute import Computed, compute
from xlplan.core.link import Link
from xlplan.core.text import Lang, Text
from xlplan.excel import look
from xlplan.excel.book import column_letter
from xlplan.excel.ganttpage import (
    DATA,
    DEPARTMENT_CELL,
    FIRST_DAY_CELL,
    GRID,
    KEYS,
    SCALE_CELL,
    STATE_CELL,
    WORK_ROW,
    default_view,
)
from xlplan.excel.master import write_master
from xlplan.forms.base import Row
from xlplan.forms.basic import Basic
from xlplan.forms.wbs import Task
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template, load_template
from xlplan.twins.engine import is_number, serial
from xlplan.twins.gantt_axis import DAY, MONTH, SCALES, WEEK, Period, axis
from xlplan.twins.gantt_rows import STATES

COLUMNS = 60
SHEET = {"zh": "甘特图", "en": "Gantt chart"}
FIRST = {DAY: dt.date(2026, 10, 26), WEEK: dt.date(2026, 8, 24), MONTH: dt.date(2026, 6, 10)}

Picture = tuple[str, frozenset[str], str, str]
"""Fill, coloured lines, sign and its colour."""
NOTHING: Picture = ("", frozenset(), "", "")


# --- rules as a program applies them --------------------------------------------------------------

_OPERAND = r"(?:N\(\$?[A-Z]+\$?\d+\)|\$?[A-Z]+\$?\d+|\d+)"
_COMPARISON = re.compile(rf"({_OPERAND})(>=|<=|<>|=|<|>)({_OPERAND})")
_CELL = re.compile(r"(\$?)([A-Z]+)(\$?)(\d+)")
Cell = tuple[int, int]


def _ranked(value: Any) -> tuple[int, Any]:
    """Numbers come before texts; an empty cell counts as 0."""
    return (1, value) if isinstance(value, str) else (0, value or 0)


def _compare(a: Any, sign: str, b: Any) -> bool:
    left, right = _ranked(a), _ranked(b)
    return {
        ">=": left >= right,
        "<=": left <= right,
        "<>": left != right,
        "=": left == right,
        "<": left < right,
        ">": left > right,
    }[sign]


def _program(formula: str, row: int, col: int) -> Callable[[Callable[[int, int], Any], int, int], bool]:
    """A formula of AND, OR, N and comparisons, written for the cell at ``row`` and ``col``."""

    def operand(text: str) -> str:
        if text.startswith("N("):
            return f"number({operand(text[2:-1])})"
        match = _CELL.fullmatch(text)
        if match is None:
            return text
        fixed_col, letters, fixed_row, number = match.groups()
        c = column_index_from_string(letters)
        down = number if fixed_row else f"r+{int(number) - row}"
        right = str(c) if fixed_col else f"c+{c - col}"
        return f"at({down},{right})"

    python = _COMPARISON.sub(lambda m: f"compare({operand(m[1])},'{m[2]}',{operand(m[3])})", formula)
    python = python.replace("AND(", "every(").replace("OR(", "some(")
    words = set(re.findall(r"[A-Za-z_]+", re.sub(r"'[^']*'", "", python)))
    assert words <= {"every", "some", "compare", "at", "number", "r", "c"}, python
    scope = {
        "every": lambda *parts: all(parts),
        "some": lambda *parts: any(parts),
        "compare": _compare,
        "number": lambda v: v if isinstance(v, (int, float)) else 0,
    }
    return eval(f"lambda at, r, c: {python}", scope)  # type: ignore[no-any-return]


def _colour(colour: Any) -> str:
    return "#" + str(colour.rgb)[-6:] if colour else ""


def _picture(style: Any) -> Picture:
    fill = _colour(style.fill.bgColor) if style.fill else ""
    lines: set[str] = set()
    if style.border:
        sides = {side: getattr(style.border, side) for side in ("left", "right", "bottom", "top")}
        colours = {side: _colour(line.color) for side, line in sides.items() if line and line.style}
        assert {s for s, line in sides.items() if line and line.style not in (None, "thin")} == set()
        if look.TODAY in colours.values():
            assert colours["left"] == colours["right"] == look.TODAY
            lines.add("status")
        if colours.get("bottom") == look.BASELINE:
            lines.add("baseline")
    sign = style.numFmt.formatCode.strip('"') if style.numFmt else ""
    return fill, frozenset(lines), sign, _colour(style.font.color) if style.font and sign else ""


@dataclass
class Chart:
    """A chart that somebody has open: controls may be set, cells looked at."""

    lang: Lang
    computed: Computed
    model: Any
    sheet: int
    rules: list[tuple[Callable[..., bool], Picture]]
    faded: Callable[..., bool]

    def set(self, cell: str, value: str) -> None:
        letters, number = re.fullmatch(r"\$([A-Z]+)\$(\d+)", cell).groups()  # type: ignore[union-attr]
        self.model.set_user_input(self.sheet, int(number), column_index_from_string(letters), value)

    def view(self, scale: Text = WEEK, department: str = "", state: Text = STATES[0]) -> None:
        """Set every control."""
        self.set(FIRST_DAY_CELL, str(serial(FIRST[scale])))
        self.set(SCALE_CELL, scale(self.lang))
        self.set(DEPARTMENT_CELL, department or STATES[0](self.lang))
        self.set(STATE_CELL, state(self.lang))
        self.model.evaluate()

    def pictures(self) -> list[list[Picture]]:
        """What each cell shows: the first rule that holds, row by row."""
        found: dict[Cell, Any] = {}

        def at(row: int, col: int) -> Any:
            if (row, col) not in found:
                found[row, col] = self.model.get_cell_value(self.sheet, row, col)
            return found[row, col]

        rows = range(DATA + 1, DATA + 1 + self.computed.rows["wbs"].filled)
        return [
            [
                next((p for holds, p in self.rules if holds(at, r, c)), NOTHING)
                for c in range(GRID + 1, GRID + 1 + COLUMNS)
            ]
            for r in rows
        ]

    def faded_rows(self) -> set[str]:
        """Codes of the tasks that are greyed out."""
        get = self.computed.world.columns["wbs"]["code"]
        return {
            str(get[n])
            for n in range(self.computed.rows["wbs"].filled)
            if self.faded(lambda r, c: self.model.get_cell_value(self.sheet, r, c), DATA + 1 + n, 1)
        }


def _plan(lang: Lang) -> tuple[Plan, Template]:
    """The sample with a baseline that most tasks have left; one open milestone should be reached by now."""
    plan, template = sample_plan(lang)
    template = replace(template, gantt_columns=COLUMNS, capacity={**template.capacity, "wbs": 96})
    computed = compute(plan, template)
    tasks, overdue = {}, False
    for n, id_ in enumerate(plan.tasks):
        start, finish = computed.start(id_), computed.finish(id_)
        if start is None or finish is None or n % 11 == 10:
            continue
        days = -4 if computed.is_summary(id_) else (0, -5, -9, 4)[n % 4]
        if computed.value("wbs", id_, "milestone") and computed.percent(id_) < 1 and not overdue:
            days, overdue = -40, True
        shift = dt.timedelta(days=days)
        tasks[id_] = BaselineTask(start + shift, finish + shift)
    return replace(plan, baselines=(Baseline(0, dt.date(2026, 9, 1), tasks=tasks),)), template


@cache
def _chart(lang: Lang, folder: Path) -> Chart:
    ironcalc = pytest.importorskip("ironcalc")
    plan, template = _plan(lang)
    computed = compute(plan, template)
    path = folder / f"{lang}.xlsx"
    write_master(path, plan, template, computed, "{}")
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    formats = openpyxl.load_workbook(path)[SHEET[lang]].conditional_formatting
    grid, left = [], []
    for block in formats:
        first = str(block.sqref).partition(":")[0]
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()  # type: ignore[union-attr]
        if int(number) == DATA + 1:
            (left if letters == "A" else grid).extend(block.rules)
    grid.sort(key=lambda rule: rule.priority)
    # Programs that join all formats that fit and programs that take the first one come to the same.
    assert all(rule.stopIfTrue for rule in (*grid, *left))
    rules = [(_program(rule.formula[0], DATA + 1, GRID + 1), _picture(rule.dxf)) for rule in grid]
    faded = min(left, key=lambda rule: rule.priority)
    assert _colour(faded.dxf.font.color) == look.FADED
    return Chart(lang, computed, model, names.index(SHEET[lang]), rules, _program(faded.formula[0], DATA + 1, 1))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gantt")


# --- what should be seen, said anew ---------------------------------------------------------------


def _meant(get: Mapping[str, list[Any]], i: int, period: Period, status: int, shown: bool) -> Picture:
    first, last = int(serial(period.start)), int(serial(period.finish))
    days = set(range(first, last + 1))

    def span(a: str, b: str) -> set[int]:
        return (
            set(range(int(get[a][i]), int(get[b][i]) + 1)) if is_number(get[a][i]) and is_number(get[b][i]) else set()
        )

    lines = {"status"} if status in days else set()
    bar, base = span("start", "finish"), span("baseline_start", "baseline_finish")
    fill = "" if period.working else look.NON_WORKING
    if not shown:
        return fill, frozenset(lines), "", ""
    if get["milestone"][i]:
        if max(bar, default=0) in days:
            return "", frozenset(lines), "◆", look.LATE if get["late"][i] else look.MILESTONE
        if max(base, default=0) in days:
            return "", frozenset(lines), "◇", look.BASELINE
    elif base & days:
        lines.add("baseline")
    summary = bool(get["first_child"][i])
    done = set(range(min(bar, default=0), int(get["done_until"][i]) + 1)) if is_number(get["done_until"][i]) else set()
    if bar & days and not get["milestone"][i]:
        if done & days:
            fill = look.SUMMARY if summary else look.DONE
        elif summary:
            fill = look.SUMMARY_REST
        else:
            fill = look.LATE if get["late"][i] else look.CRITICAL if get["critical"][i] else look.PLANNED
    elif bar and not summary and get["percent"][i] < 1 and get["total_float"][i] > 0:
        fill = look.FLOAT if max(bar) < first <= get["late_finish"][i] else fill
    return fill, frozenset(lines), "", ""


def _check(chart: Chart, scale: Text, shown: Callable[[int], bool]) -> set[Picture]:
    """Compare every cell with what is meant; returns what was seen."""
    world = chart.computed.world
    get, status = world.columns["wbs"], int(world.params["status_date"])
    periods = axis(FIRST[scale], scale, COLUMNS, world.calendar, chart.lang)
    seen: set[Picture] = set()
    for i, line in enumerate(chart.pictures()):
        meant = [_meant(get, i, period, status, shown(i)) for period in periods]
        wrong = {column_letter(GRID + n): (m, f) for n, (m, f) in enumerate(zip(meant, line, strict=True)) if m != f}
        assert not wrong, f"{get['code'][i]}: {wrong}"
        seen.update(line)
    return seen


@pytest.mark.parametrize("scale", SCALES, ids=lambda s: s.en)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_shows_what_is_meant(lang: Lang, scale: Text, folder: Path) -> None:
    chart = _chart(lang, folder)
    chart.view(scale)
    seen = _check(chart, scale, lambda i: True)
    fills = {look.DONE, look.PLANNED, look.CRITICAL, look.LATE, look.SUMMARY, look.SUMMARY_REST, look.FLOAT}
    if scale is DAY:  # sixty days, in which all that is critical is late, too
        fills = fills - {look.CRITICAL} | {look.NON_WORKING}
    if scale is not MONTH:
        assert {fill for fill, *_ in seen} == fills | {""}
        assert {(s, c) for _, _, s, c in seen} >= {("◆", look.MILESTONE), ("◆", look.LATE)}
    if scale is WEEK:
        assert ("", frozenset(), "◇", look.BASELINE) in seen
    lines = {frozenset(), frozenset({"status"}), frozenset({"baseline"}), frozenset({"status", "baseline"})}
    assert {line for _, line, *_ in seen} == lines
    # The baseline shows where the bar has moved away, too.
    assert ("", frozenset({"baseline"}), "", "") in seen


def _with_ancestors(codes: Iterable[str]) -> set[str]:
    return {".".join(code.split(".")[:n]) for code in codes for n in range(1, code.count(".") + 2)}


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.en)
@pytest.mark.parametrize("filtered", [False, True], ids=["all departments", "one department"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_filters(lang: Lang, filtered: bool, state: Text, folder: Path) -> None:
    chart = _chart(lang, folder)
    get = chart.computed.world.columns["wbs"]
    department = str(next(d for d in get["dept"] if d in ("研发部", "R&D"))) if filtered else ""
    chart.view(WEEK, department, state)

    def fits(i: int) -> bool:
        asked = {
            "All": True,
            "Open": is_number(get["percent"][i]) and get["percent"][i] < 1,
            "Critical": bool(get["critical"][i]),
            "Late": bool(get["late"][i]),
        }[state.en]
        return asked and (not department or get["dept"][i] == department)

    rows = range(chart.computed.rows["wbs"].filled)
    everything = {str(get["code"][i]) for i in rows}
    kept = _with_ancestors(str(get["code"][i]) for i in rows if fits(i)) & everything
    assert chart.faded_rows() == everything - kept
    assert bool(department or state is not STATES[0]) is (kept != everything)
    _check(chart, WEEK, lambda i: get["code"][i] in kept)


# --- view and size --------------------------------------------------------------------------------


def _long_plan(tasks: int) -> Plan:
    """Phases of ten tasks, two of each in a chain, the last one a milestone; a baseline of all."""
    first = dt.date(2026, 9, 21)
    rows: dict[str, Row] = {}
    frozen, before = {}, None
    for n in range(tasks):
        phase, place = divmod(n, 11)
        id_ = f"t{n:03d}"
        code = str(phase + 1) if place == 0 else f"{phase + 1}.{place}"
        chained = place in (1, 2)
        links = (Link(before, "FS", 0, False),) if chained and before else None
        duration = None if place == 0 else 0 if place == 10 else 5 + place % 3
        rows[id_] = Task(
            id=id_, code=code, name=f"任务 {code}", dept=f"d0{1 + n % 2}", duration=duration, predecessors=links
        )
        frozen[id_] = BaselineTask(first + dt.timedelta(days=n), first + dt.timedelta(days=n + 9))
        before = id_ if chained else before
    basic = Basic(id="basic", weighting="effort", start=first, status_date=first + dt.timedelta(days=60))
    plan = blank_plan("zh").with_tables({"wbs": rows, "basic": {"basic": basic}})
    return replace(plan, baselines=(Baseline(0, first, tasks=frozen),))


def test_the_first_view_shows_the_whole_project() -> None:
    computed = compute(_long_plan(44), load_template())
    first = dt.date(2026, 9, 21)  # of the baseline, a Monday; progress has moved the tasks themselves
    finish = computed.project_finish()
    assert finish is not None
    span = (finish - first).days
    assert 100 < span < 150
    for columns, scale in ((183, DAY), (100, WEEK), (span // 7 + 2, WEEK), (span // 7 - 1, MONTH)):
        assert default_view(computed, columns) == (first, scale)


@pytest.mark.slow
def test_five_hundred_tasks_stay_small(tmp_path: Path) -> None:
    plan, template = _long_plan(500), load_template()
    write_master(tmp_path / "m.xlsx", plan, template, compute(plan, template), "{}")
    assert (tmp_path / "m.xlsx").stat().st_size < 3_000_000
    names = openpyxl.load_workbook(tmp_path / "m.xlsx", read_only=True).sheetnames
    with zipfile.ZipFile(tmp_path / "m.xlsx") as package:
        part = package.getinfo(f"xl/worksheets/sheet{names.index(SHEET['zh']) + 1}.xml")
        text = package.read(part).decode("utf-8")
    assert part.compress_size < 480_000
    # The grid holds no formulas: nothing but the axis has any to the right of the columns beside it.
    last = WORK_ROW + 1
    formulas = re.findall(r'<c r="([A-Z]+)(\d+)"[^>]*><f>', text)
    assert all(column_index_from_string(c) <= len(KEYS) for c, r in formulas if int(r) > last)
    assert 30 < text.count("<cfRule") < 50
