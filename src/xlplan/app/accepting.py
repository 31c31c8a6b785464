"""Accepting findings of a master with a reason, and taking that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.books import Master, open_master
from xlplan.app.concern import with_concern
from xlplan.app.journal import Entry, check_newest
from xlplan.app.judge import context_of, judge_context
from xlplan.app.project_state import refuse_closed
from xlplan.app.saving import save_master
from xlplan.app.wanted import codes_named
from xlplan.core.errors import UsageError, XlplanError
from xlplan.core.finding import Acceptance, Finding, Severity
from xlplan.core.kinds.base import Ctx
from xlplan.core.normal import key
from xlplan.core.text import Lang, Text
from xlplan.merging.words import row_label
from xlplan.model.accepted import Accepted, Key
from xlplan.model.plan import Plan, plan_names
from xlplan.model.snapshot import frozen_row
from xlplan.report.findings import place_words
from xlplan.rules.acceptance import LAPSED, held, lapse
from xlplan.rules.base import RuleContext
from xlplan.store.files import locked
from xlplan.template.resolve import Template

NOTHING = Text(
    "{file} 现在没有 {codes} 的发现{at}，没有可接受的",
    "{file} has no finding {codes}{at} now: there is nothing to accept",
)
AT = Text("（位置 {at}）", " at {at}")
SEVERAL = Text(
    "{codes} 有 {count} 处：{places}；用 --at 指明一处，或用 --all 全部接受",
    "{codes} is found in {count} places: {places}; name one with --at, or take --all",
)
IS_ERROR = Text(
    "{code}（{place}）是错误，要改正；确实可以放行的，先在模板里把它降为警告",
    "{code} ({place}) is an error and has to be corrected; where it is none for you, make it a warning in the template",
)
NO_REASON = Text("请用 --reason 说明理由", "say why with --reason")
PAST = Text("有效期 {until} 早于状态日期 {today}", "{until} lies before the status date {today}")
NOT_ACCEPTED = Text("没有已接受的 {codes}{at}", "nothing is accepted for {codes}{at}")
_LISTED: tuple[tuple[str, Lang], ...] = (("、", "zh"), (", ", "en"))
_PLACES = 6
"""So many places are named in one line."""


@dataclass(frozen=True)
class Asked:
    """What to accept: findings of some codes, at a place or all of them, and why.

    ``at`` is a cell as findings name it (``WBS!F12``), or what people call the row (a code, a number, a name). ``key`` is
    exactly one finding, out of a list of many: where that can't be accepted, the others still are.
    """

    codes: Sequence[str]
    reason: str
    at: str = ""
    every: bool = False
    by: str = ""
    until: dt.date | None = None
    key: Key | None = None


@dataclass(frozen=True)
class Standing:
    """An accepted finding and what became of it: the finding as it is now, or why the acceptance no longer holds."""

    accepted: Accepted
    finding: Finding | None = None
    lapsed: Text | None = None


@dataclass(frozen=True)
class Accepting:
    """What was accepted or taken back, and the plan with it; ``refused`` says of what a list asks for why it was not."""

    plan: Plan
    template: Template
    accepted: list[Accepted] = field(default_factory=list)
    refused: list[XlplanError] = field(default_factory=list)
    archived: Path | None = None
    written: bool = False


def standings(path: Path) -> tuple[Template, list[Standing]]:
    """What is accepted in a master, in its order, each with what the rules find today; and the master's template."""
    master = open_master(path)
    context = context_of(master.plan, master.template)
    now = {_key(x): x for x in _judged(master, context)}
    result = []
    for one in master.plan.accepted:
        finding = now.get(one.place)
        why = None if finding is None else lapse(one, finding, context)
        result.append(Standing(one, finding, why))
    return master.template, result


def accept(path: Path, asked: Iterable[Asked], *, dry_run: bool = False, now: dt.datetime | None = None) -> Accepting:
    """Accept findings of the rules and write the master.

    UsageError where there is no such finding, where several could be meant, where one is an error or no reason is given.
    """
    with locked(path):
        master = open_master(path)
        check_newest(master)
        refuse_closed(master.plan, master.template)
        context = context_of(master.plan, master.template)
        found = _judged(master, context)
        day = (now or dt.datetime.now().astimezone()).date()
        accepted: dict[Key, Accepted] = {}
        refused: list[XlplanError] = []
        for one in asked:
            try:
                chosen = _chosen(master, found, one)
            except UsageError as error:
                if one.key is None:
                    raise
                refused.append(error)
                continue
            for finding in chosen:
                accepted[_key(finding)] = _accepted(master, context, finding, one, day)
        kept = [a for a in master.plan.accepted if a.place not in accepted]
        plan = replace(master.plan, accepted=(*kept, *accepted.values()))
        done = Accepting(plan, master.template, list(accepted.values()), refused)
        return _written(path, master, done, dry_run, now)


def withdraw(
    path: Path, codes: Sequence[str], at: str = "", *, dry_run: bool = False, now: dt.datetime | None = None
) -> Accepting:
    """Take back what was accepted for some codes, at a place or everywhere. UsageError where nothing is."""
    with locked(path):
        master = open_master(path)
        check_newest(master)
        wanted, places = (
            codes_named(codes),
            {_key(x): x for x in _judged(master, context_of(master.plan, master.template))},
        )
        gone = [
            a
            for a in master.plan.accepted
            if a.code in wanted and (not at or _is_at(at, places.get(a.place), a.label, a.row_id))
        ]
        if not gone:
            raise UsageError(NOT_ACCEPTED, codes=_named(codes), at=_at(at))
        kept = tuple(a for a in master.plan.accepted if a not in gone)
        done = Accepting(replace(master.plan, accepted=kept), master.template, gone)
        return _written(path, master, done, dry_run, now)


def _written(path: Path, master: Master, done: Accepting, dry_run: bool, now: dt.datetime | None) -> Accepting:
    if dry_run or not done.accepted:
        return done
    plan = replace(done.plan, revision=done.plan.revision + 1)
    archived = save_master(path, plan, done.template, entry=Entry("accept", master, now=now))
    return replace(done, plan=plan, archived=archived, written=True)


def _judged(master: Master, context: RuleContext) -> list[Finding]:
    found = judge_context(context, master.path.name, master.reading)
    return with_concern((x for x in found if x.type is not LAPSED), master.plan, master.template)


def _chosen(master: Master, found: Sequence[Finding], asked: Asked) -> list[Finding]:
    wanted = codes_named(asked.codes)
    if not asked.reason.strip():
        raise UsageError(NO_REASON)
    if asked.until and master.plan.status_date and asked.until < master.plan.status_date:
        raise UsageError(PAST, until=asked.until, today=master.plan.status_date)
    label = _labels(master)
    chosen = [x for x in found if x.code in wanted and asked.key in (None, _key(x))]
    if asked.at:
        chosen = [x for x in chosen if _is_at(asked.at, x, label(x), x.place.row_id)]
    if not chosen:
        raise UsageError(
            NOTHING,
            file=master.path.name,
            codes=_named(asked.codes),
            at=_at(asked.at or " ".join((asked.key or ())[1:3])),
        )
    if len(chosen) > 1 and not asked.every and not asked.at and not asked.key:
        words = [_place(x) for x in chosen[:_PLACES]]
        more = ["…"] if len(chosen) > _PLACES else []
        places = Text(*(joint.join([*(w(lang) for w in words), *more]) for joint, lang in _LISTED))
        raise UsageError(SEVERAL, codes=_named(asked.codes), count=len(chosen), places=places)
    for finding in chosen:
        if finding.severity is Severity.ERROR:
            raise UsageError(IS_ERROR, code=finding.code, place=_place(finding))
    return chosen


def _place(finding: Finding) -> Text:
    return Text(place_words(finding, "zh"), place_words(finding, "en"))


def _accepted(master: Master, context: RuleContext, finding: Finding, asked: Asked, day: dt.date) -> Accepted:
    plan, place = master.plan, finding.place
    by = asked.by.strip() or _manager(plan)
    return Accepted(
        *_key(finding),
        finding.severity.value,
        held(context, (place.form, place.row_id, place.field)),
        _labels(master)(finding),
        finding.message(plan.language),
        Acceptance(" ".join(asked.reason.split()), by, day, asked.until),
    )


def _key(finding: Finding) -> Key:
    return (finding.code, finding.place.form, finding.place.row_id, finding.place.field)


def _manager(plan: Plan) -> str:
    return plan_names(plan).label("person", plan.basic.manager) if plan.basic.manager else ""


def _labels(master: Master) -> Callable[[Finding], str]:
    """What people call the row that a finding is about."""
    plan = master.plan
    ctx = Ctx(plan.language, plan_names(plan))
    tables = {t.key: t for _, t in master.template.tables()}

    def label(finding: Finding) -> str:
        place = finding.place
        if place.form not in tables or place.row_id not in plan.rows(place.form):
            return place.row_id
        table = tables[place.form]
        return row_label(table, place.row_id, frozen_row(plan, table, place.row_id, (c.key for c in table.inputs)), ctx)

    return label


def _is_at(at: str, finding: Finding | None, label: str, row_id: str) -> bool:
    """Whether a place is meant: by cell with or without sheet, by what people call the row, by its id."""
    said = key(at.replace("$", "").replace("'", ""))
    names = [label, label.split(" ", 1)[0], row_id]
    if finding is not None:
        names += [finding.place.cell, f"{finding.place.sheet}!{finding.place.cell}"]
    return said in {key(n) for n in names if n}


def _named(codes: Iterable[str]) -> str:
    return ", ".join(codes)


def _at(at: str) -> Text | str:
    return Text(*(t.format(at=at) for t in AT.both)) if at else ""
