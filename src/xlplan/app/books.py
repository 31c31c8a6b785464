"""Opening workbooks: a master becomes a plan, a department's copy a side of the merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.carry import Keeper, carried_sheets, line_of, names_of_ours, sheet_names, with_left_over, with_origins
from xlplan.app.copy_base import (
    Bases,
    NotIssuedError,
    copy_template,
    identity_differs,
    read_copy_base,
    template_differs,
)
from xlplan.app.extras import read_extras
from xlplan.app.looks import read_looks
from xlplan.app.recode import recoded
from xlplan.core.cell import Value
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Place
from xlplan.core.names import Names, one_line, task_label
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.core.text import LANGS, Lang, Text
from xlplan.document.load import load_source, template_of
from xlplan.document.source import Source, parse_source
from xlplan.excel import file_findings as f
from xlplan.excel import structure_findings as s
from xlplan.excel.around_read import read_around
from xlplan.excel.decisionread import has_decisions, with_picks
from xlplan.excel.file_notes import note_findings
from xlplan.excel.foreign import foreign_finding
from xlplan.excel.identity import Identity, read_identity, verified_base
from xlplan.excel.left_out import left_out, notes_left_out
from xlplan.excel.locate import HISTORY
from xlplan.excel.raw_limits import Limits
from xlplan.excel.rawread import read_one
from xlplan.excel.reader import BookReader
from xlplan.forms.base import Row
from xlplan.forms.catalogue import CALLED
from xlplan.forms.team import Department, Person
from xlplan.merging.align import align
from xlplan.merging.sides import Side, make_side
from xlplan.model.carried import CarriedSheet
from xlplan.model.plan import CellKey, Plan, names_of
from xlplan.model.read import Reading, ReadRow, ReadTable, typed_rows
from xlplan.model.snapshot import Snapshot, names_of_snapshot
from xlplan.ownership.snapshot import copy_snapshot, master_snapshot
from xlplan.ownership.view import department_view
from xlplan.template.resolve import Template, load_template

CANNOT_USE = Text("{file}：{message}。{hint}", "{file}: {message}. {hint}")
NOT_A_MASTER = Text("{file} 是部门文件，不是主计划", "{file} is a department's copy, not a master")


@dataclass
class Master:
    """An opened master: the plan as its sheets say, with what reading found."""

    path: Path
    sha256: str
    plan: Plan
    template: Template
    reading: Reading
    findings: list[Finding] = field(default_factory=list)
    written: Plan | None = None
    base_sha256: str = ""
    """The checksum of the plan document inside; empty where that is lost."""


@dataclass
class Submission:
    """An opened department copy. ``side`` is missing where the file can't be used; the findings say why.

    ``raw`` is the file as stored, ``extra_sheets`` those of its sheets that are not ours, ``reader`` knows where its
    tables were found. ``name`` is what people call the file: one out of an archive lies elsewhere under a number.
    """

    path: Path
    sha256: str
    findings: list[Finding]
    identity: Identity | None = None
    side: Side | None = None
    reading: Reading | None = None
    names: Names | None = None
    template: Template | None = None
    raw: RawWorkbook | None = None
    extra_sheets: tuple[CarriedSheet, ...] = ()
    name: str = ""
    reader: BookReader | None = None


def language_of(identity: Identity) -> Lang:
    """The language that a workbook was written in."""
    return next((lang for lang in LANGS if lang == identity.language), "zh")


def in_both(error: InputError) -> Text:
    """The one line of an error, as a parameter of a finding."""
    return Text(error.in_language("zh"), error.in_language("en"))


def refuse(finding: Finding) -> InputError:
    """The error of a file that a command can't do without."""
    both = [(finding.message(lang), finding.hint(lang)) for lang in ("zh", "en")]
    return InputError(
        CANNOT_USE,
        file=finding.place.file,
        message=Text(both[0][0], both[1][0]),
        hint=Text(both[0][1], both[1][1]),
    )


def _names(reader: BookReader) -> Names:
    """Names from the workbook's own sheets, as they stand there."""
    departments = [
        Department(id=i, name=t.get("name"), short_code=t.get("short_code"))
        for i, t in reader.texts("departments", ("name", "short_code"))
    ]
    plain = names_of(departments, (), ())
    people = [
        Person(
            id=i,
            name=t.get("name") or None,
            employee_no=t.get("employee_no") or None,
            dept=next(iter(plain.find("dept", t.get("dept", ""))), None),
        )
        for i, t in reader.texts("people", ("name", "employee_no", "dept"))
    ]
    tasks = [(i, t.get("code"), t.get("name")) for i, t in reader.texts("wbs", ("code", "name"))]
    others = {
        table: [(i, t.get(keys[0]) or None, one_line(t.get(keys[1]))) for i, t in reader.texts(table, keys)]
        for table, keys in CALLED.items()
    }
    return names_of(departments, people, tasks, others)


def open_raw(path: Path, limits: Limits | None = None) -> RawWorkbook:
    """A workbook's cells; InputError where it can't be read at all."""
    raw = read_one(path, limits or Limits())
    if isinstance(raw, Unreadable):
        raise refuse(f.unreadable_finding(raw))
    return raw


def open_master(path: Path, template: Template | None = None, raw: RawWorkbook | None = None) -> Master:
    """Open a master. InputError where it is none or can't be read."""
    raw = raw or open_raw(path)
    identity = read_identity(raw)
    if identity is None:
        raise refuse(foreign_finding(raw, template or load_template()))
    if identity.is_newer:
        raise refuse(Finding(f.NEWER, Place(raw.name), {"found": identity.format}))
    if identity.kind != "master":
        raise InputError(NOT_A_MASTER, file=raw.name)
    findings = note_findings(raw.notes, raw.name)
    base = _base(raw, identity, findings)
    template = template or (template_of(base) if base else load_template(identity.template, path.parent))
    written = _written(base, raw, template, findings)
    written_as = int(identity.format) if identity.format.isdigit() else 1
    reader = BookReader(raw, template, language_of(identity), written_as=written_as)
    reader.locate()
    reading = reader.read(_names(reader), written.status_date if written else None)
    findings += reading.findings
    around = read_around(raw.path, raw.sha256)
    findings += left_out(around, raw, names_of_ours(raw, reader))
    start = written or Plan(
        project=identity.project,
        revision=int(identity.revision) if identity.revision.isdigit() else 0,
        template=template.name,
        language=language_of(identity),
    )
    lines: dict[str, dict[str, int]] = {}
    plan = _plan(start, reading, template, findings, lines)
    if has_decisions(raw):
        plan.pending = with_picks(plan.pending, raw)
    keeper = Keeper(raw, around, sheet_names(reader, template, plan.language))
    own = with_origins(carried_sheets(raw, reader, keeper), start.carried)
    plan.extras = read_extras(reader.located, lines, keeper, template, plan.language, start.extras)
    kept = {key: set(found.values()) for key, found in lines.items()}
    plan.carried = with_left_over(own, reading, reader, plan.language, kept)
    findings = [x for x in findings if x.type is not s.COLUMN_UNKNOWN or not _is_kept(x, template)]
    findings += keeper.findings
    plan.looks, unplaced = read_looks(raw, around, reader, template, plan.language, start.looks)
    findings += notes_left_out(unplaced, raw.name)
    return Master(path, raw.sha256, plan, template, reading, findings, written, identity.base_sha256 if base else "")


def _base(raw: RawWorkbook, identity: Identity, findings: list[Finding]) -> Source | None:
    """The plan document that the master was last written from; None where it is lost, which is said."""
    try:
        return parse_source(verified_base(raw, identity), raw.name, is_json=True)
    except (ValueError, InputError) as error:
        findings.append(Finding(s.MASTER_BASE_LOST, Place(raw.name), {"detail": str(error)}))
        return None


def _written(base: Source | None, raw: RawWorkbook, template: Template, findings: list[Finding]) -> Plan | None:
    """The plan as the master was last written."""
    try:
        return load_source(base, template)[0] if base else None
    except (ValueError, InputError) as error:
        findings.append(Finding(s.MASTER_BASE_LOST, Place(raw.name), {"detail": str(error)}))
        return None


def _is_kept(finding: Finding, template: Template) -> bool:
    """Whether the column that a finding is about stays beside its table."""
    return any(t.key == finding.place.form and t.shape == "table" for _, t in template.tables())


def _plan(
    start: Plan, reading: Reading, template: Template, findings: list[Finding], lines: dict[str, dict[str, int]]
) -> Plan:
    """The plan that the sheets say, on top of what sheets don't show: rounds, register, rows that vanished.

    ``lines`` is filled with the line of each row on the table's own sheet.
    """
    base = master_snapshot(start, template)
    tables: dict[str, dict[str, Row]] = {}
    unread: dict[CellKey, str] = {}
    number = start.round.number if start.round else None
    for _, table in template.tables():
        read = reading.tables[table.key]
        if not read.present:
            tables[table.key] = dict(start.rows(table.key))
            continue
        rows = read
        if table.rounds:
            rows = _all_rounds(read, reading.tables.get(HISTORY), number)
        aligned = align(table, rows, base)
        findings += aligned.findings
        found, raw_cells = typed_rows(table, aligned.rows)
        lines[table.key] = _lines(aligned.rows, read.place.sheet) if table.shape == "table" else {}
        unread.update(raw_cells)
        missing = [c.key for c in table.inputs if c.key not in rows.columns]
        for id_, row in start.rows(table.key).items():
            if id_ in found:
                found[id_] = found[id_].with_cells({k: row.cell(k) for k in missing})
            # A letter is taken away by clearing it, a holiday also with its row; everything else is cancelled.
            elif table.key != "calendar" and id_ not in read.cleared:
                found[id_] = row
        unread.update({k: text for k, text in start.unread.items() if k[0] == table.key and k[2] in missing})
        tables[table.key] = found
    return replace(start, tables=tables, unread=unread)


def _lines(rows: Iterable[ReadRow], sheet: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        line = line_of(row) if any(p.sheet == sheet for p in row.places.values()) else None
        if row.id and line is not None:
            found.setdefault(row.id, line)
    return found


def _all_rounds(current: ReadTable, history: ReadTable | None, number: int | None) -> ReadTable:
    rows = [replace(r, cells={**r.cells, "round": Value(number)}) for r in current.rows if not r.is_blank and number]
    earlier = history.rows if history else []
    return replace(current, rows=[*rows, *earlier], columns=(*current.columns, "round"))


def open_submission(
    raw: RawWorkbook | Unreadable, plan: Plan | None, template: Template | None, bases: Bases | None = None
) -> Submission:
    """Open a department's copy. With a ``plan``, a file of another project or department is said and not used.

    ``bases`` knows the bases of issued copies, for a file whose own is lost.
    """
    if isinstance(raw, Unreadable):
        return Submission(raw.path, "", [f.unreadable_finding(raw)], name=raw.name)
    place = Place(raw.name)
    identity = read_identity(raw)
    done = Submission(raw.path, raw.sha256, note_findings(raw.notes, raw.name), identity, raw=raw, name=raw.name)
    if identity is None:
        done.findings.append(foreign_finding(raw, template or load_template()))
    elif identity.is_newer:
        done.findings.append(Finding(f.NEWER, place, {"found": identity.format}))
    elif plan is not None and identity.project != plan.project:
        done.findings.append(Finding(f.OTHER_PROJECT, place, {"project": identity.project}))
    elif identity.kind != "copy":
        done.findings.append(Finding(f.IS_MASTER, place))
    elif plan is not None and identity.department not in plan.departments:
        done.findings.append(Finding(f.UNKNOWN_DEPARTMENT, place, {"department": identity.department}))
    else:
        _read_copy(done, raw, identity, plan, template, bases)
    return done


def _read_copy(
    done: Submission,
    raw: RawWorkbook,
    identity: Identity,
    plan: Plan | None,
    template: Template | None,
    bases: Bases | None,
) -> None:
    anchored = True
    try:
        text = read_copy_base(raw, identity, plan, bases, done.findings)
        snapshot = Snapshot.from_json(text.partition("\n")[0])
        template = template or copy_template(text, identity, raw.path.parent)
    except (ValueError, InputError) as error:
        if isinstance(error, NotIssuedError):
            done.findings.append(Finding(f.NOT_AS_ISSUED, Place(raw.name), {"serial": error.serial}))
        else:
            done.findings.append(Finding(f.BASE_LOST, Place(raw.name), {"detail": str(error)}))
        if plan is None or template is None:
            return
        anchored = False
        snapshot = _present_snapshot(plan, template, identity)
    if anchored:
        done.findings += identity_differs(snapshot, identity, plan, raw.name)
    done.findings += template_differs(snapshot, template, raw.name)
    reader = BookReader(raw, template, snapshot.language, snapshot.columns)
    reader.locate()
    names = names_of_snapshot(snapshot)
    _add_own(names, reader, snapshot)
    reading = reader.read(names, snapshot.status_date)
    side = make_side(
        reading.tables,
        snapshot,
        template,
        file=raw.name,
        sha256=raw.sha256,
        modified_by=raw.modified_by,
        anchored=anchored,
    )
    if plan is not None and plan.former_codes:
        side = recoded(side, plan)
    # What is missing is said once, where its consequence is known.
    known = (s.SHEET_MISSING.code, s.COLUMN_MISSING.code)
    dropped = _dropped_places(reading, side) if reading.findings else set()
    done.findings += [x for x in reading.findings if x.code not in known and x.place not in dropped]
    done.findings += side.findings
    done.side, done.reading, done.names, done.template = side, reading, names, template
    done.reader = reader
    done.extra_sheets = carried_sheets(raw, reader)
    carried = {x.name for x in done.extra_sheets}
    done.findings += [reader.extra_sheet(x, snapshot.cells) for x in raw.sheets if x.name in carried]


def _dropped_places(reading: Reading, side: Side) -> set[Place]:
    """Cells of rows that do not count, such as exact copies: what is wrong in them is said once, of the row that does."""

    def places(rows: Iterable[ReadRow]) -> set[Place]:
        return {place for row in rows for place in row.places.values()}

    same = {id(r.places) for rows in side.tables.values() for r in rows}
    changed = [r for t in reading.tables.values() for r in t.rows if id(r.places) not in same]
    if not changed:
        return set()
    read = places(changed)
    kept = places(r for rows in side.tables.values() for r in rows)
    return read - kept - places(a.row for rows in side.aside.values() for a in rows)


def _present_snapshot(plan: Plan, template: Template, identity: Identity) -> Snapshot:
    serial = int(identity.issue) if identity.issue.isdigit() else 0
    return copy_snapshot(plan, template, department_view(plan, template, identity.department, serial))


def _add_own(names: Names, reader: BookReader, snapshot: Snapshot) -> None:
    """People and tasks that the department added, so that its other cells may name them."""
    known: Mapping[str, Mapping[str, object]] = snapshot.names
    for id_, texts in reader.texts("people", ("name", "employee_no")):
        if id_ not in known.get("person", {}) and texts.get("name"):
            names.add("person", id_, texts["name"], [texts.get("employee_no")])
    for id_, texts in reader.texts("wbs", ("code", "name")):
        if id_ not in known.get("task", {}) and texts.get("name"):
            label = f"{texts.get('code', '')} {texts['name']}".strip()
            names.add("task", id_, label, [texts.get("code"), texts["name"]])
    for table, keys in CALLED.items():
        for id_, texts in reader.texts(table, keys):
            number, title = texts.get(keys[0]) or None, one_line(texts.get(keys[1]))
            if id_ not in known.get(table, {}) and (number or title):
                names.add(table, id_, task_label(number, title), [number, title])


def findings_in(submissions: Iterable[Submission]) -> list[Finding]:
    """All findings of several submissions."""
    return [x for one in submissions for x in one.findings]
