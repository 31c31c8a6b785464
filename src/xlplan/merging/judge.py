"""Why an edit is refused, or has to wait for a decision. Rights are judged by the base of the submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Party
from xlplan.merging.gate import Gatekeeper
from xlplan.merging.identity import frozen_cells, label_key, same
from xlplan.merging.pending import by_cell, decided
from xlplan.merging.sides import Edit, EditKey, Side
from xlplan.merging.state import RowKey, State
from xlplan.merging.taken import mark
from xlplan.merging.words import Reason
from xlplan.model.plan import CellKey
from xlplan.model.read import ReadRow
from xlplan.model.snapshot import is_unread
from xlplan.ownership.rights import governing_field, is_frozen, may_edit, origin, owning_department
from xlplan.template.resolve import Template


class Judge:
    """Knows all sides and the state; answers for one edit at a time."""

    def __init__(self, state: State, template: Template, sides: Sequence[Side], gone: set[RowKey]) -> None:
        self.state, self.template, self.sides, self.gone = state, template, sides, gone
        self.rows: dict[tuple[int, str, str], ReadRow] = {
            (n, table, row.id): row for n, s in enumerate(sides) for table, rows in s.tables.items() for row in rows
        }
        self.number = {id(side): n for n, side in enumerate(sides)}
        self.unsettled: set[RowKey] = set()  # new rows on whose names the sides don't agree
        self.decisions = by_cell(state.plan.decisions)
        self.marks = frozenset(state.plan.taken)
        self.waits: frozenset[EditKey] = frozenset()  # edits that name rows which did not come in
        self.gatekeeper = Gatekeeper(self)

    def came_before(self, edit: Edit) -> bool:
        """Whether the same value came from the same copy already, so that a change since then is the later one."""
        return edit.side.department is not None and edit.side.anchored and mark(edit) in self.marks

    def decided(self, edit: Edit) -> bool:
        """Whether the project manager decided about it already."""
        return decided(self.decisions, edit)

    # --- refused ----------------------------------------------------------------------------------

    def refusal(self, edit: Edit) -> Reason:
        """Why an edit is rejected; NONE where it may stand."""
        if edit.aside in (Reason.DUPLICATE_ROW, Reason.ROW_UNKNOWN):
            return edit.aside
        if edit.unreadable:
            return Reason.UNREADABLE
        if edit.side.department is None:
            return Reason.NONE
        reason = self._without_right(edit)
        if reason or same(edit.value, self.state.value(edit.cell)):
            return reason
        if self._moved(edit):
            return Reason.GATED if self.gatekeeper.hangs(edit) else Reason.MOVED
        if self._frozen(edit):
            return Reason.FROZEN
        if self.superseded(edit.side, edit.cell, edit.value):
            return Reason.NONE
        return Reason.GATED if self.gatekeeper.refuses(edit) else Reason.NONE

    def _without_right(self, edit: Edit) -> Reason:
        table = self.state.tables[edit.table]
        department = edit.side.department
        cells = self.said(edit) if edit.is_new else edit.side.snapshot.rows(edit.table)[edit.row_id]
        if edit.is_new and table.appended_by is Party.DEPARTMENT and table.has(table.owner_field):
            named = cells.get(table.owner_field)
            if isinstance(named, str) and named != department:
                return Reason.NOT_OWNER if edit.key == table.owner_field else Reason.PROPOSAL
            if edit.key == table.owner_field:
                return Reason.NONE
        allowed = may_edit(
            table,
            table.column(edit.key),
            edit.row_id,
            cells,
            department,
            is_new=edit.is_new,
            appended=self._appended(edit),
            dept_of=lambda task: self.dept_in(edit.side, task),
        )
        if allowed and edit.table == "wbs" and edit.key in ("code", "parent"):
            allowed = not self._under_foreign_leaf(edit)
        return Reason.NONE if allowed else Reason.NOT_OWNER

    def _frozen(self, edit: Edit) -> bool:
        """Whether the row was decided when it was issued, or has been since.

        What a new row says of its own decision counts for nothing, only which row it belongs to.
        """
        table, snapshot = self.state.tables[edit.table], edit.side.snapshot
        issued = snapshot.rows(edit.table).get(edit.row_id, {})
        if edit.is_new:
            issued = {k: v for k, v in self.said(edit).items() if k == table.frozen_with}
        tables, column = self.state.tables, table.column(edit.key)
        if is_frozen(tables, table, column, issued, lambda t, i: snapshot.rows(t).get(i, {})):
            return True
        now = {**issued, **self.state.cells(edit.table, edit.row_id)}
        return is_frozen(tables, table, column, now, self.state.cells)

    def said(self, edit: Edit) -> dict[str, JsonValue]:
        """What the row of an edit says in its file."""
        return self.said_in(edit.side, edit.table, edit.row_id)

    def said_in(self, side: Side, table_key: str, row_id: str) -> dict[str, JsonValue]:
        """What a row says in a file."""
        row = self.rows.get((self.number[id(side)], table_key, row_id))
        table = self.state.tables[table_key]
        return frozen_cells(table, row, (c.key for c in table.inputs)) if row else {}

    def _appended(self, edit: Edit) -> bool:
        return origin(self.state.plan.issues, edit.row_id) == edit.side.department

    def dept_in(self, side: Side, task: str) -> str | None:
        """The department of a task as a file shows it.

        A task that the file adds is its department's. Files without the task list leave it to the master.
        """
        if "wbs" not in side.snapshot.columns:
            return self.state.dept_of(task)
        if (self.number[id(side)], "wbs", task) in self.rows and side.is_new("wbs", task):
            return side.department
        value = side.snapshot.value("wbs", task, "dept")
        return value if isinstance(value, str) else None

    def _under_foreign_leaf(self, edit: Edit) -> bool:
        """A sub-task would make another department's task a summary and put its dates out of force."""
        codes: Mapping[str, str] = {i: n[0] for i, n in edit.side.snapshot.names.get("task", {}).items() if n[0]}
        parent: str | None
        if edit.key == "parent":
            parent = edit.value
        else:
            above = str(edit.value or "").rpartition(".")[0]
            parent = next((i for i, code in codes.items() if code == above), None)
        if parent is None or parent not in edit.side.snapshot.names.get("task", {}):
            return False
        if self.dept_in(edit.side, parent) == edit.side.department:
            return False
        code = codes.get(parent)
        return not any(code and c.startswith(code + ".") for c in codes.values())

    def _moved(self, edit: Edit) -> bool:
        """Whether the row has gone to another department since the issue, and not by the file itself."""
        if (edit.table, edit.row_id) in self.gone:  # that is another matter
            return False
        table = self.state.tables[edit.table]
        plain = table.has(table.owner_field)
        joined = edit.is_new or self._appended(edit)
        field = table.owner_field if joined and plain else governing_field(table, table.column(edit.key))
        cells = self.state.cells(edit.table, edit.row_id)
        if edit.row_id not in self.state.plan.rows(edit.table):
            if "." not in field:  # a row that the master has not yet can't have gone elsewhere
                return False
            cells = {**cells, **self.said(edit)}
        now = owning_department(field, edit.row_id, cells, self.state.dept_of)
        if now == edit.side.department:
            return False
        own = self.said(edit).get(field)
        return not (own is not None and own == now)

    # --- waiting ----------------------------------------------------------------------------------

    def held(self, edit: Edit) -> Reason:
        """Why a permitted edit waits for a decision whatever the others say; NONE where it doesn't."""
        if not edit.side.anchored:
            return Reason.NO_BASE
        row = (edit.table, edit.row_id)
        if row in self.gone:
            return Reason.ROW_GONE
        if edit.aside is Reason.ROW_IN_DOUBT:
            return edit.aside
        if edit.identity in self.waits:
            return Reason.REFERS
        return Reason.ROW_DIFFERS if edit.is_new and self._differs(edit) else Reason.NONE

    def _differs(self, edit: Edit) -> bool:
        """One id filled in differently: the name that this side gave the row is not the one it has now."""
        label = label_key(self.state.tables[edit.table])
        if not label:
            return False
        if edit.key == label or edit.side.department is None:
            return False
        row = (edit.table, edit.row_id)
        name = self.said(edit).get(label)
        if name is None or is_unread(name):
            return row in self.unsettled
        cell = (edit.table, edit.row_id, label)
        now = self.state.value(cell)
        if now is None:
            return row in self.unsettled
        return not same(name, now) and not self.superseded(edit.side, cell, name)

    def superseded(self, side: Side, cell: CellKey, value: JsonValue) -> bool:
        """Whether a later base shows the value: the master had it, and it was changed after that."""
        table, row_id, key = cell
        for other in self.sides:
            if not other.anchored or other.snapshot.revision <= side.snapshot.revision:
                continue
            if value is not None:
                if same(other.snapshot.value(*cell), value):
                    return True
            elif not other.is_new(table, row_id) and key in other.snapshot.columns.get(table, ()):
                # A blank is evidence only where the file shows the cell at all.
                shows = other.department in (None, side.department)
                if shows and other.snapshot.value(*cell) is None:
                    return True
        return False
