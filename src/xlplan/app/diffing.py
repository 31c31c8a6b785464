"""What differs between two masters or plan documents: by form, row and column, and in what stands beside the forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from xlplan.app.exporting import load_plan
from xlplan.app.file_names import DOCUMENTS
from xlplan.app.holidays import with_holidays
from xlplan.app.journal_edits import Labels
from xlplan.core.text import Lang
from xlplan.forms.base import Table
from xlplan.model.difference import Change, differences
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Part:
    """Something beside the forms that differs: ``rounds``, ``issues``, ``baselines``, ``carried`` sheets, ``language``.

    ``name`` is its number or name, ``change`` one of ``new``, ``gone``, ``changed``.
    """

    what: str
    name: str
    change: str


@dataclass(frozen=True)
class Difference:
    """Two plans and what differs. ``other_project`` where they are not states of one project."""

    before: Plan
    after: Plan
    before_template: Template
    template: Template
    changes: list[Change] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def equal(self) -> bool:
        return not self.changes and not self.parts

    @property
    def other_project(self) -> bool:
        return self.before.project != self.after.project


def diff(one: Path, other: Path, today: dt.date, lang: Lang) -> Difference:
    """Compare two masters or plan documents. InputError where one can't be used.

    A document without calendar gets the holidays that a workbook made from it has, if the other one is a workbook.
    """
    (before, old), (after, new) = load_plan(one), load_plan(other)
    documents = [p.suffix.lower() in DOCUMENTS for p in (one, other)]
    if documents == [True, False]:
        before = with_holidays(before, today)
    elif documents == [False, True]:
        after = with_holidays(after, today)
    changes = list(differences(before, after, _tables(old, new)))
    labels: dict[tuple[str, str], str] = {}
    for template, plans in ((new, (after, before)), (old, (before, after))):
        known = Labels(template, lang, *plans)
        tables = {t.key for _, t in template.tables()}
        labels |= {
            (c.table, c.row_id): known.of(c.table, c.row_id)
            for c in changes
            if c.table in tables and (c.table, c.row_id) not in labels
        }
    return Difference(before, after, old, new, changes, list(_parts(before, after)), labels)


def _tables(old: Template, new: Template) -> Iterator[Table]:
    """The tables of both templates, each with the columns of both."""
    earlier = {t.key: t for _, t in old.tables()}
    for _, table in new.tables():
        was = earlier.pop(table.key, None)
        more = [c for c in was.columns if not table.has(c.key)] if was else []
        yield replace(table, columns=(*table.columns, *more)) if more else table
    yield from earlier.values()


def _parts(before: Plan, after: Plan) -> Iterator[Part]:
    yield from _named("rounds", {r.number: r for r in before.rounds}, {r.number: r for r in after.rounds})
    yield from _named("issues", {i.serial: i for i in before.issues}, {i.serial: i for i in after.issues})
    was, now = ({b.number: b for b in plan.baselines} for plan in (before, after))
    yield from _named("baselines", was, now)
    yield from _named("carried", {s.name: s.rows for s in before.carried}, {s.name: s.rows for s in after.carried})
    if before.language != after.language:
        yield Part("language", after.language, "changed")


def _named(what: str, before: Mapping[K, object], after: Mapping[K, object]) -> Iterator[Part]:
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield Part(what, str(name), "gone")
        elif name not in before:
            yield Part(what, str(name), "new")
        elif before[name] != after[name]:
            yield Part(what, str(name), "changed")
