"""What the dropdown lists of a copy offer: no more than the file's own list of names says."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlplan.core.names import Names
from xlplan.forms.base import Column, Table
from xlplan.forms.catalogue import CALLED
from xlplan.model.plan import Plan
from xlplan.model.snapshot import Snapshot


def lists_own_tasks(table: Table, column: Column) -> bool:
    """Whether a dropdown helps more when it lists the department's own tasks only."""
    return (table.key, column.key) == ("wbs", "parent") or (
        column.key == "task" and column.owner.field == "task.dept" == table.owner_field
    )


def list_entries(
    plan: Plan, snapshot: Snapshot, names: Names, own_tasks: Sequence[str], live: Collection[str]
) -> dict[str, list[str]]:
    """The entries of each list by name; the department's people come first. ``live`` tables make lists of their own."""
    everyone = list(plan.people)

    def own_people_first(person: str) -> tuple[bool, int]:
        return (plan.people[person].dept != snapshot.department, everyone.index(person))

    known = snapshot.names
    people = sorted((p for p in known.get("person", {}) if plan.people[p].name), key=own_people_first)
    return {
        "departments": [names.label("dept", d) for d in plan.departments],
        "people": [names.label("person", p) for p in people],
        "tasks": [names.label("task", t) for t in known.get("task", {}) if plan.tasks[t].code],
        "own_tasks": [names.label("task", t) for t in own_tasks if plan.tasks[t].code],
        **{t: [names.label(t, i) for i in known.get(t, {})] for t in CALLED if t not in live},
    }
