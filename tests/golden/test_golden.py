"""Sheets of the sample project, compared with texts that people have reviewed.

``XLPLAN_UPDATE_GOLDEN=1`` writes the texts anew; look at what changed before it is kept.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from golden.projection import WIDEST, project
from parity.engines import write_copies
from parity.plans import sample_plan
from xlplan.calculate.compute import compute
from xlplan.core.text import LANGS, Lang
from xlplan.excel.master import write_master

GOLDEN = Path(__file__).resolve().parent
UPDATE = os.environ.get("XLPLAN_UPDATE_GOLDEN", "") not in ("", "0")
MOST_LINES = 95

MASTER = {
    "guide": 40,
    "dashboard": 40,
    "initiation": 40,
    "approval": 40,
    "basic": 40,
    "departments": 3,
    "people": 3,
    "wbs": 4,
    "raci": 4,
    "gantt": 4,
    "interfaces": 2,
    "resources": 2,
    "page_resources": 40,
    "budget": 2,
    "budget_summary": 30,
    "progress": 3,
    "history": 3,
    "risks": 3,
    "changes": 2,
    "change_lines": 2,
    "actions": 2,
    "selfcheck": 2,
    "acceptance": 60,
    "acceptance_problems": 2,
    "retrospective": 2,
    "documents": 2,
    "calendar": 4,
}
"""How many rows are shown of each sheet."""
COPY = (
    "guide",
    "wbs",
    "wbs_context",
    "progress",
    "risks",
    "people",
    "interfaces",
    "resources",
    "page_changes",
    "selfcheck",
)


@cache
def _books(lang: Lang, folder: Path) -> tuple[Workbook, Workbook, Workbook, Workbook]:
    """The master and the copy of the department with most tasks, with values and with formulas."""
    plan, template = sample_plan(lang)
    master = folder / "master.xlsx"
    write_master(master, plan, template, compute(plan, template), "{}")
    busiest = max(plan.departments, key=lambda d: sum(t.dept == d for t in plan.tasks.values()))
    copy = next(p for p in write_copies(folder, plan, template) if p.stem.endswith(busiest))
    return tuple(openpyxl.load_workbook(p, data_only=v) for p in (master, copy) for v in (True, False))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("golden")


def _compare(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    lines = text.splitlines()
    assert len(lines) <= MOST_LINES and all(len(line) <= WIDEST for line in lines), len(lines)
    if UPDATE:
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing: run with XLPLAN_UPDATE_GOLDEN=1"
    assert path.read_text(encoding="utf-8") == text


def _marked(book: Workbook, kind: str) -> str:
    """The name of the sheet with a mark of ours, such as ``xlplan:wbs:context``."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=8, max_col=2, values_only=True):
            for value in row:
                if isinstance(value, str) and value.startswith("xlplan:"):
                    table, _, rest = value.removeprefix("xlplan:").partition(":")
                    if f"{table}_{rest}" == kind or (table == kind and rest != "context" and table != "page"):
                        return sheet.title
    raise KeyError(kind)


@pytest.mark.parametrize("sheet", MASTER)
@pytest.mark.parametrize("lang", LANGS)
def test_master(lang: Lang, sheet: str, folder: Path) -> None:
    values, formulas, *_ = _books(lang, _of(folder, lang))
    _compare(f"{sheet}.{lang}", project(values, formulas, _marked(values, sheet), MASTER[sheet]))


@pytest.mark.parametrize("sheet", COPY)
@pytest.mark.parametrize("lang", LANGS)
def test_copy(lang: Lang, sheet: str, folder: Path) -> None:
    *_, values, formulas = _books(lang, _of(folder, lang))
    rows = 40 if sheet == "guide" else 3
    _compare(f"copy-{sheet}.{lang}", project(values, formulas, _marked(values, sheet), rows))


@pytest.mark.parametrize("lang", LANGS)
def test_sheets(lang: Lang, folder: Path) -> None:
    """All sheets of both workbooks in order, with their size, and all names."""
    master, master_formulas, copy, _ = _books(lang, _of(folder, lang))
    lines = []
    for title, book in (("master", master), ("copy", copy)):
        lines.append(f"{title}: {', '.join(f'{s.title} ({s.sheet_state[0]} {s.dimensions})' for s in book.worksheets)}")
    lines += [f"name {n}: {d.attr_text}" for n, d in sorted(master_formulas.defined_names.items())]
    lines = [line[i : i + WIDEST] for line in lines for i in range(0, len(line), WIDEST)]
    _compare(f"sheets.{lang}", "\n".join(lines) + "\n")


def _of(folder: Path, lang: Lang) -> Path:
    inner = folder / lang
    inner.mkdir(exist_ok=True)
    return inner
