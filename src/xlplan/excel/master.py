"""The master workbook: every sheet of a plan, with formulas, cached values, identity and base."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from xlplan.calculate.compute import Computed, approved_cells, cell_value
from xlplan.core.kinds.base import Ctx
from xlplan.core.kinds.number import IntKind, MoneyKind
from xlplan.core.kinds.text import CodeKind
from xlplan.core.text import Lang, Text
from xlplan.excel import acceptedpage as accepted
from xlplan.excel import eventpage as events
from xlplan.excel.baselinepage import write_baseline
from xlplan.excel.book import Book, column_letter, quoted
from xlplan.excel.budgetpage import budget_figures, with_budget, write_figures, write_summary
from xlplan.excel.calcpages import (
    Source,
    compiler,
    write_calc,
    write_days,
    write_lists,
    write_params,
)
from xlplan.excel.carried import free_name, write_carried
from xlplan.excel.dashboard_curve import write_curve
from xlplan.excel.dashboardpage import write_dashboard
from xlplan.excel.decisionpage import pending_marks, write_decisions
from xlplan.excel.decisionwords import BY, HINT, TITLE, WHAT
from xlplan.excel.emphasis import emphasis
from xlplan.excel.formula import Compiler
from xlplan.excel.ganttpage import write_gantt
from xlplan.excel.guidepage import Entry, write_guide
from xlplan.excel.identity import Identity, digest, write_identity
from xlplan.excel.listing import Listed
from xlplan.excel.livelists import live_lists
from xlplan.excel.lookpage import write_notes
from xlplan.excel.marks import Mark
from xlplan.excel.notes_read import place_of
from xlplan.excel.now import Now, now_of
from xlplan.excel.onepage import GUIDE_BY, GUIDE_WHAT, page_name, write_one_page
from xlplan.excel.racipage import LOOKED_UP, letter_key, write_raci
from xlplan.excel.raw_formula import column_number
from xlplan.excel.recordpage import letters, write_record
from xlplan.excel.sheets import FIRST_COLUMN, Placed, sheet_name, title_of
from xlplan.excel.tablepage import ADDED, Head, TablePage, closed, write_table
from xlplan.excel.words import (
    FACT_PROJECT,
    FACT_STATE,
    MASTER_STEPS,
    ROUND_COLUMN,
    head_of,
    project_line,
    steps_of,
)
from xlplan.forms.base import COMPUTED, Column, Form, Party, Phase, Table
from xlplan.forms.calendar import DAY_KIND
from xlplan.model.extras import ExtraColumn
from xlplan.model.layout import MARGIN
from xlplan.model.looks import SheetLook
from xlplan.model.pending import CellKey
from xlplan.model.plan import Plan, plan_names
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW, is_number, serial
from xlplan.twins.gantt_axis import SCALES
from xlplan.twins.gantt_rows import STATES

TASK_ID = Column(Text("任务标识", "Task id"), CodeKind(), COMPUTED, key="task_id")


class MasterWriter:
    """Writes one master. Steps in the order of the sheets; hidden sheets come last."""

    def __init__(self, path: Path, plan: Plan, template: Template, computed: Computed) -> None:
        self.plan, self.template, self.computed = plan, template, computed
        self.lang: Lang = plan.language
        self.book = Book(path, self.lang, theme=template.theme)
        self.ctx = Ctx(self.lang, plan_names(plan))
        self.compiler: Compiler = compiler(computed, self.lang)
        self.guide = sheet_name(self.lang, template.form("guide"))
        self.sources: dict[str, Source] = {}
        self.marks = pending_marks(plan.pending, template, self.ctx)
        self.looks = {look.table: look for look in plan.looks if look.table}
        self.listed = {t.key: self._listed(f, t) for f, t in template.tables() if t.shape == "table"}

    def write(self, identity: Identity, base: str) -> None:
        """Write the workbook to its path."""
        steps: dict[str, Callable[[Form], None]] = {
            "guide": self._guide,
            "dashboard": self._dashboard,
            "gantt": self._gantt,
            "raci": self._raci,
            "history": self._history,
            "baseline": self._baseline,
            "budget_summary": self._budget_summary,
        }
        for form in self.template.forms:
            if form.code in steps:
                steps[form.code](form)
                if form.code == "guide" and self.plan.pending:
                    self._decisions()
            else:
                for table in form.tables:
                    (self._record if table.shape == "record" else self._table)(form, table)
                    if table.one_page:
                        self._one_page(form, table)
        if self.plan.accepted:
            self._accepted()
        if self.plan.history:
            self._events()
        self._notes()
        shown = set(self.book.sheets)
        write_carried(self.book, self.plan.carried, self.plan.looks)
        shown |= {s.name for s in self.plan.carried} & set(self.book.sheets)
        self._hidden_sheets()
        write_identity(self.book, identity, base)
        for name, sheet in self.book.sheets.items():
            if name not in shown:
                sheet.ws.hide()
        first = self.book.sheets[self.guide]
        first.ws.activate()
        self.book.save()

    def _head(self, form: Form, table: Table | None = None) -> Head:
        title = title_of(form, table)(self.lang)
        guide = self.guide if form.code != "guide" else ""
        return head_of(self.plan, self.template, self.lang, form, title, guide, form.hint_of(table)(self.lang))

    def _name(self, form: Form, table: Table | None = None) -> str:
        return sheet_name(self.lang, form, table)

    def _guide(self, form: Form) -> None:
        entries, lang = [], self.lang
        if self.plan.pending:
            name = free_name(self.book, TITLE(lang))
            entries.append(Entry(name, BY(lang), WHAT(lang), Phase.GENERAL, Now.FILL))
        for other in self.template.forms:
            if other.code != "guide":
                for table in other.tables or (None,):
                    name, by, what = self._name(other, table), other.filled_by(lang), other.hint_of(table)(lang)
                    entries.append(Entry(name, by, what, other.phase, now_of(other, table, self.plan.basic.state)))
                    if table is not None and table.one_page:
                        what = GUIDE_WHAT(lang, sheet=name)
                        page = self._page_name(other, table)
                        entries.append(Entry(page, GUIDE_BY(lang), what, other.phase, Now.VIEW))
        lists = [(accepted, self.plan.accepted), (events, self.plan.history)]
        for made in (made for made, there in lists if there):
            name = free_name(self.book, made.TITLE(lang))
            entries.append(Entry(name, made.BY(lang), made.WHAT(lang), Phase.GENERAL, Now.VIEW))
        facts = [(FACT_PROJECT(self.lang), project_line(self.plan, self.lang).split("  ·  ")[0])]
        state = self.plan.basic.state
        if state:
            kind = self.template.table("basic").column("state").kind
            facts.append((FACT_STATE(self.lang), str(kind.to_cell(state, self.ctx))))
        write_guide(
            self.book,
            self.book.sheet(self.guide),
            self._head(form),
            steps_of(self.template, MASTER_STEPS, self.lang),
            entries,
            facts,
        )

    def _own(self, title: Text, hint: Text) -> tuple[str, Head]:
        """Name and head of a sheet that belongs to no form."""
        lang = self.lang
        head = head_of(self.plan, self.template, lang, self.template.form("guide"), title(lang), self.guide, hint(lang))
        return free_name(self.book, title(lang)), head

    def _decisions(self) -> None:
        pending = self.plan.pending
        write_decisions(self.book, *self._own(TITLE, HINT), pending, self.template, self.ctx, self._where)

    def _events(self) -> None:
        events.write_events(self.book, *self._own(events.TITLE, events.HINT), self.plan.history)

    def _accepted(self) -> None:
        head = self._own(accepted.TITLE, accepted.HINT)
        accepted.write_accepted(self.book, *head, self.plan.accepted, self.template)

    def _where(self, cell: CellKey) -> tuple[str, str] | None:
        """Where a cell of a record or table is going to stand."""
        table_key, row_id, key = cell
        form, table = self.template.form_of(table_key), self.template.table(table_key)
        if table.shape == "record":
            return self._name(form, table), letters(table, table.columns, self.listed)[key].replace("$", "")
        columns = Placed(self._columns(table))
        position = self.computed.index.get(table_key, {}).get(row_id)
        if table.shape != "table" or position is None or not columns.has(key):
            return None
        return self._name(form, table), f"{columns.letter(key)}{HEADER_ROW + 1 + position}"

    def _notes(self) -> None:
        """The notes that people put onto cells of ours."""
        names = {form.code: self._name(form) for form in self.template.forms if not form.tables}
        names |= {t.key: self._name(f, t) for f, t in self.template.tables()}
        for key, look in self.looks.items():
            sheet = self.book.sheets.get(names.get(key, ""))
            if sheet is None or not look.notes:
                continue
            marks = {(r, c): mark for (t, r, c), mark in self.marks.items() if t == key}
            write_notes(sheet, look, partial(self._cell, key), marks)

    def _cell(self, key: str, row_id: str, column: str) -> tuple[int, int] | None:
        """Row and column of a table's cell, of its header where no row is named, of the box of a record."""
        table = next((t for _, t in self.template.tables() if t.key == key), None)
        if table is not None and table.shape == "matrix":
            return self._letter(key, row_id, column)
        if table is None or not (table.has(column) or column.startswith(ADDED)):
            return None
        if table.shape == "record":
            found = letters(table, table.columns, self.listed).get(column)
            return place_of(found.replace("$", "")) if found else None
        columns, ids = Placed(self._columns(table)), list(self.computed.rows[key].ids)
        added = [ADDED + x.header for x in self._extras(key)] if table.shape == "table" else []
        if table.shape != "table" or not (columns.has(column) or column in added) or (row_id and row_id not in ids):
            return None
        row = HEADER_ROW + ids.index(row_id) if row_id else HEADER_ROW - 1
        if column in added:
            return row, FIRST_COLUMN + len(columns.columns) + added.index(column)
        return row, column_number(columns.letter(column))

    def _extras(self, key: str) -> tuple[ExtraColumn, ...]:
        """The added columns of a table that have something in a row of its sheet."""
        ids = set(self.computed.rows[key].ids)
        return tuple(x for x in self.plan.extras if x.table == key and any(i in ids for i, _ in x.cells))

    def _letter(self, key: str, row_id: str, column: str) -> tuple[int, int] | None:
        """Row and column of a letter of the matrix, or of a department's header."""
        keys, ids = [letter_key(d) for d in self.plan.departments], list(self.computed.rows[key].ids)
        if column not in keys or (row_id and row_id not in ids):
            return None
        row = HEADER_ROW + ids.index(row_id) if row_id else HEADER_ROW - 1
        return row, 1 + len(LOOKED_UP) + keys.index(column)

    def _dashboard(self, form: Form) -> None:
        write_dashboard(self.book, self._name(form), self._head(form), self.plan, self.computed, self.compiler)

    def _gantt(self, form: Form) -> None:
        columns = self.template.gantt_columns
        write_gantt(self.book, self._name(form), self._head(form), self.computed, self.compiler, columns)

    def _raci(self, form: Form) -> None:
        name = self._name(form)
        sheet = write_raci(self.book, name, self._head(form), self.plan, self.computed, self.compiler)
        at = 1 + len(LOOKED_UP)
        typed = {f"typed_{n}": column_letter(at + n) for n in range(self.computed.departments)}
        self.sources["raci"] = Source(sheet.quoted, {"id": "A", **typed})

    def _record(self, form: Form, table: Table) -> None:
        rows = self.plan.rows(table.key)
        row = next(iter(rows.values()), None)

        def value(column: Column) -> tuple[str, Any]:
            if not column.is_input:
                return self._calculated(column)
            return "", cell_value(self.plan, table, row, column.key, self.ctx)

        def party(column: Column) -> Party | None:
            return column.owner.party if column.is_input else None

        name, head = self._name(form, table), self._head(form, table)
        row_id = row.id if row else table.prefix
        mark = partial(self._mark, table.key, row_id)
        sheet = write_record(self.book, name, table, row_id, table.columns, head, value, party, self.listed, mark)
        self.sources[table.key] = Source(sheet.quoted, letters(table, table.columns, self.listed))

    def _mark(self, table: str, row_id: str, key: str) -> Mark | None:
        return self.marks.get((table, row_id, key))

    def _calculated(self, column: Column) -> tuple[str, Any]:
        """A calculated value of a record: a figure of the budget, in its kind's unit; blank where it is nothing."""
        names = with_budget(self.compiler)
        figure = next(f for f in budget_figures(self.compiler) if f.key == column.computed)
        unit = 10_000 if isinstance(column.kind, MoneyKind) and column.kind.wan else 1
        cell, amount = names.params[figure.key], figure.value(self.computed.world)
        shown = float(amount) / unit if is_number(amount) and amount else ""
        return f'IF(N({cell})=0,"",{cell}/{unit})', shown

    def _listed(self, form: Form, table: Table) -> Listed:
        """A table as its sheet shows it, for sheets that list some of its rows."""
        placed = Placed(self._columns(table))
        rows, own = self.computed.rows[table.key], self.plan.rows(table.key)

        def value(row_id: str, key: str) -> Any:
            column = table.column(key)
            if not column.is_input:
                return self.computed.value(table.key, row_id, column.computed)
            return cell_value(self.plan, table, own.get(row_id), key, self.ctx)

        name = self._name(form, table)
        letters_ = {c.key: placed.letter(c.key) for c in placed.columns}
        return Listed(table, name, rows.ids, value, quoted(name), letters_, rows.capacity + MARGIN)

    def _page_name(self, form: Form, table: Table) -> str:
        taken = {self._name(f, t) for f in self.template.forms for t in f.tables or (None,)}
        return page_name(table, self._name(form, table), self.lang, taken)

    def _one_page(self, form: Form, table: Table) -> None:
        name, listed = self._page_name(form, table), self.listed[table.key]
        write_one_page(self.book, name, listed, self._columns(table), self._head(form, table), self.listed)

    def _columns(self, table: Table) -> tuple[Column, ...]:
        return tuple(c for c in table.columns if not (table.rounds and c.key == "round"))

    def _table(self, form: Form, table: Table) -> None:
        placed = Placed(self._columns(table))
        rows = self.computed.rows[table.key]
        own = self.plan.rows(table.key)

        def value(row_id: str, column: Column) -> Any:
            return cell_value(self.plan, table, own.get(row_id), column.key, self.ctx)

        def calculated(n: int, _row_id: str, column: Column) -> tuple[str, Any]:
            formula = self.compiler.fetched(table.key, column.computed)
            return formula, self.computed.world.columns[table.key][column.computed][n]

        page = TablePage(
            table.key,
            self._name(form, table),
            placed,
            rows.ids,
            self._head(form, table),
            value,
            calculated,
            typed_rows=rows.filled,
            emphasis=emphasis(table.key, placed, self.lang),
            frozen=4 if table.key == "wbs" else 2,
            mark=partial(self._mark, table.key),
            look=self.looks.get(table.key, SheetLook()),
            extras=self._extras(table.key),
        )
        sheet = write_table(self.book, page)
        letters_ = {c.key: placed.letter(c.key) for c in placed.columns}
        self.sources[table.key] = Source(sheet.quoted, {"id": "A", **letters_})

    def _history(self, form: Form) -> None:
        table = self.template.table("progress")
        columns = tuple(c for c in table.inputs if c.key not in ("task", "round"))
        round_ = Column(ROUND_COLUMN, IntKind(), COMPUTED, key="round", width=6)
        placed = Placed((round_, table.column("task"), *columns, TASK_ID))
        ids = self.computed.rows["history"].ids
        rows = self.plan.progress

        def value(row_id: str, column: Column) -> Any:
            row = rows.get(row_id)
            if column.key == "task_id":
                return row.task if row else None
            return cell_value(self.plan, table, row, column.key, self.ctx)

        page = TablePage(
            "history",
            self._name(form),
            placed,
            ids or ("",),
            self._head(form),
            value,
            lambda _n, row_id, column: ("", value(row_id, column)),
            own=closed,
            typed_rows=len(ids),
            frozen=3,
            readonly=True,
            hidden=frozenset({"task_id"}),
        )
        sheet = write_table(self.book, page)
        sheet.ws.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
        letters_ = {c.key: placed.letter(c.key) for c in placed.columns}
        self.sources["history"] = Source(sheet.quoted, letters_)

    def _baseline(self, form: Form) -> None:
        ids = self.computed.rows["baseline"].ids
        name, head = self._name(form), self._head(form)
        self.sources["baseline"] = write_baseline(self.book, name, head, self.plan, self.computed, self.compiler, ids)

    def _budget_summary(self, form: Form) -> None:
        write_summary(self.book, self._name(form), self._head(form), self.computed, self.compiler)

    def _approved_budget(self) -> str:
        """The formula for the approved budget in yuan, from the first record that has one."""
        formula = '""'
        tables = {table.key: table for _, table in self.template.tables()}
        for table, column, factor in reversed(approved_cells(tables)):
            if source := self.sources.get(table):
                cell = f"{source.sheet}!{source.letters[column]}"
                formula = f"IF(ISNUMBER({cell}),ROUND({cell}*{factor},2),{formula})"
        return formula

    def _hidden_sheets(self) -> None:
        computed, book = self.computed, self.book
        round_date = serial(self.plan.round.status_date) if self.plan.round else ""
        assert isinstance(round_date, (int, str))
        reach = {key: HEADER_ROW + rows.capacity + MARGIN for key, rows in computed.rows.items()}
        write_params(
            book,
            self.compiler,
            computed,
            self.sources["basic"],
            self.sources["departments"],
            list(self.plan.departments),
            reach["departments"],
            round_date,
            self._approved_budget(),
        )
        labels = (DAY_KIND.label("holiday", self.lang), DAY_KIND.label("workday", self.lang))
        write_days(book, computed, self.sources["calendar"], reach["calendar"], labels, self.template.weekend)
        words = [s(self.lang) for s in SCALES], {"gantt_states": [s(self.lang) for s in STATES]}
        live = live_lists(self.plan, self.template, computed, self.compiler, self.sources, self.ctx, reach)
        write_lists(
            book,
            self.template.choice_lists(),
            live,
            *words,
        )
        write_calc(book, self.compiler, computed, self.sources)
        write_figures(book, computed, self.compiler)
        if any(form.code == "dashboard" for form in self.template.forms):
            write_curve(book, self.plan, computed, self.compiler)


def master_identity(plan: Plan, template: Template, base: str) -> Identity:
    """The identity of a master."""
    round_ = plan.round.number if plan.round else 0
    return Identity(
        "master",
        plan.project,
        template.name,
        str(template.version),
        plan.language,
        str(plan.revision),
        str(round_),
        base_sha256=digest(base),
    )


def write_master(path: Path, plan: Plan, template: Template, computed: Computed, base: str) -> None:
    """Write a master workbook. ``base`` is the text of the plan document that it carries inside."""
    MasterWriter(path, plan, template, computed).write(master_identity(plan, template, base), base)
