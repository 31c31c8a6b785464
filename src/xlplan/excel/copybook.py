"""A department's copy: its own rows open, what it needs to know beside them, identity and base inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from xlplan.calculate.compute import Computed, cell_value
from xlplan.core.kinds.base import Ctx
from xlplan.core.text import Lang, Text
from xlplan.excel.book import Book
from xlplan.excel.calcpages import write_lists
from xlplan.excel.guidepage import Entry, write_guide
from xlplan.excel.identity import Identity, digest, write_identity
from xlplan.excel.master import emphasis, toned
from xlplan.excel.recordpage import write_record
from xlplan.excel.sheets import Placed, safe_sheet_name, sheet_name, title_of
from xlplan.excel.tablepage import TablePage, closed, write_table
from xlplan.excel.words import (
    AS_OF,
    COPY_STEPS,
    FACT_DEPARTMENT,
    FACT_DUE,
    FACT_PROJECT,
    FACT_ROUND,
    FACT_STATUS,
    head_of,
    steps_of,
)
from xlplan.forms.base import Column, Form, Party, Table
from xlplan.forms.catalogue import CALLED
from xlplan.model.plan import Plan, Round
from xlplan.model.snapshot import Snapshot, names_of_snapshot
from xlplan.ownership.view import TableView, View
from xlplan.template.resolve import Template
from xlplan.twins.engine import Scalar, from_serial, is_number

CONTEXT = Text("{title}·参考", "{title} (info)")
CONTEXT_HINT = Text("其他部门的内容，只供参考，不必填写。", "Other departments' entries, for information only.")
CONTEXT_BY = Text("只读", "read-only")
# Dropdowns that help more when they list the department's own tasks only.
OWN_TASKS = {("wbs", "parent"), ("progress", "task")}

MayFill = Callable[[Table, str, Column], bool]
"""Whether the department may fill a cell of one of its own or spare rows."""


class CopyWriter:
    """Writes one department's copy."""

    def __init__(
        self,
        path: Path,
        plan: Plan,
        template: Template,
        computed: Computed,
        view: View,
        snapshot: Snapshot,
        may_fill: MayFill,
    ) -> None:
        self.plan, self.template, self.computed = plan, template, computed
        self.view, self.snapshot, self.may_fill = view, snapshot, may_fill
        self.lang: Lang = snapshot.language
        self.book = Book(path, self.lang, theme=template.theme)
        # People are called as the file's own list calls them: it says less of other departments.
        self.ctx = Ctx(self.lang, names_of_snapshot(snapshot))
        self.guide = sheet_name(self.lang, template.form("guide"))
        self.entries: list[Entry] = []

    def write(self, identity: Identity, base: str, round_: Round) -> None:
        """Write the workbook to its path."""
        guide = self.book.sheet(self.guide)
        del self.book.sheets[self.guide]
        for form in self.template.forms:
            for table in form.tables:
                if table.key in self.view.tables:
                    self._table(form, table, self.view.tables[table.key])
        shown = set(self.book.sheets)
        self._lists()
        write_identity(self.book, identity, base)
        for name, sheet in self.book.sheets.items():
            if name not in shown:
                sheet.ws.hide()
        self._guide(guide, round_)
        guide.ws.activate()
        self.book.save()

    def _guide(self, sheet: Any, round_: Round) -> None:
        form, lang = self.template.form("guide"), self.lang
        dept = self.plan.departments[self.view.department].name or ""
        facts = [
            (FACT_PROJECT(lang), self.plan.basic.name or ""),
            (FACT_DEPARTMENT(lang), dept),
            (FACT_ROUND(lang), str(round_.number)),
            (FACT_STATUS(lang), round_.status_date.isoformat()),
        ]
        if round_.due:
            facts.append((FACT_DUE(lang), round_.due.isoformat()))
        head = head_of(self.plan, lang, form, f"{form.title(lang)} · {dept}", "")
        write_guide(self.book, sheet, head, steps_of(self.template, COPY_STEPS, lang), self.entries, facts)

    def _value(self, table: Table, row_id: str, column: Column) -> Any:
        rows = self.plan.rows(table.key)
        if column.key not in self.view.tables[table.key].shown(row_id):
            return None
        return cell_value(self.plan, table, rows.get(row_id), column.key, self.ctx)

    def _computed(self, table: Table, row_id: str, column: Column) -> Any:
        """A calculated value as of the round, without its formula: the copy holds part of the plan only."""
        if not row_id or row_id not in self.plan.rows(table.key):
            return None
        value: Scalar = self.computed.value(table.key, row_id, column.computed)
        if column.kind.name == "date" and is_number(value):
            return from_serial(float(value))
        return value

    def _head(self, form: Form, title: str, hint: str = "") -> Any:
        return head_of(self.plan, self.lang, form, title, self.guide, hint)

    def _table(self, form: Form, table: Table, shown: TableView) -> None:
        title = title_of(form, table)(self.lang)
        name = sheet_name(self.lang, form, table)
        if table.shape == "record":
            self._record(form, table, shown, name)
            return
        if shown.own_columns:
            self._own(form, table, shown, name, title)
        if shown.context or not shown.own_columns:
            if shown.own_columns:
                title = CONTEXT(self.lang, title=title)
                name = safe_sheet_name(title)
            self._context(form, table, shown, name, title)

    def _record(self, form: Form, table: Table, shown: TableView, name: str) -> None:
        columns = tuple(table.column(k) for k in shown.columns)
        row_id = next(iter(self.plan.rows(table.key)), table.prefix)
        write_record(
            self.book,
            name,
            table.key,
            row_id,
            columns,
            self._head(form, form.title(self.lang), CONTEXT_HINT(self.lang)),
            lambda column: self._value(table, row_id, column),
            own=closed,
        ).ws.protect("", {"format_columns": True, "format_rows": True})
        self._entry(name, CONTEXT_BY(self.lang), form.hint(self.lang))

    def _entry(self, name: str, by: str, what: str) -> None:
        self.entries.append(Entry(name, by, what))

    def _own(self, form: Form, table: Table, shown: TableView, name: str, title: str) -> None:
        keys = set(shown.own_columns)
        columns = tuple(c for c in table.columns if (c.key in keys if c.is_input else c.copy))
        placed = Placed(columns)

        def own(row_id: str, column: Column) -> bool:
            return column.is_input and self.may_fill(table, row_id, column)

        def open_to_somebody(column: Column) -> bool:
            return column.is_input and column.owner.party is Party.DEPARTMENT

        hint = form.hint(self.lang)
        if self.plan.round and any(not c.is_input for c in columns):
            hint += " " + AS_OF(self.lang, n=self.plan.round.number)
        page = TablePage(
            table.key,
            name,
            placed,
            (*shown.own, *shown.spare),
            self._head(form, title, hint),
            lambda row_id, column: self._value(table, row_id, column),
            lambda _n, row_id, column: ("", self._computed(table, row_id, column)),
            own=open_to_somebody,
            own_cell=own,
            own_party=Party.DEPARTMENT,
            lists={c.key: "own_tasks" for c in columns if (table.key, c.key) in OWN_TASKS},
            typed_rows=len(shown.own) + len(shown.spare),
            emphasis=emphasis(table.key, placed, self.lang),
            frozen=4 if table.key == "wbs" else 2,
        )
        write_table(self.book, page)
        self._entry(name, self._department_name(), form.hint(self.lang))

    def _department_name(self) -> str:
        return self.plan.departments[self.view.department].name or self.view.department

    def _context(self, form: Form, table: Table, shown: TableView, name: str, title: str) -> None:
        extra = table.context or ()
        keys = set(shown.context_columns)
        columns = tuple(c for c in table.columns if (c.key in keys if c.is_input else c.key in extra))
        placed = Placed(columns)
        page = TablePage(
            table.key,
            name,
            placed,
            shown.context or ("",),
            self._head(form, title, CONTEXT_HINT(self.lang)),
            lambda row_id, column: self._value(table, row_id, column),
            lambda _n, row_id, column: ("", self._computed(table, row_id, column)),
            own=closed,
            typed_rows=len(shown.context),
            emphasis=list(toned(placed, self.lang)),
            frozen=3 if table.key == "wbs" else 2,
            readonly=True,
            context=True,
        )
        write_table(self.book, page)
        self._entry(name, CONTEXT_BY(self.lang), CONTEXT_HINT(self.lang))

    def _lists(self) -> None:
        names = self.ctx.names
        tasks = [t for t in self.snapshot.names.get("task", {}) if self.plan.tasks[t].code]
        own = [t for t in self.view.tables["wbs"].own if self.plan.tasks[t].code] if "wbs" in self.view.tables else []
        people = [p for p in self.snapshot.names.get("person", {}) if self.plan.people[p].name]
        static: Mapping[str, list[str]] = {
            "departments": [names.label("dept", d) for d in self.plan.departments],
            "people": [self._person(p) for p in sorted(people, key=self._own_people_first)],
            "tasks": [names.label("task", t) for t in tasks],
            "own_tasks": [names.label("task", t) for t in own],
            **{t: [names.label(t, i) for i in self.snapshot.names.get(t, {})] for t in CALLED},
        }
        write_lists(self.book, self.template.choice_lists(), {}, [], static)

    def _own_people_first(self, person: str) -> tuple[bool, int]:
        everyone = list(self.plan.people)
        return (self.plan.people[person].dept != self.view.department, everyone.index(person))

    def _person(self, person: str) -> str:
        return self.ctx.names.label("person", person)


def copy_identity(snapshot: Snapshot, base: str) -> Identity:
    """The identity of a copy."""
    return Identity(
        "copy",
        snapshot.project,
        snapshot.template,
        str(snapshot.template_version),
        snapshot.language,
        str(snapshot.revision),
        str(snapshot.round),
        str(snapshot.serial),
        snapshot.department,
        digest(base),
    )
