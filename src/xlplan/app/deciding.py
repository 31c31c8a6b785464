"""From the sheet of decisions to choices: words are understood, own values read like any other cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from xlplan.app.books import open_raw
from xlplan.core.cell import Blank, Problem
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding
from xlplan.core.kinds.base import Ctx
from xlplan.core.raw import RawWorkbook
from xlplan.core.text import Text
from xlplan.excel.decisionread import PickedLine, has_decisions, picked_lines
from xlplan.excel.decisionwords import read_pick
from xlplan.excel.raw_limits import Limits
from xlplan.merging import findings as f
from xlplan.merging.identity import frozen_cell
from xlplan.merging.settle import Choice
from xlplan.model.pending import Pick
from xlplan.model.plan import Plan, plan_names
from xlplan.template.resolve import Template

NO_SHEET = Text("{file} 里没有“待裁定事项”表", "{file} has no sheet of decisions")


def choices_in(raw: RawWorkbook, plan: Plan, template: Template, findings: list[Finding]) -> Iterator[Choice]:
    """The choices of a workbook's sheet of decisions; what is not understood becomes a finding.

    ``plan`` names people, departments and tasks, and the rows that the decisions are about.
    """
    ctx = Ctx(plan.language, plan_names(plan), today=plan.status_date)
    labels = {p.cell: p.label for p in plan.pending}
    tables = {t.key: t for _, t in template.tables()}
    for line in picked_lines(raw):
        table_key, row_id, key = line.cell
        if table_key not in tables or not tables[table_key].has(key):
            findings.append(Finding(f.DECISION_UNKNOWN, line.place))
            continue
        if line.apart:
            findings.append(Finding(f.DECISION_APART, line.place, {}, line.pick))
            continue
        choice = _choice(line, ctx, template)
        if choice is None:
            column = tables[table_key].column(key).header
            place = replace(line.place, form=table_key, row_id=row_id, field=key)
            params = {"row": labels.get(line.cell, row_id), "column": column}
            said = " ".join(t for t in (line.pick, line.own.text) if t)
            findings.append(Finding(f.DECISION_UNCLEAR, place, params, said))
        else:
            yield choice


def _choice(line: PickedLine, ctx: Ctx, template: Template) -> Choice | None:
    """The choice of a line; None where it isn't clear: unknown words, an own value missing, unreadable or not asked for."""
    said = read_pick(line.pick) if line.pick else (Pick.OWN, "")
    if said is None:
        return None
    pick, letter = said
    if pick is not Pick.OWN:
        return Choice(line.mark, line.cell, pick, letter, None, line.place) if line.own.is_blank else None
    column = template.table(line.cell[0]).column(line.cell[2])
    cell = column.kind.parse(line.own, ctx)
    if isinstance(cell, Problem | Blank):
        return None
    return Choice(line.mark, line.cell, pick, "", frozen_cell(column, cell), line.place)


def open_decisions(path: Path, limits: Limits) -> RawWorkbook:
    """A workbook with a sheet of decisions; InputError where it has none or can't be read."""
    raw = open_raw(path, limits)
    if not has_decisions(raw):
        raise InputError(NO_SHEET, file=path.name)
    return raw
