"""Templates beyond their own data: rules that they name, what a company can start from, what one has."""

from __future__ import annotations

from pathlib import Path

from xlplan.core.finding import Finding, Severity
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form
from xlplan.rules.chosen import rule_problems
from xlplan.template.problems import failure
from xlplan.template.resolve import FORMER, Template, load_template, read_template, templates_folder


def check_template(path: Path) -> list[Finding]:
    """Everything that is wrong with a template's file, in the order of its lines."""
    verdict = read_template(path)
    found = list(verdict.findings)
    if verdict.template is not None:
        found += rule_problems(verdict.template)
    return sorted(found, key=lambda x: int(x.place.cell.removeprefix("line ") or 0))


def sound_template(template: Template) -> Template:
    """A template whose rules and settings there are; InputError names the first that there is not."""
    errors = [x for x in rule_problems(template) if x.severity is Severity.ERROR]
    if errors:
        raise failure(template.origin.file or template.name, errors)
    return template


def template_text(name: str) -> str:
    """The text of a built-in template's file; InputError where there is none."""
    load_template(name)  # says which there are
    return (templates_folder() / f"{FORMER.get(name, name)}.yaml").read_text(encoding="utf-8")


def differences(template: Template) -> dict[str, list[str]]:
    """What a template has beside the full one, and what it leaves out: keys of forms, and columns as ``table.key``."""
    full = load_template()
    forms = {f.code for f in template.forms}
    every = {f.code for f in full.forms}
    there = {t.key: t for _, t in template.tables()}
    known = {t.key: t for _, t in full.tables()}
    both = [k for k in there if k in known]
    return {
        "left_out": [f.code for f in full.forms if f.code not in forms],
        "extra_forms": [f.code for f in template.forms if f.code not in every],
        "extra_columns": [f"{k}.{c.key}" for k in both for c in there[k].columns if not known[k].has(c.key)],
        "changed_columns": [
            f"{k}.{c.key}"
            for k in both
            for c in there[k].columns
            if known[k].has(c.key) and _differs(c, known[k].column(c.key))
        ],
        "renamed": [f.code for f in template.forms if f.code in every and _titles(f) != _titles(full.form(f.code))],
        "vocabularies": [
            name
            for name, kind in template.choice_lists().items()
            if name in full.choice_lists() and kind != full.choice_lists()[name]
        ],
        "rules": list(template.rules),
    }


def _differs(one: Column, other: Column) -> bool:
    return (one.header, one.help, one.width, one.required) != (other.header, other.help, other.width, other.required)


def _titles(form: Form) -> tuple[Text, ...]:
    return (form.title, form.hint, *(t.title for t in form.tables))
