"""Plans, masters and submissions of any size."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlplan.app.saving import save_master
from xlplan.app.split import SplitResult, issued_dates, split, write_copy
from xlplan.calculate.compute import compute
from xlplan.document.load import load_source
from xlplan.document.source import Source
from xlplan.model.plan import Plan
from xlplan.ownership.snapshot import copy_snapshot
from xlplan.ownership.view import department_view
from xlplan.template.resolve import load_template

STATUS = dt.date(2026, 4, 3)
GROUP = 10
"""Rows of a summary with its tasks."""


def generated_plan(tasks: int, departments: int = 5) -> Plan:
    """A plan of so many rows: groups of a summary and nine tasks in a chain, each group one department's."""
    names = [f"Department {n}" for n in range(1, departments + 1)]
    people = [
        {"name": f"Person {n}", "dept": names[n % departments], "role": "core", "employee_no": f"{10_000 + n}"}
        for n in range(max(40, 2 * departments))
    ]
    wbs: list[dict[str, Any]] = []
    for n in range(tasks):
        group, place = divmod(n, GROUP)
        owner = group % departments
        row: dict[str, Any] = {"code": f"{group + 1}" if place == 0 else f"{group + 1}.{place}"}
        row |= {"name": f"Task {n}", "dept": names[owner], "deliverable": f"Result {n}"}
        row |= {"acceptance": "Reviewed and signed by the receiving department"}
        if place:
            row |= {"owner": f"Person {owner + departments * (place % 2)}", "duration": 5, "effort": 8}
        if place > 1:
            row |= {"predecessors": f"{group + 1}.{place - 1}FS+1d"}
        elif place == 1:
            row |= {"manual_start": f"2026-{3 + group % 6:02d}-{2 + group % 5:02d}"}
        wbs.append(row)
    document = {
        "format": 1,
        "template": "standard",
        "language": "en",
        "identity": {"project": "7d1f6a44-0a53-4a39-8b0e-5a1d7a3f2c11", "revision": 0},
        "basic": {"name": "Generated", "code": "GEN-1", "start": "2026-03-02", "finish": "2027-12-31"},
        "team": {"departments": [{"name": d} for d in names], "people": people},
        "wbs": wbs,
    }
    return load_source(Source("generated.yaml", document), load_template())[0]


def issued(plan: Plan, folder: Path) -> SplitResult:
    """A master of the plan in an empty folder, and what came of splitting it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    master = folder / "master.xlsx"
    save_master(master, plan, load_template())
    return split(master, folder / "issued", status_date=STATUS, today=STATUS)


def submissions(found: SplitResult, folder: Path, count: int, variants: int = 1) -> list[Path]:
    """So many filled copies: each department reports progress; its variants report different tasks.

    Where that is not enough, they repeat under other names and with other bytes, as what people send again does.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    plan, template = found.plan, found.template
    dates = issued_dates(plan, compute(plan, template))
    made: list[Path] = []
    for variant in range(variants):
        filled = _reported(plan, found.round.number, variant, variants)
        computed = compute(filled, template)
        for serial, dept in _numbered(found):
            if len(made) == count:
                break
            view = department_view(plan, template, dept, serial, None)
            snapshot = copy_snapshot(plan, template, view, dates=dates)
            made.append(folder / f"{len(made):04d}.xlsx")
            write_copy(made[-1], filled, template, computed, view, snapshot, found.round)
    files = list(made)
    while len(files) < count:
        files.append(folder / f"{len(files):04d}.xlsx")
        shutil.copyfile(made[(len(files) - 1) % len(made)], files[-1])
        with zipfile.ZipFile(files[-1], "a") as package:
            package.comment = str(len(files)).encode()
    return files


def _numbered(found: SplitResult) -> list[tuple[int, str]]:
    """Serial numbers as splitting gave them, and departments."""
    return list(enumerate((d.id for d in found.plan.departments.values() if d.name), 1))


def _reported(plan: Plan, round_: int, variant: int, variants: int) -> Plan:
    """The plan with progress on one in so many tasks of this round."""
    rows = dict(plan.progress)
    for n, (row_id, row) in enumerate(plan.progress.items()):
        if row.round == round_ and n % variants == variant:
            done = Decimal(n % 9 + 1) / 10
            rows[row_id] = row.with_cells({"percent": done, "actual_start": STATUS - dt.timedelta(days=3 + n % 20)})
    return plan.with_tables({"progress": rows})
