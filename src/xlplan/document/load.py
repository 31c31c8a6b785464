"""Plan documents to plans: two readings, since cells refer to rows by names that are known only after the first."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from xlplan.core.cell import Cell, Problem, Value
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import Ctx
from xlplan.core.names import Names, one_line
from xlplan.core.problems import problem_finding
from xlplan.core.text import LANGS, Text
from xlplan.document.accepted import read_accepted
from xlplan.document.baselines import read_baselines
from xlplan.document.carried import read_sheets
from xlplan.document.extras import read_extras
from xlplan.document.history import read_history
from xlplan.document.looks import read_looks
from xlplan.document.pending import read_decisions, read_pending
from xlplan.document.shape import MAPPING, WRONG_SHAPE, WRONG_VALUE, Shape
from xlplan.document.source import Path_, Source, read_source
from xlplan.forms.base import Table
from xlplan.forms.catalogue import CALLED
from xlplan.forms.team import Department, Person
from xlplan.model.plan import FORMAT, CellKey, Issue, Plan, Return, Round, names_of
from xlplan.model.read import ReadRow, typed_rows
from xlplan.template.problems import Origin
from xlplan.template.resolve import DEFAULT, Template, load_template, resolve

TOP = (
    *("format", "template", "language", "identity", "rounds", "issues", "returns", "former_codes", "baselines"),
    *("unread", "carried", "extras", "looks", "pending", "decisions", "taken", "accepted", "history"),
)
NEWER = Text(
    "{file} 是较新版本（{found}）的计划文档，本程序支持到 {known}，请升级 xlplan",
    "{file} is of a newer format ({found}) than this program knows ({known}); upgrade xlplan",
)


def template_of(source: Source) -> Template:
    """The template of a document: a company's own stands inside or in a file that lies beside, a built-in one is named."""
    given = source.data.get("template") if isinstance(source.data, dict) else None
    if isinstance(given, dict):
        lines = {path[1:]: line for path, line in source.lines.items() if path[:1] == ("template",)}
        return resolve(given, Origin(source.file, lines))
    named = str(given or DEFAULT)
    if source.folder is not None and named.lower().endswith((".yaml", ".yml")):
        named = str(source.folder / named)
    return load_template(named)


def load_document(path: Path, template: Template | None = None) -> tuple[Plan, list[Finding]]:
    """The plan of a document file, and findings for values that could not be read.

    InputError where the file is no plan document: unknown keys, wrong structure, a newer format.
    """
    return load_source(read_source(path), template)


def load_source(source: Source, template: Template | None = None) -> tuple[Plan, list[Finding]]:
    """The plan of a parsed document."""
    shape = Shape(source)
    if not isinstance(source.data, dict):
        raise shape.error(WRONG_SHAPE, (), want=MAPPING)
    template = template or template_of(source)
    forms = {f.code: f for f in template.forms if f.tables}
    top = shape.mapping(source.data, (), (*TOP, *forms))
    if (found := shape.whole(top.get("format"), ("format",), FORMAT)) > FORMAT:
        raise InputError(NEWER, file=source.file, found=found, known=FORMAT)
    language = top.get("language") or "zh"
    if language not in LANGS:
        raise shape.error(WRONG_VALUE, ("language",), value=language)
    identity = shape.mapping(top.get("identity"), ("identity",), ("project", "revision"))
    plan = Plan(
        project=str(identity.get("project") or uuid.uuid4()),
        revision=shape.whole(identity.get("revision"), ("identity", "revision"), 0),
        template=template.name,
        language=language,
        rounds=tuple(_rounds(shape, top.get("rounds"))),
        issues=tuple(_issues(shape, top.get("issues"))),
        returns=tuple(_returns(shape, top.get("returns"))),
        former_codes=dict(_former_codes(shape, top.get("former_codes"))),
        carried=tuple(read_sheets(shape, top.get("carried"))),
        extras=tuple(read_extras(shape, top.get("extras"))),
        looks=tuple(read_looks(shape, top.get("looks"))),
        history=read_history(shape, top.get("history")),
        pending=tuple(read_pending(shape, top.get("pending"))),
        decisions=tuple(read_decisions(shape, top.get("decisions"))),
        accepted=tuple(read_accepted(shape, top.get("accepted"))),
        taken=tuple(_taken(shape, top.get("taken"))),
    )
    raw = {t.key: (t, path, list(_rows(shape, t, data, path))) for t, data, path in _tables(shape, template, top)}
    names = _names(raw)
    ctx = Ctx(language, names)
    findings: list[Finding] = []
    tables = {}
    for key, (table, path, rows) in raw.items():
        read = [_read_row(table, row, row_path, row_id, ctx, source, findings) for row_id, row, row_path in rows]
        read = [_with_derived_id(table, r) for r in read]
        seen: set[str] = set()
        for r in read:
            if r.id in seen:
                raise shape.error(WRONG_VALUE, path, value=f"id {r.id} × 2")
            seen.add(r.id)
        tables[key], unread = typed_rows(table, read)
        plan.unread.update(unread)
    plan.unread.update(_unread(shape, top.get("unread")))
    plan.baselines = read_baselines(shape, top.get("baselines"), ctx, findings)
    return plan.with_tables(tables), findings


def _tables(shape: Shape, template: Template, top: Mapping[str, Any]) -> Iterator[tuple[Table, Any, Path_]]:
    for form in template.forms:
        data = top.get(form.code)
        if len(form.tables) == 1:
            yield form.tables[0], data, (form.code,)
        elif form.tables:
            parts = shape.mapping(data, (form.code,), tuple(t.key for t in form.tables))
            for table in form.tables:
                yield table, parts.get(table.key), (form.code, table.key)


def _rows(shape: Shape, table: Table, data: Any, path: Path_) -> Iterator[tuple[str, Mapping[str, Any], Path_]]:
    allowed = ("id", *(c.key for c in table.inputs))
    if table.shape == "record":
        if data is not None:
            yield table.prefix, shape.mapping(data, path, allowed), path
        return
    listed = shape.sequence(data, path)
    taken = {str(r["id"]) for r in listed if isinstance(r, dict) and r.get("id")}
    fresh = (f"{table.prefix or table.key}{n:03d}" for n in count(1))
    for number, row in enumerate(listed):
        fields = shape.mapping(row, (*path, number), allowed)
        id_ = str(fields.get("id") or next(i for i in fresh if i not in taken))
        yield id_, fields, (*path, number)


def _names(raw: Mapping[str, tuple[Table, Path_, list[tuple[str, Mapping[str, Any], Path_]]]]) -> Names:
    def rows(key: str) -> list[tuple[str, Mapping[str, Any], Path_]]:
        return raw[key][2] if key in raw else []

    def text(value: Any) -> str | None:
        return None if value is None else str(value)

    departments = [
        Department(id=i, name=text(r.get("name")), short_code=text(r.get("short_code")))
        for i, r, _ in rows("departments")
    ]
    by_name = names_of(departments, (), ())
    people = []
    for i, r, _ in rows("people"):
        dept = (by_name.find("dept", str(r.get("dept") or "")) or [str(r.get("dept") or "")])[0]
        people.append(Person(id=i, name=text(r.get("name")), employee_no=text(r.get("employee_no")), dept=dept or None))
    tasks = [(i, text(r.get("code")), text(r.get("name"))) for i, r, _ in rows("wbs")]
    others = {
        table: [(i, text(r.get(number)), one_line(text(r.get(title)))) for i, r, _ in rows(table)]
        for table, (number, title) in CALLED.items()
    }
    return names_of(departments, people, tasks, others)


def _read_row(
    table: Table,
    row: Mapping[str, Any],
    path: Path_,
    row_id: str,
    ctx: Ctx,
    source: Source,
    findings: list[Finding],
) -> ReadRow:
    cells: dict[str, Cell] = {}
    for column in table.inputs:
        cell = column.kind.from_doc(row.get(column.key), ctx)
        cells[column.key] = cell
        if isinstance(cell, Problem):
            line = source.line((*path, column.key))
            place = Place(source.file, "", f"line {line}", table.key, row_id, column.key)
            findings.append(problem_finding(cell, column.header, place))
    return ReadRow(row_id, cells, {})


def _with_derived_id(table: Table, row: ReadRow) -> ReadRow:
    if table.id_of is None:
        return row
    values = {k: c.value for k, c in row.cells.items() if isinstance(c, Value)}
    row.id = table.id_of(values) or row.id
    return row


def _rounds(shape: Shape, data: Any) -> Iterator[Round]:
    for n, entry in enumerate(shape.sequence(data, ("rounds",))):
        path = ("rounds", n)
        row = shape.mapping(entry, path, ("number", "status_date", "due"))
        due = shape.date(row["due"], (*path, "due")) if row.get("due") else None
        yield Round(
            shape.whole(row.get("number"), (*path, "number")),
            shape.date(row.get("status_date"), (*path, "status_date")),
            due,
        )


def _issues(shape: Shape, data: Any) -> Iterator[Issue]:
    keys = ("serial", "revision", "round", "department", "forms", "base_sha256", "file")
    for n, entry in enumerate(shape.sequence(data, ("issues",))):
        path = ("issues", n)
        row = shape.mapping(entry, path, keys)
        serial, revision, round_ = (shape.whole(row.get(k), (*path, k)) for k in keys[:3])
        yield Issue(
            serial,
            revision,
            round_,
            department=str(row.get("department") or ""),
            forms=tuple(map(str, shape.sequence(row.get("forms"), (*path, "forms")))),
            base_sha256=str(row.get("base_sha256") or ""),
            file=str(row.get("file") or ""),
        )


def _returns(shape: Shape, data: Any) -> Iterator[Return]:
    keys = ("serial", "round", "department", "file", "sha256")
    for n, entry in enumerate(shape.sequence(data, ("returns",))):
        path = ("returns", n)
        row = shape.mapping(entry, path, keys)
        serial, round_ = (shape.whole(row.get(k), (*path, k)) for k in keys[:2])
        yield Return(serial, round_, *(str(row.get(k) or "") for k in keys[2:]))


def _former_codes(shape: Shape, data: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for n, entry in enumerate(shape.sequence(data, ("former_codes",))):
        path = ("former_codes", n)
        row = shape.mapping(entry, path, ("task", "codes"))
        yield str(row.get("task") or ""), tuple(map(str, shape.sequence(row.get("codes"), (*path, "codes"))))


def _taken(shape: Shape, data: Any) -> Iterator[str]:
    for n, mark in enumerate(shape.sequence(data, ("taken",))):
        if not str(mark).partition(":")[0].isdigit():
            raise shape.error(WRONG_VALUE, ("taken", n), value=mark)
        yield str(mark)


def _unread(shape: Shape, data: Any) -> Iterator[tuple[CellKey, str]]:
    for n, entry in enumerate(shape.sequence(data, ("unread",))):
        cell = shape.mapping(entry, ("unread", n), ("table", "row", "field", "text"))
        for key in ("table", "row", "field", "text"):
            if cell.get(key) is None:
                raise shape.error(WRONG_VALUE, ("unread", n, key), value=None)
        yield (str(cell["table"]), str(cell["row"]), str(cell["field"])), str(cell["text"])
