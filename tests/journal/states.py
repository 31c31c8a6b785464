"""A packed plan document as a mapping of cells, for comparing states."""

from __future__ import annotations

from xlplan.core.kinds.base import JsonValue
from xlplan.document.load import load_source, template_of
from xlplan.document.source import parse_source
from xlplan.model.plan import CellKey, Plan
from xlplan.model.snapshot import frozen_row
from xlplan.store.journal import unpacked
from xlplan.template.resolve import Template


def plan_of(document: bytes) -> tuple[Plan, Template]:
    source = parse_source(unpacked(document), "document", is_json=True)
    template = template_of(source)
    return load_source(source, template)[0], template


def cells_of(document: bytes) -> dict[CellKey, JsonValue]:
    return plan_cells(*plan_of(document))


def plan_cells(plan: Plan, template: Template) -> dict[CellKey, JsonValue]:
    return {
        (table.key, row_id, key): value
        for _, table in template.tables()
        for row_id in plan.rows(table.key)
        for key, value in frozen_row(plan, table, row_id, [c.key for c in table.inputs]).items()
    }
