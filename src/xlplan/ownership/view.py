"""What a department's copy shows: its own rows, the rows it needs to know of, and which of their columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from xlplan.forms.base import Party, Table
from xlplan.model.order import ordered
from xlplan.model.plan import Plan, issued_id
from xlplan.template.resolve import Template

# What other departments' rows show. Tables that are not named here show all columns that are not private.
_CONTEXT: Mapping[str, tuple[str, ...]] = {
    "wbs": ("code", "name", "dept", "owner", "deliverable", "manual_start", "manual_finish"),
    "milestones": ("number", "name", "task", "deliverable", "standard", "owner"),
    "people": ("name", "dept", "role"),
    "risks": ("description", "owner", "dept", "state"),
}


@dataclass(frozen=True, slots=True)
class TableView:
    """A table in a copy. Ids are in the order of the sheet; columns are keys of inputs in their order.

    ``spare`` has an entry per row offered for additions, empty where the id follows from what is filled in.
    """

    own: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    own_columns: tuple[str, ...] = ()
    context_columns: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the sheet; a context row leaves those blank that are only for own rows."""
        return self.own_columns or self.context_columns

    def shown(self, row_id: str) -> tuple[str, ...]:
        """The columns that a row shows; none for a row that is not in the copy."""
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


def _risks(plan: Plan, department: str, shown_tasks: Collection[str]) -> tuple[set[str], set[str]]:
    own = {r.id for r in plan.risks.values() if department in (r.dept, r.raised_by_dept)}
    return own, {r.id for r in plan.risks.values() if r.task in shown_tasks} - own


def _milestones(plan: Plan, department: str, own_tasks: Collection[str]) -> set[str]:
    """Those that hang on its tasks, and those that its people answer for."""
    people = {p.id for p in plan.people.values() if p.dept == department}
    return {m.id for m in plan.milestones.values() if m.task in own_tasks or m.owner in people}


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
    own_tasks, near_tasks = _tasks(plan, department_id)
    choose: dict[str, Callable[[], tuple[set[str], set[str]]]] = {
        "wbs": lambda: (own_tasks, near_tasks),
        "people": lambda: _split(plan, "people", {p.id for p in plan.people.values() if p.dept == department_id}),
        "milestones": lambda: (set(), _milestones(plan, department_id, own_tasks)),
        "departments": lambda: _split(plan, "departments", {department_id}),
        "progress": lambda: (_progress(plan, own_tasks), set()),
        "risks": lambda: _risks(plan, department_id, own_tasks | near_tasks),
    }
    tables: dict[str, TableView] = {}
    for form, table in template.tables():
        if table.shape == "matrix" or (forms is not None and form.code not in forms):
            continue
        chosen = choose.get(table.key)
        own, context = chosen() if chosen else (set(), set(plan.rows(table.key)))
        shown = _table_view(plan, template, table, own, context, issue_serial)
        if context or shown.own_columns or table.shape == "record":
            tables[table.key] = shown
    return View(department_id, issue_serial, tables)


def _split(plan: Plan, table: str, own: set[str]) -> tuple[set[str], set[str]]:
    everything = set(plan.rows(table))
    return own & everything, everything - own


def _table_view(
    plan: Plan, template: Template, table: Table, own: set[str], context: set[str], serial: int
) -> TableView:
    in_order = ordered(plan, table.key)
    copied = [c for c in table.inputs if c.copy]
    allowed = _CONTEXT.get(table.key)
    appends = table.appended_by is Party.DEPARTMENT
    fills = appends or any(c.owner.party is Party.DEPARTMENT for c in copied)
    offered = template.spare.get(table.key, 0) if appends else 0
    return TableView(
        tuple(i for i in in_order if i in own),
        tuple(i for i in in_order if i in context),
        tuple("" if table.id_of else issued_id(table.prefix, serial, n) for n in range(1, offered + 1)),
        tuple(c.key for c in copied) if fills else (),
        tuple(c.key for c in copied if not c.private and (allowed is None or c.key in allowed)),
    )
