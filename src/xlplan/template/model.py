"""A template as the rest of the program uses it: resolved forms, theme, choices of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.text import Text
from xlplan.forms.base import Form, Table
from xlplan.template.problems import Origin
from xlplan.template.theme import Theme

DEFAULT = "full"
PREFILL_DAYS, GANTT_COLUMNS, WEEKEND = 14, 183, frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """What a template wants of one rule: a severity, ``off``, or neither; settings as they were written."""

    severity: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckChoice:
    """What a template wants of checking: down to which severity to list, whether warnings fail, codes left out."""

    severity: str = ""
    strict: bool = False
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """Forms as a project uses them. Consumers take tables and columns from here, never from the built-in forms.

    ``source`` is the data of a template that is not built in: it travels inside the files made from it, so that they
    can be opened where the template's own file is not at hand. ``rules`` are by code or name, as they were written.
    """

    name: str
    version: int
    title: Text
    forms: tuple[Form, ...]
    weekend: frozenset[int] = WEEKEND
    capacity: Mapping[str, int] = field(default_factory=dict)
    """Rows that a master offers, by table; for every table of the template."""
    spare: Mapping[str, int] = field(default_factory=dict)
    """Spare rows that a copy offers, by table; for every table of the template."""
    prefill_days: int = PREFILL_DAYS
    gantt_columns: int = GANTT_COLUMNS
    theme: Theme = field(default_factory=Theme)
    rules: Mapping[str, RuleChoice] = field(default_factory=dict)
    check: CheckChoice = field(default_factory=CheckChoice)
    source: Mapping[str, Any] | None = None
    origin: Origin = field(default_factory=Origin, compare=False, repr=False)

    def form(self, code: str) -> Form:
        """A form by code; KeyError where the template leaves it out."""
        for form in self.forms:
            if form.code == code:
                return form
        raise KeyError(code)

    def has(self, code: str) -> bool:
        return any(f.code == code for f in self.forms)

    def tables(self) -> Iterator[tuple[Form, Table]]:
        """Every table with its form, in the order of the workbook."""
        for form in self.forms:
            for table in form.tables:
                yield form, table

    def table(self, key: str) -> Table:
        """A table by key; KeyError where there is none."""
        for _, table in self.tables():
            if table.key == key:
                return table
        raise KeyError(key)

    def form_of(self, table: str) -> Form:
        """The form that holds a table."""
        for form, found in self.tables():
            if found.key == table:
                return form
        raise KeyError(table)

    def title_of(self, table: str) -> Text:
        """What the sheet of a table is called: by the form, by the table where a form has several."""
        form = self.form_of(table)
        return form.title if len(form.tables) == 1 else self.table(table).title

    def choice_lists(self) -> dict[str, ChoiceKind]:
        """Every choice list that any column uses, by name."""
        lists: dict[str, ChoiceKind] = {}
        for _, table in self.tables():
            for column in table.columns:
                if isinstance(column.kind, ChoiceKind):
                    lists.setdefault(column.kind.list_name, column.kind)
        return lists
