"""What changed since a former state: where the finish and the progress went, who moved what, and every edit."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.kinds.base import JsonValue
from xlplan.core.text import Text
from xlplan.merging.consequences import Cause, Effect
from xlplan.merging.words import BLANK, shown
from xlplan.model.history import when_words
from xlplan.model.journal import EditRecord
from xlplan.report.columns import one_line
from xlplan.report.page.markup import Html, el
from xlplan.report.status import words as w
from xlplan.report.status.facts import Since, Status
from xlplan.report.status.parts import (
    DASH,
    cell,
    day,
    listed,
    paragraphs,
    percent,
    row,
    section,
    signed,
    table,
    task_link,
)

CAUSES = 8
"""So many edits are named for each side, those that move the finish most."""
NAMED = 8
"""So many tasks are named in a line."""


def changes(status: Status) -> Html:
    """The part; it says so where there is nothing to compare with."""
    since, lang = status.since, status.lang
    if since is None:
        return section("changes", w.CHANGES(lang), el("p", w.NO_HISTORY(lang), class_="none"))
    where = {"n": since.number, "when": when_words(since.when)}
    against = w.SINCE(lang, **where) if since.round is None else w.SINCE_ROUND(lang, round=since.round, **where)
    body = [el("p", against, class_="soft"), el("ul", *(el("li", x) for x in _summary(status, since)), class_="moves")]
    body += [*_who(status, since), *_slips(status, since), *_edits(status, since)]
    return section("changes", w.CHANGES(lang), *body)


def _summary(status: Status, since: Since) -> Iterator[str]:
    lang, (before, after) = status.lang, since.finish
    if before == after:
        yield w.MOVE_FINISH_SAME(lang, after=after or DASH)
    else:
        yield w.MOVE_FINISH(lang, before=before or DASH, after=after or DASH)
    yield w.MOVE_PERCENT(lang, before=percent(since.percent[0]), after=percent(since.percent[1]))
    sides = {(e.origin, e.department) for _, e in since.edits}
    yield w.COUNT_EDITS(lang, n=len(since.edits), m=len(sides)) if since.edits else w.NO_CHANGES(lang)
    if since.refused:
        yield w.COUNT_REFUSED(lang, n=since.refused)


# --- who moved the dates


def _who(status: Status, since: Since) -> Iterator[Html]:
    lang = status.lang
    told = [e for e in since.effects if e.days or e.critical or e.milestones]
    if told:
        heads = (w.WHO, w.FINISH_MOVED, w.WHAT_MOVED)
        yield el("h3", w.WHO_MOVED(lang))
        yield table("who", [h(lang) for h in heads], (_effect(status, e) for e in told), lang)


def _effect(status: Status, effect: Effect) -> Html:
    lang = status.lang
    days = {"days": effect.days, "finish": effect.finish or DASH}
    moved = w.MOVE_DAYS(lang, **days) if effect.days else w.STAYS(lang)
    kind = "bad" if effect.days > 0 else "good" if effect.days < 0 else None
    told = list(paragraphs(_told(status, effect), "told"))
    return row((el("th", _side(status, effect), scope="row"), cell(moved, class_=kind), cell(*told)), effect.department)


def _side(status: Status, effect: Effect) -> str:
    if effect.department is not None:
        return status.department(effect.department)
    return (w.BY_DECISION if effect.decided else w.BY_MANAGER)(status.lang)


def _told(status: Status, effect: Effect) -> Iterator[str]:
    lang, label = status.lang, status.ctx.names.label
    yield from (_cause(status, c) for c in effect.causes[:CAUSES])
    for task, before, after in effect.milestones[:NAMED]:
        yield w.MARK_MOVED(lang, task=label("task", task), before=before or DASH, after=after or DASH)
    if effect.critical:
        names = [label("task", t) for t in effect.critical]
        yield w.NOW_CRITICAL(lang, tasks=listed(names, lang, NAMED, w.MORE_TASKS))


def _cause(status: Status, cause: Cause) -> str:
    form = status.template.table(cause.table)
    before, after = (_value(status, cause.table, cause.key, v) for v in (cause.before, cause.value))
    column = form.column(cause.key).header(status.lang)
    return w.BY_CAUSE(status.lang, days=cause.days, label=cause.label, column=column, before=before, after=after)


# --- tasks whose finish moved


def _slips(status: Status, since: Since) -> Iterator[Html]:
    lang = status.lang
    if not since.slips:
        return
    yield el("h3", w.SLIPS(lang))
    heads = (w.TASK, w.DEPARTMENT, w.BEFORE, w.AFTER, w.MOVED)
    rows = (
        row(
            (
                el("th", task_link(status, s.task), scope="row"),
                cell(status.department(status.plan.dept_of(s.task))),
                day(s.before),
                day(s.after),
                el("td", signed(s.days), class_="n bad" if s.days > 0 else "n good"),
            ),
            status.plan.dept_of(s.task),
        )
        for s in since.slips
    )
    yield table("slips", [h(lang) for h in heads], rows, lang, (4,))


# --- every edit


def _edits(status: Status, since: Since) -> Iterator[Html]:
    if not since.edits:
        return
    lang = status.lang
    heads = (w.WHO, w.FORM, w.ROW, w.COLUMN, w.BEFORE, w.AFTER, w.FROM)
    rows = (_edit(status, n, e) for n, e in sorted(since.edits, key=lambda x: _by_side(status, x[1])))
    body = table("edits", [h(lang) for h in heads], rows, lang)
    yield el("details", el("summary", w.ALL_EDITS(lang, n=len(since.edits))), body, class_="edits")


def _by_side(status: Status, edit: EditRecord) -> tuple[int, int, str, str]:
    departments = list(status.plan.departments)
    known = edit.origin == "file" and edit.department in departments
    forms = [form.code for form in status.template.forms]
    form = status.template.form_of(edit.form).code
    return (
        departments.index(edit.department) if known and edit.department else 999,
        forms.index(form),
        edit.label,
        edit.field,
    )


def _edit(status: Status, revision: int | None, edit: EditRecord) -> Html:
    lang = status.lang
    who = {"file": status.department(edit.department), "decision": w.BY_DECISION(lang)}.get(
        edit.origin, w.BY_MANAGER(lang)
    )
    if edit.field:
        column = status.template.table(edit.form).column(edit.field).header(lang)
        before, after = (_value(status, edit.form, edit.field, v) for v in (edit.before, edit.value))
    else:
        column, before = "", ""
        after = {"new": w.NEW_ROW, "gone": w.GONE_ROW}.get(edit.change, Text("", ""))(lang)
    source = w.NOT_RECORDED(lang) if revision is None else " ".join(filter(None, (f"r{revision}", edit.file)))
    cells = (
        el("th", who or DASH, scope="row"),
        cell(status.template.form_of(edit.form).title(lang)),
        cell(one_line(edit.label)),
        cell(column),
        cell(before),
        cell(after),
        cell(source, class_="soft"),
    )
    return row(cells, edit.department if edit.origin == "file" else None)


def _value(status: Status, form: str, field: str, value: JsonValue) -> str:
    return shown(status.template.table(form), field, value, status.ctx) or BLANK(status.lang)
