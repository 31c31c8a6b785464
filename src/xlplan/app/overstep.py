"""What a department changed in its copy and may not: said when the copy is checked, in the words of the merge.

The copy is merged into the plan that it was issued from, as far as it shows that plan; whatever the merge refuses there,
it will refuse in the master as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlplan.core.finding import Finding
from xlplan.core.kinds.base import Ctx
from xlplan.merging import findings as f
from xlplan.merging import gate_findings
from xlplan.merging.decide import merge
from xlplan.merging.result import Detail
from xlplan.merging.sides import Side
from xlplan.merging.words import BLANK, REASONS, Outcome, Reason, shown
from xlplan.model.plan import Issue, Plan, serial_of
from xlplan.model.snapshot import Snapshot, names_of_snapshot
from xlplan.ownership.issued import issued_plan
from xlplan.template.resolve import Template
from xlplan.twins.changes import WHAT

REFUSED = (Reason.NOT_OWNER, Reason.PROPOSAL, Reason.FROZEN)


def refused_edits(side: Side, template: Template) -> Iterator[Finding]:
    """A finding for each cell of a copy that its department changed without a right to.

    What a baseline froze is said unless the copy holds a request for it; of a new task once, not for each of its cells.
    """
    plan = _with_origins(issued_plan(side.snapshot, template), side.snapshot, template)
    result = merge(plan, template, [side])
    refused = [x for x in result.of(Outcome.REJECTED) if x.reason in REFUSED or x.reason is Reason.GATED]
    if not refused:
        return
    ctx = Ctx(side.snapshot.language, names_of_snapshot(side.snapshot))
    told: set[str] = set()
    for detail in refused:
        if detail.reason in REFUSED:
            yield Finding(f.NOT_TAKEN, detail.place, _params(detail, template, ctx), _value(detail, template, ctx))
        elif detail.request in {d.request for d in result.drafted}:
            if detail.new_row and detail.table == "wbs":
                if detail.row_id not in told:
                    yield Finding(gate_findings.TASK_NEEDS_REQUEST, detail.place, {"row": detail.label})
                told.add(detail.row_id)
                continue
            value = _value(detail, template, ctx)
            params = _params(detail, template, ctx)
            what = WHAT[template.table(detail.table).column(detail.key).gated]
            more = {"what": what, "value": value or BLANK}
            yield Finding(gate_findings.NEEDS_REQUEST, detail.place, {**params, **more}, value)


def _value(detail: Detail, template: Template, ctx: Ctx) -> str:
    return shown(template.table(detail.table), detail.key, detail.value, ctx)


def _params(detail: Detail, template: Template, ctx: Ctx) -> dict[str, object]:
    table = template.table(detail.table)
    return {
        "row": detail.label,
        "column": table.column(detail.key).header,
        "reason": REASONS[detail.reason],
        "was": shown(table, detail.key, detail.base, ctx) or BLANK,
    }


def _with_origins(plan: Plan, snapshot: Snapshot, template: Template) -> Plan:
    """The plan with an issue for each copy in which the department can have added rows that are its own now."""
    serials = {
        serial
        for _, table in template.tables()
        for id_, cells in snapshot.rows(table.key).items()
        if cells.get(table.owner_field) == snapshot.department and (serial := serial_of(id_)) is not None
    }
    number, dept = snapshot.round, snapshot.department
    return replace(plan, issues=tuple(Issue(n, plan.revision, number, dept, (), "", "") for n in sorted(serials)))
