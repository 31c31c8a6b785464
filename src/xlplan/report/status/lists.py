"""The lists of the page: milestones, late tasks with their causes, open action items, departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlplan.report.page.markup import Html, el, joined
from xlplan.report.status import words as w
from xlplan.report.status.facts import Status
from xlplan.report.status.glance import figure
from xlplan.report.status.parts import DASH, cell, day, lines, number, percent, pill, row, section, table, task_link
from xlplan.twins import dashboard as figures
from xlplan.twins.actions import TIMING
from xlplan.twins.dashboard_lines import DEPARTMENT as DEPARTMENT_TITLE
from xlplan.twins.dashboard_lines import DEPARTMENT_FIGURES
from xlplan.twins.engine import Scalar, is_number
from xlplan.twins.milestones import LABELS

TONES = {"late": "late", "at_risk": "watch", "ahead": "plain", "reached": "well"}
TIMING_TONES = {"overdue": "late", "soon": "watch", "ahead": "plain"}


def milestones(status: Status) -> Html:
    """The milestones with their dates; those of the breakdown where the form is not used."""
    lang = status.lang
    found = list(_listed_marks(status) if status.has("milestones") else _task_marks(status))
    if not found:
        return section("milestones", w.MILESTONES(lang), el("p", w.NO_MILESTONES(lang), class_="none"))
    heads = (w.MILESTONES, w.DEPARTMENT, w.PLANNED, w.EXPECTED, w.ACTUAL, w.DEVIATION, w.STATE)
    return section("milestones", w.MILESTONES(lang), table("marks", [h(lang) for h in heads], found, lang, (5,)))


def _listed_marks(status: Status) -> Iterator[Html]:
    states = {text(status.lang): key for key, text in LABELS.items()}
    for id_, mark in status.plan.milestones.items():
        planned, forecast, actual, deviation, state = (
            status.computed.value("milestones", id_, key)
            for key in ("planned", "forecast", "actual", "deviation", "state")
        )
        name = mark.name or (status.ctx.names.label("task", mark.task) if mark.task else DASH)
        title = task_link(status, mark.task) if mark.task in status.tasks else Html()
        head = el("th", name, el("div", title, class_="soft") if mark.task else "", scope="row")
        yield _mark_row(status, head, mark.task, (planned, forecast, actual), deviation, states.get(str(state)))


def _task_marks(status: Status) -> Iterator[Html]:
    """The milestones of a workbook that has no form for them."""
    computed = status.computed
    for id_ in status.tasks:
        if not computed.value("wbs", id_, "milestone"):
            continue
        planned, forecast, actual = (computed.value("wbs", id_, key) for key in ("plan_finish", "finish", "act_finish"))
        slips = is_number(planned) and is_number(forecast) and float(forecast) > float(planned)
        late = computed.value("wbs", id_, "late")
        key = "reached" if computed.percent(id_) >= 1 else "late" if late else "at_risk" if slips else "ahead"
        head = el("th", task_link(status, id_), scope="row")
        yield _mark_row(status, head, id_, (planned, forecast, actual), computed.world.later(forecast, planned), key)


def _mark_row(
    status: Status, head: Html, task: str | None, dates: Iterable[Scalar], deviation: Scalar, state: str | None
) -> Html:
    department = status.plan.dept_of(task or "")
    shown = pill(LABELS[state](status.lang), TONES[state]) if state else DASH
    cells = (cell(status.department(department)), *map(day, dates), _deviation(deviation), cell(shown))
    return row((head, *cells), department)


def _deviation(days: Scalar) -> Html:
    if not is_number(days):
        return number("")
    n = int(days)
    return el("td", f"{n:+d}" if n else "0", class_="n bad" if n > 0 else "n")


# --- late tasks


def late_tasks(status: Status) -> Html:
    """What should be done and is not: why, and what comes next. The longest late come first."""
    lang, computed = status.lang, status.computed
    if not is_number(figures.late(computed.world)):
        return section("late", w.LATE(lang), el("p", w.LATE_NEEDS(lang), class_="none"))
    late = [t for t in status.tasks if computed.is_leaf(t) and computed.value("wbs", t, "late")]
    if not late:
        return section("late", w.LATE(lang), el("p", w.NO_LATE(lang), class_="none good"))
    late.sort(key=lambda t: -_days_late(status, t))
    heads = (w.TASK, w.OWNER, w.WHAT_WAS_DUE, w.NOW_EXPECTED, w.DAYS_LATE, w.PERCENT, w.CAUSE, w.NEXT)
    rows = (_late_row(status, t) for t in late)
    return section("late", w.LATE(lang), table("late-list", [h(lang) for h in heads], rows, lang, (4, 5)))


def _days_late(status: Status, task: str) -> int:
    """Working days from when it was due to the status date."""
    world = status.computed.world
    days = world.later(world.params["status_date"], status.computed.value("wbs", task, "plan_finish"))
    return int(days) if is_number(days) else 0


def _late_row(status: Status, id_: str) -> Html:
    lang, computed, task = status.lang, status.computed, status.plan.tasks[id_]
    told = status.reported.get(id_)

    def said(*keys: str) -> list[str]:
        return [text for k in keys if told and (text := status.cell("progress", told.id, k))]

    cause, steps = said("cause", "cause_note", "problem"), said("action", "next_step")
    support = said("support_needed", "support_dept")
    asked = [f"{w.SUPPORT(lang)}{'：' if lang == 'zh' else ': '}{' · '.join(support)}"] if support else []
    flags = []
    if computed.value("wbs", id_, "critical"):
        flags.append(pill(w.CRITICAL_PILL(lang), "late"))
    if told and told.blocked:
        flags.append(pill(w.BLOCKED_PILL(lang), "watch"))
    return row(
        (
            el("th", task_link(status, id_), " ", joined(flags, " "), scope="row"),
            cell(lines((status.department(task.dept), status.person(task.owner))), class_="who"),
            day(computed.planned_finish(id_)),
            day(computed.finish(id_)),
            el("td", str(_days_late(status, id_)), class_="n bad"),
            number(percent(computed.percent(id_))),
            cell(lines(cause) if cause else pill(w.UNEXPLAINED(lang), "watch")),
            cell(lines((*steps, *asked)) if steps or asked else pill(w.NO_STEP(lang), "watch")),
        ),
        task.dept,
    )


# --- action items


def actions(status: Status) -> Html:
    """The open action items in the order in which they fall due."""
    lang = status.lang
    found = list(_open_actions(status))
    if not found:
        return section("actions", w.ACTIONS(lang), el("p", w.NO_ACTIONS(lang), class_="none good"))
    heads = (w.NUMBER, w.ACTION, w.TASK, w.OWNER, w.DUE, w.TIMING)
    return section("actions", w.ACTIONS(lang), table("action-list", [h(lang) for h in heads], found, lang))


def _open_actions(status: Status) -> Iterator[Html]:
    computed = status.computed
    if "actions" not in computed.rows:
        return
    rows = status.plan.rows("actions")
    ranks = {id_: computed.value("actions", id_, "due_rank") for id_ in rows}
    keys = {text(status.lang): key for key, text in TIMING.items()}
    for id_ in sorted((i for i, rank in ranks.items() if is_number(rank) and rank), key=lambda i: float(ranks[i])):
        found, timing = rows[id_], str(computed.value("actions", id_, "timing"))
        task = found.cell("task")
        yield row(
            (
                cell(found.cell("number") or DASH, class_="code"),
                el(
                    "th",
                    lines((status.cell("actions", id_, "action") or status.cell("actions", id_, "topic"),)),
                    scope="row",
                ),
                cell(task_link(status, task)),
                cell(lines((status.department(found.cell("dept")), status.person(found.cell("owner")))), class_="who"),
                day(found.cell("due")),
                cell(pill(timing, TIMING_TONES.get(keys.get(timing, ""), "plain")) if timing else DASH),
            ),
            found.cell("dept"),
        )


# --- departments


def departments(status: Status) -> Html:
    """The departments with the figures of the dashboard."""
    lang, world = status.lang, status.computed.world
    if not status.plan.departments:
        return Html("")
    heads = [DEPARTMENT_TITLE(lang), *(f.title(lang) for f in DEPARTMENT_FIGURES)]
    rows = []
    for n, id_ in enumerate(status.plan.departments):
        name = str(world.params[f"dept_{n}"])
        cells = [el("th", name or DASH, scope="row")]
        for f in DEPARTMENT_FIGURES:
            value = f.value(world, name)
            bad = f.key == "late" and is_number(value) and float(value) > 0
            cells.append(el("td", figure(value, f.number_format), class_="n bad" if bad else "n"))
        rows.append(row(cells, id_))
    body = table("department-list", heads, rows, lang, range(1, len(heads)))
    return section("departments", w.DEPARTMENTS(lang), body)
