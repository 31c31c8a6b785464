"""Where people and departments of a plan can be written to."""

from __future__ import annotations

from xlplan.forms.team import Department
from xlplan.model.plan import Plan, plan_names

WHO = ("contact", "head", "deputy")
"""Whom a department is written to: the first of these with an address."""


def addresses(plan: Plan) -> dict[str, str]:
    """E-mail addresses by the names that findings carry: of each person, of each department that of its contact."""
    mail = {i: p.email.strip() for i, p in plan.people.items() if p.email and "@" in p.email}
    if not mail:
        return {}
    names = plan_names(plan)
    found = {names.label("person", i): address for i, address in mail.items()}
    for id_, dept in plan.departments.items():
        address = next((mail[p] for p in _people(dept) if p in mail), None)
        if address is not None:
            found[names.label("dept", id_)] = address
    return found


def _people(dept: Department) -> list[str]:
    return [p for p in (dept.cell(key) for key in WHO) if isinstance(p, str)]
