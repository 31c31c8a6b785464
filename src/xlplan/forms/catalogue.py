"""All built-in forms in the order of the workbook, and what others ask of them by table.

They are found by looking into this package: a module with a ``FORM``, or several in ``FORMS``, is one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import xlplan.forms
from xlplan.forms.base import Form
from xlplan.twins.engine import Twin


def _found() -> Iterator[Form]:
    for module in pkgutil.iter_modules(xlplan.forms.__path__):
        if module.name != __name__.rpartition(".")[2]:
            content = importlib.import_module(f"{xlplan.forms.__name__}.{module.name}")
            yield from getattr(content, "FORMS", None) or filter(None, [getattr(content, "FORM", None)])


FORMS: tuple[Form, ...] = tuple(sorted(_found(), key=lambda form: form.number))
TWINS: dict[str, Twin] = {t.key: t.twin for form in FORMS for t in form.tables if t.twin}
"""What is calculated for tables outside the network, whether or not a template offers them: other sheets count on it."""
CALLED: dict[str, tuple[str, ...]] = {t.key: t.called for form in FORMS for t in form.tables if t.called}
"""Tables whose rows others refer to, with the columns that name a row: number and title."""
