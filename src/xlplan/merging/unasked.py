"""What the project manager changed of a frozen plan without an approved request: said, never put back."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import Ctx
from xlplan.forms.base import Table
from xlplan.forms.wbs import WBS
from xlplan.merging import gate_findings as f
from xlplan.merging.words import BLANK, row_label, shown
from xlplan.model.plan import Plan
from xlplan.model.snapshot import frozen_row, present
from xlplan.ownership.gate import Answer, Gate, parent_by_code
from xlplan.template.resolve import Template
from xlplan.twins.changes import WHAT


def unasked_changes(before: Plan, after: Plan, template: Template) -> Iterator[Finding]:
    """A finding for each frozen cell that differs, and each task that was added, with no request to cover it.

    ``before`` is the master as it was last written, ``after`` as its sheets say now. What neither could read is left to
    its own finding.
    """
    gate = Gate(after, template)
    if gate.baseline is None:
        return
    for _, table in template.tables():
        columns = [c for c in table.inputs if c.gated]
        for row_id in after.rows(table.key) if columns else ():
            cells = frozen_row(after, table, row_id, [c.key for c in table.inputs])
            if row_id not in before.rows(table.key):
                if table.key == WBS.key:
                    yield from _added(gate, table, row_id)
                continue
            for column in columns:
                was, now = (present(p, table, row_id, column.key) for p in (before, after))
                cell = (table.key, row_id, column.key)
                if was == now or cell in before.unread or cell in after.unread:
                    continue
                if gate.cell(table, column, row_id, was, now, cells).answer is Answer.GATED:
                    params = {
                        "row": row_label(table, row_id, cells, gate.ctx),
                        "column": column.header,
                        "was": shown(table, column.key, was, gate.ctx) or BLANK,
                        "value": shown(table, column.key, now, gate.ctx) or BLANK,
                        "what": WHAT[column.gated],
                    }
                    place = Place(form=table.key, row_id=row_id, field=column.key)
                    yield Finding(f.CHANGED_UNASKED, place, params, shown(table, column.key, now, gate.ctx))


def _added(gate: Gate, table: Table, row_id: str) -> Iterator[Finding]:
    task = gate.plan.tasks[row_id]
    cells = frozen_row(gate.plan, table, row_id, [c.key for c in table.inputs])
    codes = [(i, t.code) for i, t in gate.plan.tasks.items()]
    parent = parent_by_code(task.code, codes) or task.parent
    if not task.name or gate.new_task(None, parent, True, cells).answer is not Answer.GATED:
        return
    label = row_label(table, row_id, cells, Ctx(gate.plan.language, gate.ctx.names))
    yield Finding(f.ADDED_UNASKED, Place(form=table.key, row_id=row_id, field="name"), {"row": label})
