"""Every formula that is written is one that Excel 2013 takes and computes as meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from parity.engines import write_copies
from parity.lint import Area, Formulas, Place, Tables, circles, formulas_of, parse, problems_of
from parity.plans import blank_plan, random_plan, sample_plan, small_template
from xlplan.calculate.compute import compute
from xlplan.core.text import LANGS, Lang
from xlplan.excel.book import column_letter
from xlplan.excel.calcpages import calc_tables
from xlplan.excel.formula import CalcTable
from xlplan.excel.master import write_master
from xlplan.forms.team import Department
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template, load_template
from xlplan.twins import raci_matrix

ROLLED = ("start", "finish", "late_start", "late_finish", "set_start", "set_finish", "weight", "earned")
FORWARD = "wbs.own_push wbs.pushed wbs.es wbs.es_chain wbs.ef wbs.ef_chain links.p_start links.p_finish links.reach links.push"
BACKWARD = (
    "wbs.limit_finish wbs.limit_start wbs.lf wbs.ls wbs.move_s wbs.move_chain wbs.move_f "
    "links.bound links.back links.limit links.finish links.start links.best_finish links.best_start"
)
CHAINS = (
    *(f"wbs.{key} wbs.{key}_chain" for key in ROLLED),
    "wbs.open_float wbs.float_chain",
    "wbs.earliest",
    "wbs.pred_before",
    FORWARD,
    BACKWARD,
)
"""Columns that reach each other's rows through OFFSET: children before parents, predecessors before successors."""


def _chains(plan: Plan, template: Template) -> list[frozenset[tuple[str, str]]]:
    tables: dict[str, CalcTable] = calc_tables(compute(plan, template))

    def column(name: str) -> tuple[str, str]:
        table, key = name.split(".")
        return f"xl_calc_{table}", column_letter(tables[table].keys.index(key))

    return [frozenset(map(column, chain.split())) for chain in CHAINS]


def _problems(path: Path, plan: Plan, template: Template) -> list[str]:
    write_master(path, plan, template, compute(plan, template), "{}")
    return problems_of(formulas_of(path), _chains(plan, template))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_sample(tmp_path: Path, lang: Lang) -> None:
    plan, template = sample_plan(lang)
    assert _problems(tmp_path / "m.xlsx", plan, template) == []


@pytest.mark.parametrize("lang", LANGS)
def test_blank(tmp_path: Path, lang: Lang) -> None:
    assert _problems(tmp_path / "m.xlsx", blank_plan(lang), load_template()) == []


@pytest.mark.parametrize("seed", range(101, 104))
def test_random(tmp_path: Path, seed: int) -> None:
    template = small_template()
    assert _problems(tmp_path / "m.xlsx", random_plan(seed, template), template) == []


@pytest.mark.slow
def test_no_departments_and_many(tmp_path: Path) -> None:
    template = small_template()
    for count in (0, 40):
        departments = {f"d{n:02d}": Department(id=f"d{n:02d}", name=f"部门{n}") for n in range(count)}
        plan = blank_plan("zh").with_tables({"departments": departments})
        assert _problems(tmp_path / f"{count}.xlsx", plan, template) == []


@pytest.mark.parametrize("lang", LANGS)
def test_copies_hold_formulas_on_pages_to_print_only(tmp_path: Path, lang: Lang) -> None:
    plan, template = sample_plan(lang)
    copies = write_copies(tmp_path, plan, template)
    assert len(copies) == len(plan.departments)
    for copy in copies:
        book = formulas_of(copy)
        assert problems_of(book) == []
        pages = {p.sheet for p in book.places if p.kind == "cell"}
        shown = openpyxl.load_workbook(copy).worksheets
        assert pages <= {s.title for s in shown if str(s.cell(1, 1).value).startswith("xlplan:page:")}
        assert {p.kind for p in book.places} - {"cell"} == {"name", "validation", "format"}


def test_the_linter_sees_every_kind_of_place(tmp_path: Path) -> None:
    plan, template = sample_plan("zh")
    write_master(tmp_path / "m.xlsx", plan, template, compute(plan, template), "{}")
    book = formulas_of(tmp_path / "m.xlsx")
    kinds = {kind: sum(p.kind == kind for p in book.places) for kind in {p.kind for p in book.places}}
    assert set(kinds) == {"cell", "format", "validation", "name", "table column"}
    assert kinds["cell"] > 15_000
    # Without the declared chains the linter objects to them, and to nothing else.
    told = problems_of(book)
    assert len(told) == len(CHAINS)
    assert all(line.startswith("circular columns: xl_calc_") for line in told)


# --- the linter itself ----------------------------------------------------------------------------

GOOD = (
    'IF(A1="","",INDEX(\'x y\'!$B$1:$B$9,ROW()))',
    "SUMPRODUCT(('x'!$A$1:$A$9=1)*('x'!$B$1:$B$9>=1))",
    "MAX(1,SUMPRODUCT(MAX(('x'!$A$3:$A$9<>\"\")*(ROW('x'!$A$3:$A$9)-2))))",
    "IFERROR(MATCH(ROW(),$P$7:$P$9,0)+6,0)",
    "COUNTIFS('x'!$A$1:$A$9,B1,'x'!$C$1:$C$9,\"节假日\")",
    '"a,b;(c}"&A1',
    'IF(COUNT($X7,OFFSET($Y$6,$R7-6,0))=0,"",MIN($X7,OFFSET($Y$6,$R7-6,0)))',
    "'it''s'!$A$1+xl_zoom",
    "SUMPRODUCT(--ISNUMBER(FIND(\"R\",'x'!$A$1:$A$9)))",
    "TODAY()-1.5E+3",
    'INDEX($A$1:$A$3,2)&"=1+1"',
)
BAD = {
    'TEXTJOIN(",",1,A1:A3)': "TEXTJOIN",
    "MAXIFS(A1:A3,B1:B3,1)": "MAXIFS",
    "IFS(A1=1,2)": "IFS",
    "_xlfn.IFS(A1=1,2)": "_xlfn.IFS",
    "XLOOKUP(A1,B1:B3,C1:C3)": "XLOOKUP",
    'INDIRECT("A1")': "INDIRECT",
    "LET(x,1,x)": "LET",
    "FILTER(A1:A3,B1:B3)": "FILTER",
    "if(A1,1,2)": "function if",
    "IF(A1;1;2)": "not understood",
    "SUM({1,2})": "not understood",
    "SUM(xl_t_wbs[name])": "not understood",
    "[1]Sheet1!A1": "not understood",
    "'[other.xlsx]x'!A1": "another workbook",
    "xl_calc!$A$1": "without quotes",
    "TODAY()+TODAY()": "more than once",
    "IF(A1": "left open",
    "IF(A1,1,2))": "too many",
    "IF(A1)": "IF with 1",
    "IF(A1,1,2,3)": "IF with 4",
    "NOT()": "NOT with 0",
    "IFERROR(A1)": "IFERROR with 1",
    "(A1,2)": "comma outside",
    "WBS1x+1": "does not start with xl_",
    "#REF!+1": "not understood",
    "A1:A3": "array without",
    "A1:A3=1": "array without",
    "SUM((A1:A3=1)*1)": "without SUMPRODUCT",
    "MAX(A1:A3*2)": "without SUMPRODUCT",
    "IF(A1:A3=1,1,0)": "without SUMPRODUCT",
    "SUMPRODUCT(IF(A1:A3=1,1,0))": "array in IF",
    "MATCH(1,A1:A3*1,0)": "whole range",
    "INDEX((A1:A3=1)*1,2)": "without SUMPRODUCT",
    "LEN(A1:A3)": "without SUMPRODUCT",
    "AND(A1:A3=1)": "without SUMPRODUCT",
    "OFFSET($A$1:$A$3,1,0)": "anchor",
    '"' + "x" * 256 + '"': "255 characters",
    "+".join(["A1"] * 3000): "8192",
    "(" * 65 + "1" + ")" * 65: "nested",
    "A1 $ B1": "not understood",
}


@pytest.mark.parametrize("formula", GOOD)
def test_good_formulas_pass(formula: str) -> None:
    assert parse(formula, "here").problems == []


@pytest.mark.parametrize(("formula", "says"), BAD.items(), ids=[f[:40] for f in BAD])
def test_bad_formulas_fail(formula: str, says: str) -> None:
    assert any(says in problem for problem in parse(formula, "here").problems), parse(formula, "here").problems


def _book(*cells: tuple[str, str], kind: str = "cell", sheet: str = "a") -> Formulas:
    return Formulas([Place(kind, sheet, cell, formula) for cell, formula in cells], ["a", "xl_calc_b"], {"xl_x": "1"})


@pytest.mark.parametrize(
    ("book", "says"),
    [
        (_book(("B2", "SUM($B$1:$B$9)")), "holds its own cell"),
        (_book(("B2", "B2+1")), "holds its own cell"),
        (_book(("B2", "C2"), ("C2", "D2"), ("D2", "B2")), "circular: a!B2"),
        (_book(("B2", "SUM($C$1:$C$9)"), ("C5", "B2")), "circular: a!B2"),
        (
            _book(("A7", "OFFSET($B$6,1,0)"), ("B8", "A9"), ("A9", "1"), sheet="xl_calc_b"),
            "circular columns: xl_calc_b!A",
        ),
        (_book(("B2", "'gone'!$A$1")), "unknown sheet gone"),
        (_book(("B2", "xl_gone")), "unknown name xl_gone"),
        (_book(("B2:B9", "'xl_calc_b'!$A$1=1"), kind="format"), "another sheet"),
        (_book(("B2:B9", "xl_x=1"), kind="format"), "another sheet"),
        (_book(("WBS1", "'a'!$A$1"), kind="name"), "does not start with xl_"),
        (_book(("B2", "TODAY()"), ("B3", "TODAY()")), "more than one formula"),
        (_book(("B2", "1"), kind="array formula"), "array formula"),
    ],
)
def test_bad_workbooks_fail(book: Formulas, says: str) -> None:
    assert any(says in line for line in problems_of(book)), problems_of(book)


def test_tables_have_one_formula_a_column() -> None:
    table = Tables("a", Area("a", 6, 1, 8, 2), {2: "ROW()"})
    book = _book(("B7", "ROW()"), ("B8", "ROW()"))
    assert problems_of(replace(book, tables=[table])) == []
    assert "different formulas" in problems_of(replace(_book(("B7", "ROW()")), tables=[table]))[0]
    assert "another formula" in problems_of(replace(book, tables=[Tables("a", table.area, {2: "ROW( )"})]))[0]


def test_circles() -> None:
    graph = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a", "e"], "e": ["e"], "f": ["d"]}
    assert sorted(circles(graph)) == [["a", "b", "c"], ["e"]]


def test_a_cell_of_the_matrix_costs_the_same_with_many_departments() -> None:
    """Only what is counted once a row may grow with the departments, not what stands in each of their columns."""

    def longest(count: int) -> int:
        return max(len(s.in_language("zh")) for s in raci_matrix.steps(count) if s.key.startswith("cell_"))

    assert longest(60) <= longest(2) + len("[typed_10][typed_10]")
