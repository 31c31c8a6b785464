"""Everything that can be found, in one list: cells, files, sheets, merging, rules."""

from __future__ import annotations

from typing import Any

from xlplan.app.renumber_findings import TYPES as RENUMBERING
from xlplan.core.finding import FindingType
from xlplan.core.problems import TYPES as CELLS
from xlplan.document.findings import TYPES as DOCUMENTS
from xlplan.excel.file_findings import TYPES as FILES
from xlplan.excel.left_out import TYPES as LEFT_OUT
from xlplan.excel.structure_findings import TYPES as STRUCTURE
from xlplan.merging import findings as merging
from xlplan.merging.brought_findings import TYPES as BROUGHT
from xlplan.merging.gate_findings import TYPES as GATE
from xlplan.rules.acceptance import TYPES as ACCEPTANCE
from xlplan.rules.base import Rule, Setting
from xlplan.rules.catalogue import rules
from xlplan.store.findings import TYPES as STORE
from xlplan.template.findings import TYPES as TEMPLATES


def finding_types() -> list[FindingType]:
    """The catalogue by code; ValueError where a code or name is used twice."""
    merge_types = [v for v in vars(merging).values() if isinstance(v, FindingType)]
    found = [
        *CELLS,
        *FILES,
        *STRUCTURE,
        *LEFT_OUT,
        *BROUGHT,
        *DOCUMENTS,
        *STORE,
        *TEMPLATES,
        *RENUMBERING,
        *merge_types,
        *GATE,
        *ACCEPTANCE,
    ]
    found += [r.type for r in rules()]
    unique = {id(t): t for t in found}.values()
    for what in ("code", "name"):
        values = [getattr(t, what) for t in unique]
        twice = {v for v in values if values.count(v) > 1}
        if twice:
            raise ValueError(f"{what} used twice: {sorted(twice)}")
    return sorted(unique, key=lambda t: t.code)


def rule_of(code: str) -> Rule | None:
    """The rule behind a code; None for what is found while reading, checking files or merging."""
    return next((r for r in rules() if r.type.code == code), None)


def settings_of(code: str) -> tuple[Setting, ...]:
    """The numbers of a rule that templates may change; none for other findings."""
    rule = rule_of(code)
    return rule.settings if rule else ()


def as_row(kind: FindingType, lang: Any) -> dict[str, Any]:
    """A catalogue entry with stable keys; placeholders stay as they are."""
    settings = [
        {"key": s.key, "default": s.show(s.default, lang), "meaning": s.meaning(lang), "expected": s.expected(lang)}
        for s in settings_of(kind.code)
    ]
    return {
        "code": kind.code,
        "name": kind.name,
        "severity": kind.severity.value,
        "message": kind.message(lang),
        "hint": kind.hint(lang),
        "why": kind.why(lang),
        **({"since": rule.since, "scope": rule.scope.value} if (rule := rule_of(kind.code)) else {}),
        **({"settings": settings} if settings else {}),
    }
