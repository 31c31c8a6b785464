"""What ``xlplan round open`` says: which file goes to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlplan.app.round_open import OpenedRound
from xlplan.app.split import IssuedCopy
from xlplan.cli.words import ARCHIVED, MASTER_NOTES
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed
from xlplan.model.plan import Plan, plan_names
from xlplan.report.columns import table
from xlplan.report.fed import fed_counts, fed_text
from xlplan.report.rounds import joined

OPENED = Text(
    "第 {n} 轮已下发：状态日期 {date}，交回日期 {due}；主计划 {master} 升至 r{revision}",
    "round {n} is open: status date {date}, due {due}; master {master} is now r{revision}",
)
SEND = Text("请发给：", "to be sent:")
TITLES = (
    Text("部门", "Department"),
    Text("接口人", "Contact"),
    Text("邮箱", "Mail"),
    Text("本部门任务", "Own tasks"),
    Text("文件", "File"),
)
NOBODY = Text("（未填）", "(none)")
INTO = Text("交回的文件放进：{path}", "what they return goes into: {path}")
NEXT = Text(
    "随时用 xlplan round status 查看，收齐后 xlplan round close",
    "see xlplan round status at any time, and xlplan round close once they are back",
)
AGAIN = Text("第 {n} 轮此前已下发过，这次是补发", "round {n} was open already; these copies are additional ones")
UNTOUCHED = Text(
    "上一轮（第 {n} 轮）的交回还没有合并过；以后收到仍可合并，会计入第 {n} 轮",
    "nothing of the last round ({n}) was merged yet; what still comes is merged into that round",
)
MISSING = Text("第 {n} 轮未交回的部门：{depts}", "departments that returned nothing in round {n}: {depts}")


def _contact(plan: Plan, copy: IssuedCopy) -> tuple[str, str]:
    """Contact, else the head, and the mail of the department, else of that person."""
    department = next((d for d in plan.departments.values() if copy.department in (d.name, d.id)), None)
    if department is None:
        return "", ""
    person = plan.people.get(department.contact or department.head or "")
    name = plan_names(plan).label("person", person.id) if person else ""
    return name, department.mail or (person.email if person else None) or ""


def opened_text(done: OpenedRound, lang: Lang) -> str:
    """The round, and a line for each copy."""
    split, round_ = done.split, done.split.round
    rows = [[t(lang) for t in TITLES]]
    for copy in split.copies:
        who = [x or NOBODY(lang) for x in _contact(split.plan, copy)]
        rows.append([copy.department, *who, str(copy.own_tasks), str(copy.path)])
    lines = [
        OPENED(
            lang,
            n=round_.number,
            date=round_.status_date,
            due=round_.due,
            master=split.master,
            revision=split.revision,
        ),
        SEND(lang),
        *("  " + line for line in table(rows, right=(3,))),
        INTO(lang, path=done.returned),
    ]
    if laid_out := fed_text(split.fed, split.template, lang):
        lines.append(laid_out)
    return "\n".join(lines)


def opened_notes(done: OpenedRound, lang: Lang) -> Iterator[str]:
    """What else there is to know."""
    split = done.split
    if done.again:
        yield AGAIN(lang, n=split.round.number)
    if done.before is not None and done.untouched:
        yield UNTOUCHED(lang, n=done.before.number)
    elif done.before is not None and done.missing:
        names = plan_names(split.plan)
        depts = joined((names.label("dept", s.department) for s in done.missing), lang)
        yield MISSING(lang, n=done.before.number, depts=depts)
    if split.archived:
        yield ARCHIVED(lang, path=split.archived)
    if split.findings:
        yield MASTER_NOTES(lang, n=len(split.findings), file=typed(split.master))
    yield NEXT(lang)


def opened_dict(done: OpenedRound) -> dict[str, Any]:
    """The same with stable keys."""
    split, round_ = done.split, done.split.round
    names = plan_names(split.plan)
    copies = []
    for copy in split.copies:
        contact, mail = _contact(split.plan, copy)
        copies.append({"department": copy.department, "contact": contact, "mail": mail, "file": str(copy.path)})
    return {
        "round": round_.number,
        "status_date": round_.status_date.isoformat(),
        "due": round_.due.isoformat() if round_.due else None,
        "revision": split.revision,
        "master": str(split.master),
        "returned": str(done.returned),
        "again": done.again,
        "before": {
            "round": done.before.number,
            "merged": not done.untouched,
            "missing": [names.label("dept", s.department) for s in done.missing],
        }
        if done.before
        else None,
        "fed": fed_counts(split.fed, split.template),
        "copies": copies,
    }
