"""What a department's copy shows: its own rows, the rows it needs to know of, and which of their columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from xlplan.core.kinds.reference import ReferenceKind
from xlplan.forms.base import Form, Party, Row, Table
from xlplan.forms.basic import BASIC
from xlplan.model.order import ordered
from xlplan.model.plan import Plan, issued_id
from xlplan.ownership.rights import DeptOf, owning_department
from xlplan.template.resolve import Template


@dataclass(frozen=True, slots=True)
class TableView:
    """A table in a copy. Ids are in the order of the sheet; columns are keys of inputs in their order.

    ``spare`` has an entry per row offered for additions, empty where the id follows from what is filled in.
    ``shared`` rows are another department's in which this one has a part: they leave out ``private`` columns.
    """

    own: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    own_columns: tuple[str, ...] = ()
    context_columns: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the sheet; a context row leaves those blank that are only for own rows."""
        return self.own_columns or self.context_columns

    def shown(self, row_id: str) -> tuple[str, ...]:
        """The columns that a row shows; none for a row that is not in the copy."""
        if row_id in self.shared:
            return tuple(c for c in self.own_columns if c not in self.private)
        if row_id in self.own:
            return self.own_columns
        return self.context_columns if row_id in self.context else ()


@dataclass(frozen=True, slots=True)
class View:
    """What the copy with a serial number shows to a department; it has no other tables."""

    department: str
    serial: int
    tables: Mapping[str, TableView] = field(default_factory=dict)


def parent_of(plan: Plan) -> dict[str, str]:
    """The parent of each task that has one: by code, and by choice where the code is still missing."""
    by_code = {t.code: t.id for t in plan.tasks.values() if t.code}
    parents: dict[str, str] = {}
    for task in plan.tasks.values():
        above = by_code.get(task.code.rpartition(".")[0]) if task.code else task.parent
        if above and above in plan.tasks and above != task.id:
            parents[task.id] = above
    return parents


def ancestors(parents: Mapping[str, str], task: str) -> Iterator[str]:
    """The tasks above a task, nearest first; ends where parents go round in a circle."""
    seen = {task}
    while (task := parents.get(task, "")) and task not in seen:
        seen.add(task)
        yield task


def _tasks(plan: Plan, department: str) -> tuple[set[str], set[str]]:
    """Own tasks, and those that the department supports, is linked with, or whose part its own tasks are."""
    own = {t.id for t in plan.tasks.values() if t.dept == department and t.row_state != "void"}
    parents = parent_of(plan)
    near = {a for task in own for a in ancestors(parents, task)}
    for task in plan.tasks.values():
        if department in (task.support or ()):
            near.add(task.id)
        for link in task.predecessors or ():
            if link.predecessor in own:
                near.add(task.id)
            if task.id in own:
                near.add(link.predecessor)
    return own, (near & set(plan.tasks)) - own


def _progress(plan: Plan, own_tasks: Collection[str]) -> set[str]:
    number = plan.round.number if plan.round else None
    return {p.id for p in plan.progress.values() if p.round == number and p.task in own_tasks}


def department_view(
    plan: Plan,
    template: Template,
    department_id: str,
    issue_serial: int,
    forms: Collection[str] | None = None,
) -> View:
    """What a department's copy shows; ``forms`` restricts it to the forms with these codes.

    The responsibility matrix is not in copies: its letters are the project manager's; nor is a table of which the
    department sees nothing and in which it fills nothing. Other tasks than those
    shown are known to the file by code and name only, see :func:`xlplan.ownership.snapshot.copy_snapshot`.
    """
    seen = _seen(plan, department_id, issue_serial)
    tables: dict[str, TableView] = {}
    for form, table in template.tables():
        if table.shape == "matrix" or table.shown == "none" or not _wanted(form, plan.basic.state, forms):
            continue
        own, context = _rows(plan, table, seen)
        if table.shape == "record" and table.key != BASIC.key:
            # A notice of which nothing is written yet informs nobody.
            context = {i for i in context if any(plan.rows(table.key)[i].cell(c.key) is not None for c in table.inputs)}
        shown = table_view(plan, template, table, own, context, department_id, issue_serial)
        if own or context or shown.spare or table.key == BASIC.key:
            tables[table.key] = shown
    return View(department_id, issue_serial, tables)


def _wanted(form: Form, state: str | None, forms: Collection[str] | None) -> bool:
    """Whether a form is issued: those that are named, else those asked for in the project's state."""
    return form.is_asked(state) if forms is None else form.code in forms


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the department of a copy sees of the plan first: its tasks, those near them, its people."""

    department: str
    serial: int
    own_tasks: set[str]
    near_tasks: set[str]
    people: set[str]


def _seen(plan: Plan, department: str, serial: int) -> _Seen:
    own, near = _tasks(plan, department)
    return _Seen(department, serial, own, near, {p.id for p in plan.people.values() if p.dept == department})


def _rows(plan: Plan, table: Table, seen: _Seen) -> tuple[set[str], set[str]]:
    """Rows of a table that are the department's, and those of others that it sees."""
    if table.key == "wbs":
        return seen.own_tasks, seen.near_tasks
    if table.rounds:
        return _progress(plan, seen.own_tasks), set()
    rows = plan.rows(table.key)
    own = {i for i, row in rows.items() if seen.department in owners(plan, table, row)}
    if table.shown == "all":
        return own, set(rows) - own
    if table.shown == "own":
        return own, set()
    tasks = seen.own_tasks | seen.near_tasks
    return own, {i for i, row in rows.items() if _is_linked(table, row, tasks, seen.people)} - own


def owners(plan: Plan, table: Table, row: Row, dept_of: DeptOf | None = None) -> set[str]:
    """The departments to which a row or some of its cells belong."""

    cells = {c.key: row.cell(c.key) for c in table.inputs}
    return {d for f in table.owner_fields if (d := owning_department(f, row.id, cells, dept_of or plan.dept_of))}


def _is_linked(table: Table, row: Row, tasks: Collection[str], people: Collection[str]) -> bool:
    """Whether a row names one of these tasks or people."""
    known = {"task": tasks, "person": people}
    return any(isinstance(c.kind, ReferenceKind) and row.cell(c.key) in known.get(c.kind.to, ()) for c in table.inputs)


def has_own_sheet(table: Table) -> bool:
    """Whether copies have a sheet of a table on which departments fill something in, beside rows for information."""
    columns = (c for c in table.inputs if c.copy)
    return table.appended_by is Party.DEPARTMENT or any(c.owner.party is Party.DEPARTMENT for c in columns)


def table_view(
    plan: Plan, template: Template, table: Table, own: set[str], context: set[str], department: str, serial: int
) -> TableView:
    """A table in the copy of a department that shows these rows."""
    in_order = ordered(plan, table.key)
    copied = [c for c in table.inputs if c.copy]
    allowed = table.context
    appends = table.appended_by is Party.DEPARTMENT
    fills = has_own_sheet(table)
    offered = template.spare.get(table.key, 0) if appends else 0
    return TableView(
        tuple(i for i in in_order if i in own),
        tuple(i for i in in_order if i in context),
        tuple("" if table.id_of else issued_id(table.prefix, serial, n) for n in range(1, offered + 1)),
        tuple(c.key for c in copied) if fills else (),
        tuple(c.key for c in copied if not c.private and (allowed is None or c.key in allowed)),
        frozenset(i for i in own if _is_anothers(plan, table, i, department)),
        frozenset(c.key for c in copied if c.private),
    )


def _is_anothers(plan: Plan, table: Table, row_id: str, department: str) -> bool:
    """Whether a row is, as a whole, another department's than the one that has a part in it."""
    if not table.owner_field or "." in table.owner_field:
        return False
    return plan.rows(table.key)[row_id].cell(table.owner_field) not in (None, department)
