"""The edits of a journal's entry: what the project manager typed, what files brought, what the command did itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from xlplan.app.books import Master
from xlplan.core.kinds.base import Ctx
from xlplan.core.text import Lang
from xlplan.merging.result import Detail
from xlplan.merging.words import Outcome, row_label
from xlplan.model.difference import Change, differences
from xlplan.model.pending import Decision
from xlplan.model.plan import Plan, plan_names
from xlplan.model.snapshot import frozen_row, present
from xlplan.store.journal import EditRecord
from xlplan.template.resolve import Template


def plan_differences(before: Plan, after: Plan, template: Template) -> Iterator[Change]:
    """The cells that two states of a plan hold differently, over all forms of a template."""
    return differences(before, after, [table for _, table in template.tables()])


class Labels:
    """How people know the rows of some plans: by the first that has the row."""

    def __init__(self, template: Template, lang: Lang, *plans: Plan) -> None:
        self.template = template
        self.plans = [(plan, Ctx(lang, plan_names(plan))) for plan in plans]
        self.of = cache(self._of)

    def _of(self, table_key: str, row_id: str) -> str:
        table = self.template.table(table_key)
        for plan, ctx in self.plans:
            if row_id in plan.rows(table_key):
                return row_label(table, row_id, frozen_row(plan, table, row_id, (c.key for c in table.inputs)), ctx)
        return row_id


def edit_records(
    before: Master | None,
    plan: Plan,
    template: Template,
    details: Iterable[Detail] = (),
    decisions: Iterable[Decision] = (),
) -> list[EditRecord]:
    """All that lies between a master as it was last written and the new plan, and what was refused on the way.

    A new master has none: its first state is the document itself.
    """
    if before is None:
        return []
    labels = Labels(template, plan.language, plan, before.plan, *([before.written] if before.written else []))
    found: list[EditRecord] = []
    if before.written is not None:
        found += [_record("own", c, labels) for c in plan_differences(before.written, before.plan, template)]
    applied = {}
    for d in details:
        if d.department is None:
            continue  # the project manager's own: what they are now against what was written is listed above
        place = f"{d.place.sheet}!{d.place.cell}" if d.place.sheet and d.place.cell else ""
        found.append(
            EditRecord(
                "file", d.table, d.row_id, d.key, d.label, d.base, d.present, d.value,
                "new" if d.new_row else "", d.outcome.value, d.reason.value, d.department, d.file, d.sha256, place,
            )
        )  # fmt: skip
        if d.outcome is Outcome.APPLIED:
            applied[d.cell] = d.value
    for x in decisions:
        was = present(before.plan, template.table(x.table), x.row_id, x.key)
        label = labels.of(x.table, x.row_id)
        found.append(EditRecord("decision", x.table, x.row_id, x.key, label, was, was, x.value, reason=x.pick.value))
        applied[x.cell] = x.value
    for change in plan_differences(before.plan, plan, template):
        if change.cell not in applied or applied[change.cell] != change.after:
            found.append(_record("program", change, labels))
    return found


def _record(origin: str, change: Change, labels: Labels) -> EditRecord:
    c = change
    label = labels.of(c.table, c.row_id)
    return EditRecord(origin, c.table, c.row_id, c.key, label, c.before, c.before, c.after, c.row)
