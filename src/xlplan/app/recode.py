"""Codes in copies that were issued before the master was renumbered: an added task's code means what the copy shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xlplan.app.renumber_findings import CODE_FOLLOWS
from xlplan.core.cell import Value
from xlplan.core.finding import Finding, Place
from xlplan.merging.sides import Side
from xlplan.model.plan import Plan
from xlplan.model.read import ReadRow


def recoded(side: Side, plan: Plan) -> Side:
    """The side of a copy with the codes of added tasks brought to those of the plan, and a note for each.

    The code of a task that was merged since and renumbered is the one that it has now. Else the nearest task above it in
    the copy's own list says under what code it belongs.
    """
    known = side.snapshot.names.get("task", {})
    issued = {str(names[0]).casefold(): id_ for id_, names in known.items() if names and names[0]}
    rows: list[ReadRow] = []
    notes: list[Finding] = []
    for row in side.tables.get("wbs", ()):
        code = row.value("code")
        now = _now(row, str(code), issued, plan) if code and side.is_new("wbs", row.id) else None
        if now is None or now == code:
            rows.append(row)
            continue
        rows.append(replace(row, cells={**row.cells, "code": Value(now, str(code))}))
        place = row.places.get("code", Place(file=side.file, form="wbs", row_id=row.id, field="code"))
        notes.append(Finding(CODE_FOLLOWS, place, {"task": row.value("name") or row.id, "new": now}, str(code)))
    return replace(side, tables={**side.tables, "wbs": rows}, findings=(*side.findings, *notes)) if notes else side


def _now(row: ReadRow, code: str, issued: dict[str, str], plan: Plan) -> str | None:
    """What a code of an added task is called now; None where nothing of it was renumbered."""
    task = plan.tasks.get(row.id)
    if task is not None and code in plan.former_codes.get(row.id, ()):
        return task.code
    for above in _above(code):
        id_ = issued.get(above.casefold())
        if id_ is not None:
            parent = plan.tasks.get(id_)
            return f"{parent.code}{code[len(above) :]}" if parent and parent.code else None
    return None


def _above(code: str) -> Iterable[str]:
    while "." in code:
        code = code.rpartition(".")[0]
        yield code
