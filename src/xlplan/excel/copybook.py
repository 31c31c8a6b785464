"""A department's copy: its own rows open, what it needs to know beside them, identity and base inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlplan.calculate.compute import Computed, cell_value
from xlplan.core.kinds.base import Ctx
from xlplan.core.text import Lang, Text
from xlplan.excel.book import Book, Sheet, quoted
from xlplan.excel.calcpages import write_lists
from xlplan.excel.copylists import list_entries, lists_own_tasks
from xlplan.excel.emphasis import emphasis, toned
from xlplan.excel.guidepage import Entry, write_guide
from xlplan.excel.identity import Identity, digest, write_identity
from xlplan.excel.listing import Listed
from xlplan.excel.now import Now, now_of
from xlplan.excel.onepage import GUIDE_BY, GUIDE_WHAT, can_show, page_name, write_one_page
from xlplan.excel.recordpage import write_record
from xlplan.excel.sheets import Placed, safe_sheet_name, sheet_name, title_of
from xlplan.excel.tablepage import Head, TablePage, closed, write_table
from xlplan.excel.words import (
    AS_OF,
    FACT_DEPARTMENT,
    FACT_DUE,
    FACT_PROJECT,
    FACT_ROUND,
    FACT_STATUS,
    copy_steps,
    head_of,
)
from xlplan.forms.base import Column, Form, Party, Table
from xlplan.forms.catalogue import CALLED
from xlplan.model.layout import MARGIN
from xlplan.model.order import ordered
from xlplan.model.plan import Plan, Round
from xlplan.model.snapshot import Snapshot, names_of_snapshot
from xlplan.ownership.filling import MayFill
from xlplan.ownership.view import TableView, View
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW, Scalar, from_serial, is_number

CONTEXT = Text("{title}·参考", "{title} (info)")
CONTEXT_HINT = Text("其他部门的内容，只供参考，不必填写。", "Other departments' entries, for information only.")
CONTEXT_BY = Text("只读", "read-only")


class CopyWriter:
    """Writes one department's copy. Without ``computed`` it is up to a subclass what calculated columns show."""

    def __init__(
        self,
        path: Path,
        plan: Plan,
        template: Template,
        computed: Computed | None,
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
        self.filled: list[Form] = []
        self.live: set[str] = set()

    def write(self, identity: Identity, base: str, round_: Round) -> None:
        """Write the workbook to its path."""
        self._begin()
        guide = self.book.sheet(self.guide)
        for form in self.template.forms:
            for table in form.tables:
                if table.key in self.view.tables:
                    self._table(form, table, self.view.tables[table.key])
        self._add_sheets()
        self._guide(guide, round_)
        self._finish()
        shown = set(self.book.sheets)
        self._lists()
        write_identity(self.book, identity, base)
        for name, sheet in self.book.sheets.items():
            if name not in shown:
                sheet.ws.hide()
        next(iter(self.book.sheets.values())).ws.activate()
        self.book.save()

    def _begin(self) -> None:
        """Sheets before the guide: a copy as it is issued has none."""

    def _facts(self) -> list[tuple[str, str]]:
        """What the guide says first of all, beside project, department and round."""
        return []

    def _add_sheets(self) -> None:
        """Sheets after the tables: a copy as it is issued has none."""

    def _finish(self) -> None:
        """What is written once all other sheets that people see are."""

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
        facts += self._facts()
        head = replace(self._head(form, f"{form.title(lang)} · {dept}"), guide="")
        write_guide(self.book, sheet, head, copy_steps(self.filled, lang), self.entries, facts)

    def _value(self, table: Table, row_id: str, column: Column) -> Any:
        rows = self.plan.rows(table.key)
        if column.key not in self.view.tables[table.key].shown(row_id):
            return None
        return cell_value(self.plan, table, rows.get(row_id), column.key, self.ctx)

    def _computed(self, table: Table, row_id: str, column: Column) -> Any:
        """A calculated value as of the round, without its formula: the copy holds part of the plan only."""
        if self.computed is None or row_id not in self.plan.rows(table.key):
            return None
        value: Scalar = self.computed.value(table.key, row_id, column.computed)
        if column.kind.name == "date" and is_number(value):
            return from_serial(float(value))
        return value

    def _head(self, form: Form, title: str, hint: str = "") -> Head:
        return head_of(self.plan, self.template, self.lang, form, title, self.guide, hint)

    def _table(self, form: Form, table: Table, shown: TableView) -> None:
        title = title_of(form, table)(self.lang)
        name = sheet_name(self.lang, form, table)
        if table.shape == "record":
            self._record(form, table, shown, name, title)
            return
        if shown.own_columns:
            self._own(form, table, shown, name, title)
            if table.one_page:
                self._one_page(form, table, shown)
        if shown.context or not shown.own_columns:
            if shown.own_columns:
                title = CONTEXT(self.lang, title=title)
                name = safe_sheet_name(title)
            self._context(form, table, shown, name, title)

    def _record(self, form: Form, table: Table, shown: TableView, name: str, title: str) -> None:
        columns = tuple(c for c in table.columns if (c.key in shown.columns if c.is_input else c.copy))
        row_id = next(iter(self.plan.rows(table.key)), table.prefix)
        own = {c.key for c in columns if row_id in shown.own and c.is_input and self.may_fill(table, row_id, c)}

        def value(column: Column) -> tuple[str, Any]:
            if not column.is_input:
                return "", None
            return "", self._value(table, row_id, column)

        def party(column: Column) -> Party | None:
            return Party.DEPARTMENT if column.key in own else None

        hint = form.hint(self.lang) if own else CONTEXT_HINT(self.lang)
        head = self._head(form, title, hint)
        listed = {t.key: self._listed(t) for _, t in self.template.tables() if t.shape == "table"}
        sheet = self._write_record(name, table, row_id, columns, head, value, party, listed)
        if not own:
            sheet.ws.protect("", {"format_columns": True, "format_rows": True})
        by, now = (self._department_name(), Now.FILL) if own else (CONTEXT_BY(self.lang), Now.VIEW)
        if own and form not in self.filled:
            self.filled.append(form)
        self._entry(form, name, by, form.hint(self.lang), now)

    def _write_record(
        self,
        name: str,
        table: Table,
        row_id: str,
        columns: Sequence[Column],
        head: Head,
        value: Callable[[Column], tuple[str, Any]],
        party: Callable[[Column], Party | None],
        listed: Mapping[str, Listed],
    ) -> Sheet:
        return write_record(self.book, name, table, row_id, columns, head, value, party, listed)

    def _write_table(self, table: Table, page: TablePage) -> Sheet:
        return write_table(self.book, page)

    def _listed(self, table: Table) -> Listed:
        """A table that other sheets list: all rows as of the round, without formulas; of rows of others nothing private."""
        rows = self.plan.rows(table.key)
        shown = self.view.tables.get(table.key)
        name = sheet_name(self.lang, self.template.form_of(table.key), table)

        def value(row_id: str, key: str) -> Any:
            column = table.column(key)
            if not column.is_input:
                return self._computed(table, row_id, column)
            if column.private and not (shown and key in shown.shown(row_id)):
                return None
            return cell_value(self.plan, table, rows.get(row_id), key, self.ctx)

        return Listed(table, name, ordered(self.plan, table.key), value)

    def _own_listed(self, table: Table, shown: TableView) -> Listed:
        """A table that the department fills, as its own sheet shows it."""
        form = self.template.form_of(table.key)
        placed = Placed(self._own_columns(table, shown))

        def value(row_id: str, key: str) -> Any:
            column = table.column(key)
            of = self._value if column.is_input else self._computed
            return of(table, row_id, column)

        ids = (*shown.own, *shown.spare)
        name = sheet_name(self.lang, form, table)
        letters = {c.key: placed.letter(c.key) for c in placed.columns}
        return Listed(table, name, ids, value, quoted(name), letters, len(ids) + MARGIN)

    def _one_page(self, form: Form, table: Table, shown: TableView) -> None:
        listed = self._own_listed(table, shown)
        if not can_show(listed):
            return
        taken = {sheet_name(self.lang, f, t) for f in self.template.forms for t in f.tables or (None,)}
        name = page_name(table, listed.title, self.lang, taken)
        lists = {
            t.key: self._own_listed(t, self.view.tables[t.key])
            for _, t in self.template.tables()
            if t.shape == "table" and t.key in self.view.tables and self.view.tables[t.key].own_columns
        }
        write_one_page(self.book, name, listed, self._own_columns(table, shown), self._head(form, name), lists)
        self._entry(form, name, GUIDE_BY(self.lang), GUIDE_WHAT(self.lang, sheet=listed.title), Now.VIEW)

    def _entry(self, form: Form, name: str, by: str, what: str, now: Now) -> None:
        self.entries.append(Entry(name, by, what, form.phase, now))

    @staticmethod
    def _own_columns(table: Table, shown: TableView) -> tuple[Column, ...]:
        """The columns of the sheet that the department fills."""
        keys = set(shown.own_columns)
        return tuple(c for c in table.columns if (c.key in keys if c.is_input else c.copy))

    def _own(self, form: Form, table: Table, shown: TableView, name: str, title: str) -> None:
        columns = self._own_columns(table, shown)
        placed = Placed(columns)

        def own(row_id: str, column: Column) -> bool:
            return column.is_input and self.may_fill(table, row_id, column)

        def open_to_somebody(column: Column) -> bool:
            return column.is_input and column.owner.party is Party.DEPARTMENT

        hint = form.hint_of(table)(self.lang)
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
            lists={c.key: "own_tasks" for c in columns if lists_own_tasks(table, c)},
            typed_rows=len(shown.own) + len(shown.spare),
            emphasis=emphasis(table.key, placed, self.lang),
            frozen=4 if table.key == "wbs" else 2,
        )
        sheet = self._write_table(table, page)
        if table.key in CALLED and not shown.context:
            self._list_live(table, placed, sheet.quoted, len(shown.own) + len(shown.spare))
        if form not in self.filled:
            self.filled.append(form)
        now = now_of(form, table, self.plan.basic.state)
        self._entry(form, name, self._department_name(), form.hint_of(table)(self.lang), now)

    def _list_live(self, table: Table, placed: Placed, sheet: str, rows: int) -> None:
        """Let other sheets pick from the titles as they are typed, so that one just added can be named."""
        letter = placed.letter(CALLED[table.key][1])
        self.book.name(f"xl_{table.key}", f"{sheet}!${letter}${HEADER_ROW + 1}:${letter}${HEADER_ROW + rows}")
        self.live.add(table.key)

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
        self._write_table(table, page)
        self._entry(form, name, CONTEXT_BY(self.lang), CONTEXT_HINT(self.lang), Now.VIEW)

    def _lists(self) -> None:
        entries = list_entries(self.plan, self.snapshot, self.ctx.names, self._own_tasks(), self.live)
        write_lists(self.book, self.template.choice_lists(), {}, [], entries)

    def _own_tasks(self) -> Sequence[str]:
        return self.view.tables["wbs"].own if "wbs" in self.view.tables else ()


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
