"""Data out: a workbook or plan document as a plan document."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from xlplan.app.books import open_master
from xlplan.app.file_names import DOCUMENTS
from xlplan.core.finding import Finding
from xlplan.document.dump import to_json, to_yaml
from xlplan.document.load import load_source, template_of
from xlplan.document.source import read_source
from xlplan.model.plan import Plan
from xlplan.model.read import Reading
from xlplan.template.resolve import Template

Format = Literal["json", "yaml"]


class Opened(NamedTuple):
    """A plan, its template and what reading found; ``reading`` says of a master where its cells stand."""

    plan: Plan
    template: Template
    findings: list[Finding]
    reading: Reading | None = None


def open_plan(path: Path) -> Opened:
    """The plan of a master or plan document, with what reading found; InputError where it is neither."""
    if path.suffix.lower() in DOCUMENTS:
        source = read_source(path)
        template = template_of(source)
        plan, findings = load_source(source, template)
        return Opened(plan, template, findings)
    master = open_master(path)
    return Opened(master.plan, master.template, master.findings, master.reading)


def load_plan(path: Path) -> tuple[Plan, Template]:
    """The plan of a master or plan document; InputError where it is neither."""
    opened = open_plan(path)
    return opened.plan, opened.template


def export(path: Path, to: Format) -> str:
    """The plan document of a master or plan document as text."""
    plan, template = load_plan(path)
    return to_yaml(plan, template) if to == "yaml" else to_json(plan, template)
