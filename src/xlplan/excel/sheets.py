"""Names of sheets, and which column stands where on them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlplan.core.text import Lang, Text
from xlplan.excel.book import column_letter
from xlplan.forms.base import Column, Form, Table
from xlplan.template.resolve import Template

ID_COLUMN = 0
FIRST_COLUMN = 1
LIMIT = 31
CONTEXT_TITLE = Text("相关任务（只读）", "Related tasks (read-only)")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def safe_sheet_name(name: str) -> str:
    """A name that every spreadsheet program accepts."""
    cleaned = _FORBIDDEN.sub("_", name).strip("'").strip()
    return cleaned[:LIMIT] or "_"


def title_of(form: Form, table: Table | None) -> Text:
    """The title of a sheet: the table's where a form has several."""
    return table.title if table is not None and len(form.tables) > 1 else form.title


def sheet_name(lang: Lang, form: Form, table: Table | None = None) -> str:
    """The name of the sheet of a form or table."""
    return safe_sheet_name(title_of(form, table)(lang))


def table_sheet(template: Template, lang: Lang, key: str) -> str:
    """The name of the sheet of a table by key."""
    form = template.form_of(key)
    return sheet_name(lang, form, template.table(key))


@dataclass(frozen=True)
class Placed:
    """The columns of a sheet with their positions."""

    columns: tuple[Column, ...]

    def index(self, key: str) -> int:
        """The position of a column, counted from 0."""
        for n, column in enumerate(self.columns):
            if column.key == key:
                return n + FIRST_COLUMN
        raise KeyError(key)

    def letter(self, key: str) -> str:
        return column_letter(self.index(key))

    def has(self, key: str) -> bool:
        return any(c.key == key for c in self.columns)


def header_text(column: Column, lang: Lang) -> str:
    """The header as it is shown; required columns carry an asterisk."""
    return column.header(lang) + (" *" if column.required and column.is_input else "")
