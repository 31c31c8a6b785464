"""All rules, found by looking into this package: a module with a ``RULE`` is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import xlplan.rules
from xlplan.rules.base import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule by code; ValueError where a code or name is used twice."""
    modules = (
        importlib.import_module(f"{xlplan.rules.__name__}.{m.name}")
        for m in pkgutil.iter_modules(xlplan.rules.__path__)
    )
    found = [m.RULE for m in modules if isinstance(getattr(m, "RULE", None), Rule)]
    for label in ("code", "name"):
        values = [getattr(r.type, label) for r in found]
        if twice := {v for v in values if values.count(v) > 1}:
            raise ValueError(f"{label} used twice: {sorted(twice)}")
    return tuple(sorted(found, key=lambda r: r.type.code))


def rule(name_or_code: str) -> Rule:
    """A rule by name or code; KeyError where there is none."""
    for found in rules():
        if name_or_code in (found.type.code, found.type.name):
            return found
    raise KeyError(name_or_code)
