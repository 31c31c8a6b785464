"""What people added, fitted to the workbook that is going to be written: it may come from a document or another template."""

from __future__ import annotations

import re
from dataclasses import replace

from xlplan.app.carry import HEADERS, LEFT_OVER
from xlplan.excel.lookpage import MOST_ROWS
from xlplan.excel.notes_read import place_of
from xlplan.excel.raw_formula import column_number
from xlplan.model.carried import CarriedSheet
from xlplan.model.looks import LookNote, SheetLook
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template


def fitted(plan: Plan, template: Template) -> Plan:
    """The plan without looks of what is not there; columns of tables that the template lacks go to the sheet of the rest."""
    tables = {t.key for _, t in template.tables() if t.shape == "table"}
    known = {t.key for _, t in template.tables()} | {f.code for f in template.forms if not f.tables}
    names = {s.name for s in plan.carried}
    looks = [_fitted(x) for x in plan.looks if (x.table in known if x.table else x.sheet in names)]
    looks = [x for x in looks if not x.is_empty]
    plan = replace(plan, looks=tuple(sorted(looks, key=lambda x: (x.table, x.sheet))))
    homeless = [x for x in plan.extras if x.table not in tables]
    if not homeless:
        return plan
    name = LEFT_OVER(plan.language)
    rows = next((s.rows for s in plan.carried if s.name == name), (tuple(h(plan.language) for h in HEADERS),))
    more = tuple((x.table, None, x.header, row, cell) for x in homeless for row, cell in x.cells)
    others = tuple(s for s in plan.carried if s.name != name)
    carried = (*others, CarriedSheet(name, (*rows, *more)))
    return replace(plan, carried=carried, extras=tuple(x for x in plan.extras if x.table in tables))


def _fitted(look: SheetLook) -> SheetLook:
    notes = tuple(n for n in look.notes if _is_place(n))
    if look.table:
        return replace(look, notes=notes)
    return replace(
        look,
        notes=tuple(n for n in notes if n.cell),
        widths=tuple((k, w) for k, w in look.widths if _is_column(k) and k not in look.hidden_columns),
        hidden_columns=tuple(k for k in look.hidden_columns if _is_column(k)),
        hidden_rows=tuple(r for r in look.hidden_rows if r.isascii() and r.isdigit() and 0 < int(r) <= MOST_ROWS),
    )


def _is_place(note: LookNote) -> bool:
    return bool(note.text) and (place_of(note.cell) is not None if note.cell else bool(note.column))


def _is_column(letters: str) -> bool:
    return bool(re.fullmatch("[A-Z]{1,3}", letters)) and column_number(letters) < 16_384
