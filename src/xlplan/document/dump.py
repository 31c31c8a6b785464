"""Plans to plan documents: everything that a workbook holds, with ids, in the order of the sheets."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from xlplan.core.kinds.base import Ctx
from xlplan.document.accepted import dump_accepted
from xlplan.document.baselines import dump_baselines
from xlplan.document.carried import dump_sheets
from xlplan.document.extras import dump_extras
from xlplan.document.history import dump_history
from xlplan.document.looks import dump_looks
from xlplan.document.pending import dump_decisions, dump_pending
from xlplan.forms.base import Row, Table
from xlplan.model.order import code_key, ordered
from xlplan.model.plan import FORMAT, Plan, plan_names
from xlplan.template.resolve import Template


def dump(plan: Plan, template: Template, *, history: bool = False) -> dict[str, Any]:
    """The document as plain data. References are written as the code or name people know where that is unique.

    What happened to the workbook is part of the document inside it only: it asks for ``history``.
    """
    ctx = Ctx(plan.language, plan_names(plan))
    data: dict[str, Any] = {
        "format": FORMAT,
        "template": template.name if template.source is None else template.source,
        "language": plan.language,
        "identity": {"project": plan.project, "revision": plan.revision},
    }
    for form in template.forms:
        # Later tables are left out while they hold nothing: documents from before read the same.
        parts = {t.key: _table(plan, t, ctx) for t in form.tables if t.since == 1 or plan.rows(t.key)}
        if parts:
            data[form.code] = parts if len(form.tables) > 1 else parts[form.tables[0].key]
    data["rounds"] = [
        {
            "number": r.number,
            "status_date": r.status_date.isoformat(),
            **({"due": r.due.isoformat()} if r.due else {}),
        }
        for r in plan.rounds
    ]
    data["issues"] = [
        {
            "serial": i.serial,
            "revision": i.revision,
            "round": i.round,
            "department": i.department,
            "forms": list(i.forms),
            "base_sha256": i.base_sha256,
            "file": i.file,
        }
        for i in plan.issues
    ]
    if plan.returns:
        data["returns"] = [asdict(r) for r in plan.returns]
    if plan.former_codes:
        data["former_codes"] = [{"task": i, "codes": list(codes)} for i, codes in sorted(plan.former_codes.items())]
    if plan.baselines:
        data["baselines"] = dump_baselines(plan, ctx)
    if plan.unread:
        data["unread"] = [
            {"table": t, "row": r, "field": f, "text": text} for (t, r, f), text in sorted(plan.unread.items())
        ]
    if plan.carried:
        data["carried"] = dump_sheets(plan.carried)
    if plan.extras:
        data["extras"] = dump_extras(plan.extras)
    if plan.looks:
        data["looks"] = dump_looks(plan.looks)
    if plan.pending:
        data["pending"] = dump_pending(plan.pending)
    if plan.taken:
        data["taken"] = list(plan.taken)
    if plan.decisions:
        data["decisions"] = dump_decisions(plan.decisions)
    if plan.accepted:
        data["accepted"] = dump_accepted(plan.accepted)
    if history and plan.history:
        data["history"] = dump_history(plan.history)
    return data


def _ids(plan: Plan, table: Table) -> list[str]:
    if table.rounds:

        def order(id_: str) -> Any:
            row = plan.progress[id_]
            task = plan.tasks.get(row.task or "")
            return (row.round or 0, code_key(task.code if task else None))

        return sorted(plan.rows(table.key), key=order)
    return ordered(plan, table.key)


def _table(plan: Plan, table: Table, ctx: Ctx) -> Any:
    rows = plan.rows(table.key)
    listed = [_row(table, rows[i], ctx) for i in _ids(plan, table)]
    if table.shape == "record":
        return {k: v for k, v in listed[0].items() if k != "id"} if listed else {}
    return listed


def _row(table: Table, row: Row, ctx: Ctx) -> dict[str, Any]:
    cells: dict[str, Any] = {"id": row.id}
    for column in table.inputs:
        value = row.cell(column.key)
        if value is not None:
            cells[column.key] = column.kind.to_doc(value, ctx)
    return cells


def to_json(plan: Plan, template: Template, *, history: bool = False) -> str:
    """The document as JSON text."""
    return json.dumps(dump(plan, template, history=history), ensure_ascii=False, indent=1) + "\n"


def to_yaml(plan: Plan, template: Template) -> str:
    """The document as YAML text."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(dump(plan, template), Dumper=dumper, sort_keys=False, allow_unicode=True, width=4096))
