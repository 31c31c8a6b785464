"""What changed since a former state: where the finish and the progress went, who moved what, and every edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlplan.merging.consequences import Effect
from xlplan.model.history import when_words
from xlplan.model.journal import EditRecord
from xlplan.report.columns import one_line
from xlplan.report.effects import CRITICAL, DECISIONS, MANAGER, MOVE, STAYS, cause_text, tasks_text, who
from xlplan.report.logged import ROW, Cells
from xlplan.report.merged import FINISH, PROGRESS, SAME_FINISH
from xlplan.report.page.markup import Html, el
from xlplan.report.status import words as w
from xlplan.report.status.facts import Since, Status
from xlplan.report.status.parts import (
    DASH,
    cell,
    day,
    percent,
    row,
    section,
    signed,
    table,
    task_link,
)

CAUSES = 8
"""So many edits are named for each side, those that move the finish most."""
MARKS = 8
"""So many milestones are named for each side."""


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
        yield SAME_FINISH(lang, before=before or DASH)
    else:
        yield FINISH(lang, before=before or DASH, after=after or DASH)
    yield PROGRESS(lang, before=percent(since.percent[0]), after=percent(since.percent[1]))
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
    moved = MOVE(lang, days=effect.days, finish=effect.finish or DASH) if effect.days else STAYS(lang)
    kind = "bad" if effect.days > 0 else "good" if effect.days < 0 else None
    told = (el("p", text, class_="told") for text in _told(status, effect))
    return row(
        (el("th", who(effect, status.ctx), scope="row"), cell(moved, class_=kind), cell(*told)), effect.department
    )


def _told(status: Status, effect: Effect) -> Iterator[str]:
    lang, ctx = status.lang, status.ctx
    yield from (cause_text(c, status.template, ctx) for c in effect.causes[:CAUSES])
    for task, before, after in effect.milestones[:MARKS]:
        yield w.MARK_MOVED(lang, task=ctx.names.label("task", task), before=before or DASH, after=after or DASH)
    if effect.critical:
        yield CRITICAL(lang, tasks=tasks_text(effect.critical, ctx))


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
    cells, order = Cells(status.template, status.ctx), _order(status)
    rows = (_edit(cells, n, e) for n, e in sorted(since.edits, key=lambda x: order(x[1])))
    body = table("edits", [h(lang) for h in heads], rows, lang)
    yield el("details", el("summary", w.ALL_EDITS(lang, n=len(since.edits))), body, class_="edits")


def _order(status: Status) -> Callable[[EditRecord], tuple[int, int, str, str]]:
    """By side as the departments stand in the plan, the project manager last; then by form, row and column."""
    departments = {d: n for n, d in enumerate(status.plan.departments)}
    forms = {table.key: n for n, (_, table) in enumerate(status.template.tables())}
    last = len(departments)

    def rank(edit: EditRecord) -> tuple[int, int, str, str]:
        side = departments.get(edit.department or "", last) if edit.origin == "file" else last
        return (side, forms[edit.form], edit.label, edit.field)

    return rank


def _edit(cells: Cells, revision: int | None, edit: EditRecord) -> Html:
    lang = cells.lang
    by = {"file": cells.who(edit.department), "decision": DECISIONS(lang)}.get(edit.origin, MANAGER(lang))
    if edit.field:
        column = cells.tables[edit.form].column(edit.field).header(lang)
        before, after = (cells.value(edit.form, edit.field, v) for v in (edit.before, edit.value))
    else:
        column, before = "", ""
        after = ROW[edit.change](lang) if edit.change in ROW else ""
    source = w.NOT_RECORDED(lang) if revision is None else " ".join(filter(None, (f"r{revision}", edit.file)))
    texts = (cells.template.form_of(edit.form).title(lang), one_line(edit.label), column, before, after)
    shown = (el("th", by or DASH, scope="row"), *map(cell, texts), cell(source, class_="soft"))
    return row(shown, edit.department if edit.origin == "file" else None)
