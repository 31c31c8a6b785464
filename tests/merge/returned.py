"""Copies as departments return them, without files: what a reader would give, and hands that change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from xlplan.core.cell import BLANK, Cell, Problem, Value
from xlplan.core.finding import Place
from xlplan.document.load import load_document
from xlplan.forms.changes import Change, ChangeLine
from xlplan.merging.sides import Side, make_side
from xlplan.model.plan import Issue, Plan
from xlplan.model.read import ReadRow, ReadTable
from xlplan.model.snapshot import UNREAD, Snapshot, is_unread
from xlplan.ownership.snapshot import copy_snapshot, master_snapshot
from xlplan.ownership.view import department_view
from xlplan.template.resolve import Template, load_template

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "smart-lock" / "plan.zh.yaml"
Tables = dict[str, ReadTable]
Hand = Callable[[Tables], None]
"""Somebody who changes a file."""


@cache
def template() -> Template:
    return load_template("standard")


@cache
def _sample() -> Plan:
    return load_document(SAMPLE)[0]


def sample(**changes: Any) -> Plan:
    """The sample project before its baseline; plans are not changed in place, so one reading serves all tests."""
    return replace(_sample(), **{"baselines": (), **changes})


def frozen_sample(**changes: Any) -> Plan:
    """The sample project with its baseline."""
    return sample(baselines=_sample().baselines, **changes)


@cache
def _small() -> Plan:
    plan = _sample()
    tasks = {f"t{n:03d}" for n in (19, 20, 21, 22, 23, 24, 28, 34, 35, 36, 37, 38, 39, 57, 58)}
    kept: dict[str, dict[str, Any]] = {k: dict(rows) for k, rows in plan.tables.items()}
    kept["wbs"] = {
        i: t.with_cells({"predecessors": tuple(p for p in t.predecessors or () if p.predecessor in tasks) or None})
        for i, t in plan.tasks.items()
        if i in tasks
    }
    for key in ("progress", "risks", "raci"):
        kept[key] = {i: r for i, r in plan.rows(key).items() if r.cell("task") in tasks}
    kept["changes"] = {
        "g001": Change(
            id="g001", number="C-研发-001", title="更换供应商", dept="d03", reason="交期", state="to_approve"
        ),
        "g002": Change(
            id="g002", number="C-供应链-001", title="延长试验", dept="d04", reason="新增要求", state="approved"
        ),
    }
    kept["change_lines"] = {
        "gl001": ChangeLine(id="gl001", change="g001", task="t022", what="duration", dept="d03"),
        "gl002": ChangeLine(id="gl002", change="g002", task="t028", what="dates", dept="d04"),
    }
    kept["people"] = {i: p for i, p in plan.people.items() if p.dept in ("d01", "d03", "d04")}
    return plan.with_tables(kept)


def small(**changes: Any) -> Plan:
    """A part of the sample project before its baseline, for tests with many examples."""
    return replace(_small(), **{"baselines": (), **changes})


def with_cell(plan: Plan, table: str, row_id: str, **cells: Any) -> Plan:
    """The plan with some cells changed, as the project manager does it in the master."""
    rows = dict(plan.rows(table))
    rows[row_id] = rows[row_id].with_cells(cells)
    return plan.with_tables({table: rows})


def without_row(plan: Plan, table: str, row_id: str) -> Plan:
    return replace(plan, tables={**plan.tables, table: {i: r for i, r in plan.rows(table).items() if i != row_id}})


def issue(plan: Plan, department: str, serial: int, forms: tuple[str, ...] | None = None) -> tuple[Plan, Snapshot]:
    """Hand out a copy: the plan with the issue in its register, and the base of the copy."""
    number = plan.round.number if plan.round else 0
    snapshot = copy_snapshot(plan, template(), department_view(plan, template(), department, serial, forms))
    entry = Issue(serial, plan.revision, number, department, forms or (), snapshot.sha256)
    return replace(plan, issues=(*plan.issues, entry)), snapshot


def unchanged(snapshot: Snapshot) -> Tables:
    """What a reader gives for a copy that came back as it was issued, its empty spare rows included."""
    tables: Tables = {}
    for _, table in template().tables():
        if table.key not in snapshot.columns:
            continue
        keys = snapshot.columns[table.key]
        rows = []
        spare = snapshot.spare.get(table.key, ())
        for n, row_id in enumerate((*snapshot.rows(table.key), *spare)):
            cells = {k: _cell(table.column(k).kind, snapshot.value(table.key, row_id, k)) for k in keys}
            places = {k: Place("", table.key, f"R{n + 4}", table.key, row_id, k) for k in keys}
            rows.append(ReadRow(row_id, cells, places))
        tables[table.key] = ReadTable(table, True, keys, rows)
    return tables


def _cell(kind: Any, data: Any) -> Cell:
    if data is None:
        return BLANK
    return Problem(data[UNREAD], "not-a-number") if is_unread(data) else Value(kind.thaw(data))


def put(table: str, row_id: str, **cells: Any) -> Hand:
    """Fill cells of a row; None clears, a Problem is unreadable. An unknown row is appended."""

    def hand(tables: Tables) -> None:
        read = tables[table]
        row = next((r for r in read.rows if r.id == row_id), None)
        if row is None:
            row = ReadRow(row_id, dict.fromkeys(read.columns, BLANK), {}, lost_id=not row_id)
            read.rows.append(row)
        row.cells.update({k: _typed(v) for k, v in cells.items()})

    return hand


def _typed(value: Any) -> Cell:
    if value is None:
        return BLANK
    return value if isinstance(value, Problem) else Value(value)


def on(table: str, change: Callable[[list[ReadRow]], None]) -> Hand:
    """Change the list of rows itself: sort, delete, copy."""
    return lambda tables: change(tables[table].rows)


def returned(snapshot: Snapshot, *hands: Hand, name: str = "", **more: Any) -> Side:
    """The side of a copy (or master) after some hands have been at it."""
    tables = unchanged(snapshot)
    for hand in hands:
        hand(tables)
    name = name or f"{snapshot.department or 'master'}-{snapshot.serial}.xlsx"
    return make_side(tables, snapshot, template(), file=name, sha256=more.pop("sha256", f"sha-{name}"), **more)


def master_side(before: Plan, after: Plan) -> Side:
    """The project manager's side: the master as last written beside the master as it is now."""
    return make_side(
        unchanged(master_snapshot(after, template())),
        master_snapshot(before, template()),
        template(),
        file="master.xlsx",
        sha256="sha-master",
    )


def outcomes(result: Any, *, table: str | None = None) -> Mapping[tuple[str, str, str], list[tuple[str, str]]]:
    """Outcome and reason of every edit by cell."""
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for d in result.details:
        if table in (None, d.table):
            found.setdefault(d.cell, []).append((d.outcome.value, d.reason.value))
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
