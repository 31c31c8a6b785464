"""Lists on paper forms and pages of a single row: formulas that follow the sheets they look into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from judges import ironcalc_values, libreoffice_recalculated
from parity.engines import Meant, Values, differences, read_values, recorded, shown, write_poisoned
from parity.plans import sample_plan
from xlplan.app.split import write_copy
from xlplan.calculate.compute import compute
from xlplan.core.text import LANGS, Lang, Text
from xlplan.excel.master import write_master
from xlplan.excel.onepage import label_formula
from xlplan.forms.acceptance import Problem, Target
from xlplan.forms.approval import PAPER
from xlplan.forms.paper import Fields, Listing, Paper, Shown, Signatures
from xlplan.forms.risks import Risk
from xlplan.model.plan import Plan
from xlplan.ownership.snapshot import copy_snapshot
from xlplan.ownership.view import department_view
from xlplan.template.resolve import Template, load_template

WORD = Text("词", "word")
RISK_PAGE = Paper(
    (
        Fields(WORD, (("number", "state"), ("description",), ("task",), ("score", "level"), ("action",))),
        Fields(WORD, (("contingency",), ("owner", "due"), ("occurred_on",))),
        Signatures(WORD, (WORD, WORD, WORD)),
    ),
    Text("风险应对单", "Risk sheet"),
)
TASK_PAGE = Paper(
    (
        Fields(None, (("code", "dept"), ("name",), ("start", "finish"), ("percent", "duration"))),
        Listing(WORD, "risks", (Shown(WORD, "description"), Shown(WORD, "state")), 2, of="task"),
        Listing(WORD, "risks", (Shown(WORD, "description"),), 3, of="task", where=("state", ("open", "closed"))),
    ),
    Text("任务单", "Task sheet"),
)
PAGES = {"risks": RISK_PAGE, "wbs": TASK_PAGE}
NAMES = {"risks": RISK_PAGE.title, "wbs": TASK_PAGE.title}


def with_pages() -> Template:
    template = load_template()
    forms = (
        replace(f, tables=tuple(replace(t, one_page=PAGES[t.key]) if t.key in PAGES else t for t in f.tables))
        for f in template.forms
    )
    return replace(template, forms=tuple(forms))


def filled(lang: Lang) -> Plan:
    """The sample with more of everything that is listed than fits, and odd texts."""
    plan, _ = sample_plan(lang)
    problems = {
        f"problem{n:03d}": Problem(
            id=f"problem{n:03d}",
            problem=f"*问题~{n}?\n二行",
            dept="d01" if n % 2 else None,
            due=dt.date(2027, 1, n),
            state=("open", "solved", "in_progress", None)[n % 4],
        )
        for n in range(1, 15)
    }
    targets = {
        "target001": Target(id="target001", target="甲", planned="=1+1", reached=True),
        "target002": Target(id="target002", planned="无指标"),
        "target003": Target(id="target003", target="TRUE", actual="0"),
    }
    risks = dict(plan.risks)
    task = next(r.task for r in risks.values() if r.task)
    for n in range(4):
        state = ("open", "closed", "occurred", "open")[n]
        risks[f"r9{n}"] = Risk(id=f"r9{n}", number=f"R-~*{n}", description="长" * 60 + f"\n{n}", task=task, state=state)
    return plan.with_tables({"acceptance_problems": problems, "acceptance_targets": targets, "risks": risks})


def in_ironcalc(path: Path, meant: Meant) -> Values:
    return ironcalc_values(path, {sheet: list(cells) for sheet, cells in meant.items()})


def in_libreoffice(path: Path, meant: Meant) -> Values:
    return read_values(libreoffice_recalculated([path], path.parent / "out")[0])


ENGINES = [in_ironcalc, pytest.param(in_libreoffice, marks=pytest.mark.slow)]
Engine = Callable[[Path, Meant], Values]


def pages_of(meant: Meant, lang: Lang) -> Meant:
    """The formulas of the sheets that are looked at here."""
    names = {title(lang) for title in NAMES.values() if title}
    names |= {"项目立项通知书", "项目验收报告", "Approval notice", "Acceptance report"}
    return {sheet: cells for sheet, cells in meant.items() if sheet in names}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lang", LANGS)
def test_pages_come_to_what_python_says(tmp_path: Path, lang: Lang, engine: Engine) -> None:
    meant = pages_of(write_poisoned(tmp_path / "m.xlsx", filled(lang), with_pages()), lang)
    assert len(meant) == 4 and sum(map(len, meant.values())) > 300
    found = differences(meant, engine(tmp_path / "m.xlsx", meant))
    assert not found, shown(found)


def test_what_a_list_shows(tmp_path: Path) -> None:
    plan = filled("zh")
    template = with_pages()
    write_master(tmp_path / "m.xlsx", plan, template, compute(plan, template), "{}")
    report = read_values(tmp_path / "m.xlsx")["项目验收报告"]
    listed = [report.get(f"C{row}") for row in range(1, 80)]
    assert [t for t in listed if str(t).startswith("*问题")] == [f"*问题~{n}?\n二行" for n in (2, 4, 6, 8)]
    assert "另有 3 项，见“验收遗留问题”" in report.values()
    assert [t for t in listed if t in ("甲", "TRUE", None, "无指标")][:2] and "无指标" not in listed
    blank = read_values(write(tmp_path / "b.xlsx", replace(plan, tables={"basic": {}}), template))
    assert "（无）" in blank["项目验收报告"].values() and "（无）" in blank["项目立项通知书"].values()


def write(path: Path, plan: Plan, template: Template) -> Path:
    write_master(path, plan, template, compute(plan, template), "{}")
    return path


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lang", LANGS)
def test_choosing_another_row_shows_it(tmp_path: Path, lang: Lang, engine: Engine) -> None:
    plan, template = filled(lang), with_pages()
    path = tmp_path / "m.xlsx"
    write(path, plan, template)
    book = openpyxl.load_workbook(path)
    page, tasks = (title(lang) for title in NAMES.values() if title)
    with_risks = next(t for t in plan.tasks.values() if t.id == plan.risks["r90"].task)
    book[page]["C1"].value = f"R-~*2 {'长' * 40}"
    book[tasks]["C1"].value = f"{with_risks.code} {with_risks.name}"
    book.save(path)
    asked: Meant = {name: {f"{c}{r}": ("", None) for c in "BCDE" for r in range(1, 40)} for name in (page, tasks)}
    values = engine(path, asked)
    texts = set(values[page].values())
    assert {"R-~*2", "长" * 60 + "\n2"} <= texts
    shown_task = [v for v in values[tasks].values() if v not in (None, "")]
    assert {with_risks.code, with_risks.name} <= set(shown_task)
    own = [r for r in plan.risks.values() if r.task == with_risks.id]
    assert len(own) >= 4
    chosen = [r.description for r in own if r.state in ("open", "closed")]
    assert [v for v in shown_task if v in [r.description for r in own]] == [
        *[r.description for r in own][:2],
        *chosen[:3],
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_choice_that_is_none_leaves_the_page_empty(tmp_path: Path, engine: Engine) -> None:
    plan, template = filled("zh"), with_pages()
    path = write(tmp_path / "m.xlsx", plan, template)
    for choice in (None, "没有这一项", "*"):
        book = openpyxl.load_workbook(path)
        book["风险应对单"]["C1"].value = choice
        book.save(tmp_path / "c.xlsx")
        cells = ("C7", "E7", "C8", "C9", "C10", "E10", "C14", "E14")
        values = engine(tmp_path / "c.xlsx", {"风险应对单": dict.fromkeys(cells, ("", None))})
        assert {values["风险应对单"].get(c) or "" for c in cells} == {""}


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_are_sorted_deleted_or_added_are_followed(tmp_path: Path, engine: Engine) -> None:
    plan, template = filled("zh"), with_pages()
    path = write(tmp_path / "m.xlsx", plan, template)
    book = openpyxl.load_workbook(path)
    sheet = book["验收遗留问题"]
    keys = {c.value: c.column for c in sheet[5]}
    for row, text in ((7, "先"), (30, "后")):
        sheet.cell(row, keys["problem"]).value = text
        sheet.cell(row, keys["state"]).value = "待处理"
    sheet.cell(8, keys["state"]).value = "已解决"
    book.save(path)
    asked: Meant = {"项目验收报告": {f"{c}{r}": ("", None) for c in "CE" for r in range(1, 60)}}
    values = engine(path, asked)["项目验收报告"]
    texts: list[Any] = [values.get(f"C{r}") for r in range(1, 60)]
    first = texts.index("先")
    assert texts[first : first + 4] == ["先", *(f"*问题~{n}?\n二行" for n in (4, 6, 8))]
    assert "另有 4 项，见“验收遗留问题”" in values.values()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lang", LANGS)
def test_pages_in_a_copy(tmp_path: Path, lang: Lang, engine: Engine) -> None:
    """The page looks into the department's own sheet: a risk that it just typed can be printed."""
    plan, template = filled(lang), with_pages()
    view = department_view(plan, template, "d03", 9)
    path = tmp_path / "c.xlsx"
    assert plan.round is not None
    with recorded(poison=False) as meant:
        write_copy(path, plan, template, compute(plan, template), view, copy_snapshot(plan, template, view), plan.round)
    page, tasks = (title(lang) for title in NAMES.values() if title)
    assert {page, tasks} <= set(meant)
    found = differences(meant, engine(path, meant))
    assert not found, shown(found)
    book = openpyxl.load_workbook(path)
    sheet = next(s for s in book.worksheets if s["A5"].value == "xlplan:risks")
    assert book.sheetnames.index(page) == book.sheetnames.index(sheet.title) + 1
    keys = {c.value: c.column for c in sheet[5]}
    free = 7 + len(view.tables["risks"].own)
    # IronCalc takes a blank cell that openpyxl saved for a zero, so that the row gets a number.
    sheet.cell(free, keys["number"]).value = "R-新"
    sheet.cell(free, keys["description"]).value = "刚发现的风险"
    book[page]["C1"].value = "R-新 刚发现的风险"
    book.save(path)
    values = engine(path, {page: {f"C{r}": ("", None) for r in range(6, 12)}})
    assert "刚发现的风险" in values[page].values()


def test_titles_of_rows_are_cut_as_the_names_are() -> None:
    assert label_formula(("A1", "B1")) == 'TRIM(A1&" "&LEFT(TRIM(SUBSTITUTE(B1&"",CHAR(10)," ")),40))'
    assert any(isinstance(block, Listing) for block in PAPER.blocks)
