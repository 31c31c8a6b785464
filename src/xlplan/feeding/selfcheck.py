"""A self-check for each finished task that has something to deliver."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.compute import Computed
from xlplan.feeding.base import Cells, Feeder
from xlplan.model.order import task_order
from xlplan.model.plan import Plan


def _cells(plan: Plan, computed: Computed) -> Iterator[Cells]:
    known = {row.cell("task") for row in plan.rows("selfcheck").values()}
    for id_ in task_order(plan):
        if id_ not in known and plan.tasks[id_].deliverable and computed.is_leaf(id_) and computed.percent(id_) >= 1:
            yield {"task": id_}


FEEDER = Feeder("selfcheck", _cells, since="executing")
