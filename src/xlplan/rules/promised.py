"""What resources are promised for, against the tasks that need them."""

from __future__ import annotations

from xlplan.forms.resources import Resource
from xlplan.rules.context import RuleContext


def is_settled(context: RuleContext, row: Resource) -> bool:
    """Whether nothing is to be waited for any more."""
    return row.state in ("rejected", "arrived") or row.arrived_on is not None or context.over(row.task)


def critical_wait(context: RuleContext, row: Resource) -> int:
    """Working days that a critical task has to wait for what is promised; 0 where it has not."""
    task = row.task or ""
    start = context.computed.start(task)
    if is_settled(context, row) or not (row.promised_on and start and row.promised_on > start):
        return 0
    if not context.computed.value("wbs", task, "critical"):
        return 0
    return (context.working_days(start, row.promised_on) or 0) - bool(context.works(row.promised_on))
