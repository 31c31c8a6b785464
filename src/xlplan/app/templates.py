"""Templates beyond their own data: rules that they name, what a company can start from, what one has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from xlplan.app.wanted import check_problems
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Severity
from xlplan.core.text import Lang, Text
from xlplan.forms.base import Column, Form
from xlplan.rules.chosen import rule_problems
from xlplan.template.problems import failure
from xlplan.template.resolve import FORMER, Template, built_in, load_template, read_template, templates_folder

NOT_BUILT_IN = Text(
    "没有内置模板“{name}”；内置模板：{known}", "there is no built-in template “{name}”; there are: {known}"
)
_NAME, _VERSION = re.compile(r"^name: .*$", re.MULTILINE), re.compile(r"^version: .*$", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")


def check_template(path: Path) -> list[Finding]:
    """Everything that is wrong with a template's file, in the order of its lines."""
    verdict = read_template(path)
    found = list(verdict.findings)
    if verdict.draft is not None:
        found += [*rule_problems(verdict.draft), *check_problems(verdict.draft)]
    return sorted(found, key=lambda x: int(x.place.cell.removeprefix("line ") or 0))


def sound_template(template: Template) -> Template:
    """A template whose rules and settings there are; InputError names the first that there is not."""
    errors = [x for x in (*rule_problems(template), *check_problems(template)) if x.severity is Severity.ERROR]
    if errors:
        raise failure(template.origin.file or template.name, errors)
    return template


def template_text(name: str, lang: Lang, called: str) -> str:
    """A file to begin a company's template with: a built-in one under another name, then all that can be set, commented.

    InputError where there is no such built-in template.
    """
    known = FORMER.get(name, name)
    if known not in built_in():
        raise InputError(NOT_BUILT_IN, name=name, known=", ".join(built_in()))
    folder = templates_folder()
    text = (folder / f"{known}.yaml").read_text(encoding="utf-8")
    own = called if _PLAIN.fullmatch(called) and called not in (*built_in(), *FORMER) else "company"
    text = _NAME.sub(f"name: {own}", text, count=1)
    text = _VERSION.sub("version: 1", text, count=1)
    return text + (folder / f"options.{lang}.txt").read_text(encoding="utf-8")


def summary(template: Template, lang: Lang) -> dict[str, Any]:
    """A template with stable keys, for programs."""
    return {
        "name": template.name,
        "version": template.version,
        "title": template.title(lang),
        "forms": [
            {
                "code": form.code,
                "title": form.title(lang),
                "tables": [
                    {
                        "key": table.key,
                        "title": table.title(lang),
                        "shape": table.shape,
                        "columns": [
                            {
                                "key": c.key,
                                "header": c.header(lang),
                                "kind": c.kind.name,
                                "owner": c.owner.party.value,
                                "required": c.required,
                                "extra": c.extra,
                            }
                            for c in table.columns
                        ],
                    }
                    for table in form.tables
                ],
            }
            for form in template.forms
        ],
        "capacity": dict(template.capacity),
        "spare": dict(template.spare),
        "weekend": sorted(template.weekend),
        "differences": differences(template),
    }


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
