"""The objectives of the project are the first targets that it is accepted by."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.compute import Computed
from xlplan.feeding.base import Cells, Feeder
from xlplan.model.plan import Plan


def _cells(plan: Plan, _computed: Computed) -> Iterator[Cells]:
    if plan.rows("acceptance_targets"):
        return
    for key in ("objective_1", "objective_2", "objective_3"):
        if objective := plan.basic.cell(key):
            yield {"target": objective}


FEEDER = Feeder("acceptance_targets", _cells, since="closing")
