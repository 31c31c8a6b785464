"""Edits in a workbook move its critical path as they move Python's: cell by cell, in IronCalc and LibreOffice."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from judges import IRONCALC, ironcalc_values, judge_missing, libreoffice_recalculated, libreoffice_worked
from parity.engines import Values, differences, read_values, record_cell, recorded, same, shown, write_poisoned
from parity.lint import column_number
from parity.plans import PREDECESSORS, TODAY, blank_plan, random_plan, sample_plan, small_template
from xlplan.app.books import open_master, open_raw
from xlplan.calculate.compute import Computed, _in_calendar, approved_cells, compute, scalar
from xlplan.core.calendar import WorkCalendar
from xlplan.core.link import Link
from xlplan.core.raw import RawWorkbook
from xlplan.core.text import LANGS, Lang
from xlplan.document.dump import to_json
from xlplan.excel.book import column_letter
from xlplan.excel.calcpages import DAYS, PARAM_ROWS, PARAMS
from xlplan.excel.formula import calc_sheet
from xlplan.excel.ganttpage import GRID, HEADER, START_ROW
from xlplan.excel.master import write_master
from xlplan.forms.calendar import DAY_KIND
from xlplan.forms.catalogue import TWINS
from xlplan.forms.wbs import Task
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template
from xlplan.twins import links_parse
from xlplan.twins.engine import BEYOND, HEADER_ROW, Scalar, World, from_serial, is_number, serial
from xlplan.twins.links_parse import CYCLE, UNREADABLE
from xlplan.twins.money import yuan
from xlplan.twins.programme import evaluate, inputs
from xlplan.twins.wbs_note import CIRCULAR, OVERFLOW, PROBLEMS

pytestmark = pytest.mark.slow

KEYS = HEADER_ROW - 1
TYPED = {"wbs": "wbs", "progress": "progress", "history": "history"}
"""Tables whose inputs are taken from the cells that people type in, not from the sheets that fetch them."""


# --- what a workbook's cells mean ------------------------------------------------------------------


@dataclass
class Cells:
    """A workbook's cells by sheet and address, and where its tables stand."""

    values: Values
    template: Template
    lang: Lang
    status: dt.date | None
    """The status date of the round, which holds where none is typed."""

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Sheet names by table."""
        found = {}
        for name, cells in self.values.items():
            marker = str(cells.get(f"A{KEYS}") or "")
            if marker.startswith("xlplan:"):
                found[marker.removeprefix("xlplan:").partition(":")[0]] = name
        return found

    @cached_property
    def letters(self) -> dict[str, dict[str, str]]:
        """Column letters by table and key."""
        found: dict[str, dict[str, str]] = {}
        for table, sheet in self.sheets.items():
            keys = {str(self.values[sheet].get(f"{column_letter(n)}{KEYS}") or ""): column_letter(n) for n in range(60)}
            found[table] = {**{k: letter for k, letter in keys.items() if k}, "id": "A"}
        return found

    def typed(self, table: str, key: str, row: int) -> Any:
        return self.values[self.sheets[table]].get(f"{self.letters[table][key]}{row}")

    def calculated(self, table: str) -> dict[str, str]:
        """Column letters of a calculation sheet by key."""
        cells, found = self.values[calc_sheet(table)], {}
        for n in range(200):
            key = cells.get(f"{column_letter(n)}{HEADER_ROW}")
            if not key:
                break
            found[str(key)] = column_letter(n)
        return found

    def size(self, table: str) -> int:
        """Rows of a calculation sheet: its first column is filled to the end."""
        cells = self.values[calc_sheet(table)]
        rows = [int(c[1:]) for c in cells if c[0] in "AB" and c[1:].isdigit() and int(c[1:]) > HEADER_ROW]
        return max(rows, default=HEADER_ROW) - HEADER_ROW

    def _record(self, table: str, key: str) -> Any:
        cells = self.values[self.sheets[table]]
        row, col = record_cell(cells, key)
        return cells.get(f"{column_letter(col)}{row}")

    def _calendar(self) -> WorkCalendar:
        days = self.values[DAYS]
        last = max(int(c[1:]) for c in days if c[0] == "A")
        first, final = from_serial(days["A2"]), from_serial(days["A2"] + last - 2)
        kinds: dict[str, list[dt.date]] = {"holiday": [], "workday": []}
        labels = {DAY_KIND.label(k, self.lang): k for k in kinds}
        for row in range(HEADER_ROW + 1, HEADER_ROW + 200):
            day, kind = self.typed("calendar", "date", row), labels.get(str(self.typed("calendar", "kind", row) or ""))
            if is_number(day) and kind:
                kinds[kind].append(from_serial(day))
        return WorkCalendar(first, final, kinds["holiday"], kinds["workday"], self.template.weekend)

    def world(self, sizes: Mapping[str, int]) -> World:
        """What Python makes of the same cells, each row in its place."""
        links = sizes["links"]
        world = World(self.lang, dict(sizes), {"header": HEADER_ROW, "link_capacity": links}, self._calendar())
        params = self.values[PARAMS]
        departments = len([c for c in params if c[0] == "A"]) - len(PARAM_ROWS)
        for n in range(departments):
            world.params[f"dept_{n}"] = params.get(f"B{len(PARAM_ROWS) + 2 + n}") or ""
        typed = {key: self._record("basic", key) for key in ("status_date", "start", "finish", "weighting")}
        status = typed["status_date"] if is_number(typed["status_date"]) else serial(self.status)
        world.params["first_day"] = serial(world.calendar.first)
        world.params["status_date"] = _in_calendar(world, status)
        world.params["weighting"] = scalar(typed["weighting"], False)
        for key in ("start", "finish"):
            world.params[f"typed_{key}"] = _in_calendar(world, scalar(typed[key], True))
        rate = scalar(self._record("basic", "contingency_rate"), True)
        world.params["contingency_rate"] = rate if is_number(rate) else ""
        tables = {table.key: table for _, table in self.template.tables()}
        approved = ((self._record(table, key), factor) for table, key, factor in approved_cells(tables))
        known = (yuan(float(amount) * factor) for amount, factor in approved if is_number(amount))
        world.params["approved_budget"] = next(known, "")
        for table, fetches in inputs(departments, TWINS).items():
            letters, cells = self.calculated(table), self.values[calc_sheet(table)]
            rows = range(HEADER_ROW + 1, HEADER_ROW + 1 + sizes[table])
            world.columns[table] = {}
            for fetch in fetches:
                if table in self.sheets and table in TYPED:
                    number = fetch.number or fetch.date
                    column: list[Scalar] = [scalar(_exact(self.typed(table, fetch.key, r)), number) for r in rows]
                    if fetch.date:
                        column = [_in_calendar(world, v) for v in column]
                else:
                    column = [_exact(cells.get(f"{letters[fetch.key]}{r}", "")) for r in rows]
                world.columns[table][fetch.key] = column
        written = {str(v) for c, v in params.items() if c[0] == "D"}
        with patch.object(links_parse, "_cut", lambda w, found: _as_written(w, found, written)):
            return evaluate(world, departments, TWINS)


def _exact(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value if value is not None else ""


class CircularError(Exception):
    """The cells hold a cycle that the workbook was not written with."""


def _as_written(world: World, rows: list[dict[str, Scalar]], written: set[str]) -> list[int]:
    """Links that the workbook leaves out: those that closed a cycle when it was written."""
    ids = world.column("wbs", "id")
    cut = []
    for n, row in enumerate(rows):
        if row["pred_row"] and not row["problem"] and row["token"] != "-":
            key = ">".join(str(ids[int(row[k]) - HEADER_ROW - 1]) for k in ("task_row", "pred_row"))
            if key.casefold() in {w.casefold() for w in written}:
                cut.append(n)
    left = [r for n, r in enumerate(rows) if r["pred_row"] and not r["problem"] and r["token"] != "-" and n not in cut]
    network = links_parse.network_of(world, left)
    if len(network.ordered()) < len(network.nodes()):
        raise CircularError
    return cut


def wrong_cells(cells: Cells, world: World) -> list[str]:
    """Every calculated cell that is not what Python says, and every cell beside what people type that shows another."""
    wrong = []
    for table, columns in world.columns.items():
        found, letters = cells.values[calc_sheet(table)], cells.calculated(table)
        for key, meant in columns.items():
            for row, value in enumerate(meant, HEADER_ROW + 1):
                there = found.get(f"{letters[key]}{row}")
                if not same(value, there):
                    wrong.append(f"{table} row {row} {key}: {value!r} meant, {there!r} found")
    for key, row in ((k, n) for n, k in enumerate(PARAM_ROWS, 1) if k not in ("last_day", "cut_count")):
        there = cells.values[PARAMS].get(f"B{row}")
        if not same(world.params[key], there):
            wrong.append(f"parameter {key}: {world.params[key]!r} meant, {there!r} found")
    return wrong + [x for t in ("wbs", "progress") if t in cells.sheets for x in _shown(cells, world, t)]


def _shown(cells: Cells, world: World, table: str) -> list[str]:
    wrong = []
    for column in cells.template.table(table).columns:
        if not column.is_input and column.key in cells.letters[table]:
            for row, value in enumerate(world.columns[table][column.computed], HEADER_ROW + 1):
                if row > HEADER_ROW + world.rows[table] - 20:
                    break  # rows that formulas reach beyond those of the sheet
                there = cells.typed(table, column.key, row)
                if there is None and not cells.typed(table, "id", row):
                    continue  # an inserted row has no formulas
                if not same(value, there):
                    wrong.append(f"sheet of {table} row {row} {column.key}: {value!r} meant, {there!r} found")
    return wrong


# --- edits in IronCalc, one at a time --------------------------------------------------------------


@dataclass
class Live:
    """A workbook open in IronCalc, and the same cells as xlplan would read them from a file."""

    model: Any
    raw: RawWorkbook
    cells: Cells
    numbers: dict[str, int]
    done: list[tuple[str, int, str, Any]] = field(default_factory=list)
    """What stood in the cells that were typed in since the last calculation."""

    def recalculate(self) -> None:
        """Compute anew, and take every calculated cell from there."""
        self.model.evaluate()
        self.done.clear()
        for sheet, watched in self._watched.items():
            found, number = self.cells.values[sheet], self.numbers[sheet]
            for address, row, col in watched:
                found[address] = self.model.get_cell_value(number, row, col)  # type: ignore[index]

    @cached_property
    def _watched(self) -> dict[str, list[tuple[str, int, int]]]:
        return {s.name: [(f"{column_letter(c)}{r + 1}", r + 1, c + 1) for r, c in s.formulas] for s in self.raw.sheets}

    def rows(self, table: str) -> list[int]:
        """Rows that hold a task or whatever has a code."""
        return [r for r in range(HEADER_ROW + 1, HEADER_ROW + 200) if self.cells.typed(table, "code", r)]

    def step(self, table: str, key: str, row: int, value: Any) -> list[Any]:
        """The same as :meth:`type`, as a step in LibreOffice."""
        shown = serial(value) if isinstance(value, dt.date) else value
        return ["put", self.cells.sheets[table], row - 1, column_number(self.cells.letters[table][key]) - 1, shown]

    def step_basic(self, key: str, value: dt.date) -> list[Any]:
        sheet = self.cells.sheets["basic"]
        row, col = record_cell(self.cells.values[sheet], key)
        return ["put", sheet, row - 1, col, serial(value)]

    def take_back(self) -> None:
        """Undo what was typed since the last calculation."""
        for place in reversed(self.done.copy()):
            self.put(*place)
        self.done.clear()

    def type(self, table: str, key: str, row: int, value: Any) -> None:
        """Type a value, or clear a cell with None."""
        letter = self.cells.letters[table][key]
        self.put(self.cells.sheets[table], row, letter, value)
        if key == "percent":  # the column is formatted so
            sheet = next(s for s in self.raw.sheets if s.name == self.cells.sheets[table])
            sheet.percents.add((row - 1, column_number(letter) - 1))

    def type_basic(self, key: str, value: Any) -> None:
        sheet = self.cells.sheets["basic"]
        row, col = record_cell(self.cells.values[sheet], key)
        self.put(sheet, row, column_letter(col), value)

    def put(self, sheet: str, row: int, letter: str, value: Any) -> None:
        number, col = self.numbers[sheet], column_number(letter)
        shown = serial(value) if isinstance(value, dt.date) else value
        if value is None:
            self.model.set_user_input(number, row, col, "")
        elif isinstance(value, str):
            self.model.update_cell_with_text(number, row, col, value)
        else:
            self.model.update_cell_with_number(number, row, col, float(shown))
        self.cells.values[sheet][f"{letter}{row}"] = shown  # type: ignore[index]
        rows = next(s for s in self.raw.sheets if s.name == sheet).rows
        while len(rows) < row:
            rows.append([])
        line = rows[row - 1]
        line += [None] * (col - len(line))
        self.done.append((sheet, row, letter, line[col - 1]))
        line[col - 1] = value

    def plan(self) -> Plan:
        """The plan that xlplan reads from the sheets as they are now."""
        return open_master(self.raw.path, self.cells.template, self.raw).plan


def opened(path: Path, plan: Plan, template: Template) -> tuple[Live, Computed]:
    """A plan's master in IronCalc."""
    try:
        import ironcalc
    except ImportError:
        judge_missing(IRONCALC, "not in this environment: make setup")
    computed = compute(plan, template)
    write_master(path, plan, template, computed, to_json(plan, template))
    raw = open_raw(path)
    values: dict[str, dict[str, Any]] = {}
    for sheet in raw.sheets:
        cells = values.setdefault(sheet.name, {})
        for r, line in enumerate(sheet.rows):
            for c, value in enumerate(line):
                if value is not None:
                    day = value.date() if isinstance(value, dt.datetime) else value
                    cells[f"{column_letter(c)}{r + 1}"] = serial(day) if isinstance(day, dt.date) else value
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    numbers = {s["name"]: n for n, s in enumerate(model.get_worksheets_properties())}
    return Live(
        model, raw, Cells(values, template, plan.language, plan.round.status_date if plan.round else None), numbers
    ), computed


class Typist:
    """Changes single cells of a workbook the way people do; a seed decides."""

    def __init__(self, live: Live, plan: Plan, seed: int) -> None:
        self.live, self.odd, self.plan = live, random.Random(seed), plan
        rows = range(HEADER_ROW + 1, HEADER_ROW + 120)
        cells = live.cells
        self.tasks = [r for r in rows if cells.typed("wbs", "code", r)]
        self.reports = [r for r in rows if "progress" in cells.sheets and cells.typed("progress", "task", r)]
        self.codes = [str(cells.typed("wbs", "code", r)) for r in self.tasks]

    def day(self) -> dt.date | None:
        return None if self.odd.random() < 0.25 else TODAY + dt.timedelta(days=self.odd.randint(-30, 90))

    def word(self, zh: str, en: str) -> str:
        return zh if self.live.cells.lang == "zh" else en

    def edit(self) -> str:
        """Change one cell; says which."""
        kinds = ["duration"] * 3 + ["link"] * 5 + ["odd link", "date", "date", "bound", "state", "project", "day"]
        kind = self.odd.choice(kinds + ["progress"] * 3 * bool(self.reports))
        if not self.tasks:
            kind = "project"
        row = self.odd.choice(self.tasks or [0])
        key, value, table = "duration", self.odd.choice((None, 0, 1, 2, 3, 5, 8, 13, 21, 34, 2.5)), "wbs"
        if kind == "link":
            before = self.codes[: self.tasks.index(row)] or self.codes
            link = (
                self.odd.choice(("", "", "FS", "SS", "FF", "SF", "ss", "ff")),
                self.odd.choice(("", "", "+3", "-2", "+1d", "+5ed", "-3ed", "+2天", " + 4 days", "-1自然日")),
            )
            link = ("FS" if link[1] and not link[0] and self.odd.random() < 0.7 else link[0]), link[1]
            others = [self.odd.choice(before) for _ in range(self.odd.choice((0, 0, 1)))]
            key, value = "predecessors", "; ".join([self.odd.choice(before) + "".join(link), *others])
            value = None if self.odd.random() < 0.1 else value
        elif kind == "odd link":
            key, value = "predecessors", self.odd.choice(PREDECESSORS).replace("@", self.odd.choice(self.codes))
        elif kind == "date":
            key, value = self.odd.choice(("manual_start", "manual_finish")), self.day()
        elif kind == "bound":
            key, value = self.odd.choice(("not_before", "deadline")), self.day()
        elif kind == "state":
            words = (None, self.word("取消", "Cancelled"), self.word("有效", "Active"), self.word("作废", "Void"))
            key, value = "row_state", self.odd.choice(words)
        elif kind == "progress":
            table, row = "progress", self.odd.choice(self.reports)
            key = self.odd.choice(("actual_start", "actual_finish", "percent", "percent", "forecast_finish"))
            value = self.odd.choice((None, 0, 0.1, 0.35, 0.5, 0.99, 1)) if key == "percent" else self.day()
        elif kind == "project":
            key, value = self.odd.choice(("status_date", "start", "finish")), self.day()
            self.live.type_basic(key, value)
            return f"basic {key} = {value}"
        elif kind == "day":
            return self._calendar_day()
        self.live.type(table, key, row, value)
        return f"{table} row {row} {key} = {value!r}"

    def _calendar_day(self) -> str:
        rows = range(HEADER_ROW + 1, HEADER_ROW + 24)
        row, day = self.odd.choice(rows), self.day()
        kind = self.odd.choice((self.word("节假日", "Holiday"), self.word("调休上班", "Make-up working day")))
        self.live.type("calendar", "date", row, day)
        self.live.type("calendar", "kind", row, kind if day else None)
        return f"calendar row {row} = {day} {kind}"


SHOWN = (
    "start",
    "finish",
    "total_float",
    "critical_mark",
    "percent",
    "mode",
    "late_start",
    "late_finish",
    "milestone_mark",
)


def as_read(cells: Cells, world: World, plan: Plan) -> list[str] | None:
    """What the sheets show of each task beside what Python computes from the plan as read; None: not to compare.

    The workbook keeps what was decided when it was written: its calendar's end, links cut of cycles. And what its formulas
    do not understand, the note says, also where the reader does.
    """
    computed = compute(plan, cells.template)
    words, beyond = str(BEYOND(cells.lang)), False
    for columns in (world.columns["wbs"], computed.world.columns["wbs"]):
        beyond |= any(words in columns[k] for k in ("start", "finish", "late_start", "late_finish"))
        beyond |= any(v == words for k in ("manual_start", "act_start", "deadline") for v in columns[k])
    links = [w.columns["links"] for w in (world, computed.world)]
    beyond |= any(p == "!" and is_number(s) for x in links for p, s in zip(x["push"], x["p_start"], strict=True))
    if beyond or set(computed.world.cuts) != set(world.cuts):
        return None
    if _codes(world) != _codes(computed.world) or _reported(world) != _reported(computed.world):
        return None  # Where several tasks have a code or label, formulas take the first, and the reader asks.
    days = [cells.typed("calendar", "date", row) for row in range(HEADER_ROW + 1, HEADER_ROW + 60)]
    if any(day is not None and days.count(day) > 1 for day in days):
        return None  # A day that is listed twice is asked about, too.
    get = world.columns["wbs"]
    codes = {str(c): n for n, c in enumerate(get["code"]) if c and get["code"].count(c) == 1}
    here, there = _links(world), _links(computed.world)
    for task in {*here, *there}:
        if here.get(task) != there.get(task):
            # The reader takes more than the formulas, which say so, and never less.
            assert get["worst"][codes[task]], f"{task}: {here.get(task)} in the workbook, {there.get(task)} as read"
            return None
    ids = {str(t.cell("code")): i for i, t in plan.tasks.items()}
    return [
        f"as read: {code} {key}: {computed.value('wbs', ids[code], key)!r} meant, {get[key][n]!r} found"
        for code, n in codes.items()
        if code in ids
        for key in SHOWN
        if not same(computed.value("wbs", ids[code], key), get[key][n])
    ]


def _codes(world: World) -> list[str]:
    return sorted(str(c) for c in world.columns["wbs"]["code"] if c)


def _reported(world: World) -> set[str]:
    """Codes of the tasks that a progress row of this round reports on."""
    codes = world.columns["wbs"]["code"]
    return {str(codes[int(r) - HEADER_ROW - 1]) for r in world.columns["progress"]["task_row"] if r}


def _links(world: World) -> dict[str, set[tuple[str, int, int, int]]]:
    """Links that count, by task."""
    get, codes = world.columns["links"], world.columns["wbs"]["code"]
    found: dict[str, set[tuple[str, int, int, int]]] = {}
    for n, ok in enumerate(get["ok"]):
        if ok:
            task, pred = (str(codes[int(get[k][n]) - HEADER_ROW - 1]) for k in ("task_row", "pred_row"))
            lag = int(get["lag"][n] or 0)
            found.setdefault(task, set()).add((pred, int(get["kind"][n]), lag, int(bool(lag) and get["unit"][n] == 2)))
    return found


@dataclass
class Tally:
    """What a sweep did."""

    edits: int = 0
    moved: int = 0
    circular: int = 0
    as_read: int = 0


def _sizes(written: Computed) -> dict[str, int]:
    return {t: len(next(iter(c.values()))) for t, c in written.world.columns.items() if c}


def sweep(live: Live, plan: Plan, written: Computed, seed: int, edits: int) -> Tally:
    """Edit after edit, each of them compared; one that closes a cycle is taken back."""
    typist, tally = Typist(live, plan, seed), Tally()
    sizes = _sizes(written)
    floats = written.world.columns["wbs"]["total_float"]
    done: list[str] = []
    for _ in range(edits):
        done.append(typist.edit())
        try:
            world = live.cells.world(sizes)
        except CircularError:
            live.take_back()
            tally.circular += 1
            done.pop()
            continue
        live.recalculate()
        wrong = wrong_cells(live.cells, world)
        read = as_read(live.cells, world, live.plan())
        tally.as_read += read is not None
        wrong += read or []
        assert not wrong, "\n".join([f"{len(wrong)} cell(s) differ after", *done, "", *wrong[:12]])
        tally.edits += 1
        tally.moved += world.columns["wbs"]["total_float"] != floats
        floats = world.columns["wbs"]["total_float"]
    return tally


def tidy(plan: Plan, seed: int) -> Plan:
    """A plan of whose tasks most are scheduled by their links: few typed dates, nothing unreadable, no odd codes."""
    odd, tasks, taken = random.Random(seed), {}, set()
    for id_, row in plan.tasks.items():
        code = (
            row.code
            if row.code and row.code.replace(".", "").isdigit() and row.code not in taken
            else f"{len(taken) + 20}"
        )
        taken.add(code)
        cells: dict[str, Any] = {"code": code, "name": f"T{code}", "row_state": None}
        cells |= {"duration": odd.choice((0, 1, 2, 3, 5, 8, 13)) if odd.random() < 0.9 else None}
        if odd.random() < 0.85:
            cells |= {"manual_start": None, "manual_finish": None}
        tasks[id_] = row.with_cells(cells)
    days = {row.cell("date"): id_ for id_, row in plan.calendar.items()}
    calendar = {id_: plan.calendar[id_] for day, id_ in days.items() if day}
    return replace(plan.with_tables({"wbs": tasks, "calendar": calendar}), unread={})


@pytest.mark.parametrize("part", range(6))
def test_random_edits_of_random_plans_in_ironcalc(tmp_path: Path, part: int) -> None:
    template, total = small_template(), Tally()
    for seed in range(501 + part * 4, 505 + part * 4):
        plan = random_plan(seed, template)
        plan = plan if seed % 4 == 3 else tidy(plan, seed)
        live, written = opened(tmp_path / f"{seed}.xlsx", plan, template)
        try:
            found = sweep(live, live.plan(), written, seed, 9)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        for key in vars(total):
            setattr(total, key, getattr(total, key) + getattr(found, key))
    print(total)
    assert total.edits >= 25
    assert total.moved >= 1


# --- cycles ----------------------------------------------------------------------------------------

CYCLES = ({"7.2": "7.5"}, {"7.6": "8.5"}, {"8.1": "8.3SS; 8.2", "8.2": "8.1"})


def _floats(cells: Cells, written: Computed) -> dict[str, Any]:
    rows = range(HEADER_ROW + 1, HEADER_ROW + 1 + written.rows["wbs"].filled)
    return {str(cells.typed("wbs", "code", r)): cells.typed("wbs", "total_float", r) for r in rows}


def _contained(cells: Cells, written: Computed, before: dict[str, Any]) -> None:
    """Every float is what it was or says that it is none; where none is, the note says why; dates typed stand."""
    notes, get = set(), written.world.columns["wbs"]
    ends = cells.values[calc_sheet("wbs")], cells.calculated("wbs")["ef"]
    # Tasks without an end neither hold back what is before them nor set the project's end, as in Python.
    broken = any(str(ends[0].get(f"{ends[1]}{r}", "")).startswith("#") for r in range(HEADER_ROW + 1, HEADER_ROW + 200))
    for n, (code, value) in enumerate(_floats(cells, written).items()):
        note = cells.typed("wbs", "schedule_note", HEADER_ROW + 1 + n)
        if value == "?":
            assert note == CIRCULAR(cells.lang), (code, value, note)
            notes.add(code)
        else:
            assert same(value, before[code]) or broken, (code, value, before[code])
        assert not str(note or "").startswith("#"), (code, note)
        if is_number(get["manual_start"][n]) and not get["first_child"][n]:
            assert same(get["start"][n], cells.typed("wbs", "start", HEADER_ROW + 1 + n)), code
    assert notes


def test_a_cycle_typed_in_the_workbook_is_said_and_spoils_no_other_value(tmp_path: Path) -> None:
    plan, template = office_plan("zh")
    jobs = []
    for n, typed in enumerate(CYCLES):
        live, written = opened(tmp_path / f"{n}.xlsx", plan, template)
        before, steps = _floats(live.cells, written), []
        rows = {str(live.cells.typed("wbs", "code", r)): r for r in live.rows("wbs")}
        for code, text in typed.items():
            live.type("wbs", "predecessors", rows[code], text)
            steps.append(live.step("wbs", "predecessors", rows[code], text))
        live.recalculate()
        _contained(live.cells, written, before)
        jobs.append((tmp_path / f"{n}.xlsx", tmp_path / f"{n}-out.xlsx", steps))
    for path in libreoffice_worked(jobs):
        cells = Cells(read_values(path), template, plan.language, live.cells.status)
        found = _floats(cells, written)
        if "?" in found.values():  # typed dates may leave nothing circular
            _contained(cells, written, before)


def test_a_cycle_that_was_written_is_cut_and_named(tmp_path: Path) -> None:
    template, paths, meant = small_template(), [], []
    for lang in LANGS:
        ids = [f"t{n:03d}" for n in range(1, 6)]
        links = {"t001": "t003", "t002": "t001", "t003": "t002", "t004": "t003", "t005": "t004"}
        tasks = {
            i: Task(id=i, code=str(n), name=f"T{n}", duration=2, predecessors=(Link(links[i], "FS"),))
            for n, i in enumerate(ids, 1)
        }
        basic = blank_plan(lang).basic.with_cells({"start": TODAY})
        plan = blank_plan(lang).with_tables({"wbs": dict(tasks), "basic": {"basic": basic}})
        paths.append(tmp_path / f"{lang}.xlsx")
        meant.append(write_poisoned(paths[-1], plan, template))
        notes = compute(plan, template).world.columns["wbs"]["schedule_note"]
        assert [n for n in notes if n.startswith(PROBLEMS[CYCLE](lang))], notes
        values = ironcalc_values(paths[-1], {sheet: list(cells) for sheet, cells in meant[-1].items()})
        found = [d for d in differences(meant[-1], values) if "FIND(" not in d.formula]
        assert not found, shown(found)
    for wanted, path in zip(meant, libreoffice_recalculated(paths, tmp_path / "out"), strict=True):
        found = differences(wanted, read_values(path))
        assert not found, shown(found)


def test_more_links_than_the_workbook_has_room_for(tmp_path: Path) -> None:
    plan, template = office_plan("en")
    live, written = opened(tmp_path / "m.xlsx", plan, template)
    rows, room = live.rows("wbs"), int(written.world.params["link_capacity"])
    first = str(live.cells.typed("wbs", "code", rows[0]))
    typed = 0
    for row in rows[2:]:
        live.type("wbs", "predecessors", row, "; ".join(["1.1"] * 9))
        typed += 9
    assert typed > room
    assert first
    live.recalculate()
    notes = [live.cells.typed("wbs", "schedule_note", r) for r in rows]
    assert OVERFLOW("en") in notes
    errors = [(s, c, v) for s, x in live.cells.values.items() for c, v in x.items() if str(v).startswith("#")]
    assert not [e for e in errors if e[2] in ERRORS]
    wrong = wrong_cells(live.cells, live.cells.world(_sizes(written)))
    assert not wrong, "\n".join(wrong[:12])


# --- in LibreOffice: cells and rows ----------------------------------------------------------------

ERRORS = ("#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#CIRC!", "#ERROR!")
CAPACITY = {"departments": 8, "people": 30, "wbs": 96, "progress": 24, "risks": 18, "calendar": 40}


def office_plan(lang: Lang) -> tuple[Plan, Template]:
    """The sample with a smaller workbook."""
    plan, template = sample_plan(lang)
    return plan, replace(template, gantt_columns=40, capacity={**template.capacity, **CAPACITY})


def _typed_in_many_ways(live: Live) -> list[Any]:
    """One edit of each kind, by whatever tasks a plan has."""
    cells, rows = live.cells, live.rows("wbs")
    word = (lambda zh, en: zh) if cells.lang == "zh" else (lambda zh, en: en)
    calc, letters = cells.values[calc_sheet("wbs")], cells.calculated("wbs")
    leaves = [r for r in rows if not calc[f"{letters['first_child']}{r}"]]
    open_ = [r for r in leaves if calc[f"{letters['phase']}{r}"] in (0, 1)] or leaves
    codes = [str(cells.typed("wbs", "code", r)) for r in open_]
    steps = []

    def put(row: int, **typed: Any) -> None:
        steps.extend(live.step("wbs", key, row, value) for key, value in typed.items())

    before = codes[0]
    for n, row in enumerate(open_[1:], 1):
        free = {"manual_start": None, "manual_finish": None}
        kinds: list[dict[str, Any]] = [
            {"duration": 17, **free},
            {"predecessors": f"{before}SS+2d", **free},
            {"predecessors": f"{before}FS+5自然日", **free},
            {"predecessors": f"{before}-1d；{codes[0]}FF+3", **free},
            {"predecessors": f"{before}FS+2w", **free},
            {"not_before": TODAY + dt.timedelta(days=50), **free},
            {"deadline": TODAY + dt.timedelta(days=20), **free},
            {"row_state": word("取消", "Cancelled")},
            free,
            {"duration": 0, **free},
        ]
        if n <= len(kinds):
            put(row, **kinds[n - 1])
        before = codes[n]
    steps.append(live.step("calendar", "date", HEADER_ROW + 34, TODAY + dt.timedelta(days=72)))
    steps.append(live.step("calendar", "kind", HEADER_ROW + 34, word("节假日", "Holiday")))
    steps.append(live.step("calendar", "date", HEADER_ROW + 35, TODAY + dt.timedelta(days=75)))
    steps.append(live.step("calendar", "kind", HEADER_ROW + 35, word("调休上班", "Make-up working day")))
    reports = [r for r in range(HEADER_ROW + 1, HEADER_ROW + 24) if cells.typed("progress", "task", r)]
    day = TODAY + dt.timedelta(days=58)
    for row, typed in zip(
        reports,
        (
            {"actual_start": day, "percent": 0.4},
            {"actual_start": day, "actual_finish": day + dt.timedelta(days=3), "percent": 1},
            {"forecast_finish": day + dt.timedelta(days=60)},
            {"percent": 0.55},
        ),
        strict=False,
    ):
        steps.extend(live.step("progress", k, row, v) for k, v in typed.items())
    status = day + dt.timedelta(days=4)
    for key, value in (("status_date", status), ("start", TODAY - dt.timedelta(days=14)), ("finish", day)):
        steps.append(live.step_basic(key, value))
    return steps


def _row_operations(live: Live) -> dict[str, list[Any]]:
    """What people do with the rows of the breakdown, by name. Rows count from 0 for LibreOffice."""
    cells, rows = live.cells, live.rows("wbs")
    sheet, letters = cells.sheets["wbs"], cells.letters["wbs"]
    width = max(column_number(x) for x in letters.values())
    top, last, spare = HEADER_ROW, HEADER_ROW + CAPACITY["wbs"] - 1, rows[-1] + 2
    middle = rows[20] - 1

    def new(row: int, code: str, predecessors: str) -> list[Any]:
        typed = {"code": code, "name": f"新 {code}", "duration": 7, "predecessors": predecessors}
        return [live.step("wbs", key, row + 1, value) for key, value in typed.items()]

    def by(key: str) -> int:
        return column_number(letters[key]) - 1

    insert = ["insert", sheet, middle, 2]
    return {
        "sorted by name": [["sort", sheet, top, 0, last, width - 1, by("name"), True]],
        "sorted by department": [["sort", sheet, top, 0, last, width - 1, by("dept"), False]],
        "inserted": [insert, *new(middle, "2.77", "1.1FS+2d"), *new(middle + 1, "2.78", "2.77SS")],
        "many inserted": [["insert", sheet, middle, 12], *new(middle + 4, "2.77", "1.1FS+2d")],
        "deleted": [["delete", sheet, middle, 1]],
        "many deleted": [["delete", sheet, middle, 30], ["delete", sheet, top, 1]],
        "copied": [["copy", sheet, middle, spare, width], *new(spare, "2.88", "7.2")],
        "cut to the end": [["cut", sheet, middle, middle + 2, spare, width]],
        "cut and inserted": [
            ["insert", sheet, middle + 9, 1],
            ["cut", sheet, middle, middle, middle + 9, width],
            ["delete", sheet, middle, 1],
        ],
        "first and last cut": [
            ["cut", sheet, top, top, spare, width],
            ["cut", sheet, rows[-1] - 1, rows[-1] - 1, top, width],
        ],
        "first deleted, then sorted": [
            ["delete", sheet, top, 1],
            ["sort", sheet, top, 0, last - 1, width - 1, by("name"), False],
        ],
    }


def _compare(path: Path, live: Live, written: Computed, name: str) -> list[str]:
    values = read_values(path)
    cells = Cells(values, live.cells.template, live.cells.lang, live.cells.status)
    wrong = [f"{s} {c}: {v}" for s, x in values.items() for c, v in x.items() if v in ERRORS]
    world = cells.world(_sizes(written))
    wrong += wrong_cells(cells, world)
    plan = open_master(path, cells.template).plan
    read = as_read(cells, world, plan)
    if "deleted" in name:  # A row that is gone is asked about; its task is not.
        assert read is None
        assert len(plan.tasks) == len(live.rows("wbs"))
    elif read is None:
        wrong.append("the plan as read can't be compared")
    if world.columns["wbs"]["total_float"] == written.world.columns["wbs"]["total_float"]:
        wrong.append("no total float has moved")
    return wrong + (read or [])


def test_edits_in_libreoffice(tmp_path: Path) -> None:
    jobs, lives = [], []
    for name in (*LANGS, 601, 607, 610):
        plan, template = office_plan(name) if isinstance(name, str) else (random_plan(name, small_template()), None)
        if template is None:
            plan, template = tidy(plan, 7), small_template()
        live, written = opened(tmp_path / f"{name}.xlsx", plan, template)
        lives.append((live, written))
        jobs.append((tmp_path / f"{name}.xlsx", tmp_path / f"{name}-out.xlsx", _typed_in_many_ways(live)))
    for path, (live, written) in zip(libreoffice_worked(jobs), lives, strict=True):
        values = read_values(path)
        cells = Cells(values, live.cells.template, live.cells.lang, live.cells.status)
        world = cells.world(_sizes(written))
        wrong = wrong_cells(cells, world)
        assert not wrong, f"{path.name}\n" + "\n".join(wrong[:12])
        assert world.columns["wbs"]["total_float"] != written.world.columns["wbs"]["total_float"]
        assert (
            world.columns["wbs"]["critical"] != written.world.columns["wbs"]["critical"] or len(live.rows("wbs")) < 20
        )
        notes = set(world.columns["wbs"]["schedule_note"])
        assert any(str(n).startswith(PROBLEMS[UNREADABLE](cells.lang)) for n in notes) or len(live.rows("wbs")) < 20
        # What nobody understands comes back as it was typed; all the rest is the plan that the reader finds.
        plan = open_master(path, cells.template).plan
        read = as_read(cells, world, plan)
        assert read is not None or "lag" in str(plan.unread) or plan.unread, path.name
        assert not read, f"{path.name}\n" + "\n".join((read or [])[:12])
        if read is None or len(live.rows("wbs")) < 40:
            continue  # blank rows of random plans close up when they are read
        with recorded() as meant:
            write_master(tmp_path / "again.xlsx", plan, cells.template, compute(plan, cells.template), "{}")
        shown_cells = {s: x for s, x in meant.items() if not s.startswith("xl_") and s in values}
        gantt = next(s for s, x in values.items() if x.get(f"B{START_ROW + 1}") == "xlplan:gantt")
        grid = {f"{column_letter(GRID + n)}{r}" for n in range(400) for r in range(1, HEADER + 400)}
        shown_cells[gantt] = {c: v for c, v in shown_cells[gantt].items() if c not in grid}
        found = differences(shown_cells, values)
        assert not found, f"{path.name} {shown(found)}"


def test_rows_moved_in_libreoffice(tmp_path: Path) -> None:
    plan, template = office_plan("zh")
    live, written = opened(tmp_path / "m.xlsx", plan, template)
    work = _row_operations(live)
    jobs = [(tmp_path / "m.xlsx", tmp_path / f"{n}.xlsx", steps) for n, steps in enumerate(work.values())]
    wrong = {
        name: _compare(path, live, written, name) for name, path in zip(work, libreoffice_worked(jobs), strict=True)
    }
    assert not any(wrong.values()), "\n".join(f"{n}: {len(w)} " + "\n  ".join(w[:8]) for n, w in wrong.items() if w)
