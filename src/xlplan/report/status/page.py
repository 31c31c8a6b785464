"""The whole page of the status report: the head, the controls, the parts in the order of a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.report.page.frame import page
from xlplan.report.page.markup import Html, data_block, el
from xlplan.report.status import words as w
from xlplan.report.status.changes import changes
from xlplan.report.status.curve import s_curve
from xlplan.report.status.facts import Status
from xlplan.report.status.gantt import gantt
from xlplan.report.status.glance import glance
from xlplan.report.status.lists import actions, departments, late_tasks, milestones
from xlplan.report.status.risks import risks

NAVIGATION = (
    ("glance", w.GLANCE),
    ("gantt", w.GANTT),
    ("milestones", w.MILESTONES),
    ("curve", w.CURVE),
    ("departments", w.DEPARTMENTS),
    ("late", w.LATE),
    ("risks", w.RISKS),
    ("actions", w.ACTIONS),
    ("changes", w.CHANGES),
)


def status_html(status: Status) -> str:
    """The page as text: one file, nothing beside it, no network."""
    lang = status.lang
    name = status.plan.basic.name or w.NO_NAME(lang)
    parts = (
        glance(status),
        gantt(status),
        el("div", milestones(status), el("div", s_curve(status), departments(status)), class_="two"),
        late_tasks(status),
        risks(status),
        actions(status),
        changes(status),
    )
    words = data_block("words", {key: text(lang) for key, text in w.SCRIPT.items()})
    body = (_head(status, name), _controls(status), el("main", *parts), words)
    return page(lang, w.TITLE(lang, project=name), body, ("status.css", "gantt.css"), ("status.js",))


def _head(status: Status, name: str) -> Html:
    facts = el("p", *_separated(_facts(status)), class_="made")
    return el("header", el("h1", name), facts)


def _facts(status: Status) -> Iterator[str]:
    plan, lang = status.plan, status.lang
    if plan.basic.code:
        yield w.CODE_OF(lang, code=plan.basic.code)
    if manager := status.person(plan.basic.manager):
        yield w.MANAGER(lang, name=manager)
    date = plan.status_date
    yield w.STATUS_DATE(lang, date=date.isoformat()) if date else w.NO_STATUS_DATE(lang)
    if plan.round:
        yield w.ROUND(lang, n=plan.round.number)
    yield w.REVISION(lang, n=plan.revision)
    yield w.MADE(lang, time=f"{status.made:%Y-%m-%d %H:%M}")


def _separated(texts: Iterator[str]) -> Iterator[Html]:
    for n, text in enumerate(texts):
        if n:
            yield Html(" · ")
        yield el("span", text, class_="fact")


def _controls(status: Status) -> Html:
    """Navigation, and the filters, which are hidden until the script that gives them effect shows them."""
    lang = status.lang
    links = (el("li", el("a", text(lang), href=f"#{part}")) for part, text in NAVIGATION)
    nav = el("nav", el("ul", *links), aria_label=w.GLANCE(lang))
    used = {t.dept or "" for t in status.plan.tasks.values()} | set(status.plan.departments)
    choices = [("", w.ALL_DEPARTMENTS(lang)), *((f"={d}", status.department(d)) for d in status.plan.departments)]
    if "" in used:
        choices.append(("=", w.NO_DEPARTMENT(lang)))
    options = (el("option", text, value=value) for value, text in choices)
    deepest = max((c.count(".") + 1 for t in status.tasks if (c := status.plan.tasks[t].code)), default=1)
    levels = [("", w.ALL_LEVELS(lang)), *((str(n), w.UP_TO(lang, n=n)) for n in range(1, deepest))]
    form = el(
        "form",
        _field("dept", w.DEPARTMENT(lang), el("select", *options, id="dept", name="dept")),
        _field(
            "level",
            w.LEVELS(lang),
            el("select", *(el("option", text, value=v) for v, text in levels), id="level", name="level"),
        ),
        _box("critical", w.ONLY_CRITICAL(lang)),
        _box("open", w.ONLY_OPEN(lang)),
        _box("base", w.WITH_BASELINE(lang), checked=True) if status.plan.baseline else "",
        el("output", id="count", aria_live="polite"),
        el("button", w.RESET(lang), type="reset", id="clear"),
        el("button", w.PRINT(lang), type="button", id="print"),
        id="filters",
        aria_label=w.FILTERS(lang),
        hidden=True,
    )
    return el("div", nav, form, class_="controls")


def _field(name: str, label: str, control: Html) -> Html:
    return el("div", el("label", label, for_=name), control, class_="field")


def _box(name: str, label: str, *, checked: bool = False) -> Html:
    box = el("input", type="checkbox", name=name, id=name, checked=checked)
    return el("label", box, el("span", label), class_="check")
