"""Which reference pages there are. Nothing is written here: the caller decides what becomes of the text."""

from __future__ import annotations

from collections.abc import Iterable

from xlplan.core.finding import FindingType
from xlplan.core.text import LANGS
from xlplan.docgen.findings import findings_page
from xlplan.docgen.forms import forms_page
from xlplan.rules.base import Rule
from xlplan.template.resolve import Template


def reference_pages(template: Template, types: Iterable[FindingType], rules: Iterable[Rule]) -> dict[str, str]:
    """Markdown by file name, in both languages.

    ``types`` are all findings, those of packages included that this one does not know.
    """
    known, by_rules = list(types), list(rules)
    pages: dict[str, str] = {}
    for lang in LANGS:
        pages[f"forms.{lang}.md"] = forms_page(template, lang)
        pages[f"findings.{lang}.md"] = findings_page(known, by_rules, lang)
    return pages
