"""A handover for each link that leads from a task of one department to a task of another."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.compute import Computed
from xlplan.feeding.base import Cells, Feeder
from xlplan.model.order import task_order
from xlplan.model.plan import Plan


def _cells(plan: Plan, computed: Computed) -> Iterator[Cells]:
    known = {(row.cell("from_task"), row.cell("to_task")) for row in plan.rows("interfaces").values()}
    for id_ in task_order(plan):
        task = plan.tasks[id_]
        for link in task.predecessors or ():
            before = plan.tasks.get(link.predecessor)
            if before is None or not link.hands_over or (before.id, id_) in known:
                continue
            other = before.dept and task.dept and before.dept != task.dept
            # What is finished has been handed over, or was never missed.
            if other and computed.is_leaf(before.id) and computed.is_leaf(id_) and computed.percent(id_) < 1:
                known.add((before.id, id_))
                yield {"from_task": before.id, "to_task": id_, "deliverable": before.deliverable}


FEEDER = Feeder("interfaces", _cells)
