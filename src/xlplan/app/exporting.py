"""Data out: a workbook or plan document as a plan document."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from xlplan.app.books import open_master
from xlplan.app.file_names import DOCUMENTS
from xlplan.core.finding import Finding
from xlplan.document.dump import to_json, to_yaml
from xlplan.document.load import load_source, template_of
from xlplan.document.source import read_source
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template

Format = Literal["json", "yaml"]


def open_plan(path: Path) -> tuple[Plan, Template, list[Finding]]:
    """The plan of a master or plan document, with what reading found; InputError where it is neither."""
    if path.suffix.lower() in DOCUMENTS:
        source = read_source(path)
        template = template_of(source)
        plan, findings = load_source(source, template)
        return plan, template, findings
    master = open_master(path)
    return master.plan, master.template, master.findings


def load_plan(path: Path) -> tuple[Plan, Template]:
    """The plan of a master or plan document; InputError where it is neither."""
    return open_plan(path)[:2]


def export(path: Path, to: Format) -> str:
    """The plan document of a master or plan document as text."""
    plan, template = load_plan(path)
    return to_yaml(plan, template) if to == "yaml" else to_json(plan, template)
