"""Whom findings concern: the department that a row belongs to and the person who answers for it, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlplan.core.finding import Concern, Finding, Place
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.names import Names
from xlplan.forms.base import Row, Table
from xlplan.model.plan import Plan, plan_names
from xlplan.ownership.rights import governing_field, owning_department
from xlplan.template.resolve import Template

DUTIES = ("owner", "manager", "head", "contact", "deputy")
"""Columns that say who answers for something now. Others, such as who checked or decided, say what was."""


def with_concern(
    findings: Iterable[Finding], plan: Plan, template: Template, department: str = "", names: Names | None = None
) -> list[Finding]:
    """Findings with the names of whom they concern; ``department`` is that of a copy, whose findings are all its own.

    ``names`` are those of the plan, where they are at hand.
    """
    return list(_Concerns(plan, template, department, names or plan_names(plan)).of(findings))


class _Concerns:
    def __init__(self, plan: Plan, template: Template, department: str, names: Names) -> None:
        self.plan, self.department, self.names = plan, department, names
        self.tables = {t.key: t for _, t in template.tables()}
        self.known: dict[tuple[str, str, str], Concern] = {}

    def of(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            key = (finding.place.form, finding.place.row_id, finding.place.field)
            if key not in self.known:
                self.known[key] = self._concern(finding.place)
            yield replace(finding, concern=self.known[key]) if finding.concern == Concern() else finding

    def _concern(self, place: Place) -> Concern:
        row = self.plan.rows(place.form).get(place.row_id)
        dept, owner = self.department, None
        if row is not None and place.form in self.tables:
            dept = self.department or self._dept(self.tables[place.form], row, place.field) or ""
            owner = self._owner(self.tables[place.form], row, dept)
        return Concern(self._label("dept", dept), self._label("person", owner))

    def _label(self, target: str, id_: str | None) -> str:
        return self.names.label(target, id_) if id_ else ""

    def _dept(self, table: Table, row: Row, key: str) -> str | None:
        """The department that the cell belongs to, else the row, else its task."""
        fields = list(table.owner_fields)
        if table.has(key) and (governing := governing_field(table, table.column(key))):
            fields.insert(0, governing)
        cells = {f.partition(".")[0]: row.cell(f.partition(".")[0]) for f in fields if f != "id"}
        found = (owning_department(f, row.id, cells, self.plan.dept_of) for f in fields)
        task = row.cell("task") if table.has("task") else None
        named = self.plan.dept_of(task) if isinstance(task, str) else None
        return next(filter(None, found), named)

    def _owner(self, table: Table, row: Row, dept: str) -> str | None:
        """Who answers for the row, else for its task; nobody of another department than the one concerned."""
        for key in DUTIES:
            if table.has(key) and table.column(key).kind == ReferenceKind("person"):
                person = row.cell(key)
                if isinstance(person, str):
                    return person if self._is_of(person, dept) else None
        task = self.plan.tasks.get(str(row.cell("task"))) if table.has("task") else None
        return task.owner if task and task.owner and self._is_of(task.owner, dept) else None

    def _is_of(self, person: str, dept: str) -> bool:
        found = self.plan.people.get(person)
        return not dept or found is None or found.dept in (None, dept)
