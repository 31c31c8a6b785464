"""A line of the budget for each approved request that costs something."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.compute import Computed
from xlplan.core.names import one_line
from xlplan.feeding.base import Cells, Feeder
from xlplan.model.plan import Plan

APPROVED = ("approved", "partly", "arrived")
SUBJECT = {
    "people": "labour",
    "material": "material",
    "equipment": "equipment",
    "software": "software",
    "site": "rent",
}
"""The subject under which each type of request is booked; others under the last one."""


def _cells(plan: Plan, _computed: Computed) -> Iterator[Cells]:
    known = {row.cell("request") for row in plan.rows("budget").values()}
    for id_, row in plan.rows("resources").items():
        cost = row.cell("cost")
        if row.cell("state") in APPROVED and cost and id_ not in known:
            yield {
                "request": id_,
                "item": one_line(row.cell("spec")),
                "subject": SUBJECT.get(str(row.cell("type")), "other"),
                "dept": row.cell("dept"),
                "task": row.cell("task"),
            }


FEEDER = Feeder("budget", _cells)
