"""What merged files bring beside the forms: collected from the copies, put into the plan, said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from xlplan.app.books import Submission
from xlplan.app.carry import HEADERS, LEFT_OVER, kept_cell, line_of
from xlplan.app.extras import beside_headers
from xlplan.core.finding import Finding, Place
from xlplan.core.text import Text
from xlplan.excel.sheets import safe_sheet_name, sheet_name
from xlplan.merging.brought import Arrival, Arrivals, Brought, CellAside, CellPlace, SheetArrived, bring
from xlplan.merging.brought_findings import COLUMN_CELL_ASIDE, SHEET_BOTH
from xlplan.model.carried import CarriedCell, CarriedSheet, shown_cell
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template

FROM = Text("{file}（{department}）", "{file} ({department})")


def take_in(plan: Plan, former: Plan, template: Template, submissions: Iterable[Submission]) -> Arrivals:
    """The plan with what files bring that were not merged into the ``former`` one before."""
    merged = {r.sha256 for r in former.returns}
    files = [b for s in submissions if s.sha256 not in merged for b in _brought(s, plan)]
    ours = [sheet_name(plan.language, f, t) for f in template.forms for t in f.tables or (None,)]

    def free(name: str, taken: Collection[str]) -> str:
        wanted, found, n = safe_sheet_name(name), safe_sheet_name(name), 2
        used = {t.casefold() for t in (*taken, *ours)}
        while found.casefold() in used:
            found, n = f"{wanted[:27]} ({n})", n + 1
        return found

    arrivals = bring(plan, files, free)
    return replace(arrivals, plan=_with_aside(arrivals.plan, arrivals.aside, template)) if arrivals.aside else arrivals


def _brought(submission: Submission, plan: Plan) -> Iterator[Brought]:
    side, reader = submission.side, submission.reader
    if side is None or reader is None or not side.department:
        return
    cells: dict[CellPlace, CarriedCell] = {}
    for key, rows in side.tables.items():
        located = reader.located.get(key)
        if located is None or not located.beside:
            continue
        for row in rows:
            line = line_of(row)
            if line is None or row.id not in plan.rows(key) or not _is_on(row.places, located.sheet.name):
                continue
            for header, col in beside_headers(located).items():
                cells[key, header, row.id] = kept_cell(located.sheet.cell(line, col))
    name = plan.departments[side.department].name or side.department
    if cells or submission.extra_sheets:
        yield Brought(
            submission.name, submission.sha256, side.department, name, side.issue, submission.extra_sheets, cells
        )


def _is_on(places: Mapping[str, Place], sheet: str) -> bool:
    return any(p.sheet == sheet for p in places.values())


def _with_aside(plan: Plan, aside: Iterable[CellAside], template: Template) -> Plan:
    """The plan with the cells that were not taken on the sheet of what has no place."""
    lang = plan.language
    name = LEFT_OVER(lang)
    rows = next((s.rows for s in plan.carried if s.name == name), (tuple(h(lang) for h in HEADERS),))
    more = []
    for one in aside:
        table, header, row = one.place
        source = FROM(lang, file=one.file, department=one.department)
        more.append(
            (source, None, f"{template.title_of(table)(lang)} · {header}", row_name(plan, table, row), one.value)
        )
    others = tuple(s for s in plan.carried if s.name != name)
    return replace(plan, carried=(*others, CarriedSheet(name, (*rows, *more))))


def row_name(plan: Plan, table: str, row_id: str) -> str:
    """A row as people know it: its code or number and its name, where it has them."""
    row = plan.rows(table).get(row_id)
    known = [row.cell(k) for k in ("code", "number", "name", "task") if k in type(row).model_fields] if row else []
    return " ".join(str(x) for x in known if x) or row_id


def arrival_findings(arrivals: Arrivals, template: Template) -> Iterator[Finding]:
    """What of it somebody should look at."""
    for sheet in arrivals.sheets:
        if sheet.how is Arrival.BOTH:
            yield Finding(SHEET_BOTH, Place(sheet.file, sheet.sheet), {"sheet": sheet.sheet, "name": sheet.name})
    for one in arrivals.aside:
        table, header, row = one.place
        place = Place(one.file, form=table, row_id=row)
        params = {
            "column": header,
            "row": row_name(arrivals.plan, table, row),
            "table": template.title_of(table),
            "kept": shown_cell(one.kept),
        }
        yield Finding(COLUMN_CELL_ASIDE, place, params, shown_cell(one.value))


__all__ = ["SheetArrived", "arrival_findings", "take_in"]
