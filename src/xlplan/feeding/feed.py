"""All feeders over a plan. A second run adds nothing."""

from __future__ import annotations

from xlplan.calculate.compute import compute
from xlplan.feeding import acceptance, basic, budget, interfaces, selfcheck
from xlplan.feeding.base import Fed, Feeder
from xlplan.forms.base import Row, make_row
from xlplan.model.plan import Plan
from xlplan.model.state import applies
from xlplan.template.resolve import Template

FEEDERS: tuple[Feeder, ...] = (
    basic.FEEDER,
    interfaces.FEEDER,
    budget.FEEDER,
    selfcheck.FEEDER,
    acceptance.FEEDER,
)


def feed(plan: Plan, template: Template) -> tuple[Plan, list[Fed]]:
    """The plan with what follows from its own forms laid out, and what that was.

    What is there already, or could not be read, is never changed.
    """
    done: list[Fed] = []
    keys = {table.key for _, table in template.tables()}
    computed = None
    for feeder in FEEDERS:
        if feeder.table not in keys or not applies(feeder.since, plan.basic.state):
            continue
        computed = computed or compute(plan, template)
        table = template.table(feeder.table)
        rows: dict[str, Row] = dict(plan.rows(table.key))
        fresh = plan.next_ids(table.key, table.prefix)
        for cells in feeder.cells(plan, computed):
            given = {k: v for k, v in cells.items() if v is not None and table.has(k)}
            if table.shape != "record":
                row_id = table.id_of(given) if table.id_of else next(fresh)
                if row_id is None or row_id in rows:
                    continue
                row = make_row(table.row, row_id, given)
            else:
                record = next(iter(rows.values()), None) or table.row(id=table.prefix)
                given = {
                    k: v
                    for k, v in given.items()
                    if record.cell(k) is None and (table.key, record.id, k) not in plan.unread
                }
                row = record.with_cells(given)
            if given:
                rows[row.id] = row
                done.append(Fed(table.key, row.id, tuple(given)))
        if rows != plan.rows(table.key):
            plan = plan.with_tables({table.key: rows})
    return plan, done
