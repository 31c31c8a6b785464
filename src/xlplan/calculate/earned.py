"""What was earned by each round, for the S-curve."""

from __future__ import annotations

from xlplan.calculate.compute import Computed
from xlplan.model.plan import Plan
from xlplan.twins.curve import past
from xlplan.twins.engine import serial


def earned_rounds(plan: Plan, computed: Computed) -> list[tuple[int, float]]:
    """Day and earned share of each round before the present one, up to the status date."""
    status = computed.world.params["status_date"]
    present = plan.round.number if plan.round else 0
    rounds = [(r.number, int(serial(r.status_date))) for r in plan.rounds if r.number < present]
    if isinstance(status, int):
        rounds = [(number, day) for number, day in rounds if day < status]
    reports = [
        (row.round, row.task, float(row.percent))
        for row in plan.progress.values()
        if row.task and row.round and row.percent is not None
    ]
    values = {task: float(computed.value("wbs", task, "value") or 0) for task in plan.tasks}
    return past(rounds, reports, values)
