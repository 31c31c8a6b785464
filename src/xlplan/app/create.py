"""A new workbook: blank from a few facts, or filled from a plan document."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.holidays import with_holidays
from xlplan.app.journal import Entry
from xlplan.app.saving import save_master
from xlplan.app.templates import sound_template
from xlplan.core.errors import InputError, OutputError, UsageError
from xlplan.core.finding import Finding
from xlplan.core.text import Lang, Text
from xlplan.document.load import load_source, template_of
from xlplan.document.source import read_source
from xlplan.forms.base import Row
from xlplan.forms.basic import Basic
from xlplan.forms.team import Department, Person
from xlplan.model.plan import Plan
from xlplan.template.resolve import DEFAULT, Template, load_template

EXISTS = Text(
    "{file} 已存在；换个名字，或加 --force 覆盖",
    "{file} exists; choose another name, or overwrite it with --force",
)
BACKWARDS = Text("结束日期 {finish} 早于开始日期 {start}", "the finish {finish} is before the start {start}")
NO_ROOM = Text("文件夹名不能作为工作簿：{file}", "a folder can't be a workbook: {file}")


@dataclass(frozen=True)
class Facts:
    """What a blank workbook is begun with; everything may be filled in later."""

    name: str = ""
    code: str = ""
    manager: str = ""
    start: dt.date | None = None
    finish: dt.date | None = None
    departments: Sequence[str] = ()


@dataclass(frozen=True)
class Created:
    """The new workbook and what reading its document found; ``archived`` is where a file that it replaced is kept."""

    path: Path
    plan: Plan
    findings: list[Finding]
    archived: Path | None = None


def blank_plan(facts: Facts, lang: Lang, template: str, today: dt.date) -> Plan:
    """A plan that holds the facts: basic information, departments, the manager as the first person."""
    if facts.start and facts.finish and facts.finish < facts.start:
        raise UsageError(BACKWARDS, start=facts.start, finish=facts.finish)
    names = list(dict.fromkeys(d.strip() for d in facts.departments if d.strip()))
    departments: dict[str, Row] = {
        f"d{n:02d}": Department(id=f"d{n:02d}", name=name, short_code=name.removesuffix("部") or name)
        for n, name in enumerate(names, 1)
    }
    people: dict[str, Row] = {}
    if facts.manager:
        people["p001"] = Person(id="p001", name=facts.manager, role="manager")
    basic = Basic(
        id="basic",
        name=facts.name or None,
        code=facts.code or None,
        manager="p001" if facts.manager else None,
        start=facts.start,
        finish=facts.finish,
        state="initiating",
        weighting="effort",
    )
    plan = Plan(project=str(uuid.uuid4()), template=template, language=lang)
    return with_holidays(
        plan.with_tables({"basic": {"basic": basic}, "departments": departments, "people": people}), today
    )


def create(
    out: Path,
    document: Path | None,
    facts: Facts,
    lang: Lang | None,
    template_name: str | None,
    today: dt.date,
    force: bool = False,
    now: dt.datetime | None = None,
) -> Created:
    """Write a new workbook. ``lang`` and ``template_name`` go before what the document says.

    InputError for a document that can't be used, OutputError where the workbook exists or can't be written.
    """
    if out.is_dir():
        raise OutputError(NO_ROOM, file=str(out))
    if out.exists() and not force:
        raise OutputError(EXISTS, file=str(out))
    findings: list[Finding] = []
    if document is None:
        template = load_template(template_name or DEFAULT)
        plan = blank_plan(facts, lang or "zh", template.name, today)
    else:
        plan, findings, template = _from_document(document, template_name)
        plan = replace(plan, language=lang or plan.language)
        plan = with_holidays(plan, today)
    plan = replace(plan, history=())  # a workbook of its own begins
    archived = save_master(out, plan, sound_template(template), entry=Entry("new", now=now), replaces=_revision_of(out))
    return Created(out, plan, findings, archived)


def _revision_of(path: Path) -> int | None:
    """The revision of a master that is to be replaced; None where there is nothing, or something else."""
    if not path.exists():
        return None
    try:
        return open_master(path).plan.revision
    except InputError:
        return None


def _from_document(document: Path, template_name: str | None) -> tuple[Plan, list[Finding], Template]:
    source = read_source(document)
    template = load_template(template_name) if template_name else template_of(source)
    return *load_source(source, template), template
