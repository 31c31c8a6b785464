"""Each form against each consumer: written, read, split, checked, merged, exported, in the schema and in the docs.

The rows are made from the declarations, so a form that somebody adds is tested without a line here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlplan.app.books import open_master
from xlplan.app.catalogue import finding_types
from xlplan.app.check import check
from xlplan.app.merging import merge_files
from xlplan.app.saving import save_master
from xlplan.app.split import split
from xlplan.core.kinds.base import Ctx, Kind
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.text import LANGS, Lang
from xlplan.docgen.pages import reference_pages
from xlplan.document.dump import dump
from xlplan.document.load import load_document
from xlplan.document.schema import schema
from xlplan.excel.sheets import table_sheet
from xlplan.excel.tablepage import MARKER
from xlplan.forms.base import Column, Form, Party, Table, make_row
from xlplan.forms.catalogue import FORMS
from xlplan.forms.paper import Approval
from xlplan.model.plan import Plan, plan_names
from xlplan.rules.catalogue import rules
from xlplan.template.resolve import load_template

SMALL = Path(__file__).resolve().parents[1] / "fixtures" / "small.yaml"
TEMPLATE = load_template()
TABLES = [(form, table) for form, table in TEMPLATE.tables()]
TYPED = ("date", "int", "num", "money", "pct", "one", "bool")
NONSENSE = "说不清！"
DEPARTMENT = "d01"
STATUS_DATE = dt.date(2026, 3, 27)


def names(param: Any) -> str:
    return param.key if isinstance(param, Table) else param.code if isinstance(param, Form) else str(param)


def value_of(kind: Kind, plan: Plan) -> Any:
    """Something that a cell of a kind may hold; references go to the first department and what is its."""
    match kind:
        case ChoiceKind():
            return kind.options[0].key
        case ReferenceKind():
            known = {"dept": DEPARTMENT, "person": "p001", "task": "t003"}
            return known.get(kind.to) or next(iter(plan.rows(kind.to)), None)
        case ManyKind():
            return (DEPARTMENT,)
    plain = {
        "text": "甲", "long": "一\n二", "id": "X-1", "int": 3, "num": Decimal("2.5"), "money": Decimal("123400"),
        "pct": Decimal("0.5"), "date": dt.date(2026, 4, 15), "bool": True,
    }  # fmt: skip
    return plain.get(kind.name)


def filled() -> Plan:
    """The small plan with a row in every table, all of its inputs filled in."""
    plan, findings = load_document(SMALL)
    assert not [x for x in findings if x.severity == "error"]
    for _, table in TABLES:
        if table.id_of or table.shape == "matrix" or (table.key in ("wbs", "people", "departments", "basic")):
            continue
        cells = {c.key: value_of(c.kind, plan) for c in table.inputs}
        row_id = table.prefix if table.shape == "record" else next(plan.next_ids(table.key, table.prefix))
        rows = dict(plan.rows(table.key)) | {row_id: make_row(table.row, row_id, cells)}
        plan = plan.with_tables({table.key: rows})
    return replace(plan, template="standard")


@dataclass
class Made:
    plan: Plan
    master: Path
    copies: dict[str, Path]


@pytest.fixture(scope="module", params=LANGS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    lang: Lang = request.param
    folder = tmp_path_factory.mktemp(lang)
    plan = replace(filled(), language=lang)
    save_master(folder / "plan.xlsx", plan, TEMPLATE)
    codes = [f.code for f in TEMPLATE.forms if f.tables]
    issued = split(folder / "plan.xlsx", folder / "out", status_date=STATUS_DATE, forms=codes, today=STATUS_DATE)
    written = open_master(folder / "plan.xlsx")
    yield Made(written.plan, folder / "plan.xlsx", {c.department: c.path for c in issued.copies})


@pytest.mark.parametrize(("form", "table"), TABLES, ids=names)
def test_written_with_every_header(made: Made, form: Form, table: Table) -> None:
    book = openpyxl.load_workbook(made.master)
    sheet = book[table_sheet(TEMPLATE, made.plan.language, table.key)]
    texts = {str(cell.value).strip() for row in sheet.iter_rows() for cell in row if cell.value is not None}
    steps = [s for b in (table.paper.blocks if table.paper else ()) if isinstance(b, Approval) for s in b.steps]
    assert {s.title(made.plan.language) for s in steps} <= texts
    in_steps = {key for s in steps for key in (s.opinion, s.by, s.on)}
    shown = [c for c in table.columns if not (table.rounds and c.key == "round") and c.key not in in_steps]
    if table.shape == "matrix":
        shown = []
        assert texts & {d.name for d in made.plan.departments.values()}
    headers = {text.rstrip(" *\xa0＊") for text in texts}
    missing = [c.key for c in shown if c.header(made.plan.language) not in headers]
    assert not missing
    assert any(form.title(made.plan.language) in t or table.title(made.plan.language) in t for t in texts)


@pytest.mark.parametrize(("form", "table"), TABLES, ids=names)
def test_read_back(made: Made, form: Form, table: Table) -> None:
    assert made.plan.rows(table.key), "every table has a row to be read"
    meant = filled()
    for row_id, row in meant.rows(table.key).items():
        found = made.plan.rows(table.key)[row_id]
        changed = [c.key for c in table.inputs if found.cell(c.key) != row.cell(c.key)]
        assert set(changed) <= {"status_date", "number", "name", "manager", "start", "finish", "budget", "code"}
    assert form in TEMPLATE.forms


@pytest.mark.parametrize(("form", "table"), TABLES, ids=names)
def test_issued_as_declared(made: Made, form: Form, table: Table) -> None:
    """Its department finds a form in its copy; nobody finds what copies don't show."""
    book = openpyxl.load_workbook(made.copies["研发部"])
    marks = {str(sheet.cell(r, 1).value).removeprefix(MARKER).split(":")[0] for sheet in book for r in range(1, 8)}
    owned = any(c.owner.party is Party.DEPARTMENT for c in table.columns)
    if table.shape == "matrix" or table.shown == "none":
        assert table.key not in marks
    elif owned or table.shown == "all":
        assert table.key in marks, f"{form.code} is missing from the copy"


def own_cell(table: Table) -> Column | None:
    """A column that the first department fills in its row, where a text can be changed to another."""
    for column in table.inputs:
        mine = column.owner.party is Party.DEPARTMENT and column.owner.field not in ("id",)
        if mine and column.kind.name in ("text", "long") and column.key not in table.natural:
            return column
    return None


EDITED = [(form, table) for form, table in TABLES if own_cell(table) and table.shown != "none"]


@pytest.fixture(scope="module")
def merged(made: Made) -> Plan:
    """The first department changes a cell of its own in every table; all of that is merged."""
    path = made.copies["研发部"]
    book = openpyxl.load_workbook(path)
    for _, table in EDITED:
        column = own_cell(table)
        assert column is not None
        cell = cell_of(book, table, column.key)
        cell.value = f"改 {table.key}"
    book.save(path)
    done = merge_files(made.master, [path], out=path.parent / "merged.xlsx")
    assert not [d for d in done.result.details if d.outcome != "applied"]
    return done.plan


def cell_of(book: Any, table: Table, key: str) -> Any:
    """The cell of a column in the first row of a table, or of a record's line."""
    for sheet in book:
        for r in range(1, 9):
            mark = str(sheet.cell(r, 1).value)
            if (not mark.startswith(f"{MARKER}{table.key}:") and mark != MARKER + table.key) or mark.endswith(
                "context"
            ):
                continue
            if table.shape == "record":
                slots = {str(sheet.cell(r, c).value): c for c in range(1, 12)}
                for line in range(r + 1, sheet.max_row + 1):
                    keys = str(sheet.cell(line, 1).value or "").split("|")
                    if key in keys:
                        return sheet.cell(line, slots[f"@{keys.index(key) + 1}"])
            for cell in sheet[r]:
                if cell.value == key:
                    return sheet.cell(r + 2, cell.column)
    raise KeyError(f"{table.key}.{key}")


@pytest.mark.parametrize(("form", "table"), EDITED, ids=names)
def test_merged(merged: Plan, form: Form, table: Table) -> None:
    column = own_cell(table)
    assert column is not None
    assert f"改 {table.key}" in [row.cell(column.key) for row in merged.rows(table.key).values()], form.code


def first_typed(table: Table) -> Column | None:
    return next((c for c in table.inputs if c.kind.name in TYPED and c.key != "round"), None)


def test_checked_by_kind(made: Made, tmp_path: Path) -> None:
    """A text where each kind of value should stand is found, in every form."""
    book = openpyxl.load_workbook(made.master)
    spoilt = []
    for _, table in TABLES:
        column = first_typed(table)
        if column is not None and table.shape != "matrix":
            cell_of(book, table, column.key).value = NONSENSE
            spoilt.append((table.key, column.key))
    path = tmp_path / "spoilt.xlsx"
    book.save(path)
    found = {(x.place.form, x.place.field) for x in check([path]).findings if x.code.startswith("CEL")}
    assert len(spoilt) >= len(FORMS) // 2
    assert set(spoilt) <= found


@pytest.mark.parametrize(("form", "table"), TABLES, ids=names)
def test_exported_with_words_of_the_language(made: Made, form: Form, table: Table) -> None:
    data = dump(made.plan, TEMPLATE)[form.code]
    part = data[table.key] if len(form.tables) > 1 else data
    rows = [part] if table.shape == "record" else part
    ctx = Ctx(made.plan.language, plan_names(made.plan))
    assert rows
    row = made.plan.rows(table.key)[rows[0].get("id") or table.prefix]
    for column in table.inputs:
        value = row.cell(column.key)
        if value is not None and not (table.rounds and column.key == "round"):
            assert rows[0][column.key] == column.kind.to_doc(value, ctx)


@pytest.mark.parametrize(("form", "table"), TABLES, ids=names)
def test_in_the_schema(form: Form, table: Table) -> None:
    part = schema(TEMPLATE)["properties"][form.code]
    part = part["properties"][table.key] if len(form.tables) > 1 else part
    keys = (part if table.shape == "record" else part["items"])["properties"]
    assert set(keys) >= {c.key for c in table.inputs}


@pytest.mark.parametrize("form", FORMS, ids=names)
@pytest.mark.parametrize("lang", LANGS)
def test_in_the_docs(form: Form, lang: Lang) -> None:
    page = reference_pages(TEMPLATE, finding_types(), rules())[f"forms.{lang}.md"].replace("\\", "")
    assert form.title(lang) in page and form.hint(lang) in page
    for table in form.tables:
        for column in table.columns:
            assert column.header(lang) in page, f"{table.key}.{column.key}"
