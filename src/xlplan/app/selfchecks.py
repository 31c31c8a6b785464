"""Laying out self-checks: a row for each finished task that has a deliverable, for its department to fill in."""

from __future__ import annotations

from xlplan.calculate.compute import Computed
from xlplan.forms.base import Row
from xlplan.forms.selfcheck import FORM, SELFCHECK, SelfCheck, selfcheck_id
from xlplan.model.order import task_order
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template


def with_selfchecks(plan: Plan, computed: Computed, template: Template) -> Plan:
    """The plan with a self-check for each leaf that is complete and has a deliverable, where none is there yet.

    Nothing is laid out while the project's state does not ask for self-checks, or is not known.
    """
    state = plan.basic.state
    if not template.has(FORM.code) or state is None or not template.form(FORM.code).is_asked(state):
        return plan
    rows: dict[str, Row] = dict(plan.rows(SELFCHECK.key))
    checked = {row.cell("task") for row in rows.values()}
    for task in task_order(plan):
        finished = computed.is_leaf(task) and computed.percent(task) >= 1
        if finished and plan.tasks[task].deliverable and task not in checked:
            id_ = selfcheck_id(task)
            rows.setdefault(id_, SelfCheck(id=id_, task=task))
    return plan if len(rows) == len(plan.rows(SELFCHECK.key)) else plan.with_tables({SELFCHECK.key: rows})
