"""What a department changed in its copy and may not: said when the copy is checked, in the words of the merge.

The copy is merged into the plan that it was issued from, as far as it shows that plan; whatever the merge refuses there,
it will refuse in the master as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import Finding
from xlplan.core.kinds.base import Ctx
from xlplan.forms.base import Row, make_row
from xlplan.merge import findings as f
from xlplan.merge.decide import merge
from xlplan.merge.sides import Side
from xlplan.merge.words import REASONS, Outcome, Reason, shown
from xlplan.model.plan import CellKey, Issue, Plan, Round, serial_of
from xlplan.model.snapshot import Snapshot, is_unread, names_of_snapshot
from xlplan.template.resolve import Template

REFUSED = (Reason.NOT_OWNER, Reason.PROPOSAL, Reason.FROZEN)


def refused_edits(side: Side, template: Template) -> Iterator[Finding]:
    """A finding for each cell of a copy that its department changed without a right to."""
    result = merge(issued_plan(side.snapshot, template), template, [side])
    ctx = Ctx(side.snapshot.language, names_of_snapshot(side.snapshot))
    for detail in result.of(Outcome.REJECTED):
        if detail.reason not in REFUSED:
            continue
        table = template.table(detail.table)
        value, was = (shown(table, detail.key, v, ctx) for v in (detail.value, detail.base))
        params = {
            "row": detail.label,
            "column": table.column(detail.key).header,
            "reason": REASONS[detail.reason],
            "was": was,
        }
        yield Finding(f.NOT_TAKEN, detail.place, params, value)


def issued_plan(snapshot: Snapshot, template: Template) -> Plan:
    """The part of the plan that a copy was issued with. ValueError, TypeError for a base that nobody issued."""
    tables: dict[str, dict[str, Row]] = {}
    unread: dict[CellKey, str] = {}
    serials: set[int] = set()
    for _, table in template.tables():
        tables[table.key] = {}
        for id_, cells in snapshot.rows(table.key).items():
            known = {k: v for k, v in cells.items() if table.has(k)}
            unread.update({(table.key, id_, k): str(v["unread"]) for k, v in known.items() if is_unread(v)})
            values = {k: table.column(k).kind.thaw(v) for k, v in known.items() if not is_unread(v)}
            tables[table.key][id_] = make_row(table.row, id_, values)
            # Its own copies are the only ones in which the department can have added a row that is its own.
            if cells.get(table.owner_field) == snapshot.department and (serial := serial_of(id_)) is not None:
                serials.add(serial)
    day = snapshot.status_date or dt.date.min
    return Plan(
        project=snapshot.project,
        revision=snapshot.revision,
        template=snapshot.template,
        language=snapshot.language,
        tables=tables,
        rounds=(Round(snapshot.round, day, snapshot.due),) if snapshot.round else (),
        issues=tuple(
            Issue(n, snapshot.revision, snapshot.round, snapshot.department, (), "", "") for n in sorted(serials)
        ),
        unread=unread,
    )
