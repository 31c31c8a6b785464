"""Basic information takes what the approval notice says, where it says nothing itself."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.compute import Computed
from xlplan.feeding.base import Cells, Feeder
from xlplan.model.plan import Plan

FROM_APPROVAL = {
    "name": "name",
    "code": "code",
    "manager": "manager",
    "start": "start",
    "finish": "finish",
    "budget": "approved_budget",
}
FROM_REQUEST = {"sponsor_dept": "applicant_dept", "expected_results": "expected_results"}


def _cells(plan: Plan, _computed: Computed) -> Iterator[Cells]:
    for source, keys in (("approval", FROM_APPROVAL), ("initiation", FROM_REQUEST)):
        row = next(iter(plan.rows(source).values()), None)
        # A draft of a notice or of a request decides nothing yet.
        if row is not None and next(iter(plan.rows("approval").values()), row).cell("approve_date"):
            yield {key: row.cell(field) for key, field in keys.items()}


FEEDER = Feeder("basic", _cells, since="initiating")
